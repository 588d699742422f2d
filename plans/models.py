"""The risk management plan of a case, version by version, and what in the record each of its items answers (MAP-61)."""

import uuid

from django.db import models
from django.db.models import Q

from core.addresses import address
from core.history import tracked
from offenders.models.case import Case, code_known
from people.models import User
from plans.choices import CURRENT, UNSIGNED, Pillar, PlanState, ReferenceKind


@tracked("plans_plan_history")
class Plan(models.Model):
    """One version of the plan: written as a draft, signed by an officer, countersigned where PRO-24 asks.

    A case has one draft and one current version at most. What was signed is never altered: what changes is the next
    version, which begins with the items of the one before.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    case = models.ForeignKey(Case, models.CASCADE, related_name="plans")
    number = models.PositiveIntegerField(help_text="1 is the first plan of the case")
    state = models.CharField(max_length=20, choices=PlanState, default=PlanState.DRAFT)
    approach = models.TextField(
        blank=True,
        default="",
        help_text="R-1: how this person is worked with, in a sentence or two",
    )
    changes = models.TextField(
        blank=True, default="", help_text="What is different from the plan before, and why"
    )
    based_on = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="followed_by"
    )
    drafted_by = models.ForeignKey(User, models.PROTECT, related_name="plans_drafted")
    drafted_at = models.DateTimeField()
    signed_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="plans_signed"
    )
    signed_at = models.DateTimeField(null=True, blank=True)
    countersigned_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="plans_countersigned"
    )
    countersigned_at = models.DateTimeField(null=True, blank=True)
    returned_reason = models.TextField(blank=True, default="")
    version = models.PositiveIntegerField(
        default=1, help_text="Grows with every change of the draft, of its items too"
    )

    class Meta:
        constraints = [
            code_known("plans_plan_state_known", "state", PlanState),
            models.UniqueConstraint("case", "number", name="plans_plan_number"),
            models.UniqueConstraint(
                "case", condition=Q(state=PlanState.DRAFT), name="plans_plan_one_draft"
            ),
            models.UniqueConstraint(
                "case", condition=Q(state__in=CURRENT), name="plans_plan_one_current"
            ),
            models.CheckConstraint(
                name="plans_plan_draft_is_unsigned",
                condition=Q(state__in=UNSIGNED, signed_by__isnull=True, signed_at__isnull=True)
                | Q(~Q(state__in=UNSIGNED), signed_by__isnull=False, signed_at__isnull=False),
            ),
            models.CheckConstraint(
                name="plans_plan_signed_names_its_approach",
                condition=Q(state__in=UNSIGNED) | ~Q(approach=""),
            ),
            models.CheckConstraint(
                name="plans_plan_countersigned_by_whom",
                condition=Q(countersigned_by__isnull=True, countersigned_at__isnull=True)
                | Q(countersigned_by__isnull=False, countersigned_at__isnull=False),
            ),
            models.CheckConstraint(
                name="plans_plan_returned_says_why",
                condition=~Q(state=PlanState.RETURNED) | ~Q(returned_reason=""),
            ),
        ]
        ordering = ["-number"]

    def __str__(self) -> str:
        return f"Risk management plan, version {self.number}"

    def get_absolute_url(self) -> str:
        return address("plans:version", self.uuid)

    @property
    def is_draft(self) -> bool:
        return self.state == PlanState.DRAFT

    @property
    def is_current(self) -> bool:
        return self.state in CURRENT


@tracked("plans_item_history")
class Item(models.Model):
    """One thing that is done: what, who does it, how often, until when. It lies in one pillar of one version."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    plan = models.ForeignKey(Plan, models.CASCADE, related_name="items")
    pillar = models.CharField(max_length=20, choices=Pillar)
    what = models.TextField()
    who = models.CharField(max_length=200, blank=True, default="")
    how_often = models.CharField(max_length=200, blank=True, default="")
    until = models.DateField(null=True, blank=True, help_text="The last day, where there is one")
    until_words = models.CharField(
        max_length=200, blank=True, default="", help_text="Until when, where it is no day"
    )
    position = models.PositiveIntegerField(default=0)
    copied_from = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="copies",
        help_text="The same item of the version before",
    )
    is_removed = models.BooleanField(
        db_default=False,
        help_text="Taken out of a draft; the row stays for whoever is changing it meanwhile",
    )
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            code_known("plans_item_pillar_known", "pillar", Pillar),
            models.CheckConstraint(name="plans_item_says_what", condition=~Q(what="")),
        ]
        indexes = [models.Index("plan", "pillar", "position", name="plans_item_in_order")]
        ordering = ["pillar", "position", "id"]

    def __str__(self) -> str:
        return self.what

    @property
    def case(self) -> Case:
        """Whose plan it is part of."""
        return self.plan.case


@tracked("plans_reference_history")
class Reference(models.Model):
    """MAP-62: one thing of the record that an item answers, with its words as they stood when it was named.

    `key` is the UUID of the record as text, or a code where the record has none (a register, the visit schedule).
    """

    item = models.ForeignKey(Item, models.CASCADE, related_name="references")
    kind = models.CharField(max_length=30, choices=ReferenceKind)
    key = models.CharField(max_length=60)
    words = models.TextField(help_text="As they stood when it was named")

    class Meta:
        constraints = [
            code_known("plans_reference_kind_known", "kind", ReferenceKind),
            models.UniqueConstraint("item", "kind", "key", name="plans_reference_once"),
            models.CheckConstraint(name="plans_reference_has_key", condition=~Q(key="")),
        ]
        indexes = [models.Index("kind", "key", name="plans_reference_named")]
        ordering = ["id"]

    def __str__(self) -> str:
        return self.words

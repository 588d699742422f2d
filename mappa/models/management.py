"""The MAPPA category and level in force: dated, from an extract or set here; and what becomes a level when it is decided."""

import uuid
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.functions import RandomUUID
from django.db import models
from django.db.models import F, Q

from core.addresses import address
from core.history import tracked
from core.models import ends_after_start, no_overlap
from mappa.choices import Category, Criterion, LeadAgency, Level, ProposalState
from mappa.models.screening import Screening
from offenders.models import Case
from offenders.models.case import code_known
from people.models import User


class AtMeeting(models.Model):
    """MAP-14: a meeting held elsewhere, typed until meetings are held here: its day, its chair, where its minutes are."""

    meeting_on = models.DateField(null=True, blank=True)
    meeting_chair = models.CharField(max_length=120, blank=True, default="", db_default="")
    meeting_ref = models.CharField(max_length=60, blank=True, default="", db_default="")

    class Meta:
        abstract = True


def meeting_is_whole(name: str) -> models.CheckConstraint:
    """All three of a meeting, or none."""
    return models.CheckConstraint(
        name=name,
        condition=Q(meeting_on__isnull=True, meeting_chair="", meeting_ref="")
        | Q(~Q(meeting_chair=""), ~Q(meeting_ref=""), meeting_on__isnull=False),
    )


def criteria_known(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        name=name, condition=Q(criteria__contained_by=sorted(Criterion.values))
    )


def criteria() -> Any:
    """MAP-10 to MAP-12: what a level rests on, by code."""
    return ArrayField(
        models.CharField(max_length=20, choices=Criterion), default=list, db_default=[], blank=True
    )


@tracked("mappa_management_history")
class Management(AtMeeting):
    """Category, level and lead agency of a case from the day they were set (MAP-7, MAP-9).

    One that was set here says on which screening and criteria it rests, why, who proposed it and which manager or
    meeting decided (MAP-13, MAP-14). Of one that came with an extract nobody is named: it stands, its screening not
    recorded. A category 3 case at level 1 is an error and refused (MAP-4).
    """

    uuid = models.UUIDField(
        default=uuid.uuid4, db_default=RandomUUID(), unique=True, editable=False
    )
    case = models.ForeignKey(Case, models.CASCADE, related_name="mappa")
    category = models.PositiveSmallIntegerField(choices=Category)
    level = models.PositiveSmallIntegerField(choices=Level)
    lead_agency = models.CharField(max_length=20, choices=LeadAgency)
    starts_on = models.DateField(help_text="The day the level was set")
    ends_on = models.DateField(null=True, blank=True)
    last_review_on = models.DateField(
        null=True, blank=True, help_text="It may have been of the level before this one"
    )
    screening = models.ForeignKey(
        Screening, models.CASCADE, null=True, blank=True, related_name="levels"
    )
    criteria = criteria()
    rationale = models.TextField(blank=True, default="", db_default="")
    proposed_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    proposed_on = models.DateField(null=True, blank=True)
    approved_by = models.ForeignKey(
        User,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="The manager; empty where a meeting decided",
    )
    approved_on = models.DateField(null=True, blank=True, help_text="The day it was decided")
    recorded_by = models.ForeignKey(
        User,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="Empty where it came with an extract",
    )
    recorded_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1, db_default=1)

    class Meta:
        constraints = [
            no_overlap("mappa_management_one_in_force", "case"),
            ends_after_start("mappa_management_ends_after_start"),
            models.CheckConstraint(
                name="mappa_management_category_known",
                condition=Q(category__in=Category.values),
            ),
            models.CheckConstraint(
                name="mappa_management_level_known", condition=Q(level__in=Level.values)
            ),
            models.CheckConstraint(
                name="mappa_management_category_3_above_level_1",
                condition=~Q(category=Category.THREE, level=Level.ONE),
            ),
            models.CheckConstraint(
                name="mappa_management_lead_known", condition=Q(lead_agency__in=LeadAgency.values)
            ),
            criteria_known("mappa_management_criteria_known"),
            meeting_is_whole("mappa_management_meeting_is_whole"),
            models.CheckConstraint(
                name="mappa_management_set_here_says_all",
                condition=Q(
                    recorded_by__isnull=True,
                    recorded_on__isnull=True,
                    screening__isnull=True,
                    proposed_by__isnull=True,
                    proposed_on__isnull=True,
                    approved_by__isnull=True,
                    approved_on__isnull=True,
                    rationale="",
                )
                | Q(
                    Q(approved_by__isnull=False) | Q(meeting_on__isnull=False),
                    ~Q(rationale=""),
                    recorded_by__isnull=False,
                    recorded_on__isnull=False,
                    screening__isnull=False,
                    proposed_by__isnull=False,
                    proposed_on__isnull=False,
                    approved_on__isnull=False,
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"MAPPA {self.category} level {self.level}"

    def get_absolute_url(self) -> str:
        return address("mappa:level", self.uuid)

    @property
    def is_set_here(self) -> bool:
        """Whether somebody set it in this service; of an imported level nothing more is known than what it says."""
        return self.recorded_by_id is not None


@tracked("mappa_levelproposal_history")
class LevelProposal(models.Model):
    """A level that somebody proposes, until a manager or a meeting has decided about it. One waits at a time.

    The category is that of the screening: a person is in one, and it is decided there (MAP-6).
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    case = models.ForeignKey(Case, models.CASCADE, related_name="level_proposals")
    screening = models.ForeignKey(Screening, models.CASCADE, related_name="level_proposals")
    category = models.PositiveSmallIntegerField(choices=Category)
    level = models.PositiveSmallIntegerField(choices=Level)
    lead_agency = models.CharField(max_length=20, choices=LeadAgency)
    criteria = criteria()
    rationale = models.TextField()
    proposed_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=ProposalState, default=ProposalState.WAITING)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    answer = models.CharField(max_length=1000, blank=True, default="")
    management = models.OneToOneField(
        Management, models.CASCADE, null=True, blank=True, related_name="proposal"
    )
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            code_known("mappa_levelproposal_state_known", "state", ProposalState),
            models.CheckConstraint(
                name="mappa_levelproposal_category_known",
                condition=Q(category__in=Category.values),
            ),
            models.CheckConstraint(
                name="mappa_levelproposal_level_known", condition=Q(level__in=Level.values)
            ),
            models.CheckConstraint(
                name="mappa_levelproposal_category_3_above_level_1",
                condition=~Q(category=Category.THREE, level=Level.ONE),
            ),
            models.CheckConstraint(
                name="mappa_levelproposal_lead_known",
                condition=Q(lead_agency__in=LeadAgency.values),
            ),
            criteria_known("mappa_levelproposal_criteria_known"),
            models.CheckConstraint(name="mappa_levelproposal_says_why", condition=~Q(rationale="")),
            models.UniqueConstraint(
                "case",
                name="mappa_levelproposal_one_waits",
                condition=Q(state=ProposalState.WAITING),
            ),
            models.CheckConstraint(
                name="mappa_levelproposal_decided",
                condition=Q(
                    state=ProposalState.WAITING,
                    decided_by__isnull=True,
                    decided_at__isnull=True,
                    management__isnull=True,
                )
                | Q(
                    state=ProposalState.APPROVED,
                    decided_by__isnull=False,
                    decided_at__isnull=False,
                    management__isnull=False,
                )
                | Q(
                    state__in=[ProposalState.REFUSED, ProposalState.REPLACED],
                    decided_by__isnull=False,
                    decided_at__isnull=False,
                    management__isnull=True,
                ),
            ),
        ]
        indexes = [
            models.Index("case", F("proposed_at").desc(), name="mappa_levelproposal_case"),
        ]
        ordering = ["-proposed_at", "-id"]

    def __str__(self) -> str:
        return f"MAPPA {self.category} level {self.level}, proposed"

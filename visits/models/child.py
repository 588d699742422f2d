"""Who was asked about a child that a visit met, or why a supervisor decided that nobody need be."""

import uuid

from django.db import models
from django.db.models import F, Q

from core.addresses import address
from core.history import append_only, tracked
from offenders.models import Case, Contact
from people.models import User
from visits.choices import (
    EnquiryAnswer,
    EnquiryKind,
)


@tracked("visits_enquiry_history")
class Enquiry(models.Model):
    """PRO-86: who was asked or told about a child that a visit met or saw signs of, and what came of it.

    `contact` is the version of the visit that was on the screen: what a later one tells of a child is asked about anew.
    Three steps, each kept with who and when: asked, answered, considered.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    contact = models.ForeignKey(Contact, models.PROTECT, related_name="enquiries")
    kind = models.CharField(max_length=10, choices=EnquiryKind)
    asked_of = models.CharField(max_length=200, help_text="The authority, and who there")
    about = models.TextField(help_text="Which child, as far as anybody knows")
    words = models.TextField(help_text="What they were asked or told")
    reference = models.CharField(max_length=60, blank=True, default="")
    asked_at = models.DateTimeField()
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="enquiries")
    recorded_at = models.DateTimeField()
    answer = models.CharField(max_length=10, choices=EnquiryAnswer, blank=True, default="")
    answer_words = models.TextField(blank=True, default="")
    answered_at = models.DateTimeField(null=True, blank=True)
    answer_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="enquiries_answered"
    )
    answer_recorded_at = models.DateTimeField(null=True, blank=True)
    considered = models.TextField(blank=True, default="", help_text="What it means for the risk")
    considered_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="enquiries_considered"
    )
    considered_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="visits_enquiry_kind_known", condition=Q(kind__in=EnquiryKind.values)
            ),
            models.CheckConstraint(
                name="visits_enquiry_says_of_whom",
                condition=~Q(asked_of="") & ~Q(about="") & ~Q(words=""),
            ),
            models.CheckConstraint(
                name="visits_enquiry_asked_before_recorded",
                condition=Q(asked_at__lte=F("recorded_at")),
            ),
            models.CheckConstraint(
                name="visits_enquiry_answer_is_whole",
                condition=Q(
                    answer="",
                    answer_words="",
                    answered_at__isnull=True,
                    answer_by__isnull=True,
                    answer_recorded_at__isnull=True,
                )
                | Q(
                    ~Q(answer_words=""),
                    answer__in=EnquiryAnswer.values,
                    answered_at__gte=F("asked_at"),
                    answer_by__isnull=False,
                    answer_recorded_at__gte=F("answered_at"),
                ),
            ),
            models.CheckConstraint(
                name="visits_enquiry_considered_once_answered",
                condition=Q(considered="", considered_by__isnull=True, considered_at__isnull=True)
                | Q(
                    ~Q(considered=""),
                    ~Q(answer=""),
                    considered_by__isnull=False,
                    considered_at__gte=F("answer_recorded_at"),
                ),
            ),
        ]
        indexes = [
            models.Index(
                "contact", name="visits_enquiry_open", condition=Q(considered_at__isnull=True)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} ({self.asked_of})"

    def get_absolute_url(self) -> str:
        return address("visits:enquiry", self.uuid)

    @property
    def case(self) -> Case:
        """Whom it is about: what was found when they were visited."""
        return self.contact.case


class ChildDecision(models.Model):
    """PRO-87: a supervisor decided, with a reason, that one version of a visit needs no enquiry. Never altered."""

    contact = models.OneToOneField(Contact, models.PROTECT, related_name="child_decision")
    reason = models.TextField()
    decided_by = models.ForeignKey(User, models.PROTECT, related_name="child_decisions")
    decided_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(name="visits_childdecision_has_reason", condition=~Q(reason="")),
        ]
        triggers = append_only("visits_childdecision")

    def __str__(self) -> str:
        return f"No enquiry: decided by {self.decided_by}"

"""Reviews of MAPPA management, each a typed record (MAP-34), and how somebody left it (MAP-84)."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from core.history import append_only, tracked
from mappa.choices import Considered, ExitReason, ReviewOutcome, ToldAgency
from mappa.models.management import AtMeeting, Management, meeting_is_whole
from offenders.models import Case
from offenders.models.case import code_known
from people.models import User


@tracked("mappa_review_history")
class MappaReview(AtMeeting):
    """What was considered, what was found and what comes of it. One recorded in error is taken back and kept.

    `next_due_on` is what the standard of that day made of it; the deadline follows the standard in force (MAP-35).
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    case = models.ForeignKey(Case, models.CASCADE, related_name="mappa_reviews")
    management = models.ForeignKey(Management, models.CASCADE, related_name="reviews")
    reviewed_on = models.DateField()
    considered = ArrayField(models.CharField(max_length=20, choices=Considered))
    findings = models.TextField()
    outcome = models.CharField(max_length=20, choices=ReviewOutcome)
    next_due_on = models.DateField(null=True, blank=True)
    reviewed_by = models.ForeignKey(User, models.PROTECT, related_name="mappa_reviews")
    recorded_at = models.DateTimeField()
    taken_back_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    taken_back_at = models.DateTimeField(null=True, blank=True)
    taken_back_because = models.CharField(max_length=500, blank=True, default="")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            code_known("mappa_mappareview_outcome_known", "outcome", ReviewOutcome),
            models.CheckConstraint(
                name="mappa_mappareview_considered_something",
                condition=Q(considered__contained_by=sorted(Considered.values)) & ~Q(considered=[]),
            ),
            models.CheckConstraint(
                name="mappa_mappareview_says_what_was_found", condition=~Q(findings="")
            ),
            meeting_is_whole("mappa_mappareview_meeting_is_whole"),
            models.CheckConstraint(
                name="mappa_mappareview_taken_back_says_why",
                condition=Q(
                    taken_back_by__isnull=True, taken_back_at__isnull=True, taken_back_because=""
                )
                | Q(
                    ~Q(taken_back_because=""),
                    taken_back_by__isnull=False,
                    taken_back_at__isnull=False,
                ),
            ),
        ]
        indexes = [
            models.Index(
                "case",
                F("reviewed_on").desc(),
                name="mappa_review_newest",
                condition=Q(taken_back_at__isnull=True),
            ),
        ]
        ordering = ["-reviewed_on", "-id"]

    def __str__(self) -> str:
        return self.get_outcome_display()

    def get_absolute_url(self) -> str:
        return f"{self.management.get_absolute_url()}#review-{self.pk}"


class MappaExit(AtMeeting):
    """MAP-83, MAP-84: why somebody left MAPPA, who decided it and who was told. Never altered.

    The level ends on that day. Somebody who left in error is set a level again.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    case = models.ForeignKey(Case, models.CASCADE, related_name="mappa_exits")
    management = models.OneToOneField(Management, models.CASCADE, related_name="exit")
    exited_on = models.DateField()
    reason = models.CharField(max_length=20, choices=ExitReason)
    words = models.TextField(help_text="What it rests on")
    decided_by = models.CharField(max_length=120, help_text="Name and post, or the meeting")
    told = ArrayField(models.CharField(max_length=15, choices=ToldAgency))
    told_note = models.CharField(max_length=300, blank=True, default="")
    is_visor_done = models.BooleanField(
        default=False, help_text="MAP-84: ViSOR or its successor says so too"
    )
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="mappa_exits")
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            code_known("mappa_mappaexit_reason_known", "reason", ExitReason),
            models.CheckConstraint(
                name="mappa_mappaexit_says_all", condition=~Q(words="") & ~Q(decided_by="")
            ),
            models.CheckConstraint(
                name="mappa_mappaexit_told_somebody",
                condition=Q(told__contained_by=sorted(ToldAgency.values)) & ~Q(told=[]),
            ),
            meeting_is_whole("mappa_mappaexit_meeting_is_whole"),
        ]
        triggers = append_only("mappa_exit")
        ordering = ["-exited_on", "-id"]

    def __str__(self) -> str:
        return self.get_reason_display()

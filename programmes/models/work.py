"""Work with those who are on no programme, and what came of a programme."""

import uuid

from django.contrib.postgres.functions import RandomUUID
from django.db import models
from django.db.models import F, Q

from core.history import tracked
from core.models import ends_not_before_start
from offenders.models import Case
from offenders.models.case import Recorded
from programmes.models.catalogue import Programme
from programmes.models.referral import Referral


@tracked("programmes_individualwork_history")
class IndividualWork(Recorded):
    """PRG-57: a toolkit that somebody is worked with one to one; its sessions are contacts on the timeline.

    One at a time; it ends with what came of it.
    """

    uuid = models.UUIDField(
        default=uuid.uuid4, db_default=RandomUUID(), unique=True, editable=False
    )
    case = models.ForeignKey(Case, models.CASCADE, related_name="individual_work")
    toolkit = models.ForeignKey(Programme, models.PROTECT, to_field="name", related_name="+")
    sessions = models.PositiveSmallIntegerField(help_text="Planned")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    came_of_it = models.CharField(max_length=1000, blank=True, default="", db_default="")

    class Meta:
        constraints = [
            ends_not_before_start("programmes_individualwork_ends_not_before_start"),
            models.UniqueConstraint(
                "case", condition=Q(ends_on__isnull=True), name="programmes_individualwork_one_open"
            ),
            models.CheckConstraint(
                name="programmes_individualwork_sessions_sane",
                condition=Q(sessions__gte=1, sessions__lte=60),
            ),
            models.CheckConstraint(
                name="programmes_individualwork_ended_with_words",
                condition=Q(ends_on__isnull=True) | ~Q(came_of_it=""),
            ),
        ]
        ordering = ["starts_on", "id"]

    def __str__(self) -> str:
        return f"{self.toolkit_id} from {self.starts_on}"


@tracked("programmes_review_history")
class Review(Recorded):
    """PRG-49: the post-programme review: how it went against the targets, whether the plan was changed, what is next."""

    uuid = models.UUIDField(
        default=uuid.uuid4, db_default=RandomUUID(), unique=True, editable=False
    )
    referral = models.OneToOneField(Referral, models.CASCADE, related_name="review")
    reviewed_on = models.DateField()
    progress = models.TextField()
    is_plan_updated = models.BooleanField()
    next_work = models.CharField(max_length=1000)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="programmes_review_says_something",
                condition=~Q(progress="") & ~Q(next_work=""),
            ),
            models.CheckConstraint(
                name="programmes_review_not_of_the_future",
                condition=Q(reviewed_on__lte=F("recorded_on")) | Q(recorded_by__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"Review of {self.referral}"

"""Courses of officers: those that count, and those that an officer says they did."""

import uuid

from django.contrib.postgres.functions import RandomUUID
from django.db import models
from django.db.models import F, Q

from core.history import tracked
from people.choices import StatedState, TrainingKind, TrainingMode
from people.models.staff import Officer, User

MOST_CONFIDENT = 5


class Course(models.Model):
    """What is known of a course: which, how it was taught, from when to when it counts."""

    uuid = models.UUIDField(
        default=uuid.uuid4, db_default=RandomUUID(), unique=True, editable=False
    )
    kind = models.CharField(max_length=20, choices=TrainingKind)
    trained_on = models.DateField()
    expires_on = models.DateField(null=True, blank=True)
    mode = models.CharField(
        max_length=20,
        choices=TrainingMode,
        blank=True,
        default="",
        db_default="",
        help_text="Empty where nobody recorded it: no extract carries it",
    )
    confidence = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="How confident the officer is, 1 to 5, by themselves"
    )
    version = models.PositiveIntegerField(default=1, db_default=1)

    class Meta:
        abstract = True


def _constraints(table: str) -> list[models.BaseConstraint]:
    return [
        models.CheckConstraint(
            name=f"people_{table}_kind_known", condition=Q(kind__in=TrainingKind.values)
        ),
        models.CheckConstraint(
            name=f"people_{table}_expires_later",
            condition=Q(expires_on__isnull=True) | Q(expires_on__gt=F("trained_on")),
        ),
        models.CheckConstraint(
            name=f"people_{table}_mode_known", condition=Q(mode__in=["", *TrainingMode.values])
        ),
        models.CheckConstraint(
            name=f"people_{table}_confidence_in_scale",
            condition=Q(confidence__isnull=True)
            | Q(confidence__gte=1, confidence__lte=MOST_CONFIDENT),
        ),
    ]


@tracked("people_training_history")
class Training(Course):
    """POL-22, F-1, F-33: a course done, how, and when it stops counting."""

    officer = models.ForeignKey(Officer, models.CASCADE, related_name="trainings")
    observed_on = models.DateField(
        null=True, blank=True, help_text="When a manager saw what was learnt at work"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint("officer", "kind", "trained_on", name="people_training_once"),
            *_constraints("training"),
            models.CheckConstraint(
                name="people_training_observed_after",
                condition=Q(observed_on__isnull=True) | Q(observed_on__gte=F("trained_on")),
            ),
        ]
        ordering = ["-trained_on"]

    def __str__(self) -> str:
        return f"{self.officer}: {self.get_kind_display()}"


@tracked("people_statedtraining_history")
class StatedTraining(Course):
    """A course that an officer says they did: it counts once whoever leads their team has confirmed it."""

    officer = models.ForeignKey(Officer, models.CASCADE, related_name="stated_trainings")
    state = models.CharField(
        max_length=10, choices=StatedState, default=StatedState.WAITING, db_default="waiting"
    )
    stated_at = models.DateTimeField()
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    reason = models.CharField(max_length=500, blank=True, default="", db_default="")

    class Meta:
        constraints = [
            *_constraints("statedtraining"),
            models.CheckConstraint(
                name="people_statedtraining_state_known",
                condition=Q(state__in=StatedState.values),
            ),
            models.CheckConstraint(
                name="people_statedtraining_decided_by_somebody",
                condition=Q(state=StatedState.WAITING, decided_by__isnull=True)
                | (~Q(state=StatedState.WAITING) & Q(decided_by__isnull=False)),
            ),
            models.CheckConstraint(
                name="people_statedtraining_refused_says_why",
                condition=~Q(state=StatedState.REFUSED) | ~Q(reason=""),
            ),
            models.UniqueConstraint(
                "officer",
                "kind",
                "trained_on",
                name="people_statedtraining_waits_once",
                condition=Q(state=StatedState.WAITING),
            ),
        ]
        ordering = ["-trained_on", "-id"]

    def __str__(self) -> str:
        return f"{self.officer}: {self.get_kind_display()}, stated"

"""Supervision sessions of officers: planned, held, cancelled, with what was agreed."""

import uuid

from django.db import models
from django.db.models import F, Q

from core.history import tracked
from people.choices import SessionState
from people.models.staff import Officer
from people.querysets import SessionQuerySet

_PLANNED = Q(state=SessionState.PLANNED)
_HELD = Q(state=SessionState.HELD)
_CANCELLED = Q(state=SessionState.CANCELLED)


@tracked("people_supervisionsession_history")
class SupervisionSession(models.Model):
    """F-2: when an officer and whoever supervises them sit down together. What was said is theirs alone."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    officer = models.ForeignKey(Officer, models.PROTECT, related_name="supervision_sessions")
    supervisor = models.ForeignKey(Officer, models.PROTECT, related_name="sessions_led")
    state = models.CharField(
        max_length=10, choices=SessionState, default=SessionState.PLANNED, db_default="planned"
    )
    starts_at = models.DateTimeField(help_text="As it was planned, or when it was held")
    held_on = models.DateField(null=True, blank=True)
    notes = models.TextField(blank=True, default="", db_default="")
    support_offered = models.BooleanField(
        null=True, help_text="Whether support was offered; what was taken is the officer's alone"
    )
    reason = models.CharField(max_length=500, blank=True, default="", db_default="")
    version = models.PositiveIntegerField(default=1, db_default=1)

    objects = SessionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="people_supervisionsession_state_known",
                condition=Q(state__in=SessionState.values),
            ),
            models.CheckConstraint(
                name="people_supervisionsession_of_another",
                condition=~Q(officer=F("supervisor")),
            ),
            models.CheckConstraint(
                name="people_supervisionsession_held_says_when",
                condition=(_HELD & Q(held_on__isnull=False, support_offered__isnull=False))
                | (~_HELD & Q(held_on__isnull=True, support_offered__isnull=True)),
            ),
            models.CheckConstraint(
                name="people_supervisionsession_cancelled_says_why",
                condition=(_CANCELLED & ~Q(reason="")) | (~_CANCELLED & Q(reason="")),
            ),
            # Two who plan for one officer at once: the second is told of the first.
            models.UniqueConstraint(
                "officer", name="people_supervisionsession_one_planned", condition=_PLANNED
            ),
            models.UniqueConstraint(
                "officer", "held_on", name="people_supervisionsession_one_a_day", condition=_HELD
            ),
        ]
        indexes = [
            models.Index(
                "officer", F("held_on").desc(), name="people_session_last", condition=_HELD
            )
        ]
        ordering = ["-starts_at", "-id"]

    def __str__(self) -> str:
        return f"Supervision of {self.officer}"


@tracked("people_agreedaction_history")
class AgreedAction(models.Model):
    """What was agreed in a session: what, whose it is, by which day, and when it was done."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    session = models.ForeignKey(SupervisionSession, models.CASCADE, related_name="actions")
    what = models.CharField(max_length=300)
    owner = models.ForeignKey(Officer, models.PROTECT, related_name="agreed_actions")
    due_on = models.DateField()
    done_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="people_agreedaction_says_what", condition=~Q(what__regex=r"^\s*$")
            ),
        ]
        ordering = ["due_on", "id"]

    def __str__(self) -> str:
        return self.what

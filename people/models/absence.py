"""When an officer is away."""

from django.db import models
from django.db.models import Q

from core.history import tracked
from core.models import ends_not_before_start, no_overlap
from people.choices import AbsenceKind
from people.models.staff import Grant, Officer, User


@tracked("people_absence_history")
class Absence(Grant):
    """From a day to a day that is no longer part of it; only of sickness the end may be open.

    The kind is all that is kept of why, and only the officer and whoever leads the team read it: for anybody else
    somebody is away, never why. What is taken back before it began ends on its first day, so that it never held.
    """

    officer = models.ForeignKey(Officer, models.PROTECT, related_name="absences")
    kind = models.CharField(max_length=20, choices=AbsenceKind)
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            no_overlap("people_absence_once", "officer"),
            ends_not_before_start("people_absence_ends_not_before_start"),
            models.CheckConstraint(
                name="people_absence_kind_known", condition=Q(kind__in=AbsenceKind.values)
            ),
            models.CheckConstraint(
                name="people_absence_open_if_sick",
                condition=Q(ends_on__isnull=False) | Q(kind=AbsenceKind.SICKNESS),
            ),
        ]
        ordering = ["starts_on", "id"]

    def __str__(self) -> str:
        return f"{self.officer} is away"

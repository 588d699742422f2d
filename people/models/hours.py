"""Hours a week that an officer has less."""

from django.db import models
from django.db.models import Q

from core.history import tracked
from core.models import ends_not_before_start, no_overlap
from people.choices import ReductionReason
from people.models.staff import Grant, Officer


@tracked("people_reduction_history")
class Reduction(Grant):
    """CAS-15: with a reason, from a day to a day that is no longer part of it. Those of several reasons add up."""

    officer = models.ForeignKey(Officer, models.PROTECT, related_name="reductions")
    reason = models.CharField(max_length=30, choices=ReductionReason)
    hours = models.DecimalField(max_digits=4, decimal_places=1, help_text="A week")

    class Meta:
        constraints = [
            no_overlap("people_reduction_once", "officer", "reason"),
            ends_not_before_start("people_reduction_ends_not_before_start"),
            models.CheckConstraint(
                name="people_reduction_reason_known", condition=Q(reason__in=ReductionReason.values)
            ),
            models.CheckConstraint(
                name="people_reduction_hours_in_week", condition=Q(hours__gt=0, hours__lte=60)
            ),
        ]
        ordering = ["starts_on", "id"]

    def __str__(self) -> str:
        return f"{self.officer}: {self.hours} hours less ({self.get_reason_display().lower()})"

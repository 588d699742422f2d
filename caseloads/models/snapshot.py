"""What officers carried, night by night."""

from django.db import models
from django.db.models import Q

from core.history import append_only
from people.models import Officer


class Snapshot(models.Model):
    """CAS-19: what an officer carried in one night, as it was measured then. A night that was missed has no row.

    It is never worked out afterwards: facts that were put right since would make it another number than was seen.
    """

    officer = models.ForeignKey(Officer, models.CASCADE, related_name="snapshots")
    on = models.DateField()
    cases = models.PositiveIntegerField()
    in_custody = models.PositiveIntegerField()
    registered = models.PositiveIntegerField()
    high = models.PositiveIntegerField()
    very_high = models.PositiveIntegerField()
    untiered = models.PositiveIntegerField()
    points = models.PositiveIntegerField(null=True, help_text="Of probation alone")
    available = models.PositiveIntegerField(null=True)
    capacity = models.DecimalField(
        max_digits=8, decimal_places=1, null=True, help_text="In percent; empty without hours"
    )
    is_without_hours = models.BooleanField(help_text="Holds cases and has no hours for them")

    class Meta:
        constraints = [
            models.UniqueConstraint("officer", "on", name="caseloads_snapshot_one_a_night"),
            models.CheckConstraint(
                name="caseloads_snapshot_no_percentage_without_hours",
                condition=Q(is_without_hours=False) | Q(capacity__isnull=True),
            ),
        ]
        indexes = [models.Index("on", name="caseloads_snapshot_night")]
        ordering = ["officer", "on"]
        triggers = append_only("caseloads_snapshot")

    def __str__(self) -> str:
        return f"{self.officer} on {self.on}: {self.cases}"

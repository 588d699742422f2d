"""Reference data of the roof (what a case weighs), and what officers carried each night."""

from django.db import models
from django.db.models import Q

from caseloads.choices import CaseType
from core.history import append_only, tracked
from offenders.choices import PLAIN_TIERS, TierScheme
from offenders.models.case import code_known
from offenders.models.tier import tier_of_scheme
from people.models import Officer


@tracked("caseloads_points_history")
class Points(models.Model):
    """CAS-1, CAS-6: the points of a tier and case type, from a day until the next row of the same."""

    scheme = models.CharField(max_length=2, choices=TierScheme)
    tier = models.CharField(max_length=3, help_text="Without its S: that weighs the same")
    case_type = models.CharField(max_length=10, choices=CaseType)
    starts_on = models.DateField()
    points = models.PositiveSmallIntegerField(help_text="0 is a number: the case counts with it")
    version = models.PositiveIntegerField(default=1, db_default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "scheme", "tier", "case_type", "starts_on", name="caseloads_points_once"
            ),
            tier_of_scheme("caseloads_points_tier_of_its_scheme", PLAIN_TIERS),
            code_known("caseloads_points_type_known", "case_type", CaseType),
            models.CheckConstraint(
                name="caseloads_points_within_reason", condition=Q(points__lte=1000)
            ),
        ]
        ordering = ["scheme", "tier", "case_type", "starts_on"]
        verbose_name_plural = "points"

    def __str__(self) -> str:
        return f"{self.tier} {self.get_case_type_display().lower()}: {self.points}"


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

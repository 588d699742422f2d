"""What a case weighs, by tier and case type (reference data)."""

from django.db import models
from django.db.models import Q

from caseloads.choices import CaseType
from core.history import tracked
from offenders.choices import PLAIN_TIERS, TierScheme
from offenders.models.case import code_known
from offenders.models.tier import tier_of_scheme


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

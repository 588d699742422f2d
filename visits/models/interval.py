"""How often one person is visited."""

import uuid

from django.db import models
from django.db.models import Q

from core.history import tracked
from core.models import ends_after_start, no_overlap
from offenders.choices import RiskLevel
from offenders.models import Case
from offenders.models.frequency import decided_by_another
from people.models import User


@tracked("visits_interval_history")
class Interval(models.Model):
    """POL-4: how often this person is visited, with the reason, instead of the standard for the risk level.

    Longer than the standard holds only once a supervisor, not the one who set it, has approved it, and only
    while the police risk level is the one it was set for. Refused, with the reason, it stays on record.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    case = models.ForeignKey(Case, models.CASCADE, related_name="visit_intervals")
    months = models.PositiveSmallIntegerField()
    reason = models.CharField(max_length=500)
    risk_level = models.CharField(
        max_length=10, choices=RiskLevel, help_text="The police risk level that it was set for"
    )
    set_by = models.ForeignKey(User, models.PROTECT, related_name="intervals_set")
    # The columns of the decision keep their first names: none is renamed under code that reads it.
    decided_by = models.ForeignKey(
        User,
        models.PROTECT,
        null=True,
        blank=True,
        db_column="approved_by_id",
        related_name="intervals_decided",
    )
    decided_on = models.DateField(null=True, blank=True, db_column="approved_on")
    is_approved = models.BooleanField(default=False, db_default=False)
    refusal = models.CharField(max_length=500, blank=True, default="", db_default="")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="visits_interval_months_in_reach", condition=Q(months__gte=1, months__lte=24)
            ),
            decided_by_another("visits_interval_decided_by_another"),
            models.CheckConstraint(
                name="visits_interval_level_known", condition=Q(risk_level__in=RiskLevel.values)
            ),
            no_overlap("visits_interval_one_in_force", "case"),
            ends_after_start("visits_interval_ends_after_start"),
        ]

    def __str__(self) -> str:
        return f"Every {self.months} months"

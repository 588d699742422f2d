"""How often one person is seen, instead of the standard for their risk of serious harm (PRO-33)."""

import uuid

from django.db import models
from django.db.models import F, Q

from core.history import tracked
from core.models import ends_after_start, no_overlap
from offenders.choices import RiskLevel
from offenders.models.case import Case, code_known
from people.models import User

LONGEST = 92  # days


def decided_by_another(name: str) -> models.CheckConstraint:
    """Nobody decides about what they set; approved, or refused with the reason."""
    return models.CheckConstraint(
        name=name,
        condition=Q(decided_by__isnull=True, decided_on__isnull=True, is_approved=False, refusal="")
        | (
            Q(decided_by__isnull=False, decided_on__isnull=False)
            & ~Q(decided_by=F("set_by"))
            & (Q(is_approved=True, refusal="") | (Q(is_approved=False) & ~Q(refusal="")))
        ),
    )


@tracked("offenders_frequency_history")
class Frequency(models.Model):
    """A number of days between contacts in person, set for one person with its reason.

    It never lets anybody be seen later than the standard would, until a supervisor who did not set it has approved
    it, and only at the level of risk that it was set for. Refused, with the reason, it stays on record.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    case = models.ForeignKey(Case, models.CASCADE, related_name="frequencies")
    days = models.PositiveSmallIntegerField()
    reason = models.CharField(max_length=500)
    risk_level = models.CharField(
        max_length=10, choices=RiskLevel, help_text="The risk of serious harm that it was set for"
    )
    needs_approval = models.BooleanField(help_text="Longer than the standard of the day it was set")
    set_by = models.ForeignKey(User, models.PROTECT, related_name="frequencies_set")
    decided_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="frequencies_decided"
    )
    decided_on = models.DateField(null=True, blank=True)
    is_approved = models.BooleanField(default=False)
    refusal = models.CharField(max_length=500, blank=True, default="")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="offenders_frequency_days_in_reach",
                condition=Q(days__gte=1, days__lte=LONGEST),
            ),
            models.CheckConstraint(name="offenders_frequency_says_why", condition=~Q(reason="")),
            decided_by_another("offenders_frequency_decided_by_another"),
            code_known("offenders_frequency_level_known", "risk_level", RiskLevel),
            no_overlap("offenders_frequency_one_in_force", "case"),
            ends_after_start("offenders_frequency_ends_after_start"),
        ]

    def __str__(self) -> str:
        return f"Every {self.days} days"

    @property
    def waits(self) -> bool:
        """Whether a supervisor has still to decide."""
        return self.needs_approval and self.decided_on is None

    @property
    def is_refused(self) -> bool:
        return bool(self.refusal)

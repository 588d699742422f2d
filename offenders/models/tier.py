"""How much a case asks, as it was worked out elsewhere or here."""

import uuid
from functools import reduce
from operator import or_

import pgtrigger
from django.contrib.postgres.functions import RandomUUID
from django.db import models
from django.db.models import F, Q

from core.history import tracked
from offenders.choices import TIERS, TierScheme
from offenders.models.case import Case, Recorded, code_known


def tier_of_scheme(name: str, tiers: dict[str, tuple[str, ...]]) -> models.CheckConstraint:
    """The database refuses a tier that its scheme does not have."""
    known = [Q(scheme=scheme, tier__in=list(codes)) for scheme, codes in tiers.items()]
    return models.CheckConstraint(name=name, condition=reduce(or_, known))


@tracked("offenders_tier_history")
class Tier(Recorded):
    """The newest that had been worked out by a day counts, whichever its scheme; version 2 is only recorded."""

    uuid = models.UUIDField(
        default=uuid.uuid4, db_default=RandomUUID(), unique=True, editable=False
    )
    case = models.ForeignKey(Case, models.CASCADE, related_name="tiers")
    scheme = models.CharField(max_length=2, choices=TierScheme)
    tier = models.CharField(max_length=3)
    calculated_on = models.DateField()
    source = models.CharField(
        max_length=120, blank=True, default="", db_default="", help_text="Where it was read"
    )
    is_provisional = models.BooleanField(default=False, db_default=False, help_text="PRO-7")
    # Of one that was worked out here, each step that gave a tier and why, as it stood then: [["C", "MAPPA and ..."]].
    steps = models.JSONField(default=list, db_default=[], blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "case", "scheme", "calculated_on", name="offenders_tier_one_a_day"
            ),
            code_known("offenders_tier_scheme_known", "scheme", TierScheme),
            tier_of_scheme("offenders_tier_of_its_scheme", TIERS),
        ]
        indexes = [
            models.Index(
                "case", F("calculated_on").desc(), F("scheme").desc(), name="offenders_tier_newest"
            ),
        ]
        triggers = [
            # Nobody writes down what has not been worked out yet; an extract is stored as it is.
            pgtrigger.Trigger(
                name="offenders_tier_worked_out_when_recorded",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("recorded_on"),
                condition=pgtrigger.Q(new__recorded_by__isnull=False)
                & pgtrigger.Q(new__calculated_on__gt=pgtrigger.F("new__recorded_on")),
                func="RAISE EXCEPTION 'It has not been worked out yet' USING ERRCODE = 'check_violation';",
            ),
        ]

    @property
    def fired(self) -> list[list[str]]:
        """The steps that gave this tier; none once an extract brought another one for the day."""
        highest = min((tier for tier, _words in self.steps), default="")
        return self.steps if highest == self.tier else []

    def __str__(self) -> str:
        words = f"{self.tier} ({self.get_scheme_display().lower()})"
        return f"{words}, provisional" if self.is_provisional else words

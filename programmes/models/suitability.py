"""What suitability is worked out from, as dated facts of a case, and what was decided against it."""

import uuid
from functools import reduce
from operator import or_

from django.contrib.postgres.functions import RandomUUID
from django.db import models
from django.db.models import F, Q

from core.history import tracked
from offenders.models import Case
from offenders.models.case import Recorded, code_known
from programmes.choices.suitability import (
    LEVELS,
    RANGES,
    WHOLE,
    Pathway,
    ScoreInput,
    ScoreLevel,
    ScoreSource,
)


def _may_be(code: ScoreInput) -> Q:
    """What an input may hold: a number of its range, or a word of its list. A check that knows nothing lets pass."""
    if code in LEVELS:
        return Q(input=code, value__isnull=True, level__in=[level.value for level in LEVELS[code]])
    lowest, highest = RANGES[code]
    if code in WHOLE:
        return Q(
            input=code,
            level="",
            value__isnull=False,
            value__in=list(range(lowest, highest + 1)),
        )
    return Q(input=code, level="", value__isnull=False, value__gte=lowest, value__lte=highest)


@tracked("programmes_score_history")
class Score(Recorded):
    """One input of the Programme Needs Identifier, or what stands beside it (PRG-15, PRG-16), as it was on a day.

    The newest by its day counts. Another value of the same day replaces the one before; the history keeps both.
    """

    uuid = models.UUIDField(
        default=uuid.uuid4, db_default=RandomUUID(), unique=True, editable=False
    )
    case = models.ForeignKey(Case, models.CASCADE, related_name="scores")
    input = models.CharField(max_length=30, choices=ScoreInput)
    value = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)
    level = models.CharField(max_length=20, choices=ScoreLevel, blank=True, default="")
    assessed_on = models.DateField()
    source = models.CharField(max_length=20, choices=ScoreSource)

    class Meta:
        constraints = [
            models.UniqueConstraint("case", "input", "assessed_on", name="programmes_score_once"),
            models.CheckConstraint(
                name="programmes_score_is_a_value_of_its_input",
                condition=reduce(or_, (_may_be(code) for code in ScoreInput)),
            ),
            code_known("programmes_score_source_known", "source", ScoreSource),
            models.CheckConstraint(
                name="programmes_score_other_source_is_named",
                condition=~Q(source=ScoreSource.OTHER) | ~Q(note=""),
            ),
            models.CheckConstraint(
                name="programmes_score_assessed_when_recorded",
                condition=Q(assessed_on__lte=F("recorded_on")),
            ),
        ]
        ordering = ["-assessed_on", "-id"]

    def __str__(self) -> str:
        return f"{self.get_input_display()} of {self.assessed_on}"


@tracked("programmes_override_history")
class Override(Recorded):
    """PRG-14: another pathway than the one that was worked out, with the reason (`note`) and by whom. One holds."""

    uuid = models.UUIDField(
        default=uuid.uuid4, db_default=RandomUUID(), unique=True, editable=False
    )
    case = models.ForeignKey(Case, models.CASCADE, related_name="suitability_overrides")
    worked_out = models.CharField(
        max_length=20, choices=Pathway, help_text="On the day of the decision"
    )
    decided = models.CharField(max_length=20, choices=Pathway)
    decided_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True, help_text="Replaced, or taken back")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "case",
                condition=Q(ended_on__isnull=True),
                name="programmes_override_one_holds",
            ),
            code_known("programmes_override_worked_out", "worked_out", Pathway),
            models.CheckConstraint(
                name="programmes_override_decided",
                condition=Q(decided__in=[Pathway.HIGH, Pathway.MODERATE, Pathway.ALTERNATIVE])
                & ~Q(decided=F("worked_out")),
            ),
            models.CheckConstraint(
                name="programmes_override_says_why_and_who",
                condition=~Q(note="") & Q(recorded_by__isnull=False),
            ),
            models.CheckConstraint(
                name="programmes_override_ended_later",
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("decided_on")),
            ),
        ]
        ordering = ["-decided_on", "-id"]

    def __str__(self) -> str:
        return f"{self.get_decided_display()} instead of {self.get_worked_out_display().lower()}"

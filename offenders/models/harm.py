"""Risk of serious harm by the group at risk, with what it is, when and why (PRO-21 to PRO-23)."""

import uuid

from django.contrib.postgres.functions import RandomUUID
from django.db import models
from django.db.models import F, Q

from core.history import tracked
from offenders.choices import RiskLevel
from offenders.models.around import asked_of_whoever_writes
from offenders.models.case import Case, Recorded
from offenders.rules.harm import GROUPS, QUESTIONS, Group
from people.models import Officer

LEVELS = ["", *RiskLevel.values]
# Prisoners are asked about in custody alone.
ASKED = [*(group for group in GROUPS if group != Group.PRISONERS), *QUESTIONS]


@tracked("offenders_harmassessment_history")
class HarmAssessment(Recorded):
    """The newest counts. The level over all groups is the risk assessment of the day: the highest of these (PRO-21).

    Of one that came with an extract, groups and answers may be empty: it does not say, which is not "low".
    """

    uuid = models.UUIDField(
        default=uuid.uuid4, db_default=RandomUUID(), unique=True, editable=False
    )
    case = models.ForeignKey(Case, models.CASCADE, related_name="harm_assessments")
    assessed_on = models.DateField()
    assessor = models.ForeignKey(
        Officer, models.PROTECT, null=True, blank=True, related_name="harm_assessments"
    )
    children = models.CharField(max_length=10, choices=RiskLevel, blank=True, default="")
    public = models.CharField(max_length=10, choices=RiskLevel, blank=True, default="")
    known_adult = models.CharField(max_length=10, choices=RiskLevel, blank=True, default="")
    staff = models.CharField(max_length=10, choices=RiskLevel, blank=True, default="")
    prisoners = models.CharField(
        max_length=10, choices=RiskLevel, blank=True, default="", help_text="In custody"
    )
    who = models.TextField(blank=True, default="", help_text="Who is at risk")
    nature = models.TextField(blank=True, default="", help_text="What the risk is")
    greatest = models.TextField(blank=True, default="", help_text="When it is greatest")
    increases = models.TextField(blank=True, default="", help_text="What increases it")
    reduces = models.TextField(blank=True, default="", help_text="What reduces it")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "case", "assessed_on", name="offenders_harmassessment_one_a_day"
            ),
            models.CheckConstraint(
                name="offenders_harmassessment_levels_known",
                condition=Q(**{f"{group}__in": LEVELS for group in GROUPS}),
            ),
            models.CheckConstraint(
                name="offenders_harmassessment_says_something",
                condition=~Q(**dict.fromkeys(GROUPS, "")),
            ),
            models.CheckConstraint(
                name="offenders_harmassessment_not_of_a_day_ahead",
                condition=Q(recorded_by__isnull=True) | Q(assessed_on__lte=F("recorded_on")),
            ),
        ]
        triggers = [
            asked_of_whoever_writes(
                "offenders_harmassessment_whole_when_recorded",
                f"'' IN ({', '.join(f'NEW.{name}' for name in ASKED)})",
                says="A group or a question is not answered",
                column="recorded_on",
            ),
        ]
        indexes = [
            models.Index("case", F("assessed_on").desc(), name="offenders_harmassessment_new"),
        ]

    def __str__(self) -> str:
        return f"Risk of serious harm by group, {self.assessed_on}"

    @property
    def levels(self) -> dict[str, str]:
        """The level for each group that it speaks of."""
        return {group: level for group in GROUPS if (level := getattr(self, group))}

    @property
    def answers(self) -> dict[str, str]:
        """The five questions, as far as they are answered."""
        return {name: words for name in QUESTIONS if (words := getattr(self, name))}

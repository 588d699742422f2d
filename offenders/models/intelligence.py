"""Intelligence that was cleared for sharing: neither fact nor opinion, and graded (INF-9)."""

from django.db import models
from django.db.models import Q

from core.history import tracked
from core.models import ends_not_before_start
from offenders.choices.assessed import Handling, InformationGrade, SourceGrade
from offenders.models.case import code_known
from offenders.models.person import PersonFact, ended_with_reason


@tracked("offenders_intelligence_history")
class Intelligence(PersonFact):
    """What may be shared of a piece of intelligence, in the words that were cleared; it holds from the day of clearing.

    Never what is behind it: the source and the report stay where they are, with their reference.
    """

    summary = models.TextField(help_text="The words that were cleared")
    source_grade = models.CharField(max_length=1, choices=SourceGrade)
    information_grade = models.CharField(max_length=1, choices=InformationGrade)
    handling = models.CharField(max_length=1, choices=Handling)
    conditions = models.CharField(max_length=500, blank=True, default="", db_default="")
    cleared_by = models.CharField(max_length=120, help_text="Name, rank or role, and agency")
    dated_on = models.DateField(null=True, blank=True, help_text="Of which day it tells")
    reference = models.CharField(max_length=60, blank=True, default="", db_default="")

    class Meta:
        constraints = [
            code_known("offenders_intelligence_source_known", "source_grade", SourceGrade),
            code_known(
                "offenders_intelligence_information_known", "information_grade", InformationGrade
            ),
            code_known("offenders_intelligence_handling_known", "handling", Handling),
            models.CheckConstraint(
                name="offenders_intelligence_says_what",
                condition=~Q(summary="") & ~Q(cleared_by=""),
            ),
            models.CheckConstraint(
                name="offenders_intelligence_says_conditions",
                condition=~Q(handling=Handling.CONDITIONS) | ~Q(conditions=""),
            ),
            ends_not_before_start("offenders_intelligence_ends_after_start"),
            ended_with_reason("offenders_intelligence_ended_with_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.source_grade}{self.information_grade}{self.handling}"

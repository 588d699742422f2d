"""Assessments by a tool of the field: predictors, and the priority that ARMS gives (POL-17, POL-18, F-32)."""

import uuid

import pgtrigger
from django.contrib.postgres.functions import RandomUUID
from django.db import models
from django.db.models import F, Q

from core.history import tracked
from core.models import ends_after_start
from offenders.choices import RiskLevel
from offenders.choices.assessed import Bands, Basis, Measure
from offenders.models.case import Case, Recorded, code_known
from people.models import Officer


@tracked("offenders_assessmenttool_history")
class AssessmentTool(models.Model):
    """A tool of the catalogue. From its end on nobody assesses by it: what it said before stays to be read.

    Either day is empty where it is not known, or has not come.
    """

    code = models.CharField(max_length=12, unique=True)
    name = models.CharField(max_length=120)
    measure = models.CharField(max_length=10, choices=Measure)
    bands = models.CharField(max_length=10, choices=Bands)
    has_basis = models.BooleanField(
        default=False, db_default=False, help_text="It is worked out with or without interview"
    )
    asks_why = models.BooleanField(default=False, db_default=False)
    men_only = models.BooleanField(default=False, db_default=False)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    replaced_by = models.CharField(
        max_length=120, blank=True, default="", db_default="", help_text="What is used instead"
    )
    order = models.PositiveSmallIntegerField(default=0, db_default=0)
    version = models.PositiveIntegerField(default=1, db_default=1)

    class Meta:
        constraints = [
            code_known("offenders_assessmenttool_measure_known", "measure", Measure),
            code_known("offenders_assessmenttool_bands_known", "bands", Bands),
            ends_after_start("offenders_assessmenttool_ends_after_start"),
            models.CheckConstraint(
                name="offenders_assessmenttool_says_something",
                condition=~Q(measure=Measure.NONE, bands=Bands.NONE),
            ),
        ]
        ordering = ["order", "name"]

    def __str__(self) -> str:
        return self.name

    @property
    def short_name(self) -> str:
        """ "OSP/DC" of "OSP/DC: sexual reoffending, direct contact"."""
        return self.name.partition(":")[0]


@tracked("offenders_toolassessment_history")
class ToolAssessment(Recorded):
    """What a tool said of a person on a day. The newest of a tool counts; one recorded in error counts on no day."""

    uuid = models.UUIDField(
        default=uuid.uuid4, db_default=RandomUUID(), unique=True, editable=False
    )
    case = models.ForeignKey(Case, models.CASCADE, related_name="tool_assessments")
    tool = models.ForeignKey(AssessmentTool, models.PROTECT, related_name="assessments")
    score = models.DecimalField(max_digits=6, decimal_places=2, null=True, blank=True)
    band = models.CharField(max_length=10, choices=RiskLevel, blank=True, default="", db_default="")
    basis = models.CharField(max_length=10, choices=Basis, blank=True, default="", db_default="")
    assessed_on = models.DateField()
    assessor = models.ForeignKey(
        Officer, models.PROTECT, null=True, blank=True, related_name="tool_assessments"
    )
    assessed_by = models.CharField(
        max_length=120,
        blank=True,
        default="",
        db_default="",
        help_text="Who assessed, where that is nobody of this service",
    )
    rationale = models.TextField(blank=True, default="", db_default="")
    error_note = models.CharField(
        max_length=500, blank=True, default="", db_default="", help_text="Why it is no longer so"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "case", "tool", "assessed_on", name="offenders_toolassessment_one_a_day"
            ),
            models.CheckConstraint(
                name="offenders_toolassessment_band_known",
                condition=Q(band__in=["", *RiskLevel.values]),
            ),
            models.CheckConstraint(
                name="offenders_toolassessment_basis_known",
                condition=Q(basis__in=["", *Basis.values]),
            ),
            models.CheckConstraint(
                name="offenders_toolassessment_says_something",
                condition=Q(score__isnull=False) | ~Q(band=""),
            ),
            models.CheckConstraint(
                name="offenders_toolassessment_score_not_below_0",
                condition=Q(score__isnull=True) | Q(score__gte=0),
            ),
        ]
        indexes = [
            models.Index(
                "case", "tool", F("assessed_on").desc(), name="offenders_toolassessment_new"
            ),
        ]
        triggers = [
            # As of a tier: nobody writes down what has not been assessed yet; an extract is stored as it is.
            pgtrigger.Trigger(
                name="offenders_toolassessment_assessed_when_recorded",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("recorded_on"),
                condition=pgtrigger.Q(new__recorded_by__isnull=False)
                & pgtrigger.Q(new__assessed_on__gt=pgtrigger.F("new__recorded_on")),
                func="RAISE EXCEPTION 'It has not been assessed yet' USING ERRCODE = 'check_violation';",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.tool_id} {self.band or self.score} {self.assessed_on}"

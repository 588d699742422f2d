"""The catalogue: programmes and toolkits, what holds of each from a day on, and of which sessions one consists."""

import uuid

from django.contrib.postgres.functions import RandomUUID
from django.db import models
from django.db.models import F, Q

from core.history import tracked
from core.models import ends_after_start, no_overlap
from offenders.models.case import code_known
from programmes.choices.catalogue import Cohort, Intensity, ModuleKind


@tracked("programmes_programme_history")
class Programme(models.Model):
    """An accredited programme, or a toolkit of individual work (PRG-57). One that was superseded stays, as history (PRG-5).

    Its name is what referrals and extracts know it by, so it never changes: another name is another programme.
    """

    uuid = models.UUIDField(
        default=uuid.uuid4, db_default=RandomUUID(), unique=True, editable=False
    )
    name = models.CharField(max_length=60, unique=True)
    is_toolkit = models.BooleanField(default=False)
    replaced_by = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="replaces"
    )
    version = models.PositiveIntegerField(default=1, db_default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="programmes_programme_replaced_by_another",
                condition=Q(replaced_by__isnull=True) | ~Q(replaced_by=F("id")),
            ),
        ]
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


@tracked("programmes_terms_history")
class Terms(models.Model):
    """What holds of a programme from a day on. Nobody is referred to one of which nothing holds (PRG-1)."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="terms")
    cohort = models.CharField(max_length=20, choices=Cohort)
    intensity = models.CharField(max_length=10, choices=Intensity, blank=True, default="")
    weeks = models.PositiveSmallIntegerField(help_text="From the first group session to the last")
    is_ldc = models.BooleanField(default=False, help_text="The variant for learning disability")
    group_size = models.PositiveSmallIntegerField(default=12, help_text="PRG-17")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    confidence = models.CharField(max_length=40, default="check")

    class Meta:
        constraints = [
            no_overlap("programmes_terms_one_at_a_time", "programme"),
            ends_after_start("programmes_terms_ends_after_start"),
            code_known("programmes_terms_cohort_known", "cohort", Cohort),
            code_known("programmes_terms_intensity_known", "intensity", Intensity),
            models.CheckConstraint(
                name="programmes_terms_weeks_sane", condition=Q(weeks__gte=1, weeks__lte=104)
            ),
            models.CheckConstraint(
                name="programmes_terms_group_size_sane",
                condition=Q(group_size__gte=1, group_size__lte=30),
            ),
        ]
        ordering = ["starts_on"]

    def __str__(self) -> str:
        return f"{self.programme} from {self.starts_on}"


@tracked("programmes_module_history")
class Module(models.Model):
    """PRG-40: a module of the template from which the sessions of a group are made, in order."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="modules")
    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=60)
    kind = models.CharField(max_length=12, choices=ModuleKind)
    sessions = models.PositiveSmallIntegerField()
    minutes = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint("programme", "position", name="programmes_module_position"),
            code_known("programmes_module_kind_known", "kind", ModuleKind),
            models.CheckConstraint(
                name="programmes_module_has_sessions", condition=Q(sessions__gte=1)
            ),
        ]
        ordering = ["position"]

    def __str__(self) -> str:
        return f"{self.programme}: {self.name}"

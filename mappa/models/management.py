"""The MAPPA category and level in force: dated, from an extract or set here."""

from django.db import models
from django.db.models import Q

from core.history import tracked
from core.models import ends_after_start, no_overlap
from mappa.choices import Category, LeadAgency, Level
from offenders.models import Case


@tracked("mappa_management_history")
class Management(models.Model):
    """Category, level and lead agency of a case from the day they were set (MAP-7, MAP-9).

    A category 3 case at level 1 is an error and refused (MAP-4).
    """

    case = models.ForeignKey(Case, models.CASCADE, related_name="mappa")
    category = models.PositiveSmallIntegerField(choices=Category)
    level = models.PositiveSmallIntegerField(choices=Level)
    lead_agency = models.CharField(max_length=20, choices=LeadAgency)
    starts_on = models.DateField(help_text="The day the level was set")
    ends_on = models.DateField(null=True, blank=True)
    last_review_on = models.DateField(
        null=True, blank=True, help_text="It may have been of the level before this one"
    )

    class Meta:
        constraints = [
            no_overlap("mappa_management_one_in_force", "case"),
            ends_after_start("mappa_management_ends_after_start"),
            models.CheckConstraint(
                name="mappa_management_category_known",
                condition=Q(category__in=Category.values),
            ),
            models.CheckConstraint(
                name="mappa_management_level_known", condition=Q(level__in=Level.values)
            ),
            models.CheckConstraint(
                name="mappa_management_category_3_above_level_1",
                condition=~Q(category=Category.THREE, level=Level.ONE),
            ),
            models.CheckConstraint(
                name="mappa_management_lead_known", condition=Q(lead_agency__in=LeadAgency.values)
            ),
        ]

    def __str__(self) -> str:
        return f"MAPPA {self.category} level {self.level}"

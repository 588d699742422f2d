"""Limited access (INF-30): who may not open a case, or who alone may."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q

from core.history import tracked
from offenders.models.case import Case
from people.models import User


class InstantSpan(Func):
    """tstzrange(starts_at, ends_at), the end exclusive."""

    function = "TSTZRANGE"
    output_field = DateTimeRangeField()


class Listing(models.Model):
    """A user named on a case's list, from one instant to another."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="%(class)ss")
    user = models.ForeignKey(User, models.PROTECT, related_name="%(class)ss")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=500)

    class Meta:
        abstract = True
        constraints = [
            ExclusionConstraint(
                name="%(app_label)s_%(class)s_once",
                expressions=[
                    ("case", RangeOperators.EQUAL),
                    ("user", RangeOperators.EQUAL),
                    (InstantSpan("starts_at", "ends_at"), RangeOperators.OVERLAPS),
                ],
            ),
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_ends_after_start",
                condition=Q(ends_at__isnull=True) | Q(ends_at__gt=F("starts_at")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} on {self.case}"


@tracked("offenders_exclusion_history")
class Exclusion(Listing):
    """This user may not open the case; everyone with a ground may."""


@tracked("offenders_restriction_history")
class Restriction(Listing):
    """Only users so named, and their supervisors, may open the case."""

"""Who was told of a screening or of a level, when and how (R-9)."""

import uuid

from django.db import models
from django.db.models import F, Q

from core.history import tracked
from core.models import LondonToday
from mappa.choices import ToldAgency, ToldBy
from mappa.models.management import Management
from mappa.models.screening import Screening
from offenders.models import Case
from offenders.models.case import code_known
from people.models import User


@tracked("mappa_telling_history")
class Telling(models.Model):
    """One agency told of one screening, or of one level. What was recorded in error is taken back and kept."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    case = models.ForeignKey(Case, models.CASCADE, related_name="mappa_tellings")
    screening = models.ForeignKey(
        Screening, models.CASCADE, null=True, blank=True, related_name="tellings"
    )
    management = models.ForeignKey(
        Management, models.CASCADE, null=True, blank=True, related_name="tellings"
    )
    agency = models.CharField(max_length=15, choices=ToldAgency)
    whom = models.CharField(max_length=120, help_text="A post or a name, of whoever works there")
    way = models.CharField(max_length=10, choices=ToldBy)
    told_on = models.DateField()
    told_by = models.ForeignKey(User, models.PROTECT, related_name="mappa_tellings")
    recorded_on = models.DateField(
        db_default=LondonToday(), help_text="Since when it is on record here"
    )
    taken_back_on = models.DateField(null=True, blank=True)
    taken_back_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    taken_back_because = models.CharField(max_length=500, blank=True, default="")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="mappa_telling_of_one_thing",
                condition=Q(screening__isnull=False, management__isnull=True)
                | Q(screening__isnull=True, management__isnull=False),
            ),
            code_known("mappa_telling_agency_known", "agency", ToldAgency),
            code_known("mappa_telling_way_known", "way", ToldBy),
            models.CheckConstraint(name="mappa_telling_says_whom", condition=~Q(whom="")),
            models.CheckConstraint(
                name="mappa_telling_told_when_recorded",
                condition=Q(told_on__lte=F("recorded_on")),
            ),
            models.CheckConstraint(
                name="mappa_telling_taken_back_says_why",
                condition=Q(
                    taken_back_on__isnull=True, taken_back_by__isnull=True, taken_back_because=""
                )
                | Q(
                    ~Q(taken_back_because=""),
                    taken_back_on__isnull=False,
                    taken_back_by__isnull=False,
                ),
            ),
        ]
        indexes = [models.Index("case", "told_on", name="mappa_telling_case")]
        ordering = ["-told_on", "-id"]

    def __str__(self) -> str:
        return f"{self.get_agency_display()}: {self.whom}"

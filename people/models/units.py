"""Where people belong: regions, delivery units, teams."""

import uuid

from django.db import models
from django.db.models import Q

from core.history import tracked
from core.models import LondonToday
from core.postcodes import FORM, LONGEST
from people.choices import Agency
from people.querysets import TeamQuerySet


@tracked("people_region_history")
class Region(models.Model):
    name = models.CharField(max_length=120, unique=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


@tracked("people_deliveryunit_history")
class DeliveryUnit(models.Model):
    """A probation delivery unit or a police force's equivalent."""

    name = models.CharField(max_length=120)
    region = models.ForeignKey(Region, models.PROTECT, related_name="delivery_units")

    class Meta:
        constraints = [
            models.UniqueConstraint("region", "name", name="people_deliveryunit_name_in_region"),
        ]
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


@tracked("people_team_history")
class Team(models.Model):
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    code = models.CharField(max_length=20, unique=True)
    name = models.CharField(max_length=120)
    agency = models.CharField(max_length=10, choices=Agency)
    delivery_unit = models.ForeignKey(DeliveryUnit, models.PROTECT, related_name="teams")
    postcode = models.CharField(
        max_length=LONGEST, blank=True, default="", db_default="", help_text="Of its office"
    )
    created_on = models.DateField(
        db_default=LondonToday(), editable=False, help_text="First stored in this service"
    )

    objects = TeamQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="people_team_agency_known", condition=Q(agency__in=Agency.values)
            ),
            models.CheckConstraint(
                name="people_team_postcode_is_one",
                condition=Q(postcode="") | Q(postcode__regex=FORM),
            ),
        ]
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

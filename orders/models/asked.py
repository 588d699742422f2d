"""What a sentence requires and a licence says, one row each (PRO-81, PRO-81b)."""

import uuid

from django.contrib.postgres.functions import RandomUUID
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import MD5

from core.history import tracked
from core.models import LondonToday
from offenders.models.case import Case, Sentence, code_known
from orders.choices import AskedEnding, LicenceCategory, RequirementCategory
from people.models import User


class Asked(models.Model):
    """Something that somebody must do or leave, in its own words, which are never altered: others are another row.

    The end is exclusive; without one it runs on. One recorded in error ends where it starts, so it held on no day. Of
    one that came with an extract it names nobody who recorded it.
    """

    uuid = models.UUIDField(
        default=uuid.uuid4, db_default=RandomUUID(), unique=True, editable=False
    )
    case = models.ForeignKey(Case, models.CASCADE, related_name="%(class)ss")
    words = models.TextField()
    monitoring = models.CharField(
        max_length=300, blank=True, default="", help_text="How, by whom and how often it is checked"
    )
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    ended_because = models.CharField(max_length=10, choices=AskedEnding, blank=True, default="")
    ended_note = models.CharField(max_length=500, blank=True, default="")
    recorded_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    recorded_on = models.DateField(
        db_default=LondonToday(), help_text="Since when it is on record here"
    )
    version = models.PositiveIntegerField(default=1, db_default=1)

    class Meta:
        abstract = True

    @property
    def is_error(self) -> bool:
        return self.ended_because == AskedEnding.ERROR


def in_words(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(name=name, condition=~Q(words=""))


def once(name: str) -> models.UniqueConstraint:
    """One row says it; what was recorded in error and holds after all is that row again."""
    return models.UniqueConstraint("case", "category", "starts_on", MD5("words"), name=name)


def ends_as_said(name: str) -> models.CheckConstraint:
    """What was recorded in error held on no day; another end has one of the known reasons, or none while it is planned."""
    return models.CheckConstraint(
        name=name,
        condition=Q(ends_on__isnull=True, ended_because="")
        | Q(
            Q(ends_on__gt=F("starts_on"), ended_because__in=["", *AskedEnding.ends()])
            | Q(ends_on=F("starts_on"), ended_because=AskedEnding.ERROR),
            ends_on__isnull=False,  # nothing is known of an end that is empty, and a check lets pass what is unknown
        ),
    )


@tracked("orders_sentencerequirement_history")
class SentenceRequirement(Asked):
    """A requirement of a community order or a suspended sentence order."""

    sentence = models.ForeignKey(
        Sentence, models.SET_NULL, null=True, blank=True, related_name="requirements"
    )
    category = models.CharField(max_length=20, choices=RequirementCategory)

    class Meta:
        constraints = [
            code_known(
                "orders_sentencerequirement_category_known", "category", RequirementCategory
            ),
            in_words("orders_sentencerequirement_has_words"),
            once("orders_sentencerequirement_once"),
            ends_as_said("orders_sentencerequirement_ends_as_said"),
        ]
        ordering = ["starts_on", "id"]

    def __str__(self) -> str:
        return self.get_category_display()


@tracked("orders_licencecondition_history")
class LicenceCondition(Asked):
    """A condition of a licence: one of the standard ones (PRO-81), or an additional one (PRO-81b)."""

    category = models.CharField(max_length=20, choices=LicenceCategory)

    class Meta:
        constraints = [
            code_known("orders_licencecondition_category_known", "category", LicenceCategory),
            in_words("orders_licencecondition_has_words"),
            once("orders_licencecondition_once"),
            ends_as_said("orders_licencecondition_ends_as_said"),
        ]
        ordering = ["starts_on", "id"]

    def __str__(self) -> str:
        return self.get_category_display()

    @property
    def is_standard(self) -> bool:
        """PRO-81: every licence has it."""
        return LicenceCategory(self.category).is_standard

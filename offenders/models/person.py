"""How somebody is reached and what they need: dated facts that whoever meets the person tells."""

import uuid

from django.contrib.postgres.indexes import OpClass
from django.db import models
from django.db.models import Q
from django.db.models.functions import Reverse

from core.history import tracked
from core.models import ends_not_before_start
from offenders.choices import FactEnding, Permitted, PhoneOwner
from offenders.models.case import Case, code_known
from offenders.rules.telephone import KEPT
from people.models import User


class PersonFact(models.Model):
    """A fact that holds from a day until it is ended with a reason. One recorded in error held on no day."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    case = models.ForeignKey(Case, models.CASCADE, related_name="%(class)ss")
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    ended_because = models.CharField(
        max_length=10, choices=FactEnding, blank=True, default="", db_default=""
    )
    ended_note = models.CharField(max_length=500, blank=True, default="", db_default="")
    version = models.PositiveIntegerField(default=1, db_default=1)

    class Meta:
        abstract = True

    @property
    def is_over(self) -> bool:
        """Whether an end is recorded, maybe of a day to come."""
        return bool(self.ended_because)


def ended_with_reason(name: str) -> models.CheckConstraint:
    """An end has its day and its reason, or there is none of them."""
    return models.CheckConstraint(
        name=name,
        condition=Q(ends_on__isnull=True, ended_because="", ended_note="")
        | (
            Q(ends_on__isnull=False, ended_because__in=FactEnding.values)
            & ~Q(ended_note="")
            & (~Q(ended_because=FactEnding.ERROR) | Q(ends_on=models.F("starts_on")))
        ),
    )


@tracked("offenders_telephone_history")
class Telephone(PersonFact):
    """A number by which the person is reached, theirs or another's, in the form of `rules.telephone.number_of`."""

    number = models.CharField(max_length=16)
    whose = models.CharField(max_length=15, choices=PhoneOwner)
    whose_name = models.CharField(max_length=80, blank=True, default="")
    may_leave_message = models.CharField(max_length=7, choices=Permitted)
    may_text = models.CharField(max_length=7, choices=Permitted)
    note = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="offenders_telephone_number_form", condition=Q(number__regex=KEPT)
            ),
            code_known("offenders_telephone_whose_known", "whose", PhoneOwner),
            code_known("offenders_telephone_message_known", "may_leave_message", Permitted),
            code_known("offenders_telephone_text_known", "may_text", Permitted),
            ends_not_before_start("offenders_telephone_ends_after_start"),
            ended_with_reason("offenders_telephone_ended_with_reason"),
            models.UniqueConstraint(
                "case",
                "number",
                name="offenders_telephone_once",
                condition=Q(ended_because=""),
            ),
        ]
        indexes = [
            # Found by their last figures: what ends alike begins alike when it is written backwards.
            models.Index(
                OpClass(Reverse("number"), name="text_pattern_ops"),
                name="offenders_telephone_backwards",
            ),
        ]

    def __str__(self) -> str:
        return self.number

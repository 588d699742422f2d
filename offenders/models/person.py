"""How somebody is reached and what they need: dated facts that whoever meets the person tells."""

import uuid

from django.contrib.postgres.functions import RandomUUID
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import Q
from django.db.models.functions import Reverse

from core.history import tracked
from core.models import LondonToday, ends_not_before_start
from offenders.choices import (
    AdjustmentKind,
    AdjustmentSource,
    AliasKind,
    FactEnding,
    Interpreter,
    Permitted,
    PhoneOwner,
    ReachBy,
    Reading,
)
from offenders.models.case import Case, code_known
from offenders.querysets import PLAIN
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
    # As `Recorded.told_in`: the contact that tells it, in whichever of its versions holds.
    told_in = models.UUIDField(null=True, blank=True)
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


def one_at_a_time(name: str) -> models.UniqueConstraint:
    """Of this sort one holds for a person."""
    return models.UniqueConstraint("case", name=name, condition=Q(ended_because=""))


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


@tracked("offenders_alias_history")
class Alias(PersonFact):
    """Another name that the person goes by or went by; of one that was recorded elsewhere it names nobody who did."""

    uuid = models.UUIDField(
        default=uuid.uuid4, db_default=RandomUUID(), unique=True, editable=False
    )
    case = models.ForeignKey(Case, models.CASCADE, related_name="aliases")
    recorded_by = models.ForeignKey(  # type: ignore[assignment]  # may be nobody
        User, models.PROTECT, null=True, blank=True, related_name="+"
    )
    starts_on = models.DateField(db_default=LondonToday(), help_text="Known since")
    surname = models.CharField(max_length=80)
    forenames = models.CharField(max_length=80, blank=True, default="")
    kind = models.CharField(
        max_length=10, choices=AliasKind, default=AliasKind.OTHER, db_default=AliasKind.OTHER
    )

    class Meta:
        constraints = [
            models.UniqueConstraint("case", "surname", "forenames", name="offenders_alias_once"),
            models.CheckConstraint(name="offenders_alias_says_one", condition=~Q(surname="")),
            code_known("offenders_alias_kind_known", "kind", AliasKind),
            ends_not_before_start("offenders_alias_ends_after_start"),
            ended_with_reason("offenders_alias_ended_with_reason"),
        ]
        indexes = [
            GinIndex(OpClass(PLAIN, name="gin_trgm_ops"), name="offenders_alias_names"),
        ]

    def __str__(self) -> str:
        return f"{self.forenames} {self.surname}".strip()


@tracked("offenders_language_history")
class Language(PersonFact):
    """What the person speaks best, whether an interpreter is needed and what becomes of letters; one at a time."""

    language = models.CharField(max_length=60)
    interpreter = models.CharField(max_length=10, choices=Interpreter)
    reading = models.CharField(max_length=10, choices=Reading)
    note = models.CharField(max_length=300, blank=True, default="")

    class Meta:
        constraints = [
            models.CheckConstraint(name="offenders_language_says_which", condition=~Q(language="")),
            code_known("offenders_language_interpreter_known", "interpreter", Interpreter),
            code_known("offenders_language_reading_known", "reading", Reading),
            ends_not_before_start("offenders_language_ends_after_start"),
            ended_with_reason("offenders_language_ended_with_reason"),
            one_at_a_time("offenders_language_one"),
        ]

    def __str__(self) -> str:
        return self.language


@tracked("offenders_adjustment_history")
class Adjustment(PersonFact):
    """What must be done differently for this person, and why: a disability, learning, reading and writing."""

    kind = models.CharField(max_length=15, choices=AdjustmentKind)
    what = models.CharField(max_length=500)
    source = models.CharField(max_length=10, choices=AdjustmentSource)

    class Meta:
        constraints = [
            models.CheckConstraint(name="offenders_adjustment_says_what", condition=~Q(what="")),
            code_known("offenders_adjustment_kind_known", "kind", AdjustmentKind),
            code_known("offenders_adjustment_source_known", "source", AdjustmentSource),
            ends_not_before_start("offenders_adjustment_ends_after_start"),
            ended_with_reason("offenders_adjustment_ended_with_reason"),
        ]

    def __str__(self) -> str:
        return self.what


@tracked("offenders_contactpreference_history")
class ContactPreference(PersonFact):
    """How the person is best reached, and how never; one at a time."""

    way = models.CharField(max_length=10, choices=ReachBy)
    email = models.EmailField(blank=True, default="")
    words = models.CharField(max_length=300, blank=True, default="")

    class Meta:
        constraints = [
            code_known("offenders_contactpreference_way_known", "way", ReachBy),
            ends_not_before_start("offenders_contactpreference_ends_after_start"),
            ended_with_reason("offenders_contactpreference_ended_with_reason"),
            one_at_a_time("offenders_contactpreference_one"),
        ]

    def __str__(self) -> str:
        return self.get_way_display()

"""What finds a person: names by likeness, telephone numbers by their end, each as its index has it."""

from typing import Any

from django.db.models import (
    Case as Choose,
    F,
    FloatField,
    Func,
    Q,
    QuerySet,
    TextField,
    Value,
    When,
)
from django.db.models.expressions import Combinable
from django.db.models.functions import Greatest, Reverse


class PlainNames(Func):
    """Names as they are compared: small, without accents, apostrophes and hyphens; of one word, with nothing behind it."""

    function = "offenders_plain"
    output_field = TextField()


PLAIN = PlainNames("surname", "forenames")
# How like each other a name and what contains it count as, whatever else the name says.
CONTAINED = 0.9


def named_like(word: str) -> Q:
    """A surname or forename contains the word, or is like it (`pg_trgm.word_similarity_threshold`, of the settings)."""
    plain = PlainNames(Value(word), Value(""))
    return Q(plain__contains=plain) | Q(plain__trigram_word_similar=plain)


def likeness_to(word: str) -> Combinable:
    """From 0 to 1, of the names of a row with `plain`."""
    plain = PlainNames(Value(word), Value(""))
    contained = When(plain__contains=plain, then=Value(CONTAINED))
    return Greatest(
        Func(plain, F("plain"), function="word_similarity"),
        Choose(contained, default=Value(0.0)),
        output_field=FloatField(),
    )


def ending_in(telephones: QuerySet[Any], figures: str) -> QuerySet[Any]:
    """Those whose number ends in these figures."""
    ending = Q(backwards__startswith=figures[::-1])
    found: QuerySet[Any] = telephones.alias(backwards=Reverse("number")).filter(ending)
    return found

"""The numbers in force on a day."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from core.models import Standard, holds_on
from core.prepared import prepared


@dataclass(frozen=True, slots=True)
class InForce:
    """One number, and since when it holds."""

    key: str
    value: int
    unit: str
    rule: str
    since: date


def in_force(prefix: str, *, on: date) -> dict[str, InForce]:
    """Every standard whose key starts with `prefix`, as in force on `on`, by key; one query."""
    rows = _in_force(prefix, on=on)
    return {row.key: InForce(row.key, row.value, row.unit, row.rule, row.starts_on) for row in rows}


@prepared
def _in_force(prefix: str, /, *, on: date) -> QuerySet[Standard]:
    return Standard.objects.filter(holds_on(on), key__startswith=prefix)


class NoStandardError(Exception):
    """A number that a rule needs is not in force on the day."""


def number(key: str, *, on: date) -> int:
    """The value of one standard on `on`. Raises NoStandardError when none is in force."""
    try:
        return in_force(key, on=on)[key].value
    except KeyError:
        raise NoStandardError(f"No standard {key} is in force on {on}") from None

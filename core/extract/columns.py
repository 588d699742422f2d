"""What a value of an extract must look like, and what it becomes. Nothing is guessed: a doubt is an error.

Allowed on the way in: spaces around a value are dropped, dates may come in two written forms (always day first),
and a column may say that its codes are upper case. Everything else is stored as it came.
"""

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import lru_cache, partial
from typing import Any

from core import postcodes
from core.calendar import FIRST_YEAR, LAST_YEAR, LONDON

FEW = 30  # as many known codes as a reason still lists

_DAY = r"(?:(\d{4})-(\d{1,2})-(\d{1,2})|(\d{1,2})/(\d{1,2})/(\d{4}))"
_A_DAY = re.compile(_DAY, re.ASCII)
_AN_INSTANT = re.compile(_DAY + r"[ T](\d{1,2}):(\d{2})(?::(\d{2}))?", re.ASCII)


class BadValueError(ValueError):
    """A value that cannot be stored; the message is the reason, for the person who mends the file."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a file: how its text is read, and what an empty one is; a file without one that is `newer` is whole."""

    name: str
    field: str
    sql: str
    read: Callable[[str], Any]
    required: bool = True
    empty: Any = None
    newer: bool = False


def text(
    name: str, longest: int, *, field: str = "", required: bool = True, upper: bool = False
) -> Column:
    """Words as they came; `upper` where case does not count."""
    read = partial(_read_text, longest=longest, upper=upper)
    return Column(name, field or name, "text", read, required, empty="")


def code(name: str, form: str, says: str, *, field: str = "", upper: bool = False) -> Column:
    """A reference of a known form, such as a CRN."""
    read = partial(_read_form, form=re.compile(form, re.ASCII), says=says, upper=upper)
    return Column(name, field or name, "text", read)


def postcode(name: str) -> Column:
    """A UK postcode however it is spaced; the column may be missing."""
    return Column(name, name, "text", _read_postcode, required=False, empty="", newer=True)


def choice(name: str, known: Collection[str], *, field: str = "", required: bool = True) -> Column:
    """One of a closed list of codes."""
    return Column(name, field or name, "text", _one_of(known), required, empty="")


def one_of(name: str, known: Collection[int], *, field: str = "") -> Column:
    """One of a closed list of numbers."""
    read = _one_of([str(value) for value in known])
    return Column(name, field or name, "smallint", lambda value: int(read(value)))


def codes(name: str, known: Collection[str], *, required: bool = True) -> Column:
    """Codes with `;` between; a code named twice counts once."""
    read = partial(_read_codes, one=_one_of(known))
    return Column(name, name, "text[]", read, required, empty=[])


def day(name: str, *, field: str = "", required: bool = True) -> Column:
    return Column(name, field or name, "date", read_day, required)


def instant(name: str) -> Column:
    """A London date and time."""
    return Column(name, name, "timestamptz", read_instant)


def number(
    name: str,
    *,
    most: Decimal | int,
    places: int = 0,
    required: bool = True,
    may_be_0: bool = False,
) -> Column:
    """A number above 0, or from 0, with so many decimal places at most: rounding would be a guess."""
    sql = f"numeric({len(str(most)) + places},{places})" if places else "integer"
    read = partial(_read_number, most=Decimal(most), places=places, may_be_0=may_be_0)
    return Column(name, name, sql, read, required)


def yes_no(name: str, *, field: str = "") -> Column:
    read = _one_of(["yes", "no"])
    return Column(name, field or name, "boolean", lambda value: read(value) == "yes")


def _read_text(value: str, *, longest: int, upper: bool) -> str:
    if len(value) > longest:
        raise BadValueError(f"is longer than {longest} characters ({len(value)})")
    return value.upper() if upper else value


def _read_form(value: str, *, form: re.Pattern[str], says: str, upper: bool) -> str:
    value = value.upper() if upper else value
    if not form.fullmatch(value):
        raise BadValueError(says)
    return value


def _read_postcode(value: str) -> str:
    tidy = postcodes.tidied(value)
    if not postcodes.is_postcode(tidy):
        raise BadValueError(postcodes.SAYS)
    return tidy


def _one_of(known: Collection[str]) -> Callable[[str], str]:
    listed = f"; known are {', '.join(known)}" if len(known) <= FEW else ""
    by_code = {value: value for value in known}

    def read(value: str) -> str:
        try:
            return by_code[value]
        except KeyError:
            raise BadValueError(f"is not a known code{listed}") from None

    return read


def _read_codes(value: str, *, one: Callable[[str], str]) -> list[str]:
    found = [one(part.strip()) for part in value.split(";") if part.strip()]
    return list(dict.fromkeys(found))


def _read_number(
    value: str, *, most: Decimal, places: int, may_be_0: bool = False
) -> Decimal | int:
    if not re.fullmatch(r"-?\d{1,9}(\.\d{1,9})?", value, re.ASCII):
        raise BadValueError("is not a number")
    found = Decimal(value)
    if found != round(found, places):
        raise BadValueError(f"has more than {places} decimal places" if places else "is not whole")
    if not 0 <= found <= most or (found == 0 and not may_be_0):
        least = "from 0" if may_be_0 else "above 0"
        raise BadValueError(f"is out of range: {least}, at most {most}")
    return round(found, places) if places else int(found)


@lru_cache(maxsize=16_384)
def read_day(value: str) -> date:
    """`2026-03-09` or `09/03/2026`, always day first, and a day that the calendar has."""
    found = _A_DAY.fullmatch(value)
    if not found:
        raise BadValueError("is not a date: YYYY-MM-DD or DD/MM/YYYY")
    return _a_day(found)


def _a_day(found: re.Match[str]) -> date:
    parts = found.groups()[:6]
    year, month, day_of_month = parts[:3] if parts[0] else parts[:2:-1]
    if not FIRST_YEAR <= int(year) <= LAST_YEAR:
        raise BadValueError(f"has a year outside {FIRST_YEAR} to {LAST_YEAR}")
    try:
        return date(int(year), int(month), int(day_of_month))
    except ValueError:
        raise BadValueError("is no day of the calendar") from None


@lru_cache(maxsize=16_384)
def read_instant(value: str) -> datetime:
    """A London date and time, as the instant it is (DAT-5).

    A time in the hour that the spring change skips never was. One in the hour that the autumn change repeats is
    taken as the first, summer time; the summary says how many there were.
    """
    found = _AN_INSTANT.fullmatch(value)
    if not found:
        raise BadValueError("is not a date and time: YYYY-MM-DD HH:MM or DD/MM/YYYY HH:MM")
    on = _a_day(found)
    hour, minute, second = (int(part or 0) for part in found.groups()[6:])
    try:
        at = datetime(on.year, on.month, on.day, hour, minute, second, tzinfo=LONDON)
    except ValueError:
        raise BadValueError("is no time of the day") from None
    stored = at.astimezone(UTC)
    if stored.astimezone(LONDON).hour != hour:
        raise BadValueError("never was in London: the clocks went forward over it")
    return stored

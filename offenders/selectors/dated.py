"""The dated facts of one case, all of them in one statement, for whatever a page wants to say of them.

Upper floors add their small tables in their AppConfig.ready(). What grows without end (contacts, flags) is no part.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any, TypeVar

from core.bundle import Bundle, Part, read
from core.calendar import falls_in
from offenders.models import (
    Address,
    Alias,
    Allocation,
    Case,
    Pause,
    Registration,
    RiskAssessment,
    Sentence,
)

_PARTS = {
    part.model._meta.label: part
    for part in (
        Part(Address, "case_id"),
        Part(Alias, "case_id"),
        Part(Allocation, "case_id", ("officer__team",)),
        Part(Pause, "case_id"),
        Part(Registration, "case_id", ("register",)),
        Part(RiskAssessment, "case_id", ("assessor",)),
        Part(Sentence, "case_id"),
    )
}
Row = TypeVar("Row", bound=Any)


def add_dated(part: Part) -> None:
    """Have a table of an upper floor read with the dated facts of a case."""
    if _PARTS.setdefault(part.model._meta.label, part) != part:
        raise ValueError(f"{part.model._meta.label} is read with a case in two ways")


def dated(case: Case) -> Bundle:
    """The facts of this case; one query, for every part of a page that asks."""
    return read(tuple(_PARTS.values()), case.pk)


def in_force(rows: Iterable[Row], on: date) -> list[Row]:
    """Those that hold on a day, as `offenders.querysets.holds_on` asks it of the database."""
    return [row for row in rows if falls_in(on, row.starts_on, row.ends_on)]

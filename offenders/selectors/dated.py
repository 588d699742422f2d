"""The dated facts of one case, all of them in one statement, for whatever a page wants to say of them.

Upper floors add their small tables in their AppConfig.ready(). What grows without end (contacts, flags) is not among them.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any, TypeVar

from core.bundle import Bundle, Table, read
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

_TABLES = {
    table.model._meta.label: table
    for table in (
        Table(Address, "case_id"),
        Table(Alias, "case_id"),
        Table(Allocation, "case_id", ("officer__team",)),
        Table(Pause, "case_id"),
        Table(Registration, "case_id", ("register",)),
        Table(RiskAssessment, "case_id", ("assessor",)),
        Table(Sentence, "case_id"),
    )
}
Row = TypeVar("Row", bound=Any)


def add_dated(table: Table) -> None:
    """Have a table of an upper floor read with the dated facts of a case."""
    if _TABLES.setdefault(table.model._meta.label, table) != table:
        raise ValueError(f"{table.model._meta.label} is read with a case in two ways")


def dated(case: Case) -> Bundle:
    """The facts of this case; one query, for every part of a page that asks."""
    return read(tuple(_TABLES.values()), case.pk)


def in_force(rows: Iterable[Row], on: date) -> list[Row]:
    """Those that hold on a day, as `offenders.querysets.holds_on` asks it of the database."""
    return [row for row in rows if falls_in(on, row.starts_on, row.ends_on)]

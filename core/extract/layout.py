"""How a file of an extract is laid out and where its rows go: what the apps declare."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model

from core.errors import Problem
from core.extract.columns import Column

Row = Mapping[str, Any]


# Of a row: why it is not stored, and the column to look at.
Check = Callable[[Row], Problem | None]


@dataclass(frozen=True, slots=True)
class Layout:
    """The columns of one file, and what must hold between the values of one row.

    `key` is the column by which other files name its rows: they are told when the row was rejected.
    """

    file: str
    columns: tuple[Column, ...]
    checks: tuple[Check, ...] = ()
    key: str = ""


@dataclass(frozen=True, slots=True)
class Reference:
    """A value that names a record: its id goes into `into`. `file` is the file of the extract that brings it."""

    column: str
    into: str
    model: type[Model]
    by: str
    noun: str
    file: str = ""
    also: Mapping[str, str] = field(default_factory=dict)  # staged column: field of the record
    value: str = ""  # an SQL expression instead of the column's own value


@dataclass(frozen=True, slots=True)
class Spans:
    """Rows of the same `within` may not hold on the same day.

    A stored record that this extract does not list and that a new row overlaps is the same one with its dates
    corrected where `same` is equal; otherwise it ends where the new row starts (`same` of None: always).
    """

    within: tuple[str, ...]
    same: tuple[str, ...] | None = ()
    end_is_in_file: bool = True


@dataclass(frozen=True, slots=True)
class Target:
    """The table that takes the rows: what identifies a record, and what a later extract may correct."""

    model: type[Model]
    key: tuple[str, ...]
    values: tuple[str, ...]
    constants: Mapping[str, str] = field(default_factory=dict)
    spans: Spans | None = None


def ends_after_start(row: Row) -> Problem | None:
    """The end is exclusive: a span of one day ends the day after it starts."""
    if row["ends_on"] is None or row["ends_on"] > row["starts_on"]:
        return None
    return Problem("ends_on", f"is not after starts_on ({row['starts_on']})")


def not_before(column: str, other: str, reason: str) -> Check:
    """`column` may be empty; where it is given it is not before `other`."""

    def check(row: Row) -> Problem | None:
        value = row[column]
        return Problem(column, reason) if value is not None and value < row[other] else None

    return check

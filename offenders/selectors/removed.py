"""How facts of the record came to say what they say: each time one was written, and what was taken back, with the reason."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from core.calendar import in_full, london_date
from core.history import changes_of
from offenders.models import Address, Case, Pause


@dataclass(frozen=True, slots=True)
class Removed:
    """A fact that held on no day after all: what it said, who took it back, when and why."""

    what: str
    who: str
    on: date
    why: str


@dataclass(frozen=True, slots=True)
class Written:
    """What a fact said from an instant on, and who wrote it; nobody where it came with an extract."""

    at: datetime
    who: str
    what: str
    note: str


@dataclass(frozen=True, slots=True)
class AllRemoved:
    """By the part of the record in which they would stand."""

    pauses: list[Removed]
    addresses: list[Removed]


def removed_from(case: Case) -> AllRemoved:
    """What was taken back in a case, newest first; two queries."""
    return AllRemoved(_removed(Pause, case), _removed(Address, case))


def times_written(row: Pause | Address) -> list[Written]:
    """Each time that this fact was written, newest first; one query."""
    return [
        Written(change.at, change.who, _words(change.row), change.row.note)
        for change in changes_of(type(row), pgh_obj_id=row.pk)
    ]


def _removed(model: type[Pause | Address], case: Case) -> list[Removed]:
    gone = changes_of(model, case=case, pgh_label="delete", recorded_by__isnull=False)
    return [
        Removed(_words(change.row), change.who, london_date(change.at), change.row.note)
        for change in gone
    ]


def _words(row: Any) -> str:
    place = (getattr(row, name, "") for name in ("line_1", "town", "postcode"))
    what = ", ".join(part for part in place if part) or row.get_kind_display()
    until = f", until {in_full(row.ends_on)}" if row.ends_on else ""
    return f"{what}, since {in_full(row.starts_on)}{until}"

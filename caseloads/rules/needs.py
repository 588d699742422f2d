"""How a needs analysis parts people: by level, by work on the offence, by how late something is, by level of MAPPA.

Each parting counts every case in exactly one column, so that the columns add up to the cases.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from programmes.choices.state import WAITING, State

# Weeks up to and including which something is late, or is waited for, and the column that it is counted in.
NOT_LATE = "none"
LATE_WEEKS = ((4, "to_4"), (12, "to_12"))
LATE_LONGER = "over_12"
WAITS_WEEKS, WAITS, WAITS_LONGER = 26, "waits", "waits_longer"
NOT_REGISTERED = "not_registered"
INSTEAD = "instead"


@dataclass(frozen=True, slots=True)
class Column:
    """One part of the people, and what is counted in it."""

    code: str
    label: str
    words: str


@dataclass(frozen=True, slots=True)
class Parting:
    """A way to part the people; whoever is in no other column is in `rest`."""

    code: str
    label: str
    words: str
    columns: tuple[Column, ...]
    rest: str
    is_of_today: bool = False  # what it goes by is known of today alone

    def __post_init__(self) -> None:
        codes = [column.code for column in self.columns]
        if len(set(codes)) != len(codes) or self.rest not in codes:
            raise ValueError(f"{self.code}: each column once, and the rest one of them")


def late_column(due: Iterable[date], on: date) -> str:
    """R-2: how long the oldest of these has been overdue: whole weeks since its day, none where nothing is."""
    oldest = min(due, default=None)
    if oldest is None or oldest >= on:
        return NOT_LATE
    days = (on - oldest).days
    return next((code for weeks, code in LATE_WEEKS if days <= 7 * weeks), LATE_LONGER)


def work_column(state: State, since: date | None, on: date) -> str:
    """R-2, PRG-58: where the work on a sexual offence stands; of whoever waits, for how long.

    Where nobody knows since when somebody waits they are among those who wait longer: no wait is made shorter than it is.
    """
    if state in WAITING:
        is_short = since is not None and (on - since).days <= 7 * WAITS_WEEKS
        return WAITS if is_short else WAITS_LONGER
    if state in {State.NOT_SUITABLE, State.ENFORCEMENT}:
        return INSTEAD
    return state.value

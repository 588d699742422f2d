"""The arithmetic of clocks, for every kind of deadline: what they run from, when they stand still (JOB-5, POL-9)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from core.calendar import falls_in
from offenders.choices import PauseKind, RiskLevel

RESTART_WORDS = {
    PauseKind.CUSTODY: "Released from custody",
    PauseKind.HOSPITAL: "Discharged from hospital",
    PauseKind.TRANSFERRED: "Transferred back",
}


class Dated(NamedTuple):
    """A dated fact and the record that holds it."""

    on: date
    ref: str
    words: str = ""


class Paused(NamedTuple):
    """JOB-5: a time in which clocks stand still; its end is exclusive, an empty end is open."""

    kind: PauseKind
    starts_on: date
    ends_on: date | None
    ref: str


class Held(NamedTuple):
    """An officer's holding of a case, for the agency that they were of; its end is exclusive."""

    starts_on: date
    ends_on: date | None
    officer: str
    ref: str
    team_id: int | None = None
    officer_id: int | None = None


@dataclass(frozen=True, slots=True)
class Assessment:
    """The newest risk level of a tool."""

    level: RiskLevel
    on: date
    ref: str
    assessor: str = ""


@dataclass(frozen=True, slots=True)
class Holding:
    """Who of one agency holds a case on a day, who held it first, and who last (now, or before nobody did).

    `before` is the last other officer who held it before the one who holds it now.
    """

    first: Held | None = None
    now: Held | None = None
    last: Held | None = None
    before: Held | None = None

    @property
    def nobody_since(self) -> date | None:
        return self.last.ends_on if self.last and not self.now else None


def paused_now(pauses: Iterable[Paused], *, on: date) -> Paused | None:
    """JOB-5: what clocks stand still for on this day; None when they run."""
    return next((row for row in pauses if falls_in(on, row.starts_on, row.ends_on)), None)


def restart(pauses: Iterable[Paused], *, on: date) -> Dated | None:
    """JOB-5: the last release, discharge or transfer back until `on`, from which a clock runs anew.

    Time unlawfully at large stops a clock and does not start it again: see `days_lost`.
    """
    ended = (
        Dated(row.ends_on, row.ref, RESTART_WORDS[row.kind])
        for row in pauses
        if row.ends_on and row.ends_on <= on and row.kind in RESTART_WORDS
    )
    return max(ended, key=lambda fact: fact.on, default=None)


def days_lost(pauses: Iterable[Paused], *, since: date) -> int:
    """JOB-5: whole days unlawfully at large after `since`, in times that have ended; they do not count."""
    return sum(
        max((row.ends_on - max(row.starts_on, since)).days, 0)
        for row in pauses
        if row.ends_on and row.kind == PauseKind.UNLAWFULLY_AT_LARGE
    )


def clock_start(*facts: Dated | None) -> Dated | None:
    """POL-9: a clock runs from the latest of these facts, the first named where two are of one day."""
    known = [fact for fact in facts if fact is not None]
    return max(known, key=lambda fact: fact.on, default=None)


def holding(rows: Iterable[Held], *, on: date) -> Holding:
    """Who holds the case on `on`, of one agency's allocations, oldest first, none later than `on`."""
    rows = list(rows)
    if not rows:
        return Holding()
    now = [row for row in rows if falls_in(on, row.starts_on, row.ends_on)]
    if not now:
        return Holding(rows[0], None, rows[-1])
    others = [row for row in rows if row.officer_id != now[-1].officer_id]
    return Holding(rows[0], now[-1], now[-1], others[-1] if others else None)


def counts_from(*, first_known: date, team_starts: Iterable[date], first_of_all: date) -> date:
    """From which day a kind counts for somebody whose facts only this service records.

    Since it counts for the first of the teams whose work it is, and not before the person was known here: an
    import brings people, never what nobody could have recorded. Without a team, since there is any.
    """
    return max(first_known, min(team_starts, default=first_of_all))

"""POL-25: what may be said of a request for surveillance or other work, and what requests come to in numbers."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from core.calendar import in_full
from core.errors import Problem
from mappa.choices import Decision, Result

LONGEST = 366  # days


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What was asked of another unit: when and for how many days."""

    asked_on: date
    asked_days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """What became of it; nothing while it waits."""

    decision: Decision | None = None
    decided_on: date | None = None
    granted_days: int | None = None
    result: Result | None = None
    done_days: int | None = None


def asking_problem(asked: Asked, *, on: date) -> Problem | None:
    """POL-25: a request was made today or earlier, for a number of days."""
    if asked.asked_on > on:
        return Problem("asked_on", f"Enter a day up to today, {in_full(on)}")
    return _days_problem("asked_days", asked.asked_days)


def answer_problem(asked: Asked, answered: Answered, *, on: date) -> Problem | None:
    """POL-25: days are granted with a grant and by nothing else; only what was granted is carried out."""
    if answered.decision is None:
        return Problem("decision", "Choose what was decided")
    if answered.decided_on is None:
        return Problem("decided_on", "Enter the day on which it was decided")
    if not asked.asked_on <= answered.decided_on <= on:
        asked_on = in_full(asked.asked_on)
        return Problem("decided_on", f"It was asked on {asked_on}: enter that day or a later one")
    if answered.decision != Decision.GRANTED:
        return _nothing_granted(answered)
    if answered.granted_days is None:
        return Problem("granted_days", "Enter for how many days it was granted")
    return _days_problem("granted_days", answered.granted_days) or _result_problem(answered)


def _nothing_granted(answered: Answered) -> Problem | None:
    if answered.granted_days is not None:
        return Problem("granted_days", "Days belong to a request that was granted: clear them")
    if answered.result is not None or answered.done_days is not None:
        return Problem("result", "Only what was granted can be carried out: clear this")
    return None


def _result_problem(answered: Answered) -> Problem | None:
    if answered.result != Result.DONE:
        if answered.done_days is not None:
            return Problem("done_days", "Days belong to what was carried out: clear them")
        return None
    if answered.done_days is None:
        return Problem("done_days", "Enter on how many days it was carried out")
    return _days_problem("done_days", answered.done_days)


def _days_problem(about: str, days: int) -> Problem | None:
    """POL-25: a request is for a year at most."""
    if 1 <= days <= LONGEST:
        return None
    return Problem(about, f"Enter a number of days from 1 to {LONGEST}")


@dataclass(frozen=True, slots=True)
class Line:
    """One request, as far as numbers go."""

    decision: str
    asked_days: int
    granted_days: int
    done_days: int


@dataclass(frozen=True, slots=True)
class Sums:
    """POL-25, F-16: what was asked against what was granted and carried out."""

    asked: int
    granted: int
    refused: int
    withdrawn: int
    waiting: int
    done: int
    asked_days: int
    granted_days: int
    done_days: int


def sums_of(lines: Iterable[Line]) -> Sums:
    """POL-25: requests and days, of those asked in some time. Every request is in one of the four states."""
    rows = list(lines)

    def number(decision: str) -> int:
        return sum(row.decision == decision for row in rows)

    return Sums(
        asked=len(rows),
        granted=number(Decision.GRANTED),
        refused=number(Decision.REFUSED),
        withdrawn=number(Decision.WITHDRAWN),
        waiting=number(""),
        done=sum(row.done_days > 0 for row in rows),
        asked_days=sum(row.asked_days for row in rows),
        granted_days=sum(row.granted_days for row in rows),
        done_days=sum(row.done_days for row in rows),
    )

"""When an officer is away: what can be recorded, and what can cover it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from core.calendar import in_full
from core.errors import Problem

# Longer is a slip of the year: maternity leave and leave before it are well within.
LONGEST_ABSENCE = 731


@dataclass(frozen=True, slots=True)
class Days:
    """From a day to a day that is no longer part of it; an empty end is open."""

    starts_on: date
    ends_on: date | None = None

    def meets(self, other: "Days") -> bool:
        """Whether both hold on a day; what was taken back before it began holds on none."""
        return (
            self.starts_on < (other.ends_on or date.max)
            and other.starts_on < (self.ends_on or date.max)
            and self.starts_on != self.ends_on
            and other.starts_on != other.ends_on
        )

    @property
    def last_day(self) -> date | None:
        return self.ends_on - timedelta(days=1) if self.ends_on else None

    @property
    def words(self) -> str:
        """Of one day "on 3 March 2026", else from its first day to its last."""
        if self.last_day == self.starts_on:
            return f"on {in_full(self.starts_on)}"
        if self.ends_on is None:
            return f"from {in_full(self.starts_on)}, no end known yet"
        return f"from {in_full(self.starts_on)} to {in_full(self.ends_on - timedelta(days=1))}"


def absence_problem(new: Days, others: Iterable[Days], *, may_be_open: bool) -> Problem | None:
    """CAS-31: an officer is away once at a time, for days in order; only of sickness the end may be unknown."""
    if new.ends_on is None and not may_be_open:
        return Problem("last_day", "Enter the last day: only sickness can have no known end.")
    if new.ends_on is not None and new.ends_on <= new.starts_on:
        return Problem("last_day", "The last day cannot be before the first.")
    if new.ends_on is not None and new.ends_on > new.starts_on + timedelta(days=LONGEST_ABSENCE):
        return Problem("last_day", "That is longer than two years: check the year.")
    for other in others:
        if new.meets(other):
            words = f"An absence {other.words} is on record: change that one, or choose other days."
            return Problem("starts_on", words)
    return None


def back_problem(held: Days, ends_on: date, *, on: date) -> Problem | None:
    """CAS-31: what is wrong with a first day back. On the absence's first day it is taken back: it then never held."""
    if held.ends_on is not None and held.ends_on <= min(on, held.starts_on):
        return Problem("", "This was taken back already.")
    if ends_on < held.starts_on:
        words = f"It begins on {in_full(held.starts_on)}: choose that day to take it back, or a later one."
        return Problem("ends_on", words)
    if held.ends_on is not None and ends_on > held.ends_on:
        words = (
            f"They are back on {in_full(held.ends_on)} as it is: for longer, change its last day."
        )
        return Problem("ends_on", words)
    return None

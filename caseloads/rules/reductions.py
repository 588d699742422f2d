"""Hours that an officer is to have less: what can be recorded (CAS-15)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from core.calendar import in_full
from core.errors import Problem


@dataclass(frozen=True, slots=True)
class Less:
    """Hours a week less for one reason; its end is exclusive, an empty end is open."""

    hours: Decimal
    starts_on: date
    ends_on: date | None = None

    def meets(self, other: "Less") -> bool:
        """Whether both hold on a day; what was taken back on its first day holds on none."""
        return (
            self.starts_on < (other.ends_on or date.max)
            and other.starts_on < (self.ends_on or date.max)
            and self.starts_on != self.ends_on
            and other.starts_on != other.ends_on
        )


def reduction_problem(
    new: Less, same_reason: Iterable[Less], *, contracted: Decimal
) -> Problem | None:
    """CAS-15: what is wrong with it. Of one reason an officer has one at a time; those of several reasons add up."""
    if new.hours <= 0:
        return Problem("hours", "Enter the hours a week that they have less, above 0.")
    if new.hours > contracted:
        return Problem("hours", f"They have {contracted} hours a week: it cannot be more.")
    if new.ends_on is not None and new.ends_on <= new.starts_on:
        return Problem("last_day", "The last day cannot be before the first.")
    for other in same_reason:
        if new.meets(other):
            return Problem("starts_on", _in_the_way(other))
    return None


def _in_the_way(other: Less) -> str:
    until = f" until {in_full(other.ends_on - timedelta(days=1))}" if other.ends_on else ""
    return (
        f"For this reason they have {other.hours} hours less already, from {in_full(other.starts_on)}{until}: "
        "end that first, or choose other days."
    )


def end_problem(held: Less, ends_on: date, *, on: date) -> Problem | None:
    """What is wrong with an end. On its first day, or before it began, it is taken back: it then held on no day."""
    if held.ends_on is not None and held.ends_on <= on:
        return Problem("", f"This has ended already, on {in_full(held.ends_on)}.")
    if ends_on < held.starts_on:
        words = f"It begins on {in_full(held.starts_on)}: choose that day to take it back, or a later one."
        return Problem("ends_on", words)
    if held.ends_on is not None and ends_on > held.ends_on:
        words = f"It ends on {in_full(held.ends_on)} as it is: for longer, record it again from that day."
        return Problem("ends_on", words)
    return None

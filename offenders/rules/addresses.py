"""Where somebody lives: one home at a time, and never one of tomorrow (PRO-90 to PRO-92)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from core.calendar import in_full
from core.errors import Problem
from offenders.choices import AddressKind

# What has no door: the words of the kind are all that is known of the place.
WITHOUT_DOOR = frozenset(
    {AddressKind.ROUGH_SLEEPING, AddressKind.NO_FIXED_ABODE, AddressKind.TRANSIENT}
)


@dataclass(frozen=True, slots=True)
class Home:
    """A place and the days for which somebody lived there; the end is exclusive, an empty one is open."""

    kind: AddressKind
    words: str
    starts_on: date
    ends_on: date | None = None


def home_problem(
    home: Home, others: Iterable[Home], *, on: date, died_on: date | None = None
) -> Problem | None:
    """Why this cannot stand on record beside the other homes; None when it can.

    Of `others` the one that is open ends where this one begins, if it began before.
    """
    if home.starts_on > on:
        return Problem(
            "starts_on",
            f"{in_full(home.starts_on)} is still to come: record the move when they have moved",
        )
    if home.ends_on and home.ends_on > on:
        return Problem("ends_on", f"{in_full(home.ends_on)} is still to come")
    if home.ends_on and home.ends_on <= home.starts_on:
        return Problem("ends_on", f"It must end after it began on {in_full(home.starts_on)}")
    if died_on and home.starts_on >= died_on:
        return Problem("starts_on", f"They died on {in_full(died_on)}")
    if not home.words and home.kind not in WITHOUT_DOOR:
        return Problem("line_1", "Enter the address, or at least its postcode")
    return _clash(home, others)


def _clash(home: Home, others: Iterable[Home]) -> Problem | None:
    for other in others:
        is_followed = other.ends_on is None and other.starts_on < home.starts_on
        begins_before = home.ends_on is None or other.starts_on < home.ends_on
        ends_after = other.ends_on is None or home.starts_on < other.ends_on
        if not is_followed and begins_before and ends_after:
            until = f" until {in_full(other.ends_on)}" if other.ends_on else ""
            where = other.words or other.kind.label
            return Problem(
                "starts_on",
                f"On record already is “{where}” since {in_full(other.starts_on)}{until}: put that right first",
            )
    return None

"""Whoever leaves a group before it is over, and a group that ends: what becomes of the referrals, and on which day (PRG-31), pure."""

from datetime import date

from core.calendar import in_full
from core.errors import Problem
from programmes.choices.referral import COMPLETED, Machine, ReferralStatus
from programmes.rules.moves import NEEDS_REASON, Move, moves_from

# In these states somebody has a seat in a group, or has been through it; in any other they have none.
SEATED = frozenset({ReferralStatus.SCHEDULED, ReferralStatus.ON_PROGRAMME, *COMPLETED})


def moves_on_leaving(machine: Machine, status: ReferralStatus) -> list[Move]:
    """PRG-31: where a referral can go whose seat ends: what its table has, but for the states that have a seat."""
    return [move for move in moves_from(machine, status) if move.to not in SEATED]


def moves_at_the_end(machine: Machine, status: ReferralStatus) -> list[Move]:
    """PRG-31: where a referral can go when its group ends: the same, and completed; without what asks for a reason of a list.

    A withdrawal is each person's own, and has a page of its own.
    """
    return [
        move
        for move in moves_from(machine, status)
        if move.to not in SEATED - COMPLETED and move.to not in NEEDS_REASON
    ]


def leaving_problem(on: date, *, placed_on: date, last_kept: date | None) -> Problem | None:
    """Why somebody cannot have left on a day: before they had the seat, or before a register that has a line for them."""
    if on < placed_on:
        return Problem("on", f"They have had this seat since {in_full(placed_on)}")
    if last_kept is not None and on < last_kept:
        return Problem(
            "on", f"The register of {in_full(last_kept)} has a line for them, after this day"
        )
    return None


def size_problem(size: int, taken: int) -> Problem | None:
    """A group is never smaller than the people in it."""
    if size >= taken:
        return None
    people = "1 person has" if taken == 1 else f"{taken} people have"
    return Problem(
        "size", f"{people} a seat in it: enter {taken} or more, or end somebody's place first"
    )


def group_end_problem(
    on: date, *, first_at: date | None, last_kept: date | None, today: date
) -> Problem | None:
    """Why a group cannot have ended on a day; one that never met is cancelled instead."""
    if first_at is None or first_at > today:
        return Problem("", "This group has not met yet: cancel it instead")
    if on > today:
        return Problem("on", f"The day must be today, {in_full(today)}, or in the past")
    if on < first_at:
        return Problem("on", f"The group met first on {in_full(first_at)}, after this day")
    if last_kept is not None and on < last_kept:
        return Problem("on", f"A register was kept on {in_full(last_kept)}, after this day")
    return None

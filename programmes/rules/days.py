"""Which days a referral and a move of one can have, and what a start asks for."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from core.calendar import in_full
from core.errors import Problem
from programmes.choices.referral import ReferralStatus

S = ReferralStatus


@dataclass(frozen=True, slots=True)
class Stands:
    """What is known of a referral before somebody moves it."""

    referred_on: date
    last_moved_on: date | None = None
    open_items: Sequence[str] = ()


def move_day_problem(on: date, stands: Stands, *, today: date) -> Problem | None:
    """PRG-32: a move lies neither ahead, nor before the referral, nor before the last one that has a day."""
    if on > today:
        return Problem("on", f"The day must be today, {in_full(today)}, or in the past")
    if on < stands.referred_on:
        return Problem(
            "on", f"The referral was made on {in_full(stands.referred_on)}, after this day"
        )
    last = stands.last_moved_on
    if last is not None and on < last:
        return Problem("on", f"The last move was on {in_full(last)}, after this day")
    return None


def start_problem(to: ReferralStatus, stands: Stands, details: str) -> Problem | None:
    """PRG-48: nobody starts silently while something is still to be done before the start."""
    if to != S.ON_PROGRAMME or not stands.open_items or details.strip():
        return None
    named = ", ".join(stands.open_items)
    return Problem("details", f"Say why it starts before this is done: {named}")

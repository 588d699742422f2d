"""From which day a kind may be had to count."""

from collections.abc import Collection
from datetime import date, timedelta

from core.calendar import in_full
from core.errors import Problem

# A kind that never counts is a flag that nobody sees: the day it counts from is at most so far ahead.
FURTHEST_START = timedelta(days=366)


def start_problem(starts_on: date, *, first_days: Collection[date], on: date) -> Problem | None:
    """What is wrong with the day from which a kind is to count for teams that were first stored on these days."""
    if not first_days:
        return Problem("where", "No team does the work of this kind there.")
    words = ""
    if starts_on < min(first_days):
        first = in_full(min(first_days))
        words = f"It cannot count before the first day here of any of them, {first}."
    elif starts_on > on + FURTHEST_START:
        words = f"It can be put off until {in_full(on + FURTHEST_START)} at the latest."
    return Problem("starts_on", words) if words else None

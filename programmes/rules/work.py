"""When something about programme work can have been (PRG-49, PRG-57)."""

from datetime import date

from core.calendar import in_full
from core.errors import Problem


def day_problem(about: str, day: date, *, not_before: date, on: date) -> Problem | None:
    """What is written down has happened: not after today, and not before what it is about began."""
    if day > on:
        return Problem(about, "This day is still to come.")
    if day < not_before:
        return Problem(about, f"This is before {in_full(not_before)}, when what it is about began.")
    return None

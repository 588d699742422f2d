"""From when what holds of a programme can change, and what can replace it (PRG-1, PRG-5)."""

from collections.abc import Mapping
from datetime import date

from core.calendar import in_full
from core.errors import Problem


def change_problem(starts_on: date, *, last_starts_on: date, today: date) -> Problem | None:
    """What was due stays as it was: a change holds from today or a later day, and none lies behind the last."""
    if starts_on < today:
        return Problem(
            "starts_on",
            "It can change from today or from a later day: what was due stays as it was.",
        )
    if starts_on < last_starts_on:
        return Problem(
            "starts_on",
            f"A change from {in_full(last_starts_on)} has been entered already: choose that day to replace it, "
            "or a later one.",
        )
    return None


def replacement_problem(name: str, newer: str, replaced_by: Mapping[str, str]) -> Problem | None:
    """PRG-5: what replaces a programme is another one, which was not itself replaced by it, however far along."""
    seen = {name}
    while newer:
        if newer in seen:
            return Problem(
                "replaced_by", f"{newer} would replace itself: choose another programme."
            )
        seen.add(newer)
        newer = replaced_by.get(newer, "")
    return None

"""What a change of the points table must be."""

from collections.abc import Mapping
from datetime import date

from caseloads.choices import CaseType
from core.calendar import in_full
from core.errors import Problem

MOST_POINTS = 1000
Said = Mapping[CaseType, int | None]


def points_problem(
    said: Said, held: Said, *, starts_on: date, newest_starts_on: date | None, today: date
) -> Problem | None:
    """CAS-6: what is wrong with points that are to hold from a day on, beside those that hold or are to come.

    What was worked out in the past stays, so a change begins today or later. Points are never taken away: a case of
    that sort would count as untiered from then on.
    """
    if starts_on < today:
        return Problem("starts_on", "They can change from today or from a later day.")
    if newest_starts_on and starts_on < newest_starts_on:
        words = f"A change from {in_full(newest_starts_on)} has been entered already: choose that day to replace it, or a later one."
        return Problem("starts_on", words)
    for case_type, points in held.items():
        if points is not None and said.get(case_type) is None:
            words = "Enter a number: 0 where such a case weighs nothing. Points that hold cannot be taken away."
            return Problem(case_type, words)
    if all(said.get(case_type) == points for case_type, points in held.items()):
        return Problem("", "Nothing is different from what holds.")
    return None

"""What still fits before a sentence ends (PRG-47), in days and in words, pure."""

from datetime import date, timedelta
from typing import NamedTuple

from core.calendar import in_full
from offenders.rules import is_overdue


class Length(NamedTuple):
    """How many weeks a programme lasts, by its name; None of one of which the catalogue says nothing."""

    programme: str
    weeks: int | None


def last_day_for(weeks: int, *, ends_on: date, around: int) -> date:
    """PRG-47: the last day on which it can begin, with so many weeks before and after it together."""
    return ends_on - timedelta(weeks=weeks + around)


def runway_words(
    last: date, shortest: Length | None, *, ends_on: date, around: int, on: date
) -> str:
    """PRG-47: by when it must begin; once that has passed, what would fit instead."""
    if not is_overdue(last, on=on):
        return f"must begin by {in_full(last)}. After that day it will not fit before the sentence ends."
    had = f"had to begin by {in_full(last)}. It will not fit before the sentence ends. "
    if shortest and shortest.weeks is not None:
        day = last_day_for(shortest.weeks, ends_on=ends_on, around=around)
        if not is_overdue(day, on=on):
            return (
                f"{had}What would fit: {shortest.programme}, {shortest.weeks} weeks, begun by {in_full(day)}, "
                "or individual work with a toolkit."
            )
    return f"{had}No accredited programme would. Individual work with a toolkit would fit."

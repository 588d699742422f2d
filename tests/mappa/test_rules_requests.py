"""POL-25: what may be said of a request to another unit, and what requests come to."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from mappa.choices import Decision, Result
from mappa.rules.requests import (
    LONGEST,
    Answered,
    Asked,
    Line,
    answer_problem,
    asking_problem,
    sums_of,
)

ON = date(2026, 11, 28)
DAY = timedelta(days=1)
ASKED = Asked(asked_on=ON - 10 * DAY, asked_days=7)
GRANTED = Answered(decision=Decision.GRANTED, decided_on=ON - DAY, granted_days=3)
REFUSED = Answered(decision=Decision.REFUSED, decided_on=ON)


def about(problem: object) -> str:
    return getattr(problem, "about", "")


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        (ASKED, ""),
        (replace(ASKED, asked_on=ON), ""),
        (replace(ASKED, asked_on=ON + DAY), "asked_on"),
        (replace(ASKED, asked_days=0), "asked_days"),
        (replace(ASKED, asked_days=LONGEST), ""),
        (replace(ASKED, asked_days=LONGEST + 1), "asked_days"),
    ],
)
def test_what_is_asked(asked: Asked, field: str) -> None:
    assert about(asking_problem(asked, on=ON)) == field


@pytest.mark.parametrize(
    ("answered", "field"),
    [
        (GRANTED, ""),
        (REFUSED, ""),
        (replace(REFUSED, decision=Decision.WITHDRAWN), ""),
        (Answered(), "decision"),
        (replace(GRANTED, decided_on=None), "decided_on"),
        (replace(GRANTED, decided_on=ASKED.asked_on), ""),
        (replace(GRANTED, decided_on=ASKED.asked_on - DAY), "decided_on"),
        (replace(GRANTED, decided_on=ON + DAY), "decided_on"),
        (replace(GRANTED, granted_days=None), "granted_days"),
        (replace(GRANTED, granted_days=0), "granted_days"),
        (replace(GRANTED, granted_days=30), ""),
        (replace(REFUSED, granted_days=3), "granted_days"),
        (replace(REFUSED, result=Result.NOT_DONE), "result"),
        (replace(REFUSED, done_days=2), "result"),
        (replace(GRANTED, result=Result.DONE, done_days=2), ""),
        (replace(GRANTED, result=Result.DONE), "done_days"),
        (replace(GRANTED, result=Result.DONE, done_days=0), "done_days"),
        (replace(GRANTED, result=Result.NOT_DONE), ""),
        (replace(GRANTED, result=Result.NOT_DONE, done_days=2), "done_days"),
        (replace(GRANTED, done_days=2), "done_days"),
    ],
)
def test_what_became_of_it(answered: Answered, field: str) -> None:
    assert about(answer_problem(ASKED, answered, on=ON)) == field


def test_sums() -> None:
    lines = [
        Line(Decision.GRANTED, 14, 7, 3),
        Line(Decision.GRANTED, 7, 7, 0),
        Line(Decision.REFUSED, 7, 0, 0),
        Line(Decision.WITHDRAWN, 2, 0, 0),
        Line("", 5, 0, 0),
    ]
    sums = sums_of(lines)
    assert (sums.asked, sums.granted, sums.refused, sums.withdrawn, sums.waiting) == (5, 2, 1, 1, 1)
    assert (sums.done, sums.asked_days, sums.granted_days, sums.done_days) == (1, 35, 14, 3)
    assert sums_of([]).asked == 0

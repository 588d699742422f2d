"""When appointments repeat, overlap, and fall on a day when offices are closed."""

from datetime import date, datetime, time, timedelta

import pytest

from core.calendar import LONDON
from offenders.choices import Repeat
from offenders.rules.appointments import (
    MOST_TIMES,
    Repeated,
    Span,
    ahead_problem,
    closed_words,
    days_of,
    minutes_words,
    series_problem,
    starts_of,
)

NOON = datetime(2026, 12, 3, 12, 0, tzinfo=LONDON)


def test_a_series_of_weeks_and_months():
    first = date(2026, 10, 31)
    assert days_of(first, Repeated()) == [first]
    weeks = {Repeat.WEEKLY: 7, Repeat.FORTNIGHTLY: 14, Repeat.FOUR_WEEKLY: 28}
    for how, step in weeks.items():
        assert days_of(first, Repeated(how, times=3)) == [
            first + timedelta(days=step * n) for n in range(3)
        ]
    months = days_of(first, Repeated(Repeat.MONTHLY, times=5))
    assert [day.isoformat() for day in months] == [
        "2026-10-31", "2026-11-30", "2026-12-31", "2027-01-31", "2027-02-28"
    ]  # fmt: skip


def test_the_last_day_is_part_of_a_series():
    first = date(2026, 12, 3)
    assert days_of(first, Repeated(Repeat.WEEKLY, until=date(2026, 12, 17)))[-1] == date(
        2026, 12, 17
    )
    assert len(days_of(first, Repeated(Repeat.WEEKLY, until=date(2026, 12, 16)))) == 2


def test_the_clock_on_the_wall_stays_when_summer_time_begins():
    first = datetime(2027, 3, 24, 10, 30, tzinfo=LONDON)
    starts = starts_of(first, Repeated(Repeat.WEEKLY, times=2))
    assert [start.astimezone(LONDON).time() for start in starts] == [time(10, 30)] * 2
    assert starts[1].timestamp() - starts[0].timestamp() == (7 * 24 - 1) * 3600


@pytest.mark.parametrize(
    ("repeated", "about"),
    [
        (Repeated(), None),
        (Repeated(Repeat.WEEKLY, times=26), None),
        (Repeated(Repeat.WEEKLY), "times"),
        (Repeated(Repeat.WEEKLY, times=3, until=date(2027, 1, 1)), "times"),
        (Repeated(Repeat.WEEKLY, until=date(2026, 12, 3)), "until"),
        (Repeated(Repeat.WEEKLY, until=date(2027, 12, 1)), "until"),
        (Repeated(Repeat.FORTNIGHTLY, times=MOST_TIMES), None),
        (Repeated(Repeat.MONTHLY, times=13), None),
        (Repeated(Repeat.MONTHLY, times=14), "times"),
        (Repeated(Repeat.MONTHLY, until=date(2028, 1, 3)), "until"),
        (Repeated(Repeat.WEEKLY, until=date(2200, 1, 1)), "until"),
    ],
)
def test_what_a_series_may_be(repeated: Repeated, about: str | None):
    problem = series_problem(date(2026, 12, 3), repeated)
    assert (problem and problem.about) == about


def test_one_that_begins_when_the_other_ends_does_not_overlap():
    span = Span(NOON, 30)
    assert not span.overlaps(Span(NOON + timedelta(minutes=30), 15))
    assert not Span(NOON - timedelta(minutes=30), 30).overlaps(span)
    assert span.overlaps(Span(NOON + timedelta(minutes=29), 15))
    assert Span(NOON - timedelta(minutes=30), 31).overlaps(span)
    assert Span(NOON - timedelta(hours=1), 180).overlaps(span)
    assert span.words == "Thursday 3 December 2026, 12:00 to 12:30"


def test_what_is_arranged_is_still_to_come():
    at = NOON
    assert ahead_problem(NOON + timedelta(minutes=1), at=at) is None
    assert ahead_problem(NOON, at=at).about == "happened_time"
    assert ahead_problem(datetime(2027, 12, 3, 9, tzinfo=LONDON), at=at) is None
    assert ahead_problem(datetime(2027, 12, 4, 9, tzinfo=LONDON), at=at).about == "happened_on"


def test_bank_holidays_and_weekends_that_a_series_runs_into():
    christmas, saturday, thursday = date(2026, 12, 25), date(2027, 1, 2), date(2026, 12, 3)
    assert closed_words(christmas, among=[christmas]) == "a bank holiday"
    assert closed_words(date(2040, 12, 25), among=[christmas]) == "expected to be a bank holiday"
    assert closed_words(saturday, among=[thursday, saturday]) == "a Saturday"
    assert closed_words(saturday, among=[saturday]) == ""
    assert closed_words(thursday, among=[thursday]) == ""


def test_how_long_in_words():
    assert [minutes_words(number) for number in (15, 60, 90, 120)] == [
        "15 minutes", "1 hour", "1 hour 30 minutes", "2 hours"
    ]  # fmt: skip

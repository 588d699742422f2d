"""Date arithmetic of the field, as tables."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given, strategies as st

from core.calendar import (
    add_months,
    add_working_days,
    falls_in,
    in_full,
    is_working_day,
    london_date,
    london_midnight,
    working_days_between,
)


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 12, 31), -8, date(2026, 4, 30)),  # DAT-7
        (date(2026, 8, 31), 1, date(2026, 9, 30)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2026, 5, 20), 6, date(2026, 11, 20)),
    ],
)
def test_dat_7_months_clamp(day, months, expected):
    assert add_months(day, months) == expected


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        (datetime(2026, 7, 1, 22, 59, tzinfo=UTC), date(2026, 7, 1)),
        (datetime(2026, 7, 1, 23, 0, tzinfo=UTC), date(2026, 7, 2)),  # summer: London is ahead
        (datetime(2026, 12, 1, 23, 59, tzinfo=UTC), date(2026, 12, 1)),
        (datetime(2026, 3, 29, 0, 59, tzinfo=UTC), date(2026, 3, 29)),  # the clocks go forward
        (datetime(2026, 10, 25, 1, 30, tzinfo=UTC), date(2026, 10, 25)),  # and back
    ],
)
def test_dat_5_london_decides_the_day(at, expected):
    assert london_date(at) == expected


def test_the_day_begins_at_london_midnight():
    assert london_midnight(date(2026, 7, 1)) == datetime(2026, 6, 30, 23, tzinfo=UTC)


@pytest.mark.parametrize(
    ("day", "working"),
    [
        (date(2026, 12, 24), True),
        (date(2026, 12, 25), False),
        (date(2026, 12, 28), False),  # Boxing Day falls on a Saturday: the Monday stands for it
        (date(2026, 4, 3), False),  # Good Friday
        (date(2026, 4, 6), False),  # Easter Monday
        (date(2026, 11, 21), False),
        (date(2026, 11, 23), True),
    ],
)
def test_dat_4_working_days(day, working):
    assert is_working_day(day) is working


def test_working_days_step_over_christmas():
    assert add_working_days(date(2026, 12, 23), 2) == date(2026, 12, 29)
    assert working_days_between(date(2026, 12, 23), date(2026, 12, 29)) == 2
    assert working_days_between(date(2026, 12, 29), date(2026, 12, 23)) == 0


@given(day=st.dates(date(2020, 1, 1), date(2027, 1, 1)), days=st.integers(1, 40))
def test_adding_and_counting_working_days_agree(day, days):
    assert working_days_between(day, add_working_days(day, days)) == days


def test_a_date_in_full():
    assert in_full(date(2026, 9, 3)) == "3 September 2026"


@pytest.mark.parametrize(
    ("day", "ends_on", "is_in"),
    [
        (date(2026, 11, 19), None, False),
        (date(2026, 11, 20), None, True),
        (date(2026, 11, 20), date(2026, 11, 21), True),
        (date(2026, 11, 21), date(2026, 11, 21), False),
        (date(2030, 1, 1), None, True),
    ],
)
def test_a_span_begins_on_its_first_day_and_ends_before_its_last(
    day: date, ends_on: date | None, is_in: bool
) -> None:
    assert falls_in(day, date(2026, 11, 20), ends_on) == is_in

"""Date arithmetic of the field, as tables."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given, strategies as st

from core.calendar import (
    add_months,
    add_working_days,
    bank_holidays,
    expected_bank_holidays,
    expected_words,
    falls_in,
    in_full,
    is_published,
    is_working_day,
    london_date,
    london_midnight,
    published_bank_holidays,
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


# Proclaimed once: what was kept instead, and what was added.
ONCE = {
    2012: ({date(2012, 5, 28)}, {date(2012, 6, 4), date(2012, 6, 5)}),  # diamond jubilee
    2020: ({date(2020, 5, 4)}, {date(2020, 5, 8)}),  # 75 years since the war in Europe ended
    2022: (
        {date(2022, 5, 30)},
        {date(2022, 6, 2), date(2022, 6, 3), date(2022, 9, 19)},  # platinum jubilee, the funeral
    ),
    2023: (set(), {date(2023, 5, 8)}),  # coronation
}


@pytest.mark.parametrize("year", range(2012, 2029))
def test_dat_4_the_rule_of_law_gives_every_published_year_but_for_what_was_proclaimed_once(year):
    left_out, added = ONCE.get(year, (set(), set()))
    assert published_bank_holidays()[year] == expected_bank_holidays(year) - left_out | added


def test_dat_4_what_is_published_beats_the_rule():
    assert not is_working_day(date(2022, 9, 19))
    assert is_working_day(date(2020, 5, 4))


@pytest.mark.parametrize(
    ("christmas", "kept"),
    [
        (2032, [27, 28]),  # a Saturday
        (2033, [26, 27]),  # a Sunday
        (2037, [25, 28]),  # a Friday, so that Boxing Day is the Saturday
        (2029, [25, 26]),
    ],
)
def test_dat_4_beyond_what_is_published_the_law_is_followed(christmas, kept):
    days = [day for day in bank_holidays(christmas) if day.month == 12]
    assert sorted(day.day for day in days) == kept


@pytest.mark.parametrize(
    ("day", "working"),
    [
        (date(2029, 1, 1), False),
        (date(2029, 3, 30), False),  # Good Friday: Easter is 1 April
        (date(2029, 4, 2), False),
        (date(2029, 5, 7), False),
        (date(2029, 5, 28), False),
        (date(2029, 8, 27), False),
        (date(2033, 1, 3), False),  # New Year's Day was the Saturday
        (date(2029, 4, 3), True),
    ],
)
def test_dat_4_expected_days(day, working):
    assert is_working_day(day) is working


@pytest.mark.parametrize("year", [1900, 2011, 2029, 2100])
def test_eight_weekdays_a_year_are_expected_whatever_the_year(year):
    assert len({day for day in expected_bank_holidays(year) if day.weekday() < 5}) == 8


def test_what_is_expected_is_said_to_be():
    last = max(published_bank_holidays())
    assert is_published(date(last, 12, 31))
    assert not is_published(date(last + 1, 1, 1))
    assert expected_words(date(last, 1, 1), date(last, 12, 31)) == ""
    assert expected_words(date(last, 12, 30), date(last + 1, 1, 3)) == (
        f"expected: bank holidays for {last + 1} are not published yet"
    )
    assert f"{last + 1} to {last + 2} are" in expected_words(date(last, 1, 1), date(last + 2, 1, 1))


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

"""CAS-30, F-13: flags that come back, and flags that nobody answers, as plain facts."""

from datetime import date, timedelta

import pytest

from caseloads.rules.escalation import (
    Acceptance,
    Open,
    came_back_on,
    came_back_words,
    limit_of,
    unanswered_since,
    waits,
    went_up_on,
)

DAY = timedelta(days=1)
RAISED = date(2026, 3, 2)  # a Monday
LONG_AGO = date(2020, 1, 1)


def days(flag: Open, on: date, *, limit: int = 10, counts_from: date = LONG_AGO) -> int | None:
    return waits(flag, counts_from=counts_from, limit=limit, on=on)


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (date(2026, 3, 13), None),  # 9 working days
        (date(2026, 3, 15), None),  # the Sunday after
        (date(2026, 3, 16), 10),
        (date(2026, 3, 18), 12),
    ],
)
def test_after_ten_working_days_it_is_with_the_head(on, expected):
    assert days(Open(RAISED), on) == expected


def test_a_critical_one_sooner():
    limit = limit_of("critical", days=10, critical=3)
    assert limit == 3
    assert limit_of("high", days=10, critical=3) == 10
    assert days(Open(RAISED), date(2026, 3, 4), limit=limit) is None
    assert days(Open(RAISED), date(2026, 3, 5), limit=limit) == 3


def test_nothing_counts_from_before_the_day_for_the_team():
    start = date(2026, 3, 9)
    assert days(Open(RAISED), date(2026, 3, 20), counts_from=start) is None
    assert days(Open(RAISED), date(2026, 3, 23), counts_from=start) == 10
    assert days(Open(RAISED), date(2026, 3, 4), counts_from=start) is None


def test_an_acceptance_answers_it_until_its_last_day():
    until = date(2026, 3, 20)
    flag = Open(RAISED, (Acceptance(RAISED + DAY, until),))
    assert unanswered_since(flag, counts_from=LONG_AGO, on=until) is None
    assert unanswered_since(flag, counts_from=LONG_AGO, on=until + DAY) == until + DAY
    assert days(flag, date(2026, 4, 2)) is None
    assert days(flag, date(2026, 4, 7)) == 10  # Good Friday and Easter Monday do not count


def test_an_acceptance_that_no_supervisor_has_seen_answers_nothing():
    flag = Open(RAISED, (Acceptance(RAISED, date(2026, 3, 30), is_seen=False),))
    assert days(flag, date(2026, 3, 16)) == 10


@pytest.mark.parametrize(("on", "back"), [(10, None), (11, 11), (20, 11)])
def test_it_comes_back_the_day_after_the_last(on, back):
    flag = Open(RAISED, (Acceptance(RAISED, date(2026, 3, 10)),))
    found = came_back_on(flag, on=date(2026, 3, on))
    assert (found.day if found else None) == back


@pytest.mark.parametrize(("times", "words"), [(1, "once"), (2, "twice"), (3, "3 times")])
def test_it_says_how_often_it_was_accepted_before(times, words):
    given = tuple(Acceptance(RAISED, RAISED + n * DAY) for n in range(times))
    said = came_back_words(Open(RAISED, given), on=RAISED + 9 * DAY)
    assert said.endswith(f"accepted {words} before")
    assert came_back_words(Open(RAISED), on=RAISED) == ""


def up(flag: Open, on: date, ended_on: date | None = None) -> list[date]:
    return went_up_on(flag, counts_from=LONG_AGO, limit=10, ended_on=ended_on, on=on)


def test_the_history_has_each_day_on_which_it_went_up():
    late = date(2026, 6, 1)
    assert up(Open(RAISED), late) == [date(2026, 3, 16)]
    assert up(Open(RAISED), date(2026, 3, 15)) == []
    assert up(Open(RAISED), late, ended_on=date(2026, 3, 13)) == []
    first = Acceptance(date(2026, 3, 18), date(2026, 3, 20))
    assert up(Open(RAISED, (first,)), late) == [date(2026, 3, 16), date(2026, 4, 7)]
    in_time = Acceptance(date(2026, 3, 10), date(2026, 3, 20))
    assert up(Open(RAISED, (in_time,)), late) == [date(2026, 4, 7)]


@pytest.mark.parametrize("ahead", range(0, 40, 3))
def test_the_list_and_the_history_agree(ahead):
    flag, on = Open(RAISED), RAISED + ahead * DAY
    assert bool(up(flag, on)) == (days(flag, on) is not None)

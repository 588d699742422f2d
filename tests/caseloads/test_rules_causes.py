"""CAS-30: since when somebody is at or above a threshold, and what brought it about."""

from datetime import date
from decimal import Decimal

import pytest

from caseloads.rules.causes import Came, Covers, Lost, Overran, Released, Rose, last_below, since

MON, TUE, WED, THU = (date(2026, 11, day) for day in (16, 17, 18, 19))


def held(*spans: tuple[date, date | None]):
    return lambda day: sum(start <= day and (end is None or day < end) for start, end in spans)


@pytest.mark.parametrize(
    ("spans", "expected"),
    [
        ([(MON, None), (TUE, None)], MON),
        ([(MON, None), (TUE, None), (WED, None)], MON),
        # It was below in between: the cause is what came since.
        ([(MON, None), (MON, TUE), (WED, None)], TUE),
        # Exclusive ends: given away and taken on the same day, it was never below.
        ([(MON, None), (MON, WED), (WED, None)], date(2026, 11, 15)),
    ],
)
def test_the_last_day_below(spans, expected):
    number = held(*spans)
    changes = [day for span in spans for day in span if day]
    assert last_below(changes, lambda day: number(day) >= 2, on=THU) == expected


def test_what_changes_later_is_not_looked_at():
    assert last_below([MON, THU], lambda day: day >= MON, on=WED) == date(2026, 11, 15)


def test_where_nothing_changed_it_is_so_since_the_day_itself():
    assert last_below([], lambda day: True, on=WED) == TUE


def test_only_what_came_after_is_a_cause():
    cause = since(
        MON, [Came(MON, "Ben Mason"), Came(TUE, "Ben Mason"), Came(WED), Came(WED, "Eve")]
    )
    assert str(cause) == (
        "Since 17 November 2026: 3 cases came, 1 from Ben Mason, 1 from Eve and 1 that nobody had led."
    )


def test_each_cause_is_told():
    events = [
        Came(TUE, "Ben Mason"), Covers(TUE, "Chidi Eze"), Covers(WED, "Chidi Eze"),
        Lost(TUE, Decimal("7.4")), Lost(WED, Decimal("7.6")), Rose(WED), Released(TUE), Overran(TUE), Overran(WED),
    ]  # fmt: skip
    assert str(since(MON, events)) == (
        "Since 17 November 2026: 1 case came from Ben Mason; stands in for Chidi Eze; 15 hours a week less; "
        "1 tier rose; 1 release from custody; 2 cases are open though the last sentence ended."
    )


def test_without_a_cause_it_says_so():
    assert str(since(MON, [])) == (
        "So since 17 November 2026; nothing on record says what brought it about."
    )

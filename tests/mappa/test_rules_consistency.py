"""R-9: tables of levels in which nothing below five shows, and an area against the others at the same risk."""

from collections import Counter

import pytest
from hypothesis import given, settings, strategies as st

from core.suppression import BELOW
from mappa.rules.consistency import (
    LEVELS,
    WHOLE,
    Managed,
    Profile,
    counted,
    drift_of,
    kept,
    open_table,
)

HIGH, LOW = Profile("very_high", "high"), Profile("low", "low")
COLUMNS = tuple(map(str, LEVELS))
ALL = (HIGH, LOW)


def people(area: int, level: int, number: int, profile: Profile = HIGH) -> Counter[Managed]:
    return Counter({Managed(area, 1, level, profile): number})


def test_people_are_counted_by_what_is_asked_in_the_areas_asked() -> None:
    counts = people(1, 1, 3) + people(1, 2, 4, LOW) + people(2, 1, 9)
    assert counted(counts, lambda each: each.area, lambda each: each.level, [1]) == {
        ("1", "1"): 3,
        ("1", "2"): 4,
    }


def test_nothing_below_five_shows_of_other_areas_and_nothing_that_gives_it_away() -> None:
    numbers = {
        ("1", "1"): 90,
        ("1", "2"): 3,
        ("1", "3"): 8,
        ("2", "1"): 50,
        ("2", "2"): 12,
        ("2", "3"): 9,
    }
    table = kept(numbers, ["1", "2"], COLUMNS)
    assert table.numbers["1", "2"] is None
    hidden = {cell for cell, number in table.numbers.items() if number is None}
    for line in (
        [("1", column) for column in COLUMNS],
        [(row, "2") for row in ("1", "2", WHOLE)],
    ):
        assert len(hidden.intersection(line)) != 1, "one alone is a subtraction"
    assert table.totals[WHOLE] == 172


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(0, 40), min_size=3, max_size=9))
def test_whatever_the_numbers_none_below_five_is_shown(found: list[int]) -> None:
    rows = [str(number) for number in range(len(found) // 3)]
    numbers = {
        (row, column): found[3 * int(row) + at] for row in rows for at, column in enumerate(COLUMNS)
    }
    table = kept(numbers, rows, COLUMNS)
    shown = [*table.numbers.values(), *table.totals.values()]
    assert all(number is None or number >= BELOW for number in shown)


def test_of_nobody_nothing_is_shown() -> None:
    table = kept({}, [], COLUMNS)
    assert {*table.numbers.values(), *table.totals.values()} == {None}
    assert {*kept({}, ["1"], COLUMNS).numbers.values()} == {None}


def test_ones_own_area_is_shown_in_full() -> None:
    table = open_table({("1", "1"): 2, ("1", "3"): 1}, ["1"], COLUMNS)
    assert table.numbers == {("1", "1"): 2, ("1", "2"): 0, ("1", "3"): 1}
    assert table.totals == {"1": 3}


def test_what_another_table_hides_is_hidden_here_too() -> None:
    numbers = {("a", column): 50 for column in COLUMNS} | {("b", column): 50 for column in COLUMNS}
    assert kept(numbers, ["a", "b"], COLUMNS).numbers[WHOLE, "1"] == 100
    table = kept(numbers, ["a", "b"], COLUMNS, also=[(WHOLE, "1")])
    assert table.numbers[WHOLE, "1"] is None


# An area against the others -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("raised", "verdict"),
    [
        (20, "alike"),
        (27, "alike"),
        (29, "more"),
        (40, "more"),
        (13, "alike"),
        (11, "fewer"),
        (0, "fewer"),
    ],
)
def test_two_standard_deviations_are_chance(raised: int, verdict: str) -> None:
    """100 people of whom elsewhere one in five is raised: 20 expected, give or take 4."""
    counts = (
        people(1, 1, 100 - raised) + people(1, 2, raised) + people(2, 1, 800) + people(2, 3, 200)
    )
    drift = drift_of(counts, 1, [2], ALL)
    assert drift is not None
    assert (drift.found, round(drift.expected), drift.spread) == (raised, 20, pytest.approx(4.0))
    assert drift.verdict == verdict


def test_each_profile_is_compared_with_itself() -> None:
    """An area with graver cases is not called strict: as many are raised as would be elsewhere."""
    counts = (
        people(1, 2, 80) + people(1, 1, 20) + people(1, 1, 10, LOW)
        + people(2, 2, 8) + people(2, 1, 2) + people(2, 1, 990, LOW) + people(2, 2, 10, LOW)
    )  # fmt: skip
    drift = drift_of(counts, 1, [2], ALL)
    assert drift is not None
    assert drift.verdict == "alike"


def test_what_is_not_shown_of_others_is_no_measure_either() -> None:
    """What is expected would say how many of three elsewhere are at level 2."""
    counts = people(1, 2, 50) + people(2, 1, 3) + people(1, 1, 20, LOW) + people(2, 1, 90, LOW)
    assert drift_of(counts, 1, [2], [HIGH]) is not None
    drift = drift_of(counts, 1, [2], [LOW])
    assert drift is not None
    assert drift.found == 0
    assert drift_of(counts, 1, [2], []) is None


def test_whom_nobody_is_like_says_nothing() -> None:
    assert drift_of(people(1, 2, 9) + people(2, 1, 50, LOW), 1, [2], ALL) is None
    assert drift_of(people(2, 1, 50), 1, [2], ALL) is None


@pytest.mark.parametrize(("raised", "verdict"), [(0, "alike"), (1, "alike"), (2, "more")])
def test_one_person_is_never_a_drift(raised: int, verdict: str) -> None:
    """Where nobody elsewhere is raised nothing varies, and still one person more is not a pattern."""
    drift = drift_of(people(1, 1, 9) + people(1, 2, raised) + people(2, 1, 50), 1, [2], ALL)
    assert drift is not None
    assert drift.verdict == verdict

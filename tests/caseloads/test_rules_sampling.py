"""F-30, POL-24: the draw, as plain facts."""

import random
from collections import Counter
from datetime import date
from uuid import UUID

import pytest
from hypothesis import given, strategies as st

from caseloads.rules.sampling import (
    Candidate,
    Sample,
    draw,
    last_day,
    quality_sample_due,
    seed_of,
    weight,
)

MARCH = date(2026, 3, 1)


@pytest.mark.parametrize(
    ("level", "is_unseen", "expected"),
    [
        ("very_high", False, 4),
        ("very_high", True, 8),
        ("high", False, 2),
        ("high", True, 4),
        ("medium", False, 1),
        ("low", True, 2),
        ("", False, 1),
        ("", True, 2),
    ],
)
def test_what_a_record_weighs(level, is_unseen, expected):
    assert weight(level, is_unseen=is_unseen) == expected


def candidates(*weights: int) -> list[Candidate]:
    return [Candidate(UUID(int=number), each) for number, each in enumerate(weights)]


@given(st.lists(st.integers(1, 8), max_size=20), st.integers(0, 6), st.text(max_size=8))
def test_each_once_and_the_same_again_in_whatever_order(weights, count, seed):
    rows = candidates(*weights)
    first = draw(seed, rows, count)
    assert len(first) == len(set(first)) == min(count, len(rows))
    shuffled = random.Random(1).sample(rows, len(rows))
    assert draw(seed, shuffled, count) == first
    assert draw(seed, rows, count + 1)[:count] == first


def test_another_month_or_manager_draws_others():
    rows = candidates(*[1] * 200)
    seeds = {seed_of(UUID(int=n), date(2026, month, 1)) for n in (1, 2) for month in (3, 4)}
    assert len(seeds) == 4
    assert len({tuple(draw(seed, rows, 4)) for seed in seeds}) == 4


def test_a_weight_of_four_is_drawn_four_times_as_often():
    rows = candidates(4, 1, 1, 1, 1)
    first = Counter(draw(f"seed {number}", rows, 1)[0].key.int for number in range(4_000))
    assert 1_850 < first[0] < 2_150  # a half of them
    assert all(400 < first[number] < 600 for number in range(1, 5))  # an eighth each


@pytest.mark.parametrize(
    ("month", "last"),
    [(MARCH, 31), (date(2026, 2, 1), 28), (date(2028, 2, 1), 29), (date(2026, 12, 1), 31)],
)
def test_it_is_due_on_the_last_day_of_the_month(month, last):
    (due,) = quality_sample_due([Sample(UUID(int=1), month, 4, 2)], month)
    assert due.on == last_day(month) == month.replace(day=last)
    assert (due.on - due.first_told_on).days == 14
    assert due.because.startswith("2 of the 4 records drawn for ")


def test_what_is_scored_is_due_no_longer_and_one_left_says_so():
    assert quality_sample_due([Sample(UUID(int=1), MARCH, 4, 0)], MARCH) == []
    (due,) = quality_sample_due([Sample(UUID(int=1), MARCH, 4, 1)], MARCH)
    assert "is not scored" in due.because

"""Bands of thresholds and when a flag steps down, without a database."""

from decimal import Decimal

import pytest
from hypothesis import given, strategies as st

from caseloads.choices import Band
from caseloads.rules.measures import Capacity
from caseloads.rules.thresholds import (
    POINTS_BELOW,
    Standing,
    Steps,
    band_of,
    capacity_band,
    capacity_standing,
    standing,
    threshold_reached,
)

AMBER, RED, CRITICAL = Band.AMBER, Band.RED, Band.CRITICAL
CASES = Steps(50, 60, 90)
REGISTERED = Steps(50, 100)
CAPACITY = Steps(100, 110, margin=POINTS_BELOW)


@pytest.mark.parametrize(
    ("value", "band"),
    [(0, None), (49, None), (50, AMBER), (59, AMBER), (60, RED), (89, RED), (90, CRITICAL), (200, CRITICAL)],
)  # fmt: skip
def test_bands_of_cases(value: int, band: Band | None) -> None:
    assert band_of(value, CASES) == band


@pytest.mark.parametrize(
    ("value", "band"), [(49, None), (50, AMBER), (99, AMBER), (100, RED), (300, RED)]
)
def test_bands_of_registered_people(value: int, band: Band | None) -> None:
    assert band_of(value, REGISTERED) == band


@pytest.mark.parametrize(
    ("percent", "band"),
    [("99.9", None), ("100", AMBER), ("100.1", AMBER), ("109.9", AMBER), ("110", RED), ("250", RED)],
)  # fmt: skip
def test_bands_of_capacity(percent: str, band: Band | None) -> None:
    assert capacity_band(Capacity(Decimal(percent)), CAPACITY) == band


def test_cases_without_hours_are_critical() -> None:
    none_left = Capacity(Decimal(0), is_without_hours=True)
    assert capacity_band(none_left, CAPACITY) == CRITICAL
    assert capacity_standing(none_left, CAPACITY, held=None) == Standing(CRITICAL)
    # Hours again: from critical it steps down as from any band.
    for percent, expected in (
        (106, Standing(RED)),
        (104, Standing(AMBER)),
        (97, Standing(AMBER, is_below=True)),
        (95, None),
    ):
        found = capacity_standing(Capacity(Decimal(percent)), CAPACITY, held=CRITICAL)
        assert found == expected


@pytest.mark.parametrize(
    ("value", "held", "expected"),
    [
        (49, None, None),
        (50, None, Standing(AMBER)),
        (49, AMBER, Standing(AMBER, is_below=True)),
        (48, AMBER, None),
        (60, AMBER, Standing(RED)),
        (59, AMBER, Standing(AMBER)),
        (59, RED, Standing(RED)),
        (58, RED, Standing(AMBER)),
        (49, RED, Standing(AMBER, is_below=True)),
        (48, RED, None),
        (89, CRITICAL, Standing(CRITICAL)),
        (89, RED, Standing(RED)),
        (88, CRITICAL, Standing(RED)),
        (59, CRITICAL, Standing(RED)),
        (58, CRITICAL, Standing(AMBER)),
        (90, AMBER, Standing(CRITICAL)),
        (0, CRITICAL, None),
    ],
)
def test_a_flag_of_cases_steps_down_two_below(
    value: int, held: Band | None, expected: Standing | None
) -> None:
    assert standing(value, CASES, held=held) == expected


@pytest.mark.parametrize(
    ("percent", "held", "expected"),
    [
        ("99.9", None, None),
        ("99.9", AMBER, Standing(AMBER, is_below=True)),
        ("95.1", AMBER, Standing(AMBER, is_below=True)),
        ("95", AMBER, None),
        ("105.1", RED, Standing(RED)),
        ("105", RED, Standing(AMBER)),
        ("95.1", RED, Standing(AMBER, is_below=True)),
        ("110", AMBER, Standing(RED)),
    ],
)
def test_a_flag_of_capacity_steps_down_five_points_below(
    percent: str, held: Band | None, expected: Standing | None
) -> None:
    assert capacity_standing(Capacity(Decimal(percent)), CAPACITY, held=held) == expected


def test_a_flag_says_at_which_value_it_closes() -> None:
    assert (CASES.closes_at, CAPACITY.closes_at) == (48, 95)
    assert standing(CASES.closes_at, CASES, held=AMBER) is None
    assert standing(CASES.closes_at + 1, CASES, held=AMBER) is not None


@given(st.lists(st.integers(0, 120), min_size=1, max_size=12))
def test_a_flag_is_never_milder_than_the_value_and_runs_again_change_nothing(
    values: list[int],
) -> None:
    order = [None, AMBER, RED, CRITICAL]
    held: Band | None = None
    for value in values:
        found = standing(value, CASES, held=held)
        held = found.band if found else None
        assert order.index(held) >= order.index(band_of(value, CASES))
        assert standing(value, CASES, held=held) == found


@pytest.mark.parametrize(
    ("cases", "reached"),
    [
        (49, None),
        (50, (50, False)),
        (59, (50, False)),
        (60, (60, True)),
        (89, (60, True)),
        (90, (90, True)),
    ],
)
def test_thresholds_of_cases(cases: int, reached: tuple[int, bool] | None) -> None:
    """CAS-29, with the defaults; the tag says the number that was set."""
    found = threshold_reached(cases, CASES)
    assert (found and (found.cases, found.is_red)) == reached

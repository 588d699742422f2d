"""CAS-27, CAS-28, CAS-29, POL-23: what a value says, and what a flag that is open says of it."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from caseloads.choices import Band
from caseloads.rules.causes import Came, since
from caseloads.rules.load import (
    CAPACITY,
    COUNT,
    NO_HOURS,
    REGISTERED,
    Lapsed,
    LoadFacts,
    Night,
    Open,
    above_since,
    caseload_capacity_due,
    caseload_count_due,
    caseload_registered_due,
    no_hours_due,
    over_for_long_due,
    untrained_for_risk_due,
)
from caseloads.rules.measures import FIGURES, Capacity, Measures
from caseloads.rules.thresholds import POINTS_BELOW, Steps
from people.choices import Agency

DAY = timedelta(days=1)
ON, BELOW = date(2026, 11, 24), date(2026, 11, 2)
STEPS = {
    COUNT: Steps(50, 60, 90),
    REGISTERED: Steps(50, 100),
    CAPACITY: Steps(100, 110, margin=POINTS_BELOW),
}


def facts(
    *, agency: Agency = Agency.PROBATION, percent: str = "", no_hours: bool = False,
    opened: dict[str, Open] | None = None, lapsed: tuple[Lapsed, ...] = (), **counts: int,
) -> LoadFacts:  # fmt: skip
    known = dict.fromkeys(FIGURES, 0) | counts
    capacity = Capacity(Decimal(percent or 0), is_without_hours=no_hours)
    measures = Measures(agency, known, 2060, 2176, capacity if percent or no_hours else None)
    causes = dict.fromkeys(STEPS, since(BELOW, [Came(ON, "Ben Mason")]))
    return LoadFacts(measures, STEPS, opened or {}, causes, lapsed)


def said(found: list[Any]) -> tuple[Any, ...] | None:
    if not found:
        return None
    (due,) = found
    return due.value, due.severity.value, due.flagged_as and due.flagged_as.value, due.is_held


def open_at(kind: str, band: Band) -> dict[str, Open]:
    return {kind: Open(band, BELOW)}


@pytest.mark.parametrize(
    ("cases", "expected"),
    [
        (0, None), (49, None), (50, ("50", "standard", None, False)), (59, ("59", "standard", None, False)),
        (60, ("60", "high", None, False)), (89, ("89", "high", None, False)),
        (90, ("90", "critical", None, False)), (300, ("300", "critical", None, False)),
    ],
)  # fmt: skip
def test_the_bands(cases, expected):
    assert said(caseload_count_due(facts(cases=cases), ON)) == expected


@pytest.mark.parametrize(
    ("cases", "band", "expected"),
    [
        (49, Band.AMBER, ("49", "standard", None, True)),
        (48, Band.AMBER, None),
        (59, Band.RED, ("59", "standard", "high", False)),
        (58, Band.RED, ("58", "standard", None, False)),
        (89, Band.CRITICAL, ("89", "high", "critical", False)),
        (88, Band.CRITICAL, ("88", "high", None, False)),
        (61, Band.AMBER, ("61", "high", None, False)),
        (49, Band.CRITICAL, ("49", "standard", None, True)),
    ],
)
def test_an_open_flag_leaves_its_band_two_cases_below(cases, band, expected):
    found = caseload_count_due(facts(cases=cases, opened=open_at(COUNT, band)), ON)
    assert said(found) == expected


def test_the_flag_says_where_it_closes_and_keeps_its_day():
    (due,) = caseload_count_due(facts(cases=49, opened=open_at(COUNT, Band.AMBER)), ON)
    assert due.because == "49 cases: below 50, closes at 48."
    assert due.on == BELOW


def test_the_because_names_the_cause():
    (due,) = caseload_count_due(facts(cases=54, in_custody=9), ON)
    assert due.because == (
        "54 cases, 9 of them in custody: amber from 50. Since 3 November 2026: 1 case came from Ben Mason."
    )
    assert due.on == BELOW


@pytest.mark.parametrize(
    ("percent", "expected"),
    [
        ("99.9", None), ("100.0", ("100", "standard", None, False)), ("100.6", ("100.6", "standard", None, False)),
        ("109.9", ("109.9", "standard", None, False)), ("110.0", ("110", "high", None, False)),
        ("117.0", ("117", "high", None, False)),
    ],
)  # fmt: skip
def test_capacity(percent, expected):
    assert said(caseload_capacity_due(facts(percent=percent, cases=9), ON)) == expected


@pytest.mark.parametrize(
    ("percent", "expected"), [("95.1", ("95.1", "standard", None, True)), ("95.0", None)]
)
def test_a_flag_of_capacity_ends_five_points_below(percent, expected):
    found = caseload_capacity_due(facts(percent=percent, opened=open_at(CAPACITY, Band.AMBER)), ON)
    assert said(found) == expected


def test_points_are_probations_and_registered_people_the_polices():
    police = facts(agency=Agency.POLICE, cases=60, registered=50)
    assert said(caseload_registered_due(police, ON)) == ("50", "standard", None, False)
    assert not caseload_capacity_due(police, ON)
    assert not caseload_registered_due(facts(cases=60, registered=60), ON)


def test_no_hours_is_never_a_percentage():
    found = facts(no_hours=True, cases=3)
    assert said(no_hours_due(found, ON)) == ("3", "critical", None, False)
    assert not caseload_capacity_due(found, ON)
    assert not no_hours_due(facts(percent="0", cases=0), ON)


def test_no_hours_keeps_the_day_of_its_flag():
    (due,) = no_hours_due(
        facts(no_hours=True, cases=3, opened={NO_HOURS: Open(Band.CRITICAL, BELOW)}), ON
    )
    assert due.on == BELOW


def test_a_course_that_ran_out_asks_for_itself_while_high_risk_is_held():
    lapsed = (Lapsed("ARMS", ON),)
    (due,) = untrained_for_risk_due(
        facts(agency=Agency.POLICE, high_registered=2, lapsed=lapsed), ON
    )
    assert due.on < ON
    assert due.because == (
        "2 registered people at high or very high risk, and no current training: ARMS."
    )
    assert not untrained_for_risk_due(facts(high_registered=0, lapsed=lapsed), ON)
    assert not untrained_for_risk_due(facts(high_registered=2), ON)


def nights(*percents: str) -> list[Night]:
    """One for each night up to and including the day; empty for a night that was missed, x for no hours."""
    first = ON - (len(percents) - 1) * DAY
    return [
        Night(first + number * DAY, None if said == "x" else Decimal(said))
        for number, said in enumerate(percents)
        if said
    ]


@pytest.mark.parametrize(
    ("said", "back"),
    [
        (("111", "110.1", "130"), 2),
        (("130", "110", "130"), 0),
        (("130", "x", "130"), 2),
        (("130", "", "130"), 2),  # a gap says nothing either way
        (("", "130", ""), 1),
        (("130", "109"), None),
        ((), None),
    ],
)
def test_since_when_every_night_was_above(said, back):
    assert above_since(nights(*said), 110) == (None if back is None else ON - back * DAY)


def for_long(count: int, **known: Any) -> list[Any]:
    found = facts(cases=9, **known)
    return over_for_long_due(replace(found, nights=nights(*["117"] * count), longest=28), ON)


def test_four_weeks_above_red_are_too_long():
    (ahead,) = for_long(28, percent="117.0")
    assert ahead.on == ON
    (due,) = for_long(29, percent="117.0")
    assert due.on == ON - DAY
    assert due.value == "117"
    assert due.because == (
        "117% of capacity, above 110% in every night that was measured since 27 October 2026: 28 days are too long."
    )
    (without,) = for_long(29, no_hours=True)
    assert without.because.startswith("No hours, above 110%")


def test_whoever_is_no_longer_above_is_not_asked():
    assert not for_long(40, percent="110.0")
    assert not over_for_long_due(facts(percent="117.0", cases=9), ON)

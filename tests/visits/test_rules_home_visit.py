"""When a home visit is due, as tables and invariants, without a database."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, strategies as st

from offenders.choices import PauseKind, RiskLevel, Severity
from offenders.rules import is_overdue
from offenders.rules.clock import Assessment, Dated, Held, Holding, Paused
from tests.rules import said_at_length
from visits.deadlines import HOME_VISIT
from visits.rules import (
    HomeVisitFacts,
    Interval,
    Standard,
    home_visit_due,
    interval_in_force,
)

SINCE = date(2004, 5, 1)
STANDARDS = {
    RiskLevel.VERY_HIGH: Standard(1, SINCE),
    RiskLevel.HIGH: Standard(3, SINCE),
    RiskLevel.MEDIUM: Standard(6, SINCE),
    RiskLevel.LOW: Standard(12, SINCE),
}
ON = date(2026, 11, 20)
NOBODY = Holding()


def facts(**changes) -> HomeVisitFacts:
    """A high risk person, registered and allocated on 1 February 2026, never yet seen inside."""
    start = date(2026, 2, 1)
    known = HomeVisitFacts(
        registered=Dated(start, "registration:1"),
        risk=Assessment(RiskLevel.HIGH, start, "risk:1", "DC B. Mason"),
        police=held_since(start),
        restart=None,
        last_effective=None,
        interval=None,
        standards=STANDARDS,
    )
    return replace(known, **changes)


def held_since(day: date) -> Holding:
    row = Held(day, None, "DC B. Mason", "allocation:1")
    return Holding(first=row, now=row, last=row)


def held_until(day: date) -> Holding:
    row = Held(date(2026, 2, 1), day, "DC B. Mason", "allocation:1")
    return Holding(first=row, last=row)


def risk(level: RiskLevel) -> Assessment:
    return Assessment(level, date(2026, 2, 1), "risk:1")


def seen(day: date) -> Dated:
    return Dated(day, "visit:1")


def only(found: HomeVisitFacts):
    (due,) = home_visit_due(found, ON)
    return due


@pytest.mark.parametrize(
    ("level", "due_on", "severity"),
    [
        (RiskLevel.VERY_HIGH, date(2026, 9, 30), Severity.CRITICAL),
        (RiskLevel.HIGH, date(2026, 11, 30), Severity.HIGH),
        (RiskLevel.MEDIUM, date(2027, 2, 28), Severity.STANDARD),
        (RiskLevel.LOW, date(2027, 8, 31), Severity.STANDARD),
    ],
)
def test_pol_3_standard_by_risk_level_with_months_that_clamp(level, due_on, severity):
    due = only(facts(risk=risk(level), last_effective=seen(date(2026, 8, 31))))
    assert (due.on, due.severity, due.rule) == (due_on, severity, "POL-3")


@pytest.mark.parametrize(
    ("last", "due_on"),
    [
        (date(2024, 2, 29), date(2025, 2, 28)),  # leap day, a year on
        (date(2023, 2, 28), date(2024, 2, 28)),
        (date(2026, 1, 31), date(2027, 1, 31)),
    ],
)
def test_dat_7_leap_days(last, due_on):
    began = held_since(date(2020, 1, 1))
    due = only(facts(risk=risk(RiskLevel.LOW), police=began, last_effective=seen(last)))
    assert due.on == due_on


@pytest.mark.parametrize(
    ("first", "restart", "last", "starts"),
    [
        ("2026-02-01", None, None, "2026-02-01"),
        ("2026-02-01", None, "2026-06-10", "2026-06-10"),
        ("2026-02-01", "2026-07-01", "2026-06-10", "2026-07-01"),
        ("2026-02-01", "2026-07-01", None, "2026-07-01"),
        ("2026-02-01", "2025-07-01", None, "2026-02-01"),
        ("2026-02-01", "2026-07-01", "2026-08-10", "2026-08-10"),
    ],
)
def test_pol_9_clock_runs_from_the_latest(first, restart, last, starts):
    due = home_visit_due(
        facts(
            police=held_since(date.fromisoformat(first)),
            restart=restart and Dated(date.fromisoformat(restart), "pause:1", "Released"),
            last_effective=last and seen(date.fromisoformat(last)),
        ),
        ON,
    )[-1]
    day = date.fromisoformat(starts)
    assert due.on == date(day.year, day.month + 3, day.day)


@pytest.mark.parametrize(("days", "overdue"), [(-1, False), (0, False), (1, True)])
def test_job_4_due_day_is_in_time(days, overdue):
    assert is_overdue(date(2026, 11, 8), on=date(2026, 11, 8) + timedelta(days=days)) is overdue


@pytest.mark.parametrize(
    ("known", "how_many"),
    [
        (facts(), 1),
        (facts(risk=None), 1),
        (facts(risk=None, police=NOBODY), 2),
        (facts(standards={}), 1),
        (facts(interval=Interval(1, "Lives near a school", RiskLevel.HIGH, True, "interval:1")), 1),
    ],
)
def test_it_fits_however_long_the_names_are(known, how_many):
    assert len(said_at_length(HOME_VISIT, known, ON)) == how_many


def test_because_says_it_in_a_sentence():
    due = only(facts(last_effective=seen(date(2026, 8, 8))))
    assert due.because == "High risk: a visit every 3 months. Last seen inside 8 August 2026."
    never = only(facts())
    assert never.because == (
        "High risk: a visit every 3 months. Police management began 1 February 2026, not yet seen inside."
    )
    released = only(
        facts(
            last_effective=seen(date(2026, 3, 1)),
            restart=Dated(date(2026, 9, 1), "pause:1", "Released from custody"),
        )
    )
    assert released.because.endswith(
        "Released from custody 1 September 2026, not seen inside since."
    )


def test_job_2_inputs_name_their_records():
    due = only(facts(last_effective=seen(date(2026, 8, 8))))
    assert {fact.ref for fact in due.inputs} == {"registration:1", "risk:1", "visit:1", ""}
    assert any(fact.label == "Standard" and fact.on == SINCE for fact in due.inputs)


@pytest.mark.parametrize(
    ("changes", "missing"),
    [
        ({"risk": None}, ["police_risk_level"]),
        ({"police": held_until(ON)}, ["police_officer", ""]),
        ({"police": NOBODY}, ["police_officer"]),
        (
            {"police": NOBODY, "risk": None},
            ["police_officer", "police_risk_level"],
        ),
        ({"standards": {}}, ["standard"]),
    ],
)
def test_job_6_what_is_missing_is_said_and_never_not_due(changes, missing):
    found = home_visit_due(facts(**changes), ON)
    assert [due.missing for due in found] == missing
    assert all(due.rule == "JOB-6" for due in found if due.missing)


def test_job_6_without_any_police_allocation_nothing_else_stands_in_for_it():
    (due,) = home_visit_due(facts(police=NOBODY, last_effective=seen(date(2025, 1, 1))), ON)
    assert due.missing == "police_officer"
    assert "Last seen inside 1 January 2025." in due.because


def test_job_6_names_who_can_give_it():
    (due,) = home_visit_due(facts(risk=None), ON)
    assert "DC B. Mason" in due.because
    (due, _) = home_visit_due(facts(police=held_until(date(2026, 5, 1))), ON)
    assert "supervisor" in due.because
    assert due.on == date(2026, 5, 1)


@pytest.mark.parametrize(
    ("months", "approved", "set_for", "holds", "due_on"),
    [
        (2, False, RiskLevel.HIGH, True, date(2026, 10, 8)),  # shorter holds as it stands
        (2, False, RiskLevel.LOW, True, date(2026, 10, 8)),
        (3, True, RiskLevel.HIGH, False, date(2026, 11, 8)),  # no longer: the standard is named
        (6, False, RiskLevel.HIGH, False, date(2026, 11, 8)),  # longer: not without a supervisor
        (6, True, RiskLevel.HIGH, True, date(2027, 2, 8)),
        (6, True, RiskLevel.MEDIUM, False, date(2026, 11, 8)),  # approved for another level
    ],
)
def test_pol_4_interval_set_for_the_person(months, approved, set_for, holds, due_on):
    interval = Interval(months, "Works away", set_for, approved, "interval:1")
    in_force = interval_in_force(interval, level=RiskLevel.HIGH, standard=STANDARDS[RiskLevel.HIGH])
    assert (in_force == interval) is holds
    due = only(facts(interval=interval, last_effective=seen(date(2026, 8, 8))))
    assert (due.rule, due.on) == ("POL-4" if holds else "POL-3", due_on)


def test_job_5_days_at_large_do_not_count():
    spans = [(date(2026, 8, 1), date(2026, 8, 11)), (date(2026, 9, 1), date(2026, 9, 3))]
    pauses = [Paused(PauseKind.UNLAWFULLY_AT_LARGE, *span, "pause:1") for span in spans]
    due = only(facts(last_effective=seen(date(2026, 8, 5)), pauses=pauses))
    assert due.on == date(2026, 11, 13)
    assert "8 days unlawfully at large do not count." in due.because


days = st.dates(min_value=date(2020, 1, 1), max_value=date(2030, 12, 31))


@given(level=st.sampled_from(RiskLevel), first=days, one=days, other=days)
def test_a_later_visit_never_gives_an_earlier_due_date(level, first, one, other):
    def due(day: date) -> date:
        police = held_since(first)
        return only(facts(risk=risk(level), police=police, last_effective=seen(day))).on

    assert due(min(one, other)) <= due(max(one, other))


@given(level=st.sampled_from(RiskLevel), last=days)
def test_a_higher_risk_is_never_due_later(level, last):
    order = [RiskLevel.VERY_HIGH, RiskLevel.HIGH, RiskLevel.MEDIUM, RiskLevel.LOW]
    dates = [only(facts(risk=risk(each), last_effective=seen(last))).on for each in order]
    assert dates == sorted(dates)

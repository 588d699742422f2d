"""NOT-1 to NOT-16: how long the notification requirements last."""

from datetime import date, timedelta

import pytest
from hypothesis import given, strategies as st

from offenders.choices import Disposal
from offenders.rules.notification import (
    Keeper,
    Subject,
    Term,
    how_long,
    not_over,
    subject_problem,
    worked_out,
)

DAY = timedelta(days=1)
RELEVANT = date(2016, 5, 12)
IMPRISONED = Disposal.IMPRISONMENT


def last_day(subject: Subject, *keepers: Keeper) -> date | None:
    ends_on = worked_out(subject, keepers).ends_on
    return ends_on - DAY if ends_on else None


@pytest.mark.parametrize(
    ("disposal", "term", "adult", "under_18"),
    [
        (Disposal.LIFE, Term(), None, None),
        (Disposal.RESTRICTED, Term(), None, None),
        (IMPRISONED, Term(30), None, None),
        (IMPRISONED, Term(29, 30), date(2026, 5, 11), date(2021, 5, 11)),
        (IMPRISONED, Term(6, 1), date(2026, 5, 11), date(2021, 5, 11)),
        (IMPRISONED, Term(6), date(2023, 5, 11), date(2019, 11, 11)),
        (IMPRISONED, Term(0, 1), date(2023, 5, 11), date(2019, 11, 11)),
        # 184 days from 12 May are six months to 12 November exactly; one more is more than six.
        (IMPRISONED, Term(0, 184), date(2023, 5, 11), date(2019, 11, 11)),
        (IMPRISONED, Term(0, 185), date(2026, 5, 11), date(2021, 5, 11)),
        (Disposal.HOSPITAL, Term(), date(2023, 5, 11), date(2019, 11, 11)),
        (Disposal.CAUTION, Term(), date(2018, 5, 11), date(2017, 5, 11)),
        (Disposal.CONDITIONAL, Term(12), date(2017, 5, 11), date(2017, 5, 11)),
        (Disposal.CONDITIONAL, Term(6, 10), date(2016, 11, 21), date(2016, 11, 21)),
        (Disposal.OTHER, Term(), date(2021, 5, 11), date(2018, 11, 11)),
    ],
)
def test_the_last_day(disposal: Disposal, term: Term, adult: date | None, under_18: date | None):
    assert last_day(Subject(disposal, RELEVANT, 18, term)) == adult
    assert last_day(Subject(disposal, RELEVANT, 17, term)) == under_18


@pytest.mark.parametrize(("age", "last"), [(40, date(2028, 5, 11)), (17, date(2027, 5, 11))])
def test_the_worked_example_of_a_caution(age: int, last: date):
    assert last_day(Subject(Disposal.CAUTION, date(2026, 5, 12), age)) == last


def test_a_leap_day_begins_like_any_other():
    assert last_day(Subject(Disposal.CAUTION, date(2024, 2, 29), 30)) == date(2026, 2, 27)


@pytest.mark.parametrize(
    ("keeper_ends_on", "last"),
    [
        (date(2018, 5, 11), date(2018, 5, 11)),
        (date(2018, 5, 12), date(2018, 5, 11)),
        (date(2018, 5, 13), date(2018, 5, 12)),
        (None, None),
    ],
)
def test_an_order_keeps_it_as_long_as_it_lasts(keeper_ends_on: date | None, last: date | None):
    subject = Subject(Disposal.CAUTION, RELEVANT, 30)
    assert last_day(subject, Keeper("An order", keeper_ends_on)) == last


def test_indefinite_beats_any_order():
    assert last_day(Subject(Disposal.LIFE, RELEVANT, 30), Keeper("One", date(2100, 1, 1))) is None


def test_the_steps_say_how():
    steps = worked_out(
        Subject(IMPRISONED, RELEVANT, 17, Term(6)), [Keeper("SHPO until then", date(2030, 1, 1))]
    ).steps
    assert steps == (
        ("Because of", "Imprisonment of 6 months or less (NOT-4)"),
        ("Under 18 on that day", "Half the period (NOT-9)"),
        (
            "Period",
            "3 years and 6 months, beginning with 12 May 2016: 11 November 2019 is the last day (NOT-10)",
        ),
        ("Kept by an order", "SHPO until then (NOT-15)"),
    )


@pytest.mark.parametrize(
    ("subject", "about"),
    [
        (Subject(Disposal.CAUTION, date(2026, 11, 29), 30), "relevant_on"),
        (Subject(IMPRISONED, RELEVANT, 30), "term_months"),
        (Subject(Disposal.CONDITIONAL, RELEVANT, 30), "term_months"),
        (Subject(Disposal.CAUTION, RELEVANT, 30, Term(3)), "term_years"),
        (Subject(Disposal.CAUTION, RELEVANT, 9), "relevant_on"),
    ],
)
def test_what_nothing_can_be_worked_out_from(subject: Subject, about: str):
    problem = subject_problem(subject, on=date(2026, 11, 28))
    assert problem is not None
    assert problem.about == about


def test_nothing_ends_before_it_is_over():
    worked = worked_out(Subject(Disposal.CAUTION, RELEVANT, 30))
    assert not_over(worked, on=date(2018, 5, 12)) is None
    early = not_over(worked, on=date(2018, 5, 11))
    assert early is not None
    assert "11 May 2018 is the last day" in early.words
    endless = not_over(worked_out(Subject(Disposal.LIFE, RELEVANT, 30)), on=date(2100, 1, 1))
    assert endless is not None
    assert "indefinite" in endless.words


@given(
    months=st.integers(0, 60),
    days=st.integers(0, 30),
    relevant_on=st.dates(date(1990, 1, 1), date(2030, 1, 1)),
)
def test_a_longer_term_never_ends_sooner(months: int, days: int, relevant_on: date):
    shorter = Subject(IMPRISONED, relevant_on, 30, Term(months, days))
    longer = Subject(IMPRISONED, relevant_on, 30, Term(months + 1, days))
    before, after = worked_out(shorter).ends_on, worked_out(longer).ends_on
    assert after is None or (before is not None and before <= after)
    assert how_long(shorter)[1]

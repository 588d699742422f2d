"""VOC-12 as a table: when the outcome of an appointment is asked for, by when, of whom."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from hypothesis import given, strategies as st

from offenders.choices import Severity
from offenders.deadlines.outcome import CONTACT_OUTCOME
from offenders.rules import OutcomeDays, OutcomeFacts, Unanswered, contact_outcome_due
from people.choices import Agency
from tests.oracle import working_days_after
from tests.rules import said_at_length

KEY = UUID("0f9c1e7e-5d0f-4d1c-9a55-3b0b4e3c2a11")
STANDARD = OutcomeDays(2, date(2004, 5, 1))
DAYS = st.dates(date(2025, 1, 1), date(2027, 12, 20))


def facts(held_on: date, standard: OutcomeDays = STANDARD, **more: object) -> OutcomeFacts:
    values = {"key": KEY, "what": "Planned Office Visit", "agency": Agency.PROBATION} | more
    return OutcomeFacts((Unanswered(held_on=held_on, **values),), standard)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("held_on", "due_on"),
    [
        (date(2026, 11, 16), date(2026, 11, 18)),  # a Monday
        (date(2026, 11, 19), date(2026, 11, 23)),  # a Thursday: over the weekend
        (date(2026, 11, 20), date(2026, 11, 24)),
        (date(2026, 11, 21), date(2026, 11, 24)),  # a Saturday
        (
            date(2026, 12, 23),
            date(2026, 12, 29),
        ),  # Christmas Day, a weekend, the day given for Boxing Day
        (date(2026, 4, 2), date(2026, 4, 8)),  # Easter
        (date(2024, 2, 28), date(2024, 3, 1)),  # a leap day
        (date(2026, 3, 27), date(2026, 3, 31)),  # over the night on which the clocks change
    ],
)
def test_it_is_due_when_two_working_days_have_passed(held_on: date, due_on: date):
    (due,) = contact_outcome_due(facts(held_on), held_on)
    assert (due.on, due.first_told_on) == (due_on, held_on + timedelta(days=1))


def test_the_number_is_the_standards_and_is_said_with_it():
    (due,) = contact_outcome_due(facts(date(2026, 11, 16), OutcomeDays(1, date(2026, 1, 1))), date(2026, 11, 20))  # fmt: skip
    assert due.on == date(2026, 11, 17)
    assert due.inputs[1].value == "Within 1 working day, in force since"


def test_it_says_what_when_with_whom_and_whose_it_is():
    found = facts(date(2026, 11, 16), officer="A. Khan", officer_id=7)
    (due,) = contact_outcome_due(found, date(2026, 11, 20))
    assert due.because == (
        "Planned Office Visit on 16 November 2026 with A. Khan: nobody has recorded how it ended."
    )
    assert (due.subject, due.agency, due.asked_of) == (str(KEY), Agency.PROBATION, 7)
    assert (due.rule, due.severity, due.missing) == ("VOC-12", Severity.STANDARD, "")
    assert due.inputs[0].ref == f"contact:{KEY}"


def test_days_that_are_not_published_yet_are_said_to_be_expected():
    (due,) = contact_outcome_due(facts(date(2060, 12, 23)), date(2060, 12, 24))
    assert "The day is expected: bank holidays for 2060 are not published yet." in due.because


def test_what_it_says_fits_however_long_the_names():
    (due,) = said_at_length(
        CONTACT_OUTCOME, facts(date(2060, 12, 30), officer="B"), date(2061, 1, 9)
    )
    assert len(due.because) > 340


@given(held_on=DAYS, days=st.integers(1, 30), later=st.integers(0, 30))
def test_it_is_the_plain_answer_and_never_earlier_for_a_later_day(held_on, days, later):
    standard = OutcomeDays(days, date(2004, 5, 1))
    (first,) = contact_outcome_due(facts(held_on, standard), held_on)
    # The plain answer knows the bank holidays that are published, and no day after them.
    if (plain := working_days_after(held_on, days)).year < 2028:
        assert first.on == plain
    (second,) = contact_outcome_due(facts(held_on + timedelta(days=later), standard), held_on)
    assert second.on >= first.on

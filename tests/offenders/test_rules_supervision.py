"""First appointment and contact in person: the days of the words of PRO-30 to PRO-43, one by one."""

from datetime import date, timedelta
from typing import Any

import pytest

from offenders.choices import RiskLevel, SentenceKind, Severity
from offenders.deadlines.supervision import CONTACT, FIRST_APPOINTMENT
from offenders.rules.clock import Assessment, Dated
from offenders.rules.supervision import (
    Often,
    Serving,
    SupervisionFacts,
    contact_due,
    first_appointment_due,
)
from tests.rules import said_at_length

R, S = RiskLevel, SentenceKind
SINCE = date(2004, 5, 1)
OFTEN = {
    R.VERY_HIGH: Often(7, "days", SINCE),
    R.HIGH: Often(14, "days", SINCE),
    R.MEDIUM: Often(1, "months", SINCE),
    R.LOW: Often(1, "months", SINCE),
}
ON = date(2026, 11, 20)


def facts(
    kind: S = S.COMMUNITY,
    began: date = date(2026, 3, 2),
    *,
    released: date | None = None,
    rosh: R | None = R.MEDIUM,
    attended: date | None = None,
    complied: date | None = None,
    **changes: Any,
) -> SupervisionFacts:
    def seen(day: date | None) -> Dated | None:
        return Dated(day, "contact:1", "Seen in person") if day else None

    values: dict[str, Any] = {
        "serving": Serving(
            kind,
            Dated(began, "sentence:1", f"{kind.label} since"),
            Dated(released, "pause:1", "Released") if released else None,
        ),
        "rosh": Assessment(rosh, date(2026, 1, 5), "risk:1", "P. Officer") if rosh else None,
        "attended": seen(attended),
        "complied": seen(complied),
        "often": OFTEN,
        "first_community": Often(5, "working days", SINCE),
        "first_release": Often(1, "working days", SINCE),
    }
    return SupervisionFacts(**values | changes)


@pytest.mark.parametrize(
    ("kind", "began", "released", "due", "rule"),
    [
        # Monday: the fifth working day is the next Monday
        (S.COMMUNITY, date(2026, 3, 2), None, date(2026, 3, 9), "PRO-41"),
        (S.SUSPENDED, date(2026, 3, 2), None, date(2026, 3, 9), "PRO-41"),
        (S.LICENCE, date(2026, 3, 2), None, date(2026, 3, 3), "PRO-43"),
        (S.CUSTODY, date(2026, 3, 2), None, date(2026, 3, 3), "PRO-43"),
        # over Easter: Good Friday is the 3rd, Easter Monday the 6th
        (S.COMMUNITY, date(2026, 4, 1), None, date(2026, 4, 10), "PRO-41"),
        (S.LICENCE, date(2026, 4, 2), None, date(2026, 4, 7), "PRO-43"),
        # on a Saturday, and over Christmas
        (S.LICENCE, date(2026, 11, 21), None, date(2026, 11, 23), "PRO-43"),
        (S.LICENCE, date(2026, 12, 24), None, date(2026, 12, 29), "PRO-43"),
        # a release after the first day, on it, and before it
        (S.COMMUNITY, date(2026, 3, 2), date(2026, 5, 11), date(2026, 5, 12), "PRO-43"),
        (S.COMMUNITY, date(2026, 3, 2), date(2026, 3, 2), date(2026, 3, 3), "PRO-43"),
        (S.COMMUNITY, date(2026, 3, 2), date(2026, 3, 1), date(2026, 3, 9), "PRO-41"),
    ],
)
def test_the_first_appointment(
    kind: S, began: date, released: date | None, due: date, rule: str
) -> None:
    (found,) = first_appointment_due(facts(kind, began, released=released), ON)
    assert (found.on, found.rule) == (due, rule)


def test_once_they_came_no_first_appointment_is_due() -> None:
    assert first_appointment_due(facts(attended=date(2026, 3, 3)), ON) == []


@pytest.mark.parametrize(
    ("rosh", "severity"),
    [
        (R.VERY_HIGH, Severity.CRITICAL),
        (R.HIGH, Severity.HIGH),
        (R.LOW, Severity.HIGH),
        (None, Severity.HIGH),
    ],
)
def test_the_gravity_of_a_first_appointment(rosh: R | None, severity: Severity) -> None:
    (found,) = first_appointment_due(facts(rosh=rosh), ON)
    assert found.severity == severity


@pytest.mark.parametrize(
    ("rosh", "seen", "due", "severity"),
    [
        (R.VERY_HIGH, date(2026, 11, 2), date(2026, 11, 9), Severity.CRITICAL),
        (R.HIGH, date(2026, 11, 2), date(2026, 11, 16), Severity.HIGH),
        (R.MEDIUM, date(2026, 11, 2), date(2026, 12, 2), Severity.STANDARD),
        (R.LOW, date(2026, 1, 31), date(2026, 2, 28), Severity.STANDARD),
        (R.LOW, date(2028, 1, 31), date(2028, 2, 29), Severity.STANDARD),
        # no working days: a bank holiday and a Sunday are days like others
        (R.VERY_HIGH, date(2026, 12, 18), date(2026, 12, 25), Severity.CRITICAL),
        (R.HIGH, date(2026, 10, 18), date(2026, 11, 1), Severity.HIGH),
    ],
)
def test_the_next_contact(rosh: R, seen: date, due: date, severity: Severity) -> None:
    for given in (
        facts(rosh=rosh, attended=seen),
        facts(rosh=rosh, attended=seen - timedelta(days=60), complied=seen),
    ):
        (found,) = contact_due(given, ON)
        assert (found.on, found.severity, found.missing) == (due, severity, "")


def test_before_the_first_appointment_there_is_no_next_contact() -> None:
    assert contact_due(facts(), ON) == []
    assert contact_due(facts(rosh=None), ON) == []


def test_without_a_rosh_level_that_is_missing_never_not_due() -> None:
    (found,) = contact_due(facts(rosh=None, attended=date(2026, 11, 2)), ON)
    assert (found.missing, found.on, found.severity) == ("rosh", date(2026, 11, 2), Severity.HIGH)


def test_without_a_standard_that_is_missing_too() -> None:
    (found,) = contact_due(facts(attended=date(2026, 11, 2), often={}), ON)
    assert found.missing == "standard"


def test_a_day_that_waits_for_bank_holidays_says_so() -> None:
    (found,) = first_appointment_due(facts(S.LICENCE, date(2048, 12, 24)), date(2049, 1, 5))
    assert "expected" in found.because


@pytest.mark.parametrize("kind", [FIRST_APPOINTMENT, CONTACT], ids=lambda kind: kind.code)
@pytest.mark.parametrize("rosh", [*R, None])
@pytest.mark.parametrize("seen", [None, date(2026, 11, 2)])
def test_what_it_says_fits(kind: Any, rosh: R | None, seen: date | None) -> None:
    said_at_length(kind, facts(rosh=rosh, attended=seen, complied=seen), ON)
    said_at_length(kind, facts(rosh=rosh, attended=seen, often={}), ON)

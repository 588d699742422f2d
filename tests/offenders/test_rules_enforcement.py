"""The days of enforcement, one by one: working days, bank holidays, the twelve months of a warning."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest

from offenders.choices import RiskLevel, SentenceKind, Severity
from offenders.deadlines.enforcement import KINDS
from offenders.rules.clock import Assessment, Dated
from offenders.rules.enforcement import ENFORCEMENT, EnforcementFacts, Failure, Step
from offenders.rules.supervision import Often, Serving
from tests.rules import said_at_length

S, R = SentenceKind, RiskLevel
SINCE = date(2004, 5, 1)
ON = date(2026, 12, 31)


def failed(on: date, *codes: str, outcome: str = "UAAB", key: int = 0, **fields: Any) -> Failure:
    sent = fields.get("sent", [on] * len(codes))
    reason = fields.get("reason", "")
    steps = [
        Step(code, f"Action {code}", day, reason) for code, day in zip(codes, sent, strict=True)
    ]
    by = fields.get("respond_by")
    return Failure(UUID(int=key or on.toordinal()), "Office Visit", on, outcome, outcome, steps, by)


def facts(*failures: Failure, kind: S = S.COMMUNITY, rosh: R | None = R.MEDIUM) -> EnforcementFacts:
    return EnforcementFacts(
        serving=Serving(kind, Dated(date(2025, 1, 6), "sentence:1", "")),
        rosh=Assessment(rosh, date(2026, 1, 5), "risk:1") if rosh else None,
        failures=failures,
        action_days=Often(2, "working days", SINCE),
        breach_days=Often(10, "working days", SINCE),
        licence_days=Often(1, "working days", SINCE),
    )


def days(kind: str, found: EnforcementFacts) -> list[tuple[date, date]]:
    """Of each failure that is asked about its day, and by when."""
    by_key = {str(row.key): row.on for row in found.failures}
    return [(by_key[due.subject], due.on) for due in ENFORCEMENT[kind](found, ON)]


@pytest.mark.parametrize(
    ("on", "due"),
    [
        (date(2026, 3, 2), date(2026, 3, 4)),  # a Monday
        (date(2026, 3, 6), date(2026, 3, 10)),  # a Friday
        (date(2026, 4, 2), date(2026, 4, 8)),  # before Easter: the 3rd and the 6th are holidays
        (date(2026, 12, 24), date(2026, 12, 30)),  # Christmas, Boxing Day kept on the 28th
        (date(2026, 3, 28), date(2026, 3, 31)),  # the clocks go forward on the 29th
    ],
)
def test_an_action_within_two_working_days(on: date, due: date):
    assert days("outcome_action", facts(failed(on))) == [(on, due)]
    assert days("outcome_action", facts(failed(on, "ROM"))) == []


@pytest.mark.parametrize(
    ("codes", "respond_by", "due", "rule"),
    [
        ((), None, date(2026, 3, 4), "PRO-70"),
        (("EA12",), date(2026, 3, 9), date(2026, 3, 9), "VOC-15"),
        (("ROM",), None, date(2026, 3, 4), "VOC-15"),
        (("NFA",), None, date(2026, 3, 4), "VOC-15"),
    ],
)
def test_failed_to_attend_does_not_stay_so(codes, respond_by, due, rule):
    found = facts(failed(date(2026, 3, 2), *codes, outcome="AFTA", respond_by=respond_by))
    (said,) = ENFORCEMENT["outcome_action"](found, ON)
    assert (said.on, said.rule) == (due, rule)


def test_an_answer_by_the_day_of_the_newest_action():
    by = date(2026, 3, 9)
    found = facts(
        failed(date(2026, 3, 2), "EA02", respond_by=by), failed(date(2026, 3, 3), "EA02", "NFA")
    )
    assert days("enforcement_answer", found) == [(date(2026, 3, 2), by)]


WARNED = date(2025, 3, 10)


@pytest.mark.parametrize(
    ("again", "due"),
    [
        (date(2025, 3, 10), date(2025, 3, 24)),  # later on the day of the warning
        (date(2026, 3, 9), date(2026, 3, 23)),  # the last day of the twelve months
        (date(2026, 3, 10), None),
        (date(2025, 12, 19), date(2026, 1, 7)),  # over Christmas and New Year
        (date(2025, 4, 11), date(2025, 4, 29)),  # over Easter
        (date(2025, 10, 24), date(2025, 11, 7)),  # the clocks go back on the 26th
    ],
)
@pytest.mark.parametrize("kind", [S.COMMUNITY, S.SUSPENDED])
def test_breach_within_twelve_months_of_a_warning(kind, again: date, due: date | None):
    found = facts(failed(WARNED, "EA02", key=1), failed(again, "EA03", key=2), kind=kind)
    said = [(row.subject, row.on) for row in ENFORCEMENT["breach"](found, ON)]
    assert said == ([(str(UUID(int=2)), due)] if due else [])


@pytest.mark.parametrize(
    ("again", "asked"),
    [
        (date(2025, 3, 16), False),  # failed again before the warning was sent
        (date(2025, 3, 17), True),
        (date(2026, 3, 10), True),  # a year after the failure, not after its warning
        (date(2026, 3, 16), True),
        (date(2026, 3, 17), False),
    ],
)
def test_the_twelve_months_begin_with_the_warning_not_with_what_it_was_for(again, asked):
    late = failed(WARNED, "ROM", "EA02", sent=[WARNED, date(2025, 3, 17)])
    assert bool(days("breach", facts(late, failed(again)))) == asked


def test_each_warning_has_its_own_twelve_months_until_it_is_withdrawn():
    sent = [WARNED, date(2025, 9, 1)]
    again = failed(date(2026, 6, 1))
    assert days("breach", facts(failed(WARNED, "EA02", "EA03", sent=sent), again))
    gone = failed(WARNED, "EA02", "EA03", "EA07", sent=[*sent, date(2025, 9, 2)])
    assert not days("breach", facts(gone, again))


def test_twelve_months_from_a_leap_day():
    """The next year has no such day, so they end with its 28 February; from that day they end with its 27th."""
    warned = failed(date(2028, 2, 29), "EA02")
    assert days("breach", facts(warned, failed(date(2029, 2, 28))))
    assert not days("breach", facts(warned, failed(date(2029, 3, 1))))
    warned = failed(date(2027, 2, 28), "EA02")
    assert days("breach", facts(warned, failed(date(2028, 2, 27))))
    assert not days("breach", facts(warned, failed(date(2028, 2, 28))))


@pytest.mark.parametrize(
    ("codes", "asked"),
    [
        *(((code,), True) for code in ("EA02", "EA03", "EA04")),
        *(((code,), False) for code in ("WLS", "EA05", "LCL", "NFA", "ROM", "EA12", "EA08")),
        (("EA02", "EA06"), True),  # asked to be taken back, and not taken back yet
        (("EA02", "EA07"), False),
        (("EA02", "EA07", "EA03"), True),
        (("EA02", "NFA"), True),
        ((), False),
    ],
)
def test_what_is_a_warning(codes: tuple[str, ...], asked: bool):
    again = failed(date(2025, 6, 2))
    assert bool(days("breach", facts(failed(WARNED, *codes), again))) == asked


@pytest.mark.parametrize(
    ("code", "clears"),
    [
        *((code, True) for code in ("IBR", "IMB", "BIP", "BRE", "BRE02", "EA08", "EA09", "EA10")),
        *((code, False) for code in ("EA03", "NFA", "C173", "EA12", "ROM", "WLS", "EA11", "LCL")),
    ],
)
def test_what_is_breach_action(code: str, clears: bool):
    found = facts(failed(WARNED, "EA02"), failed(date(2025, 6, 2), code))
    assert (days("breach", found) == []) == clears


def test_each_failure_after_a_warning_is_one_and_is_answered_by_itself():
    second, third = failed(date(2025, 6, 2)), failed(date(2025, 6, 9), "IBR")
    found = facts(failed(WARNED, "EA02"), second, third, failed(date(2025, 6, 10)))
    assert [day for day, _ in days("breach", found)] == [date(2025, 6, 2), date(2025, 6, 10)]


def test_a_reason_that_is_not_known_is_no_failure_without_excuse_yet():
    unknown = failed(date(2025, 6, 2), outcome="AFTA")
    assert days("breach", facts(failed(WARNED, "EA02"), unknown)) == []
    assert days("licence_decision", facts(unknown, kind=S.LICENCE)) == []


@pytest.mark.parametrize("kind", [S.LICENCE, S.CUSTODY])
def test_on_licence_a_decision_on_the_next_working_day(kind):
    friday = date(2026, 3, 6)
    assert days("licence_decision", facts(failed(friday), kind=kind)) == [
        (friday, date(2026, 3, 9))
    ]
    assert days("breach", facts(failed(WARNED, "EA02"), failed(date(2025, 6, 2)), kind=kind)) == []
    easter = date(2026, 4, 2)
    assert days("licence_decision", facts(failed(easter), kind=kind))[0][1] == date(2026, 4, 7)


@pytest.mark.parametrize("kind", [S.COMMUNITY, S.SUSPENDED])
def test_in_the_community_no_decision_on_licence(kind):
    assert days("licence_decision", facts(failed(WARNED), kind=kind)) == []


@pytest.mark.parametrize(
    ("codes", "reason", "clears"),
    [
        *(((code,), "", True) for code in ("LCL", "EA11", "REC", "IBR", "IMB")),
        (("NFA",), "Bus strike, seen the next day", True),
        (("NFA",), " ", False),
        *(((code,), "So", False) for code in ("WLS", "EA12", "EA02", "ROM", "EA05", "BRE")),
        (("WLS", "LCL"), "", True),
    ],
)
def test_what_decides_on_licence(codes, reason: str, clears: bool):
    found = facts(failed(WARNED, *codes, reason=reason), kind=S.LICENCE)
    assert (days("licence_decision", found) == []) == clears


@pytest.mark.parametrize(
    ("rosh", "severity"),
    [
        (R.VERY_HIGH, Severity.CRITICAL),
        (R.HIGH, Severity.HIGH),
        (R.MEDIUM, Severity.STANDARD),
        (R.LOW, Severity.STANDARD),
        (None, Severity.HIGH),
    ],
)
def test_as_grave_as_the_risk_of_serious_harm(rosh, severity):
    (due,) = ENFORCEMENT["outcome_action"](facts(failed(WARNED), rosh=rosh), ON)
    assert due.severity == severity


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.code)
@pytest.mark.parametrize("sentence", [S.COMMUNITY, S.LICENCE])
def test_what_it_says_fits_and_is_one_line_for_one_failure(kind, sentence):
    by = date(2025, 4, 1)
    found = facts(failed(WARNED, "EA02", respond_by=by), failed(date(2025, 6, 2)), kind=sentence)
    for due in said_at_length(kind, found, ON):
        assert due.cause == f"contact:{due.subject}"


def test_a_day_over_new_year_of_a_year_that_is_not_published_is_expected():
    (due,) = ENFORCEMENT["outcome_action"](facts(failed(date(2039, 12, 30))), ON)
    assert "expected" in due.because

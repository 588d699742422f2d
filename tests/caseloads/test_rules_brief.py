"""When a handover brief is asked for (F-20), and what a record leaves open."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from caseloads.rules.brief import (
    BriefFacts,
    Given,
    Known,
    Terms,
    handover_brief_due,
    is_briefed,
    unanswered,
)
from offenders.choices import RiskLevel, Severity
from offenders.rules.clock import Held, holding
from people.choices import Agency

ON = date(2026, 11, 20)  # a Friday
DAY = timedelta(days=1)
AMIRA = Held(date(2025, 1, 6), ON, "A. Khan", "allocation:1", 1, 1)
BEN = Held(ON, None, "B. Mason", "allocation:2", 1, 2)
GIVEN = Given(Agency.PROBATION, BEN, AMIRA)
FACTS = BriefFacts((GIVEN,), ON, Terms(wait=5, lasts=28))


def test_asked_from_the_first_day_and_due_five_working_days_later() -> None:
    (due,) = handover_brief_due(FACTS, ON)
    assert (due.first_told_on, due.on) == (ON, date(2026, 11, 27))
    assert due.agency == due.subject == Agency.PROBATION
    assert "B. Mason has held the case since 20 November 2026, and A. Khan before" in due.because


@pytest.mark.parametrize(
    ("level", "severity"),
    [
        (None, Severity.STANDARD),
        (RiskLevel.MEDIUM, Severity.STANDARD),
        (RiskLevel.HIGH, Severity.HIGH),
        (RiskLevel.VERY_HIGH, Severity.HIGH),
    ],
)
def test_high_risk_is_graver(level: RiskLevel | None, severity: Severity) -> None:
    (due,) = handover_brief_due(replace(FACTS, given=(replace(GIVEN, level=level),)), ON)
    assert due.severity == severity


def test_what_changed_hands_before_it_counted_is_not_asked_for() -> None:
    assert handover_brief_due(replace(FACTS, since=ON), ON)
    assert not handover_brief_due(replace(FACTS, since=ON + DAY), ON)


@pytest.mark.parametrize(
    ("confirmed_on", "counts"),
    [
        (None, False),
        (ON - 29 * DAY, False),  # the record has moved on since
        (ON - 28 * DAY, True),
        (ON, True),
        (ON + 3 * DAY, True),  # by whoever has it now
    ],
)
def test_which_brief_counts(confirmed_on: date | None, counts: bool) -> None:
    assert is_briefed(replace(GIVEN, confirmed_on=confirmed_on), 28) == counts


def test_what_a_predecessor_wrote_is_not_what_the_last_officer_knows() -> None:
    lately = AMIRA._replace(starts_on=ON - 7 * DAY)
    before, of_the_day = ON - 8 * DAY, ON - 7 * DAY
    assert not is_briefed(replace(GIVEN, before=lately, confirmed_on=before), 28)
    assert is_briefed(replace(GIVEN, before=lately, confirmed_on=of_the_day), 28)


class TestWhoHeldItBefore:
    def test_the_last_other_officer(self) -> None:
        again = AMIRA._replace(starts_on=ON - 40 * DAY)
        found = holding([AMIRA, again, BEN], on=ON)
        assert (found.now, found.before) == (BEN, again)

    def test_nobody_where_one_officer_held_it_throughout(self) -> None:
        first = BEN._replace(starts_on=date(2024, 1, 1), ends_on=ON)
        assert holding([first, BEN], on=ON).before is None

    def test_two_officers_of_one_name_are_two(self) -> None:
        namesake = AMIRA._replace(officer_id=9, officer="B. Mason")
        assert holding([namesake, BEN], on=ON).before == namesake

    def test_also_after_a_time_without_anybody(self) -> None:
        left = AMIRA._replace(ends_on=ON - 30 * DAY)
        assert holding([left, BEN], on=ON).before == left

    def test_nobody_where_nobody_holds_it_now(self) -> None:
        assert holding([AMIRA], on=ON).before is None


WHOLE = Known()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"has_rosh": False}, "No level is on record"),
        ({"is_registered": True, "has_police_level": False}, "What is the police risk level?"),
        ({"has_reasons": False}, "gives no reason"),
        ({"has_address": False}, "Where do they live?"),
        ({"has_telephone": False}, "How are they reached?"),
        ({"has_sentence_or_order": False}, "What holds them?"),
        ({"has_plan": False}, "What is the plan?"),
        ({"is_registered": True, "has_other_agency": False}, "the other agency"),
        ({"outcomes_missing": 1}, "1 appointment has no outcome"),
        ({"outcomes_missing": 2}, "2 appointments have no outcome"),
        ({"awaited": 1}, "waits for a supervisor to confirm"),
        ({"missing": ("Nobody knows.",)}, "Nobody knows."),
    ],
)
def test_what_the_record_leaves_open(changes: dict[str, object], words: str) -> None:
    (found,) = unanswered(replace(WHOLE, **changes))
    assert words in found


def test_a_whole_record_leaves_nothing_open() -> None:
    assert unanswered(WHOLE) == []
    # Nobody else is expected around somebody who is not registered.
    assert unanswered(replace(WHOLE, has_police_level=False, has_other_agency=False)) == []

"""PRG-46, PRG-47: by when a programme starts, what it waits for, whether it still fits."""

from dataclasses import replace
from datetime import date

import pytest

from offenders.choices import RiskLevel, Severity
from offenders.rules.clock import Assessment, Dated
from programmes.choices.referral import ReferralStatus as S
from programmes.deadlines import PROGRAMME_RUNWAY, PROGRAMME_START
from programmes.rules.fitting import Length
from programmes.rules.start import (
    Hindrance,
    Moved,
    Numbers,
    Referred,
    Sentence,
    StartFacts,
    ToPrepare,
    programme_runway_due,
    programme_start_due,
    referral_of,
    sentence_of,
    status_on,
)
from tests.rules import said_at_length

ON = date(2026, 11, 20)
BEGAN = date(2026, 6, 1)
MODERATE = Length("Building Choices: moderate", 13)
FACTS = StartFacts(
    clock=Dated(BEGAN, "sentence:1", "Licence since"),
    sentence=Sentence("licence", BEGAN, date(2026, 12, 1), True, "sentence:1"),
    numbers=Numbers(20, 30, 12, 26, 3, 6),
    shortest=MODERATE,
)


def referred(status: S, on: date = date(2026, 6, 15), **fields) -> StartFacts:
    fields.setdefault("length", MODERATE)
    return replace(FACTS, referral=Referred(status, on, ref="referral:1", **fields))


def due(facts: StartFacts, on: date = ON) -> date | None:
    found = programme_start_due(facts, on)
    return found[0].on if found else None


def runway(facts: StartFacts, on: date = ON) -> date | None:
    found = programme_runway_due(facts, on)
    return found[0].on if found else None


def test_a_requirement_without_a_referral():
    assert due(FACTS) == date(2026, 6, 29), "20 working days after 1 June"
    without = replace(FACTS, sentence=FACTS.sentence._replace(has_requirement=False))
    assert due(without) is None


@pytest.mark.parametrize(
    ("status", "day"),
    [
        *((s, date(2026, 7, 27)) for s in (S.AWAITING_ASSESSMENT, S.REFERRAL_SUBMITTED, S.ASSESSMENT_STARTED)),
        *((s, date(2026, 7, 27)) for s in (S.HOLD_SUBMITTED, S.HOLD_AWAITING, S.HOLD_ASSESSMENT)),
        *((s, date(2026, 9, 7)) for s in (S.AWAITING_ALLOCATION, S.SUITABLE_NOT_READY, S.DEPRIORITISED)),
        *((s, date(2026, 9, 7)) for s in (S.DEFERRED, S.ASSESSED_SUITABLE)),
        (S.SCHEDULED, date(2026, 11, 30)),
        (S.REFERRAL_STARTED, date(2026, 6, 29)),
        *((s, None) for s in (S.ON_PROGRAMME, S.COMPLETE, S.PROGRAMME_COMPLETE, S.BREACH, S.RECALL)),
        *((s, None) for s in (S.RETURN_TO_COURT, S.NOT_SUITABLE, S.NOT_ELIGIBLE, S.DESELECTED, S.MOVED)),
    ],
)  # fmt: skip
def test_the_day_of_each_step(status: S, day: date | None):
    assert due(referred(status)) == day
    assert (runway(referred(status)) is None) == (day is None)


def test_every_status_has_its_day_or_none():
    asked = {s for s in S if s != S.WITHDRAWN and programme_start_due(referred(s), ON)}
    assert len(asked) == 13


@pytest.mark.parametrize("status", [S.AWAITING_ASSESSMENT, S.AWAITING_ALLOCATION, S.SCHEDULED])
def test_never_later_than_half_a_year(status: S):
    late = referred(status, date(2026, 11, 18))
    assert due(late) == date(2026, 11, 30), "26 weeks after the clock started"


def test_a_start_counts_from_its_day():
    facts = referred(S.SCHEDULED, started_on=ON)
    assert due(facts, ON) is None
    assert due(facts, date(2026, 11, 19)) == date(2026, 11, 30)


@pytest.mark.parametrize("weeks", [13, 25])
def test_the_last_day_on_which_it_still_fits(weeks: int):
    facts = referred(S.SCHEDULED, length=Length("A programme", weeks))
    assert runway(facts) == (date(2026, 6, 30) if weeks == 13 else date(2026, 4, 7))
    assert runway(FACTS) == date(2026, 6, 30), "PRG-47: the shortest programme, without a referral"
    assert runway(replace(FACTS, shortest=None)) is None
    endless = FACTS.sentence._replace(ends_on=None)
    assert runway(replace(facts, sentence=endless)) is None


def test_a_decision_answers_the_day_that_it_was_about():
    assert runway(replace(FACTS, answered_for=date(2026, 6, 30))) is None
    assert runway(replace(FACTS, answered_for=date(2026, 6, 29))) == date(2026, 6, 30)
    assert due(replace(FACTS, answered_for=date(2026, 6, 30))), "it is no start"


@pytest.mark.parametrize(
    ("level", "severity"),
    [
        (None, Severity.STANDARD),
        (RiskLevel.LOW, Severity.STANDARD),
        (RiskLevel.MEDIUM, Severity.STANDARD),
        (RiskLevel.HIGH, Severity.HIGH),
        (RiskLevel.VERY_HIGH, Severity.HIGH),
    ],
)
def test_how_grave_it_is(level: RiskLevel | None, severity: Severity):
    rosh = Assessment(level, BEGAN, "risk:1") if level else None
    facts = replace(FACTS, rosh=rosh)
    assert programme_start_due(facts, ON)[0].severity == severity
    assert programme_runway_due(facts, ON)[0].severity == Severity.HIGH, "it has passed"
    assert programme_runway_due(facts, date(2026, 6, 30))[0].severity == severity, "not yet"


def test_one_sentence_says_what_it_waits_for():
    facts = replace(
        referred(S.AWAITING_ASSESSMENT),
        hindrances=[Hindrance("Work pattern", date(2026, 5, 3)), Hindrance("Cost")],
    )
    assert programme_start_due(facts, ON)[0].because == (
        "Waiting for an assessment since 15 June 2026; not resolved: work pattern (noted on 3 May 2026), cost. "
        "To be assessed by 27 July 2026, and to start by 30 November 2026, 26 weeks after the sentence began."
    )
    facts = replace(referred(S.AWAITING_ALLOCATION), reach="the next one in reach is full")
    assert programme_start_due(facts, ON)[0].because.startswith(
        "Suitable and waiting for a group since 15 June 2026: the next one in reach is full. To have"
    )
    facts = replace(
        referred(S.SCHEDULED, since=date(2026, 8, 1)),
        clock=Dated(BEGAN, "pause:1", "Released"),
        to_prepare=[ToPrepare("Disclosure")],
    )
    assert programme_start_due(facts, ON)[0].because == (
        "Waiting for the first session of a group since 1 August 2026; to be done before the start: disclosure. "
        "To start by 30 November 2026, 26 weeks after the release from custody."
    )
    assert programme_start_due(FACTS, ON)[0].because == (
        "Waiting for a referral since 1 June 2026. "
        "To be referred by 29 June 2026, and to start by 30 November 2026, 26 weeks after the sentence began."
    )


def test_what_still_fits_says_by_when():
    (row,) = programme_runway_due(FACTS, date(2026, 6, 30))
    assert row.because == (
        "The sentence ends on 1 December 2026. Building Choices: moderate takes 13 weeks, with 3 before and 6 after: "
        "pre-group work must begin by 30 June 2026. After that day it will not fit before the sentence ends."
    )


def test_it_is_told_while_there_is_time_for_a_date_of_start():
    (row,) = programme_runway_due(FACTS, ON)
    assert row.first_told_on == date(2026, 4, 7), "twelve weeks ahead"
    quicker = replace(FACTS, numbers=FACTS.numbers._replace(no_start_date=10))
    assert programme_runway_due(quicker, ON)[0].first_told_on == date(2026, 4, 21)


def test_what_no_longer_fits_says_what_would():
    facts = referred(S.SCHEDULED, length=Length("Kaizen", 25))
    begins = "The sentence ends on 1 December 2026. Kaizen takes 25 weeks, with 3 before and 6 after: pre-group work "

    def because(on: date, facts: StartFacts = facts) -> str:
        return programme_runway_due(facts, on)[0].because.removeprefix(begins)

    assert because(date(2026, 4, 7)).startswith("must begin by 7 April 2026. After")
    fits = (
        "had to begin by 7 April 2026. It will not fit before the sentence ends. What would fit: "
        "Building Choices: moderate, 13 weeks, begun by 30 June 2026, or individual work with a toolkit."
    )
    assert because(date(2026, 4, 8)) == because(date(2026, 6, 30)) == fits
    nothing = (
        "had to begin by 7 April 2026. It will not fit before the sentence ends. "
        "No accredited programme would. Individual work with a toolkit would fit."
    )
    assert because(date(2026, 7, 1)) == nothing
    assert because(date(2026, 4, 8), replace(facts, shortest=None)) == nothing


def test_whoever_is_scheduled_is_told_the_day_of_the_first_session():
    facts = replace(referred(S.SCHEDULED), first_session=date(2027, 1, 4))
    assert programme_start_due(facts, ON)[0].because.startswith(
        "Waiting for the first session of a group on 4 January 2027, since 15 June 2026. To start"
    )
    waits = replace(referred(S.AWAITING_ALLOCATION), first_session=date(2027, 1, 4))
    assert "January" not in programme_start_due(waits, ON)[0].because


def test_the_sentence_and_the_referral_that_count():
    old = Sentence("community", date(2025, 1, 1), None, True, "sentence:1")
    new = Sentence("community", date(2026, 1, 1), None, False, "sentence:2")
    assert sentence_of([old, new]) == new
    same_day = new._replace(has_requirement=True, ref="sentence:3")
    inside = new._replace(kind="licence", ref="sentence:4")
    for one, other in ((same_day, new), (inside, new), (same_day, inside)):
        assert sentence_of([one, other]) == sentence_of([other, one]) == one

    def row(day: date, status: S = S.SCHEDULED) -> Referred:
        return Referred(status, day, MODERATE, "referral:1")

    since = date(2026, 1, 1)
    before, first, later = row(date(2025, 12, 31)), row(since), row(ON)
    assert referral_of([before], since=since, on=ON) is None
    assert referral_of([before, first], since=since, on=ON) == first
    assert referral_of([later, first], since=since, on=ON) == later
    assert referral_of([later, first], since=since, on=date(2026, 11, 19)) == first
    gone = row(ON, S.WITHDRAWN)
    assert referral_of([first, gone], since=since, on=ON) is None, "not the one before it"
    assert referral_of([later, gone], since=since, on=ON) == later, "of one day"


def test_where_a_referral_stood_on_a_day():
    moves = [
        Moved(S.AWAITING_ASSESSMENT, S.AWAITING_ALLOCATION, date(2026, 7, 1)),
        Moved(S.AWAITING_ALLOCATION, S.SCHEDULED, date(2026, 9, 1)),
    ]
    now = S.SCHEDULED
    assert status_on(now, [], ON) == (S.SCHEDULED, None)
    assert status_on(now, moves, date(2026, 6, 30)) == (S.AWAITING_ASSESSMENT, None)
    assert status_on(now, moves, date(2026, 7, 1)) == (S.AWAITING_ALLOCATION, date(2026, 7, 1))
    assert status_on(now, moves, ON) == (S.SCHEDULED, date(2026, 9, 1))
    told = [*moves, Moved(S.SCHEDULED, S.RECALL, None)]
    assert status_on(S.RECALL, told, date(2026, 6, 30)) == (S.RECALL, None), "taken as it stands"


def test_the_longest_names_fit():
    facts = replace(
        referred(S.AWAITING_ALLOCATION, length=Length("N" * 60, 104)),
        hindrances=[Hindrance("B" * 40, ON)] * 14,
        to_prepare=[ToPrepare("P" * 120)] * 6,
        reach="R" * 200,
    )
    assert said_at_length(PROGRAMME_START, facts, ON)
    assert said_at_length(PROGRAMME_RUNWAY, facts, ON)

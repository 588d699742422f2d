"""PRG-58: everybody with a sexual offence is in exactly one state, and nobody without any work goes unseen."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import product

import pytest

from offenders import deadlines
from offenders.choices import PauseKind, RiskLevel, SentenceKind, Severity
from offenders.deadlines import Shared
from offenders.models import Case, Deadline
from offenders.rules.clock import Assessment, Dated
from people.models import User
from programmes.choices.referral import About, Decided, ReferralStatus as S
from programmes.choices.state import State
from programmes.deadlines import NO_OFFENDING_WORK, PROGRAMME_REVIEW
from programmes.deadlines.state import state_facts
from programmes.models import Decision, IndividualWork, Programme, Referral, Review
from programmes.rules.fitting import Length
from programmes.rules.start import Referred, Sentence
from programmes.rules.state import (
    ReviewFacts,
    StateFacts,
    no_offending_work_due,
    programme_review_due,
    standing_of,
)
from tests import factories
from tests.rules import said_at_length

ON = date(2026, 11, 20)
BEGAN = date(2026, 6, 1)
DAY = timedelta(days=1)
LENGTH = Length("Building Choices: moderate", 13)
NOTED = Dated(date(2026, 8, 1), "programme_decision:1")
FACTS = StateFacts(
    register=Dated(BEGAN, "registration:1"),
    sentence=Sentence("community", BEGAN, None, False, "sentence:1"),
    clock=Dated(BEGAN, "sentence:1", "Sentence"),
    days=20,
)


def state(facts: StateFacts) -> State:
    return standing_of(facts, ON).state


def referred(status: S) -> Referred:
    return Referred(status, date(2026, 6, 15), LENGTH, "referral:1")


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        (S.AWAITING_ASSESSMENT, State.ASSESSMENT),
        (S.AWAITING_ALLOCATION, State.GROUP),
        (S.SUITABLE_NOT_READY, State.NOT_READY),
        (S.DEPRIORITISED, State.NOT_READY),
        (S.SCHEDULED, State.SCHEDULED),
        (S.ON_PROGRAMME, State.ON_PROGRAMME),
        (S.COMPLETE, State.COMPLETED),
        (S.BREACH, State.ENFORCEMENT),
        (S.RECALL, State.ENFORCEMENT),
        (S.RETURN_TO_COURT, State.ENFORCEMENT),
        (S.DEFERRED, State.NOT_READY),
        (S.REFERRAL_STARTED, State.NO_REFERRAL),
        (S.REFERRAL_SUBMITTED, State.ASSESSMENT),
        (S.ASSESSMENT_STARTED, State.ASSESSMENT),
        (S.ASSESSED_SUITABLE, State.GROUP),
        (S.PROGRAMME_COMPLETE, State.COMPLETED),
        (S.NOT_SUITABLE, State.NO_WORK),
        (S.NOT_ELIGIBLE, State.NO_WORK),
        (S.DESELECTED, State.NO_WORK),
        (S.MOVED, State.NO_WORK),
        (S.HOLD_SUBMITTED, State.ASSESSMENT),
        (S.HOLD_AWAITING, State.ASSESSMENT),
        (S.HOLD_ASSESSMENT, State.ASSESSMENT),
    ],
)
def test_what_a_referral_says(status: S, expected: State):
    facts = replace(FACTS, referral=referred(status))
    assert state(facts) == expected
    closed = {S.NOT_SUITABLE, S.NOT_ELIGIBLE, S.DESELECTED, S.MOVED}
    assert (state(replace(facts, unsuitable=NOTED)) == State.NOT_SUITABLE) == (status in closed)


def test_what_comes_before_what():
    assert state(FACTS) == State.NO_WORK
    assert state(replace(FACTS, unsuitable=NOTED)) == State.NOT_SUITABLE
    worked = replace(FACTS, unsuitable=NOTED, individual=NOTED)
    assert state(worked) == State.INDIVIDUAL
    required = replace(worked, sentence=FACTS.sentence._replace(has_requirement=True))
    assert state(required) == State.NO_REFERRAL, "a requirement without a referral is waiting"
    assert state(replace(required, referral=referred(S.BREACH))) == State.ENFORCEMENT
    assert state(replace(required, referral=referred(S.DESELECTED))) == State.INDIVIDUAL
    assert state(replace(required, sentence=None)) == State.NO_SENTENCE
    assert state(replace(FACTS, explained=NOTED)) == State.NO_WORK, "said why, and still none"


def test_since_when_it_holds():
    """On a programme since it began, though the move was made later; nobody knows of one without a day."""
    began, moved = date(2026, 9, 1), date(2026, 9, 8)
    on_it = replace(referred(S.ON_PROGRAMME), since=moved)
    for referral, since in (
        (replace(on_it, started_on=began), began),
        (on_it, moved),
        (replace(referred(S.SCHEDULED), since=moved), moved),
        (referred(S.SCHEDULED), date(2026, 6, 15)),
        (referred(S.COMPLETE), None),
    ):
        assert standing_of(replace(FACTS, referral=referral), ON).since == since


def test_always_exactly_one():
    for status, work, why, required, serving in product([None, *S], *[[True, False]] * 4):
        facts = replace(
            FACTS,
            referral=referred(status) if status else None,
            individual=NOTED if work else None,
            unsuitable=NOTED if why else None,
            sentence=FACTS.sentence._replace(has_requirement=required) if serving else None,
        )
        if status != S.WITHDRAWN:
            assert standing_of(facts, ON).state in State


@pytest.mark.parametrize(
    "changed",
    [
        {"explained": NOTED},
        {"individual": NOTED},
        {"unsuitable": NOTED},
        {"is_running": False},
        {"sentence": None, "clock": None},
        {"referral": referred(S.AWAITING_ASSESSMENT)},
    ],
)
def test_twenty_working_days_without_any_work(changed: dict):
    (due,) = no_offending_work_due(FACTS, ON)
    assert (due.on, due.severity) == (date(2026, 6, 29), Severity.STANDARD)
    assert due.because == (
        "No work on the offending since 1 June 2026: no programme, no individual work, and no reason recorded. "
        "One of them by 29 June 2026."
    )
    assert no_offending_work_due(replace(FACTS, **changed), ON) == []


def test_as_grave_as_the_risk():
    rosh = Assessment(RiskLevel.VERY_HIGH, BEGAN, "risk:1")
    assert no_offending_work_due(replace(FACTS, rosh=rosh), ON)[0].severity == Severity.HIGH
    row = ReviewFacts("Kaizen", date(2026, 9, 1), "referral:1", "of:1", 8, rosh)
    (due,) = programme_review_due([row], ON)
    assert (due.on, due.severity, due.subject) == (date(2026, 10, 27), Severity.HIGH, "of:1")
    assert said_at_length(PROGRAMME_REVIEW, [row], ON)
    assert said_at_length(NO_OFFENDING_WORK, replace(FACTS, rosh=rosh), ON)


@pytest.fixture
def serving(farah: User) -> Case:
    case = factories.make_case(probation=farah.officer, since=BEGAN)
    factories.make_registration(case, starts_on=BEGAN)
    factories.make_sentence(case, SentenceKind.COMMUNITY, starts_on=BEGAN)
    return case


def stands(case: Case, on: date = ON) -> State | None:
    facts = state_facts(Shared([case.pk], on)).get(case.pk)
    return standing_of(facts, on).state if facts else None


def due_on(case: Case, kind: str, on: date = ON) -> date | None:
    deadlines.recompute([case.pk], on=on)
    return Deadline.objects.filter(case=case, kind=kind).values_list("due_on", flat=True).first()


@pytest.mark.django_db
class TestStored:
    def test_from_the_facts_as_they_held(self, serving: Case):
        assert (stands(serving), due_on(serving, "no_offending_work")) == (
            State.NO_WORK,
            date(2026, 6, 29),
        )
        toolkit = Programme.objects.get(name="Maps for Change")
        IndividualWork.objects.create(
            case=serving,
            toolkit=toolkit,
            sessions=6,
            starts_on=date(2026, 7, 1),
            ends_on=ON,
            came_of_it="Six sessions.",
        )
        assert [stands(serving, day) for day in (date(2026, 6, 30), ON - DAY, ON)] == [
            State.NO_WORK,
            State.INDIVIDUAL,
            State.NO_WORK,
        ]
        Decision.objects.create(
            case=serving,
            about=About.NO_WORK,
            decided=Decided.NONE,
            decided_on=ON,
            note="Too ill.",
        )
        assert (stands(serving), due_on(serving, "no_offending_work")) == (State.NO_WORK, None)
        factories.make_pause(serving, starts_on=ON, ends_on=ON + DAY)
        on = ON + DAY
        assert due_on(serving, "no_offending_work", on) == date(2026, 12, 18), "asked anew"

    def test_who_is_meant(self, serving: Case, farah: User):
        other = factories.make_case(probation=farah.officer, since=BEGAN)
        factories.make_sentence(other, starts_on=BEGAN)
        assert stands(other) is None, "no sexual offence"
        factories.make_registration(other, "ANSO", starts_on=ON)
        assert (stands(other, ON - DAY), stands(other)) == (None, State.NO_WORK)
        Case.objects.filter(pk=other.pk).update(died_on=ON)
        assert stands(other) is None
        serving.sentences.update(ends_on=ON)
        assert (stands(serving, ON - DAY), stands(serving)) == (State.NO_WORK, State.NO_SENTENCE)

    def test_a_paused_person_has_a_state_and_no_clock(self, serving: Case):
        factories.make_pause(serving, starts_on=BEGAN + DAY)
        assert (stands(serving), due_on(serving, "no_offending_work")) == (State.NO_WORK, None)

    def test_only_a_release_from_custody_begins_anew(self, serving: Case):
        factories.make_pause(serving, PauseKind.HOSPITAL, starts_on=BEGAN + DAY, ends_on=ON - DAY)
        facts = state_facts(Shared([serving.pk], ON))[serving.pk]
        assert standing_of(facts, ON).since == BEGAN
        factories.make_pause(serving, starts_on=ON - 9 * DAY, ends_on=ON - 2 * DAY)
        facts = state_facts(Shared([serving.pk], ON))[serving.pk]
        assert standing_of(facts, ON).since == ON - 2 * DAY

    def test_what_was_decided_before_the_sentence_says_nothing_of_it(self, serving: Case):
        made = Decision.objects.create(
            case=serving,
            about=About.NOT_SUITABLE,
            decided=Decided.INDIVIDUAL,
            decided_on=BEGAN - DAY,
            note="Under the order before.",
        )
        assert stands(serving) == State.NO_WORK
        Decision.objects.filter(pk=made.pk).update(decided_on=BEGAN)
        assert stands(serving) == State.NOT_SUITABLE

    def test_a_completed_programme_is_reviewed(self, serving: Case, farah: User):
        referral = factories.make_referral(
            serving, S.COMPLETE, referred_on=BEGAN, ended_on=date(2026, 9, 1)
        )
        assert stands(serving) == State.COMPLETED
        assert due_on(serving, "programme_review") == date(2026, 10, 27)
        Review.objects.create(
            referral=referral,
            reviewed_on=ON,
            progress="Well.",
            is_plan_updated=True,
            next_work="None.",
        )
        assert due_on(serving, "programme_review") is None
        assert due_on(serving, "programme_review", ON - DAY) == date(2026, 10, 27), "not yet then"
        Referral.objects.filter(pk=referral.pk).update(ended_on=None)
        Review.objects.all().delete()
        assert due_on(serving, "programme_review") is None, "an extract knows no day of the end"

"""Starts of programmes, stored and flagged: as at any day, and against a plain second answer."""

import random
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from django.urls import reverse

from core.calendar import LONDON
from offenders import deadlines
from offenders.choices import CaseStatus, PauseKind, RiskLevel, SentenceKind, Severity
from offenders.deadlines import Shared
from offenders.models import Case, Deadline, Flag
from offenders.selectors.due import due_rows
from people.models import User
from programmes.choices.referral import (
    CUSTODY,
    ONLY_CUSTODY,
    About,
    BarrierCode,
    Decided,
    Machine,
    PreparationKind,
    ReferralStatus as S,
)
from programmes.deadlines import JOB
from programmes.deadlines.facts import facts
from programmes.models import Barrier, Decision, Move, Preparation, Programme, Referral, Terms
from tests import factories
from tests.oracle import programme_due

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
ON = date(2026, 11, 20)
BEGAN = date(2026, 6, 1)
CODES = ["programme_start", "programme_runway"]


def at(day: date) -> datetime:
    return datetime.combine(day, time(10), tzinfo=LONDON)


@pytest.fixture
def required(farah: User) -> Case:
    """A case of Farah's with a programme requirement since 1 June 2026, until 1 December 2027."""
    case = factories.make_case(probation=farah.officer, since=BEGAN)
    factories.make_sentence(
        case,
        SentenceKind.COMMUNITY,
        starts_on=BEGAN,
        ends_on=date(2027, 12, 1),
        programme_requirement=True,
    )
    return case


def answers(case: Case, on: date = ON) -> tuple[date | None, date | None]:
    deadlines.recompute([case.pk], on=on)
    rows = Deadline.objects.filter(case=case, kind__in=CODES)
    found = {row.kind: row.due_on for row in rows}
    return found.get("programme_start"), found.get("programme_runway")


def because(case: Case) -> str:
    deadlines.recompute([case.pk], on=ON)
    return Deadline.objects.get(case=case, kind="programme_start").because


def test_from_the_requirement_to_the_start(required: Case):
    assert answers(required) == (date(2026, 6, 29), date(2027, 6, 30))
    referral = factories.make_referral(
        required, S.AWAITING_ASSESSMENT, referred_on=date(2026, 6, 15)
    )
    assert answers(required) == (date(2026, 7, 27), date(2027, 6, 30))
    Referral.objects.filter(pk=referral.pk).update(status=S.SCHEDULED)
    assert answers(required) == (date(2026, 11, 30), date(2027, 6, 30))
    Referral.objects.filter(pk=referral.pk).update(started_on=ON)
    assert answers(required) == (None, None)
    assert answers(required, ON - DAY) == (date(2026, 11, 30), date(2027, 6, 30))


def test_only_while_clocks_run(required: Case, farah: User):
    inside = factories.make_pause(required, starts_on=date(2026, 9, 1))
    assert answers(required) == (None, None)
    inside.ends_on = date(2026, 10, 1)
    inside.save()
    assert answers(required) == (date(2026, 10, 29), date(2027, 6, 30)), "from the release"
    for kind in (PauseKind.HOSPITAL, PauseKind.UNLAWFULLY_AT_LARGE, PauseKind.TRANSFERRED):
        other = factories.make_pause(required, kind, starts_on=ON)
        assert answers(required) == (None, None)
        other.delete()
    Case.objects.filter(pk=required.pk).update(status=CaseStatus.TERMINATED)
    assert answers(required) == (None, None)


def test_nobody_of_probation_no_clock(required: Case):
    required.allocations.update(ends_on=ON)
    assert answers(required) == (None, None)


def test_the_catalogue_says_how_long(required: Case):
    factories.make_referral(
        required, S.SCHEDULED, referred_on=date(2026, 6, 15), programme="Kaizen"
    )
    assert answers(required)[1] == date(2027, 4, 7), "25 weeks, though nobody is referred to it now"
    Terms.objects.filter(programme__name="Kaizen").update(weeks=13)
    assert answers(required)[1] == date(2027, 6, 30)


def test_a_toolkit_is_not_the_shortest_programme(required: Case):
    toolkit = Programme.objects.get(name="Maps for Change")
    toolkit.terms.update(weeks=1)
    assert answers(required)[1] == date(2027, 6, 30)
    superseded = Programme.objects.get(name="Horizon")
    superseded.terms.update(weeks=2)
    assert answers(required)[1] == date(2027, 6, 30)
    Terms.objects.filter(programme__name="Building Choices: moderate").update(weeks=10)
    assert answers(required)[1] == date(2027, 7, 21)


def test_where_it_stood_on_a_day(required: Case, farah: User):
    referral = factories.make_referral(
        required, S.AWAITING_ALLOCATION, referred_on=date(2026, 6, 15)
    )
    Move.objects.create(
        referral=referral,
        from_status=S.AWAITING_ASSESSMENT,
        to_status=S.AWAITING_ALLOCATION,
        on=date(2026, 8, 3),
        at=at(ON),
        by=farah,
    )
    assert answers(required, date(2026, 8, 2))[0] == date(2026, 7, 27)
    assert answers(required, date(2026, 8, 3))[0] == date(2026, 9, 7)
    assert because(required).startswith(
        "Suitable and waiting for a group since 3 August 2026: no group is planned within reach. To have a date of start by"
    )


def test_what_stands_in_the_way_is_named(required: Case, farah: User):
    referral = factories.make_referral(
        required,
        S.AWAITING_ASSESSMENT,
        referred_on=date(2026, 6, 15),
        barriers=[BarrierCode.COST, BarrierCode.DISTANCE],
    )
    shift = Barrier.objects.create(
        case=required, code=BarrierCode.WORK_PATTERN, starts_on=date(2026, 5, 3)
    )
    distance = Barrier.objects.create(
        case=required, code=BarrierCode.DISTANCE, starts_on=date(2026, 5, 4), ends_on=ON
    )
    assert "; not resolved: work pattern (noted on 3 May 2026), cost. To be" in because(required)
    facts_then = facts(Shared([required.pk], ON - DAY))[required.pk]
    named = [row.words for row in facts_then.hindrances]
    assert "Distance or travel time" in named, "it was resolved the day after"
    shift.delete()
    distance.delete()
    assert "; not resolved: cost, distance or travel time. To be" in because(required)
    Preparation.objects.create(referral=referral, kind=PreparationKind.DISCLOSURE, recorded_on=ON)
    Preparation.objects.create(
        referral=referral, kind=PreparationKind.PRACTICAL, recorded_on=ON, done_on=ON
    )
    Referral.objects.filter(pk=referral.pk).update(status=S.SCHEDULED, barriers=[])
    assert because(required).startswith(
        "Waiting for the first session of a group since 15 June 2026; "
        "to be done before the start: disclosure. To start by"
    )


def test_a_decision_answers_what_no_longer_fits(required: Case):
    Decision.objects.create(
        case=required,
        about=About.RUNWAY,
        decided=Decided.VARIATION,
        decided_on=date(2026, 11, 1),
        due_on=date(2027, 6, 30),
        note="Asked for at court.",
    )
    assert answers(required) == (date(2026, 6, 29), None)
    assert answers(required, date(2026, 10, 31))[1] == date(2027, 6, 30)
    required.sentences.update(ends_on=date(2027, 12, 2))
    assert answers(required)[1] == date(2027, 7, 1), "another end is another question"


def test_a_flag_ends_by_the_fact_alone(required: Case):
    deadlines.recompute([required.pk], on=ON)
    deadlines.run_sweep(JOB, on=ON, at=at(ON))
    (flag,) = Flag.objects.filter(case=required, kind="programme_start")
    assert (flag.due_on, flag.severity) == (date(2026, 6, 29), Severity.STANDARD)
    factories.make_risk(required, RiskLevel.VERY_HIGH, tool="rosh", assessed_on=ON)
    deadlines.recompute([required.pk], on=ON)
    deadlines.run_sweep(JOB, on=ON, at=at(ON))
    flag.refresh_from_db()
    assert (flag.severity, flag.cured_at) == (Severity.HIGH, None)
    factories.make_referral(required, S.ON_PROGRAMME, referred_on=ON, started_on=ON)
    deadlines.recompute([required.pk], on=ON)
    deadlines.run_sweep(JOB, on=ON, at=at(ON))
    flag.refresh_from_db()
    assert flag.cured_at is not None


def test_the_act_that_fits(required: Case, farah: User):
    def acts() -> list[tuple[str, str]]:
        deadlines.recompute([required.pk], on=ON)
        cases = Case.objects.visible_to(farah)
        (row,) = [row for row in due_rows(cases, on=ON, user=farah) if row.kind == CODES[0]]
        return list(row.acts)

    see = ("Programmes", reverse("programmes:programmes", args=[required.uuid]))
    refer = ("Refer to a programme", reverse("programmes:refer", args=[required.uuid]))
    assert acts() == [refer, see]
    closed = factories.make_referral(required, S.WITHDRAWN, referred_on=date(2026, 6, 10))
    assert acts() == [refer, see], "a referral that was withdrawn is none"
    referral = factories.make_referral(
        required, S.AWAITING_ASSESSMENT, referred_on=date(2026, 6, 15)
    )
    move = ("Move the referral on", reverse("programmes:move", args=[referral.uuid]))
    assert acts() == [move, see]
    assert str(closed.uuid) not in str(acts())


def test_the_acts_of_one_list_differ_by_row(required: Case, farah: User):
    other = factories.make_case(probation=farah.officer, since=BEGAN)
    factories.make_sentence(other, starts_on=BEGAN, programme_requirement=True)
    factories.make_referral(other, S.AWAITING_ASSESSMENT, referred_on=date(2026, 6, 15))
    deadlines.recompute([required.pk, other.pk], on=ON)
    rows = due_rows(Case.objects.visible_to(farah), on=ON, user=farah)
    first = {row.case.pk: row.acts[0][0] for row in rows if row.kind == CODES[0]}
    assert first == {required.pk: "Refer to a programme", other.pk: "Move the referral on"}


START = date(2025, 6, 2)
PROGRAMMES = ["Building Choices: high", "Building Choices: moderate", "Kaizen", "Horizon"]


class Person:
    """A case kept twice: in the database, and as a dictionary for the oracle."""

    def __init__(self, chance: random.Random, farah: User) -> None:
        self.chance, self.case = chance, factories.make_case()
        begin, end = self.span(150)
        factories.allocate(self.case, farah.officer, starts_on=begin, ends_on=end)
        days = chance.sample(range(250), 3)
        self.facts: dict[str, Any] = {
            "active": True,
            "probation": [(begin, end)],
            "custody": self.custody(),
            "sentences": [self.sentence(START + day * DAY) for day in days],
            "referrals": [self.referral(START + day * DAY) for day in chance.sample(range(400), 3)],
        }

    def span(self, until: int) -> tuple[date, date | None]:
        begin = START + self.chance.randrange(until) * DAY
        return begin, self.chance.choice([None, None, begin + self.chance.randrange(1, 400) * DAY])

    def custody(self) -> list[tuple[date, date | None]]:
        begin = START + self.chance.randrange(300) * DAY
        end = begin + self.chance.randrange(1, 60) * DAY
        if self.chance.random() < 0.5:
            return []
        factories.make_pause(self.case, starts_on=begin, ends_on=end)
        return [(begin, end)]

    def sentence(self, begin: date) -> tuple[date, date | None, bool]:
        end = self.chance.choice([None, begin + self.chance.randrange(1, 900) * DAY])
        requirement = self.chance.random() < 0.6
        factories.make_sentence(
            self.case,
            self.chance.choice(list(SentenceKind)),
            starts_on=begin,
            ends_on=end,
            offence=f"Invented {begin}",
            programme_requirement=requirement,
        )
        return begin, end, requirement

    def referral(self, day: date) -> tuple[str, date, str, date | None]:
        status = self.chance.choice(list(S))
        started = self.chance.choice([None, None, day + self.chance.randrange(90) * DAY])
        is_custody = status in ONLY_CUSTODY or (status in CUSTODY and self.chance.random() < 0.3)
        referral = factories.make_referral(
            self.case,
            status,
            programme=self.chance.choice(PROGRAMMES),
            referred_on=day,
            started_on=started,
            machine=Machine.CUSTODY if is_custody else Machine.COMMUNITY,
        )
        return referral.programme_id, day, status.value, started


@pytest.mark.parametrize("seed", range(12))
def test_the_same_answers_as_a_plain_second_reading(seed: int, farah: User):
    chance = random.Random(seed)
    people = [Person(chance, farah) for _ in range(8)]
    told = 0
    for on in (START + chance.randrange(500) * DAY for _ in range(20)):
        deadlines.recompute([person.case.pk for person in people], on=on)
        for person in people:
            rows = Deadline.objects.filter(case=person.case, kind__in=CODES)
            found = {row.kind: row.due_on for row in rows}
            said = programme_due(person.facts, on)
            assert (found.get(CODES[0]), found.get(CODES[1])) == said, (person.facts, on)
            told += said != (None, None)
    assert told > 10

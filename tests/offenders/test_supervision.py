"""Probation's clocks, stored and flagged: by services, by the job, as at any day, and against a plain second answer."""

import random
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from core import clock
from core.calendar import LONDON, london_midnight
from core.models import Standard
from offenders import deadlines
from offenders.choices import CaseStatus, PauseKind, RiskLevel, RiskTool, SentenceKind
from offenders.deadlines.supervision import JOB
from offenders.models import Case, ContactOutcome, ContactType, Deadline, Flag, Frequency
from offenders.services.contacts import amend_contact, log_contact
from people.choices import Agency
from people.models import User
from tests import factories
from tests.oracle import seen_due
from tests.pages import text_of

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
ON = date(2026, 11, 20)  # a Friday
CODES = ["first_appointment", "contact"]


def at(day: date, hour: int = 10) -> datetime:
    return datetime.combine(day, time(hour), tzinfo=LONDON)


@pytest.fixture
def led(farah: User) -> Case:
    """A case of Farah's, at high RoSH, on licence since 1 October 2026."""
    case = factories.make_case(probation=farah.officer, rosh=RiskLevel.HIGH, since=ON - 90 * DAY)
    factories.make_sentence(case, SentenceKind.LICENCE, starts_on=date(2026, 10, 1))
    return case


def answers(case: Case, on: date = ON) -> dict[str, date | None]:
    deadlines.recompute([case.pk], on=on)
    return stored(case)


def stored(case: Case) -> dict[str, date | None]:
    rows = Deadline.objects.filter(case=case, kind__in=CODES)
    return {row.kind: None if row.missing else row.due_on for row in rows}


def came(case: Case, by: User, day: date, *, outcome: str = "ATTC", **fields: Any) -> Any:
    return factories.make_contact(
        case,
        type_code=fields.pop("type_code", "COAP"),
        outcome_code=outcome,
        happened_at=fields.pop("happened_at", at(day)),
        recorded_at=fields.pop("recorded_at", at(day, 20)),
        officer=by.officer,
        **fields,
    )


def test_from_a_release_to_the_next_contact(led: Case, farah: User):
    assert answers(led) == {"first_appointment": date(2026, 10, 2)}
    came(led, farah, date(2026, 10, 5), outcome="AFTC")
    assert answers(led) == {"contact": date(2026, 10, 19)}
    came(led, farah, date(2026, 10, 8))
    assert answers(led) == {"contact": date(2026, 10, 22)}
    came(led, farah, date(2026, 10, 20), outcome="ATSH")
    assert answers(led) == {"contact": date(2026, 10, 22)}, "sent home is not seen"


@pytest.mark.parametrize(
    ("fields", "counts"),
    [
        ({}, True),
        *(({"type_code": code}, True) for code in ("CHVS", "COOO", "CODC", "C084", "COAI", "COHV", "CODI")),
        *(({"type_code": code}, False) for code in ("COPT", "COVC", "COVI", "COTI")),
        *(({"outcome": code}, True) for code in ("AFTC", "ATSH", "ATSS")),
        *(({"outcome": code}, False) for code in ("UAAB", "AFTA", "AAME", "ATFI", "RSOF")),
        ({"agency": Agency.POLICE}, False),
        # recorded weeks later, it still happened then
        ({"recorded_at": at(ON + 20 * DAY)}, True),
    ],
)  # fmt: skip
def test_what_counts_as_seen_in_person(led: Case, farah: User, fields: dict, counts: bool):
    came(led, farah, date(2026, 10, 2), **fields)
    assert ("contact" in answers(led)) == counts


@pytest.mark.parametrize(
    ("happened_at", "counts"),
    [
        (london_midnight(date(2026, 10, 1)) - timedelta(seconds=1), False),
        (london_midnight(date(2026, 10, 1)), True),
        (london_midnight(ON + DAY) - timedelta(seconds=1), True),
        (london_midnight(ON + DAY), False),
    ],
)
def test_from_the_london_day_the_clock_starts_to_the_day_asked(led, farah, happened_at, counts):
    came(led, farah, ON, happened_at=happened_at, recorded_at=at(ON + 5 * DAY))
    assert ("contact" in answers(led)) == counts


def test_a_corrected_contact_counts_as_it_was_corrected(led: Case, farah: User):
    contact = came(led, farah, date(2026, 10, 2))
    outcome = ContactOutcome.objects.get(code="UAAB")
    factories.amend_contact(contact, outcome=outcome)
    assert answers(led) == {"first_appointment": date(2026, 10, 2)}


def test_a_release_starts_the_clock_anew(led: Case, farah: User):
    came(led, farah, date(2026, 10, 2))
    inside = factories.make_pause(led, starts_on=date(2026, 10, 20))
    assert answers(led) == {}, "in custody no clock runs"
    inside.ends_on = date(2026, 11, 6)
    inside.save()
    assert answers(led) == {"first_appointment": date(2026, 11, 9)}
    came(led, farah, date(2026, 11, 6))
    assert answers(led) == {"contact": ON}, "seen on the day of the release"


@pytest.mark.parametrize("kind", [kind for kind in PauseKind if kind != PauseKind.CUSTODY])
def test_other_pauses_stop_the_clock_and_do_not_start_it_anew(led: Case, farah: User, kind):
    came(led, farah, date(2026, 10, 2))
    factories.make_pause(led, kind, starts_on=date(2026, 10, 5), ends_on=ON)
    assert answers(led, ON - DAY) == {}
    assert answers(led, ON) == {"contact": date(2026, 10, 16)}


def test_the_newest_sentence_in_force_decides(led: Case):
    factories.make_sentence(led, SentenceKind.COMMUNITY, starts_on=date(2026, 11, 2))
    assert answers(led) == {"first_appointment": date(2026, 11, 9)}
    factories.make_sentence(led, SentenceKind.COMMUNITY, starts_on=ON + DAY, offence="Another")
    assert answers(led) == {"first_appointment": date(2026, 11, 9)}
    factories.make_sentence(
        led, SentenceKind.LICENCE, starts_on=date(2026, 11, 2), offence="A third"
    )
    assert answers(led) == {"first_appointment": date(2026, 11, 3)}, "of one day: the earlier"


def test_to_whom_it_applies(led: Case, amira: User, farah: User):
    assert answers(led)
    sentence = led.sentences.get()
    sentence.ends_on = ON
    sentence.save()
    assert answers(led) == {}, "the end is exclusive"
    sentence.ends_on = ON + DAY
    sentence.save()
    assert answers(led)
    led.allocations.update(ends_on=ON)
    assert answers(led) == {}, "nobody of probation leads it"
    factories.allocate(led, amira.officer, starts_on=date(2026, 10, 1))
    assert answers(led) == {}, "the police do"
    factories.allocate(led, farah.officer, starts_on=ON)
    assert answers(led)
    Case.objects.filter(pk=led.pk).update(status=CaseStatus.TERMINATED)
    assert answers(led) == {}
    Case.objects.filter(pk=led.pk).update(status=CaseStatus.ACTIVE, died_on=ON)
    assert answers(led) == {}


def test_without_a_rosh_level_it_is_missing_with_an_act_that_cures_it(
    as_farah: Client, led: Case, farah: User
):
    on = clock.today()
    led.risk_assessments.all().delete()
    came(led, farah, date(2026, 10, 2))
    deadlines.refresh_all(on=on, at=clock.now())
    flag = Flag.objects.get(case=led, missing="rosh", cured_at__isnull=True)
    page = text_of(as_farah.get(flag.get_absolute_url()))
    assert "Record the RoSH level" in page
    url = reverse("offenders:record_risk", args=[led.uuid])
    form = as_farah.get(url).context["form"]
    key = str(form["form_key"].value())
    sent = {"form_key": key, "level": "low", "assessed_on": on.isoformat(), "rationale": "OASys"}
    assert as_farah.post(url, sent).status_code == 302
    flag.refresh_from_db()
    assert flag.cured_at is not None
    assert Deadline.objects.get(case=led, kind="contact").missing == ""


def test_a_flag_is_raised_by_the_job_and_cured_by_the_contact(led: Case, farah: User):
    on = clock.today()
    deadlines.recompute([led.pk], on=on)
    deadlines.run_sweep(JOB, on=on, at=clock.now())
    flag = Flag.objects.get(case=led, kind="first_appointment")
    assert flag.due_on == date(2026, 10, 2)
    contact = log_contact(
        case=led,
        type=ContactType.objects.get(code="COAI"),
        outcome=ContactOutcome.objects.get(code="ATTC"),
        happened_at=clock.now() - timedelta(minutes=5),
        officer=farah.officer,
        by=farah,
        at=clock.now(),
    )
    flag.refresh_from_db()
    assert flag.cured_by == f"contact:{contact.uuid}"
    assert Deadline.objects.get(case=led, kind="contact").due_on == on + 14 * DAY
    amend_contact(
        contact=contact,
        version=1,
        reason="It was another person",
        type=ContactType.objects.get(code="COPT"),
        by=farah,
        at=clock.now(),
    )
    assert Flag.objects.open().get(case=led, kind="first_appointment").due_on == flag.due_on


def test_a_changed_number_changes_the_day(led: Case, farah: User):
    came(led, farah, date(2026, 10, 2))
    Standard.objects.filter(key="prob.contact.high").update(value=10)
    assert answers(led) == {"contact": date(2026, 10, 12)}


def test_as_many_queries_for_one_case_as_for_many(led, farah, django_assert_num_queries):
    came(led, farah, date(2026, 10, 2))
    more = [factories.make_case(probation=farah.officer).pk for _ in range(5)]
    for pk in more:
        factories.make_sentence(Case.objects.get(pk=pk))
    for ids in ([led.pk], [led.pk, *more]):
        shared = deadlines.Shared(ids, ON)
        with django_assert_num_queries(8):
            for code in CODES:
                list(deadlines.answers(deadlines.kind(code), shared))


TYPES = ["COAP", "CHVS", "COAI", "CODI", "COPT", "COVC"]
OUTCOMES = ["ATTC", "ATTC", "AFTC", "ATSH", "ATSS", "UAAB", "AAME", ""]
START = date(2026, 1, 1)


class Person:
    """A case kept twice: in the database, and as a dictionary for the oracle."""

    def __init__(self, chance: random.Random, farah: User, amira: User, nadia: User) -> None:
        self.chance, self.case = chance, factories.make_case()
        self.facts: dict[str, Any] = {"status": "active", "paused": [], "custody": []}
        begin, end = self.span(150)
        factories.allocate(self.case, farah.officer, starts_on=begin, ends_on=end)
        self.facts["led"] = [(begin, end)]
        self.facts["sentences"] = [self.sentence(n) for n in range(chance.randrange(1, 4))]
        self.pauses()
        self.facts["rosh"] = [self.risk(day) for day in {self.day(), self.day()} if self.often()]
        self.facts["often"] = [self.chosen(farah, nadia)] if self.often() else []
        self.facts["contacts"] = [
            self.contact(chance.choice([farah, farah, farah, amira]))
            for _ in range(chance.randrange(8))
        ]

    def day(self, until: int = 360) -> date:
        return START + self.chance.randrange(until) * DAY

    def span(self, until: int) -> tuple[date, date | None]:
        begin = self.day(until)
        return begin, self.chance.choice([None, begin + self.chance.randrange(1, 200) * DAY])

    def often(self) -> bool:
        return self.chance.random() < 0.7

    def sentence(self, number: int) -> tuple[str, date, date | None]:
        kind, (begin, end) = self.chance.choice(list(SentenceKind)), self.span(200)
        factories.make_sentence(
            self.case, kind, starts_on=begin, ends_on=end, offence=f"Invented {number}"
        )
        return kind.value, begin, end

    def pauses(self) -> None:
        begin = self.day(200)
        for kind in self.chance.choices([PauseKind.CUSTODY, PauseKind.HOSPITAL], [2, 1], k=2):
            end = begin + self.chance.randrange(1, 40) * DAY
            if self.often():
                factories.make_pause(self.case, kind, starts_on=begin, ends_on=end)
                facts = "custody" if kind == PauseKind.CUSTODY else "paused"
                self.facts[facts].append((begin, end))
            begin = end + self.chance.randrange(30) * DAY

    def risk(self, day: date) -> tuple[date, str]:
        level = self.chance.choice(list(RiskLevel))
        factories.make_risk(self.case, level, tool=RiskTool.ROSH, assessed_on=day)
        return day, level.value

    def chosen(self, by: User, supervisor: User) -> tuple[Any, ...]:
        begin, end = self.span(200)
        days, level = self.chance.choice([5, 10, 20, 29, 40]), self.chance.choice(list(RiskLevel))
        approved_on = self.chance.choice([None, begin + self.chance.randrange(90) * DAY])
        Frequency.objects.create(
            case=self.case,
            days=days,
            reason="Works nights",
            risk_level=level,
            needs_approval=True,
            set_by=by,
            decided_by=supervisor if approved_on else None,
            decided_on=approved_on,
            is_approved=approved_on is not None,
            starts_on=begin,
            ends_on=end,
        )
        return (begin, end), days, level.value, approved_on

    def contact(self, by: User) -> tuple[date, str, str, str]:
        day, kind, outcome = self.day(), self.chance.choice(TYPES), self.chance.choice(OUTCOMES)
        came(self.case, by, day, type_code=kind, outcome=outcome)
        return day, kind, outcome, by.officer.agency


@pytest.mark.parametrize("seed", range(12))
def test_the_same_answers_as_a_plain_second_reading(
    seed: int, farah: User, amira: User, nadia: User
):
    chance = random.Random(seed)
    people = [Person(chance, farah, amira, nadia) for _ in range(8)]
    for on in (START + chance.randrange(400) * DAY for _ in range(20)):
        deadlines.recompute([person.case.pk for person in people], on=on)
        for person in people:
            assert stored(person.case) == seen_due(person.facts, on), (person.facts, on)


def test_the_instants_of_a_clock_change(led: Case, farah: User):
    """Just before midnight on the night that the clocks go back is still that day."""
    late = datetime(2026, 10, 24, 22, 59, tzinfo=UTC)
    came(led, farah, ON, happened_at=late, recorded_at=late + timedelta(hours=3))
    assert answers(led) == {"contact": date(2026, 11, 7)}

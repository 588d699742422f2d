"""Outcomes that nobody has recorded, stored and flagged: by services, by the job, by imports, as at any day."""

import random
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from caseloads.selectors.cases import Filters, find
from caseloads.selectors.home import my_day
from caseloads.selectors.team.lists import contacts_by_officer, contacts_of, counts_by_officer
from caseloads.selectors.team.scope import Scope
from core import clock
from core.calendar import LONDON
from core.models import Standard
from offenders import deadlines
from offenders.choices import CaseStatus, DueState
from offenders.deadlines.outcome import CONTACT_OUTCOME
from offenders.models import Case, Contact, ContactOutcome, ContactType, Deadline, Flag
from offenders.services.contacts import amend_contact, log_contact, record_outcome
from people.choices import Agency
from people.models import Team, User
from tests import factories
from tests.oracle import outcomes_due
from tests.pages import text_of as text
from visits.choices import VisitOutcome

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
ON = date(2026, 11, 20)  # a Friday
CODE = CONTACT_OUTCOME.code


@pytest.fixture
def case(amira: User, farah: User) -> Case:
    """Nobody who has to be visited: the outcomes are all that is due."""
    return factories.make_case(police=amira.officer, probation=farah.officer)


def at(day: date, hour: int = 10) -> datetime:
    return datetime.combine(day, time(hour), tzinfo=LONDON)


def arranged(case: Case, by: User, day: date, *, on: date) -> Contact:
    """An office visit in somebody's diary."""
    return log_contact(
        case=case,
        type=ContactType.objects.get(code="COAP"),
        happened_at=at(day, 14),
        officer=by.officer,
        by=by,
        at=at(on),
        is_another=True,
    )


def attended(contact: Contact, by: User, *, on: date) -> Contact:
    outcome = ContactOutcome.objects.get(code="ATTC")
    latest = Contact.objects.current().get(uuid=contact.uuid)
    return record_outcome(contact=latest, version=latest.version, outcome=outcome, by=by, at=at(on))


def stored(case: Case) -> dict[str, date]:
    rows = Deadline.objects.filter(case=case, kind=CODE)
    return dict(rows.values_list("subject", "due_on"))


def test_time_alone_makes_it_asked_for_late_and_a_flag(case: Case, amira: User):
    """The appointment is arranged days before; nobody does anything; the jobs do."""
    contact = arranged(case, amira, ON - 4 * DAY, on=ON - 9 * DAY)
    assert stored(case) == {}
    deadlines.recompute([case.pk], on=ON - 4 * DAY)
    assert stored(case) == {str(contact.uuid): ON - 2 * DAY}
    for on, flags in ((ON - 2 * DAY, 0), (ON - DAY, 1), (ON, 1)):
        deadlines.run_sweep("offenders.flag_overdue", on=on, at=at(on))
        assert Flag.objects.open().filter(case=case, kind=CODE).count() == flags
    flag = Flag.objects.get(case=case, kind=CODE)
    assert (flag.subject, flag.agency, flag.asked_of, flag.version) == (
        str(contact.uuid),
        Agency.POLICE,
        amira.officer,
        1,
    )
    attended(contact, amira, on=ON)
    flag.refresh_from_db()
    assert (flag.cured_at, flag.cured_by) == (at(ON), f"contact:{contact.uuid}")
    assert stored(case) == {}


def test_a_correction_to_a_later_day_takes_it_back(case: Case, amira: User):
    contact = arranged(case, amira, ON - 4 * DAY, on=ON - 9 * DAY)
    deadlines.recompute([case.pk], on=ON)
    amend_contact(
        contact=contact, version=1, reason="Put off", by=amira, at=at(ON), happened_at=at(ON + DAY)
    )
    assert stored(case) == {}


def test_a_visit_planned_and_never_recorded_is_asked_for_like_any_appointment(
    case: Case, amira: User
):
    """Recording the visit answers it, by the other floor's door."""
    from visits.services import VisitPlan, VisitRecord, plan_visit, record_planned_visit

    plan = {
        "purposes": ("residence",),
        "happens_at": at(ON - 4 * DAY),
        "address": None,
        "premises": "x",
    }
    planned = plan_visit(case=case, plan=VisitPlan(**plan), by=amira, at=at(ON - 9 * DAY))
    deadlines.recompute([case.pk], on=ON)
    deadlines.sweep([CODE], on=ON, at=at(ON))
    assert stored(case) == {str(planned.uuid): ON - 2 * DAY}
    record = VisitRecord(**plan, outcome=VisitOutcome.NOT_IN)
    record_planned_visit(planned=planned, version=1, record=record, by=amira, at=at(ON))
    assert stored(case) == {}
    assert Flag.objects.get(case=case, kind=CODE).cured_by == f"visit:{planned.uuid}"


@pytest.mark.parametrize(
    ("change", "is_asked"),
    [
        ({"status": CaseStatus.TERMINATED}, True),
        ({"died_on": ON}, False),
        ({"died_on": ON + DAY}, True),
    ],
)
def test_a_closed_case_still_asks_a_death_does_not(
    case: Case, amira: User, change: dict[str, Any], is_asked: bool
):
    """JOB-5."""
    arranged(case, amira, ON - 4 * DAY, on=ON - 9 * DAY)
    Case.objects.filter(pk=case.pk).update(**change)
    deadlines.recompute([case.pk], on=ON)
    assert bool(stored(case)) is is_asked


def test_what_is_no_appointment_and_what_has_an_outcome_is_not_asked_for(case: Case, amira: User):
    for code, outcome in (("CTOB", ""), ("COAP", "ATTC")):
        factories.make_contact(
            case, type_code=code, outcome_code=outcome, happened_at=at(ON - 9 * DAY),
            recorded_at=at(ON - 8 * DAY), officer=amira.officer,
        )  # fmt: skip
    deadlines.recompute([case.pk], on=ON)
    assert stored(case) == {}


def test_as_at_a_past_day_it_is_what_was_known_then(case: Case, ben: User):
    """JOB-3: recorded a week late, it is not overdue now, but it was; of Ben, though Amira holds the case."""
    contact = arranged(case, ben, ON - 14 * DAY, on=ON - 20 * DAY)
    attended(contact, ben, on=ON - 5 * DAY)
    assert deadlines.overdue_as_at(ON) == []
    (row,) = deadlines.overdue_as_at(ON - 6 * DAY)
    assert (row["kind"], row["subject"], row["officer"]) == (
        CODE,
        str(contact.uuid),
        ben.officer.code,
    )


def test_without_the_number_nothing_is_said_and_nothing_breaks(case: Case, amira: User):
    arranged(case, amira, ON - 4 * DAY, on=ON - 9 * DAY)
    Standard.objects.filter(key="outcome.missing").update(starts_on=ON + DAY)
    deadlines.recompute([case.pk], on=ON)
    assert stored(case) == {}


@pytest.mark.parametrize("seed", range(12))
def test_it_is_what_the_plain_answer_says_whatever_happens(
    seed: int, case: Case, amira: User, ben: User
):
    """Weeks of arranging, recording, putting off and of one death, by the services; the nightly run or none."""
    chance, on = random.Random(seed), date(2026, 3, 2)
    known: dict[str, Any] = {"died": None, "appointments": {}}
    contacts: dict[str, Contact] = {}
    for _ in range(40):
        on += chance.choice([0, 1, 2, 5]) * DAY
        deadlines.recompute([case.pk], on=on)  # the calendar moves: the nightly run
        by, act = chance.choice([amira, ben]), chance.random()
        open_keys = [k for k, rows in known["appointments"].items() if not rows[-1][2]]
        if act < 0.5 or not open_keys:
            day = on + chance.choice([0, 1, 3, 10]) * DAY
            contact = arranged(case, by, day, on=on)
            contacts[str(contact.uuid)] = contact
            known["appointments"][str(contact.uuid)] = [(on, day, False)]
        elif act < 0.97:
            key = chance.choice(open_keys)
            day = known["appointments"][key][-1][1]
            if day < on:
                attended(contacts[key], by, on=on)
                known["appointments"][key].append((on, day, True))
            else:
                later = day + chance.choice([1, 4]) * DAY
                latest = Contact.objects.current().get(uuid=key)
                amend_contact(
                    contact=latest, version=latest.version, reason="Put off", by=by, at=at(on),
                    happened_at=at(later, 14),
                )  # fmt: skip
                known["appointments"][key].append((on, later, False))
        elif known["died"] is None and chance.random() < 0.3:
            known["died"] = on
            Case.objects.filter(pk=case.pk).update(died_on=on)
            deadlines.refresh([case.pk], changed=Case, on=on, at=at(on))
        assert stored(case) == outcomes_due(known, on)
        assert deadlines.drift([case.pk], since=on, on=on) == []
        past = on - chance.choice([1, 7, 30]) * DAY
        if known["died"] is None:
            late = {k: str(d) for k, d in outcomes_due(known, past).items() if d < past}
            rows = [row for row in deadlines.overdue_as_at(past) if row["kind"] == CODE]
            assert {row["subject"]: row["due_on"] for row in rows} == late


class TestPages:
    @pytest.fixture(autouse=True)
    def today(self) -> Any:
        with time_machine.travel(datetime(2026, 11, 20, 12, tzinfo=UTC), tick=False):
            yield

    @pytest.fixture
    def late(self, case: Case, ben: User) -> Contact:
        """Ben saw Amira's case and recorded nothing."""
        contact = arranged(case, ben, ON - 9 * DAY, on=ON - 20 * DAY)
        deadlines.refresh_all(on=ON, at=clock.now())
        return contact

    def test_it_is_counted_under_its_own_word_alone(
        self, late: Contact, case: Case, amira: User, ben: User, dee: User, team: Team
    ):
        """One meaning: no case is overdue for it; the officer whose appointment it was has one to record."""
        now = clock.now()
        scope = Scope(team, dee, now)
        assert [my_day(user, at=now).outcomes.number for user in (amira, ben)] == [0, 1]
        assert contacts_by_officer(scope, "outcomes") == {ben.officer.pk: 1}
        assert [row.uuid for row in contacts_of(scope, "outcomes", ben.officer)] == [late.uuid]
        assert my_day(amira, at=now).counts["overdue"] == 0
        counts = counts_by_officer(scope)[amira.officer.pk]
        assert {counts[code] for code in counts if code.startswith("overdue")} == {0}
        assert not find(amira, Filters(due=DueState.OVERDUE), at=now).exists()
        assert list(find(amira, Filters(due=f"overdue:{CODE}"), at=now)) == [case]
        (row,) = find(amira, Filters(is_mine=True), at=now)
        assert row.next_due is None  # type: ignore[attr-defined]

    def test_the_case_says_it_to_everybody_who_works_on_it(
        self, late: Contact, case: Case, as_amira: Client
    ):
        response = as_amira.get(case.get_absolute_url())
        assert "11 November 2026 with" in text(response)
        assert "nobody has recorded how it ended" in text(response)
        act = reverse("offenders:record_outcome", args=[late.uuid])
        assert act in response.content.decode()

    def test_to_the_other_agency_it_is_told_as_the_others_to_do(
        self, late: Contact, case: Case, as_farah: Client
    ):
        response = as_farah.get(case.get_absolute_url())
        due = response.context["overview"].due
        (row,) = [row for row in due if row.kind == CODE]
        assert row.done_by == "the police"
        act = reverse("offenders:record_outcome", args=[late.uuid])
        assert act not in str(row.acts)

    def test_the_flag_says_why_and_leads_to_the_appointment(
        self, late: Contact, case: Case, as_amira: Client
    ):
        flag = Flag.objects.get(case=case, kind=CODE)
        response = as_amira.get(flag.get_absolute_url())
        assert "Outcome of an appointment overdue by 7 days" in text(response)
        assert reverse("offenders:contact", args=[late.uuid]) in response.content.decode()

    def test_a_page_of_the_outcome_ends_it(self, late: Contact, case: Case, as_ben: Client):
        """One tap from My day to the form, and the line is gone."""
        url = reverse("offenders:record_outcome", args=[late.uuid])
        form = as_ben.get(url).context["form"]
        sent = {"form_key": str(form["form_key"].value()), "version": "1", "outcome": "ATTC"}
        response = as_ben.post(url, sent, follow=True)
        assert response.status_code == 200
        assert "Outcome of an appointment is no longer due." in text(response)
        assert as_ben.get("/my-day/").context["day"].outcomes.number == 0

"""A child at a visit: made critical, shown to officer and supervisor, answered by an enquiry or a decision alone."""

import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from audit.models import Event as AuditEvent
from caseloads.selectors.home import my_day
from caseloads.selectors.team.page import team_page
from caseloads.selectors.team.scope import Scope
from core import clock
from core.calendar import LONDON
from core.errors import RefusedError, StaleError
from core.history import changes_of
from offenders import deadlines
from offenders.choices import Severity
from offenders.models import Case, Contact, Deadline, Flag
from offenders.services.flags import accept_flag
from people.models import Team, User
from tests import factories
from tests.oracle import children_due, enquiries_due, working_days_after
from tests.pages import text_of
from tests.rules import said_at_length
from tests.together import STORED, together, while_open
from visits import services
from visits.choices import ConditionResult, NotificationItem, VisitOutcome, VisitPurpose
from visits.deadlines import CHILD_ANSWER, CHILD_SEEN, JOB
from visits.models import ChildDecision, ConditionCheck, Enquiry, Visit
from visits.rules import (
    AskedAbout,
    ChildFacts,
    ChildVisit,
    EnquiryFacts,
    Telling,
    child_answer_due,
    child_seen_due,
)
from visits.services import AnswerSaid, CheckFinding, EnquirySaid, VisitRecord

DAY = timedelta(days=1)
ON = date(2026, 11, 20)  # a Friday
NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
KEY = "8f14e45f-ceea-467f-a8a5-b1f2c0d9e0c1"
BOY = {
    "children": "present",
    "children_detail": "A boy on the sofa",
    "child_ages": "6",
    "child_relation": "Nephew",
}
TOLD = "Children present: A boy on the sofa; age: 6; Nephew"


def at(day: date, hour: int = 12) -> datetime:
    return datetime.combine(day, time(hour), tzinfo=LONDON)


class TestRule:
    def due(self, *tellings: Telling, answered: int = 0, is_withdrawn: bool = False) -> Any:
        visit = ChildVisit(UUID(int=1), ON - DAY, tellings, answered, is_withdrawn)
        return child_seen_due(ChildFacts((visit,)), ON)

    def test_it_is_critical_on_the_day_on_which_it_is_recorded(self) -> None:
        (due,) = self.due(Telling(1, ON, TOLD))
        assert (due.on, due.first_told_on, due.severity) == (ON, ON, Severity.CRITICAL)
        assert due.because == (
            f"Visit of 19 November 2026: {TOLD}. Nobody has recorded an enquiry or a referral."
        )

    @pytest.mark.parametrize(
        ("words", "answered", "expected"),
        [
            (["a"], 1, None),
            (["a", "a"], 1, None),  # a slip of the clock is corrected
            (["a", "A "], 1, None),
            (["a", "b"], 1, 2),  # another child
            (["a", "b"], 2, None),
            (["a", "b"], 0, 1),
            (["a", "b", "a"], 2, 3),
        ],
    )
    def test_what_a_correction_tells_anew_is_asked_anew(
        self, words: list[str], answered: int, expected: int | None
    ) -> None:
        tellings = [Telling(n, ON + n * DAY, said) for n, said in enumerate(words, start=1)]
        found = self.due(*tellings, answered=answered)
        assert [due.on for due in found] == ([ON + expected * DAY] if expected else [])

    def test_taken_back_by_a_correction_it_is_the_supervisors(self) -> None:
        (due,) = self.due(Telling(1, ON, TOLD), is_withdrawn=True)
        assert due.because.endswith("says nothing of a child now: a supervisor decides.")

    @pytest.mark.parametrize(
        ("asked_on", "due_on"),
        [(date(2026, 11, 20), date(2026, 12, 4)), (date(2026, 12, 18), date(2027, 1, 6))],
    )
    def test_an_enquiry_is_to_be_considered_within_ten_working_days(
        self, asked_on: date, due_on: date
    ) -> None:
        asked = AskedAbout(UUID(int=2), "Children's services", asked_on)
        (due,) = child_answer_due(EnquiryFacts((asked,), 10, date(2004, 5, 1)), asked_on)
        assert (due.on, due.severity) == (due_on, Severity.HIGH)
        assert due_on == working_days_after(asked_on, 10)
        assert "No answer is recorded." in due.because

    def test_what_they_say_fits(self) -> None:
        visit = ChildVisit(UUID(int=1), ON, (Telling(1, ON, "x" * 9_000),), 0, True)
        said_at_length(CHILD_SEEN, ChildFacts((visit,)), ON)
        asked = AskedAbout(UUID(int=2), "x", date(2060, 12, 30), date(2060, 12, 31))
        said_at_length(CHILD_ANSWER, EnquiryFacts((asked,), 10, ON), date(2061, 1, 9))


def record_of(happens_at: datetime, **found: Any) -> VisitRecord:
    values = {"outcome": VisitOutcome.SEEN_AT_DOOR, "purposes": (VisitPurpose.RESIDENCE,)}
    values |= {"address": None, "premises": "1 Invented Street", "happens_at": happens_at}
    return VisitRecord(**values | found)


def visited(case: Case, by: User, on: date, **found: Any) -> Contact:
    record = record_of(at(on, 9), **found)
    return services.record_visit(case=case, record=record, by=by, at=at(on), is_another=True)


def newest(contact: Contact) -> Contact:
    return Contact.objects.current().get(uuid=contact.uuid)


def corrected(contact: Contact, by: User, on: date, **found: Any) -> Contact:
    latest = newest(contact)
    return services.amend_visit(
        contact=latest,
        version=latest.version,
        record=record_of(latest.happened_at, **found),
        reason="A slip",
        by=by,
        at=at(on, 13),
    )


def asked(
    contact: Contact, by: User, on: date, *, version: int = 0, answer: AnswerSaid | None = None
) -> Enquiry:
    latest = newest(contact)
    said = EnquirySaid(
        kind="check",
        asked_of="Eastmoor children's services",
        about="A boy of 6",
        words="Who looks after him?",
        asked_at=at(on, 14),
    )
    return services.record_enquiry(
        contact=latest, version=version or latest.version, said=said, by=by, at=at(on, 15), answer=answer
    )  # fmt: skip


def answer_said(on: date, considered: str = "") -> AnswerSaid:
    return AnswerSaid(
        answer="known", answer_words="His mother knows", answered_at=at(on, 14), considered=considered
    )  # fmt: skip


def decided(contact: Contact, by: User, on: date, *, version: int = 0) -> ChildDecision:
    latest = newest(contact)
    return services.decide_child(
        contact=latest, version=version or latest.version, reason="A doll", by=by, at=at(on, 16)
    )


def stored(case: Case, kind: str = "child_seen") -> dict[str, date]:
    rows = Deadline.objects.filter(case=case, kind=kind)
    return dict(rows.values_list("subject", "due_on"))


@pytest.fixture(autouse=True)
def today() -> Iterator[None]:
    with time_machine.travel(NOON + timedelta(hours=6), tick=False):
        yield


@pytest.fixture
def long_known(case: Case) -> Case:
    Team.objects.update(created_on=ON - 600 * DAY)
    Case.objects.update(created_on=ON - 600 * DAY)
    case.allocations.update(starts_on=ON - 600 * DAY)
    return case


@pytest.mark.django_db
@pytest.mark.usefixtures("long_known")
class TestEngine:
    @pytest.mark.parametrize(
        ("found", "is_asked"),
        [
            (BOY, True),
            ({"children": "signs", "children_detail": "A coat"}, True),
            ({"children": "no"}, False),
            ({"children": "not_known"}, False),
            ({}, False),
            ({"outcome": VisitOutcome.NOT_IN, **BOY}, True),
            ({"outcome": VisitOutcome.SEEN_ELSEWHERE, **BOY}, True),
        ],
    )
    def test_a_child_or_signs_of_one_ask(
        self, case: Case, amira: User, found: dict[str, Any], is_asked: bool
    ) -> None:
        contact = visited(case, amira, ON, **found)
        assert stored(case) == ({str(contact.uuid): ON} if is_asked else {})

    def test_a_concern_about_a_child_in_the_household_is_a_sign(
        self, case: Case, amira: User
    ) -> None:
        check = CheckFinding(
            notification=NotificationItem.CHILD, result=ConditionResult.CONCERN, concern="A cot"
        )
        contact = visited(case, amira, ON, checks=(check,))
        assert stored(case) == {str(contact.uuid): ON}
        (row,) = Deadline.objects.filter(kind="child_seen")
        assert "A child in the household, a concern: A cot" in row.because

    def test_late_it_is_a_flag_until_somebody_was_asked(self, case: Case, amira: User) -> None:
        contact = visited(case, amira, ON - 2 * DAY, **BOY)
        deadlines.run_sweep(JOB, on=ON - 2 * DAY, at=at(ON - 2 * DAY, 23))
        assert not Flag.objects.filter(kind="child_seen").exists()
        deadlines.run_sweep(JOB, on=ON - DAY, at=at(ON - DAY))
        flag = Flag.objects.open().get(kind="child_seen")
        enquiry = asked(contact, amira, ON)
        flag.refresh_from_db()
        assert flag.cured_by == f"enquiry:{enquiry.uuid}"
        assert stored(case) == {}
        assert stored(case, "child_answer") == {str(enquiry.uuid): working_days_after(ON, 10)}

    def test_no_acceptance_hides_it(self, case: Case, amira: User, dee: User) -> None:
        visited(case, amira, ON - 2 * DAY, **BOY)
        deadlines.run_sweep(JOB, on=ON, at=at(ON))
        flag = Flag.objects.get(kind="child_seen")
        for by in (amira, dee):
            with pytest.raises(RefusedError, match="cannot wait"):
                accept_flag(
                    flag=flag, until=ON + DAY, reason="Later", version=flag.version, by=by, at=at(ON)
                )  # fmt: skip

    def test_neither_a_correction_nor_another_visit_nor_prison_answers_it(
        self, case: Case, amira: User
    ) -> None:
        contact = visited(case, amira, ON - DAY, **BOY)
        corrected(contact, amira, ON, children="no")
        visited(case, amira, ON, outcome=VisitOutcome.SEEN_INSIDE, children="no")
        factories.make_pause(case, starts_on=ON)
        Case.objects.filter(pk=case.pk).update(status="terminated")
        deadlines.recompute([case.pk], on=ON)
        assert stored(case) == {str(contact.uuid): ON - DAY}

    def test_a_correction_that_finds_a_child_later_asks_from_its_own_day(
        self, case: Case, amira: User
    ) -> None:
        contact = visited(case, amira, ON - 3 * DAY, children="no")
        corrected(contact, amira, ON, **BOY)
        assert stored(case) == {str(contact.uuid): ON}

    def test_an_answer_finishes_only_once_it_is_considered(self, case: Case, amira: User) -> None:
        contact = visited(case, amira, ON, **BOY)
        enquiry = asked(contact, amira, ON)
        services.answer_enquiry(
            enquiry=enquiry, version=1, said=answer_said(ON), by=amira, at=at(ON, 15)
        )
        (row,) = Deadline.objects.filter(kind="child_answer")
        assert "They answered on 20 November 2026; what it means" in row.because
        services.consider_enquiry(
            enquiry=enquiry, version=2, considered="No change", by=amira, at=at(ON, 16)
        )
        assert stored(case, "child_answer") == {}

    def test_answered_and_considered_there_and_then(self, case: Case, amira: User) -> None:
        contact = visited(case, amira, ON, **BOY)
        asked(contact, amira, ON, answer=answer_said(ON, "He goes home at six"))
        assert (stored(case), stored(case, "child_answer")) == ({}, {})
        types = Contact.objects.filter(case=case).values_list("type__code", flat=True)
        assert set(types) >= {"SFGC", "SFRR"}

    @pytest.mark.parametrize("seed", range(10))
    def test_it_is_what_the_plain_answer_says_whatever_happens(
        self, seed: int, case: Case, amira: User, dee: User
    ) -> None:
        chance, on = random.Random(seed), date(2026, 3, 2)
        known: dict[str, tuple[list[Any], list[Any]]] = {}
        contacts: dict[str, Contact] = {}
        enquiries: dict[str, list[Any]] = {}
        for _ in range(25):
            on += chance.choice([1, 2, 5]) * DAY
            words = chance.choice(["", "A boy", "A girl"])
            found = {"children": "signs" if words else "no", "children_detail": words}
            key = chance.choice(list(contacts)) if contacts else ""
            act = chance.choice(["visit", "correct", "ask", "decide"]) if contacts else "visit"
            if act == "visit":
                contact = visited(case, amira, on, **found)
                contacts[str(contact.uuid)] = contact
                known[str(contact.uuid)] = ([(on, words)], [])
            elif act == "correct":
                corrected(contacts[key], amira, on, **found)
                known[key][0].append((on, words))
            elif act == "ask":
                enquiry = asked(contacts[key], amira, on)
                known[key][1].append((on, len(known[key][0])))
                enquiries[str(enquiry.uuid)] = [on, None]
                if chance.random() < 0.5:
                    services.answer_enquiry(
                        enquiry=enquiry, version=1, said=answer_said(on, "So"), by=amira, at=at(on, 17)
                    )  # fmt: skip
                    enquiries[str(enquiry.uuid)][1] = on
            elif key in children_due(known, on):
                decided(contacts[key], dee, on)
                known[key][1].append((on, len(known[key][0])))
            assert stored(case) == children_due(known, on)
            assert stored(case, "child_answer") == enquiries_due(enquiries, on)
            drifted = deadlines.drift([case.pk], since=on, on=on)
            assert {"child_seen", "child_answer"}.isdisjoint({key.kind for key in drifted})
            past = on - chance.choice([1, 7, 30]) * DAY
            late = {k: str(d) for k, d in children_due(known, past).items() if d < past}
            rows = deadlines.overdue_as_at(past)
            assert {
                row["subject"]: row["due_on"] for row in rows if row["kind"] == "child_seen"
            } == late


@pytest.mark.django_db
@pytest.mark.usefixtures("long_known")
class TestServices:
    def test_a_supervisor_decides_with_a_reason(self, case: Case, amira: User, dee: User) -> None:
        contact = visited(case, amira, ON, **BOY)
        decided(contact, dee, ON)
        assert stored(case) == {}

    @pytest.mark.parametrize("part", ["officer", "second", "author"])
    def test_nobody_decides_about_their_own_visit(
        self, case: Case, amira: User, dee: User, part: str
    ) -> None:
        first = amira if part == "second" else dee
        extra = {"second_officer": dee.officer} if part == "second" else {}
        contact = visited(case, amira if part == "author" else first, ON, **BOY, **extra)
        if part == "author":
            corrected(contact, dee, ON, **BOY)
        with pytest.raises(RefusedError, match="another supervisor"):
            decided(contact, dee, ON)
        assert not ChildDecision.objects.exists()

    def test_without_a_reason_or_a_child_there_is_no_decision(
        self, case: Case, amira: User, dee: User
    ) -> None:
        contact = visited(case, amira, ON, children="no")
        with pytest.raises(RefusedError, match="Nothing that this visit tells"):
            decided(contact, dee, ON)
        contact = visited(case, amira, ON, **BOY)
        with pytest.raises(RefusedError, match="Say why"):
            services.decide_child(contact=contact, version=1, reason=" ", by=dee, at=at(ON, 16))

    @pytest.mark.parametrize(
        ("asked_at", "words"),
        [(at(ON, 16), "It is 15:00 now"), (at(ON - DAY, 14), "that day or later")],
    )
    def test_an_enquiry_lies_between_the_visit_and_now(
        self, case: Case, amira: User, asked_at: datetime, words: str
    ) -> None:
        contact = visited(case, amira, ON, **BOY)
        said = EnquirySaid(kind="referral", asked_of="A", about="B", words="C", asked_at=asked_at)
        with pytest.raises(RefusedError, match=words):
            services.record_enquiry(contact=contact, version=1, said=said, by=amira, at=at(ON, 15))

    def test_a_planned_visit_has_found_nothing(self, case: Case, amira: User) -> None:
        planned = factories.make_visit(case, "", at=at(ON + DAY), officer=amira.officer)
        with pytest.raises(RefusedError, match="still to come"):
            asked(planned.contact, amira, ON)

    def test_what_a_newer_version_tells_was_not_asked_about(
        self, case: Case, amira: User, ben: User
    ) -> None:
        contact = visited(case, amira, ON, **BOY)
        corrected(contact, ben, ON, **BOY | {"child_ages": "6, and a girl of 3"})
        for act in (
            lambda: asked(contact, amira, ON, version=1),
            lambda: services.decide_child(
                contact=contact, version=1, reason="No", by=amira, at=at(ON, 16)
            ),
        ):
            with pytest.raises((StaleError, RefusedError)):
                act()
        assert list(stored(case)) == [str(contact.uuid)]

    def test_every_step_is_in_the_history(self, case: Case, amira: User) -> None:
        enquiry = asked(visited(case, amira, ON, **BOY), amira, ON)
        services.answer_enquiry(
            enquiry=enquiry, version=1, said=answer_said(ON, "So"), by=amira, at=at(ON, 15)
        )
        rows = [change.row.answer for change in changes_of(Enquiry, uuid=enquiry.uuid)]
        assert rows == ["known", ""]

    @pytest.mark.parametrize(
        "broken",
        [
            {"kind": "chat"},
            {"asked_of": ""},
            {"about": ""},
            {"answer": "known"},
            {"considered": "So"},
            {"asked_at": NOON + DAY},
        ],
    )
    def test_the_database_refuses_what_is_not_whole(
        self, case: Case, amira: User, broken: dict[str, Any]
    ) -> None:
        enquiry = asked(visited(case, amira, ON, **BOY), amira, ON)
        with pytest.raises(IntegrityError), transaction.atomic():
            Enquiry.objects.filter(pk=enquiry.pk).update(**broken)


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("long_known")
class TestTwoAtOnce:
    def test_of_two_answers_the_second_is_told(self, case: Case, amira: User, ben: User) -> None:
        enquiry = asked(visited(case, amira, ON, **BOY), amira, ON)

        def answer(by: User) -> Any:
            return services.answer_enquiry(
                enquiry=enquiry, version=1, said=answer_said(ON), by=by, at=at(ON, 15)
            )

        answers = together(lambda: answer(amira), lambda: answer(ben))
        assert answers == ["StaleError", STORED]

    def test_an_enquiry_waits_for_a_correction_that_finds_another_child(
        self, case: Case, amira: User, ben: User
    ) -> None:
        contact = visited(case, amira, ON, **BOY)
        said = while_open(
            lambda: corrected(contact, ben, ON, **BOY | {"child_ages": "6 and 3"}),
            lambda: asked(contact, amira, ON, version=1),
        )
        assert said == "StaleError"
        assert list(stored(case)) == [str(contact.uuid)]


@pytest.mark.django_db
@pytest.mark.usefixtures("long_known")
class TestPages:
    def sent(self, **changes: Any) -> dict[str, Any]:
        return {
            "form_key": KEY,
            "version": "1",
            "kind": "check",
            "asked_of": "Eastmoor children's services",
            "about": "A boy of 6",
            "asked_on": "2026-11-20",
            "asked_time": "13:00",
            "words": "Who looks after him?",
            "answer": "not_yet",
        } | changes

    def test_saving_a_visit_with_a_child_is_no_green_calm(
        self, case: Case, as_amira: Client, ben: User
    ) -> None:
        factories.make_address(case, starts_on=ON - 600 * DAY)
        data = {
            "form_key": KEY, "outcome": "seen_at_door", "happens_on": "2026-11-20", "happens_time": "11:00",
            "purposes": ["residence"], "where": str(case.addresses.get().uuid), "crew": "two",
            "second_officer": str(ben.officer.pk), "is_announced": "no", "notes": "He came out", **BOY,
        }  # fmt: skip
        page = as_amira.post(reverse("visits:record_new", args=[case.uuid]), data, follow=True)
        html = page.content.decode()
        visit = Visit.objects.get(case=case)
        assert "moj-alert--success" not in html
        assert "moj-alert--warning" in html
        assert "It is not finished: it tells of a child" in text_of(page)
        assert f'href="{reverse("visits:enquire", args=[visit.contact.uuid])}"' in html
        assert f"Visit of 20 November 2026: {TOLD}." in text_of(page)
        assert (visit.child_ages, visit.child_relation) == ("6", "Nephew")

    def test_it_is_on_the_day_of_officer_and_supervisor_and_on_the_team(
        self, case: Case, amira: User, farah: User, dee: User, ben: User, team: Team
    ) -> None:
        visited(case, amira, ON, **BOY)
        now = clock.now()
        days = {user.name: my_day(user, at=now) for user in (amira, farah, dee, ben)}
        assert [len(day.at_once) for day in days.values()] == [1, 1, 1, 0]
        assert days[amira.name].counts["soon"] == 1
        assert [row.kind for row in team_page(Scope(team, dee, now)).at_once] == ["child_seen"]
        deadlines.run_sweep(JOB, on=ON + DAY, at=now + DAY)
        tomorrow = my_day(amira, at=now + DAY)
        assert (tomorrow.at_once, tomorrow.overdue[0].kind) == ([], "child_seen")
        assert len(my_day(dee, at=now + DAY).at_once) == 1

    def test_each_page_says_it_with_the_acts(
        self,
        case: Case,
        amira: User,
        as_amira: Client,
        as_dee: Client,
        as_farah: Client,
        team: Team,
    ) -> None:
        contact = visited(case, amira, ON, **BOY)
        enquire = f'href="{reverse("visits:enquire", args=[contact.uuid])}"'
        decide = f'href="{reverse("visits:decide_child", args=[contact.uuid])}"'
        visit_page = reverse("visits:visit", args=[contact.uuid])
        for address in ("/my-day/", case.get_absolute_url(), visit_page):
            for client in (as_amira, as_farah):
                page = client.get(address).content.decode()
                assert enquire in page
                assert decide not in page
        team_address = reverse("caseloads:team", args=[team.uuid])
        for address in (team_address, case.get_absolute_url(), visit_page):
            page = as_dee.get(address).content.decode()
            assert enquire in page
            assert decide in page

    def test_on_the_case_it_stands_before_what_is_long_overdue(
        self, case: Case, amira: User, as_amira: Client
    ) -> None:
        factories.make_deadline(case, ON - 90 * DAY, severity="critical", subject="x")
        visited(case, amira, ON, **BOY)
        rows = as_amira.get(case.get_absolute_url()).context["overview"].due
        assert rows[0].kind == "child_seen"
        assert "app-due--overdue" in rows[0].item

    def test_an_enquiry_by_its_page(self, case: Case, amira: User, as_amira: Client) -> None:
        contact = visited(case, amira, ON, **BOY)
        url = reverse("visits:enquire", args=[contact.uuid])
        assert TOLD in text_of(as_amira.get(url))
        page = as_amira.post(url, self.sent(), follow=True)
        assert "Saved. It stays open until they have answered." in text_of(page)
        enquiry = Enquiry.objects.get()
        assert (enquiry.recorded_by, enquiry.contact_id) == (amira, contact.pk)
        assert AuditEvent.objects.filter(view="visits:enquire", outcome="changed").exists()
        as_amira.post(url, self.sent())
        assert Enquiry.objects.count() == 1
        answer = reverse("visits:answer_enquiry", args=[enquiry.uuid])
        data = {
            "form_key": KEY[:-1] + "2",
            "version": "1",
            "answer": "known",
            "answer_words": "Known",
        }
        data |= {"answered_on": "2026-11-20", "answered_time": "17:00"}
        page = as_amira.post(answer, data, follow=True)
        assert "until somebody says what the answer means" in text_of(page)
        data = {
            "form_key": KEY[:-1] + "3",
            "version": "2",
            "considered": "He is told to leave at six",
        }
        page = as_amira.post(answer, data, follow=True)
        assert "answered and considered" in text_of(page)
        assert stored(case, "child_answer") == {}

    @pytest.mark.parametrize(
        ("changes", "words"),
        [
            ({"kind": ""}, "Choose what you have done"),
            ({"asked_of": ""}, "Say whom you asked or told"),
            ({"about": ""}, "Say about which child"),
            ({"words": ""}, "Say what you asked or told them"),
            ({"answer": ""}, "Answer “What did they answer?”"),
            ({"asked_time": "23:30"}, "record it once they have been asked"),
            ({"answer": "known"}, "Say what they answered"),
            ({"answer_words": "Known"}, "Choose what they answered"),
        ],
    )
    def test_what_is_wrong_is_said(
        self, case: Case, amira: User, as_amira: Client, changes: dict[str, Any], words: str
    ) -> None:
        contact = visited(case, amira, ON, **BOY)
        url = reverse("visits:enquire", args=[contact.uuid])
        assert words in text_of(as_amira.post(url, self.sent(**changes)))
        assert not Enquiry.objects.exists()

    def test_a_decision_by_its_page(
        self, case: Case, amira: User, as_dee: Client, as_amira: Client
    ) -> None:
        contact = visited(case, amira, ON, **BOY)
        url = reverse("visits:decide_child", args=[contact.uuid])
        assert as_amira.get(url).status_code == 403
        data = {"form_key": KEY, "version": "1", "reason": "<b>A doll</b>, Ben saw it"}
        page = as_dee.post(url, data, follow=True)
        assert "Dee" in text_of(page)
        assert "&lt;b&gt;A doll&lt;/b&gt;" in page.content.decode()
        assert stored(case) == {}

    @pytest.mark.parametrize(
        ("found", "words"),
        [
            ({"devices_examined": "refused"}, "Devices: consent refused."),
            (
                {"outcome": VisitOutcome.ENTRY_REFUSED, "refusal_words": "Not today"},
                "Entry refused: Not today.",
            ),
            (BOY, f"{TOLD}."),
            ({}, ""),
            ({"devices_examined": "none"}, ""),
        ],
    )
    def test_a_supervisor_reads_refusals_and_children_whatever_the_concern_box_says(
        self, case: Case, amira: User, as_dee: Client, team: Team, found: dict[str, Any], words: str
    ) -> None:
        visited(case, amira, ON, **found)
        page = text_of(
            as_dee.get(reverse("caseloads:team_cases", args=[team.uuid]), {"list": "review"})
        )
        assert (words in page) if words else ("Nothing is in this list now." in page)

    def test_the_list_of_visits_marks_it(self, case: Case, amira: User, as_amira: Client) -> None:
        contact = visited(case, amira, ON, **BOY)
        url = reverse("visits:visits", args=[case.uuid])
        assert "A child, not answered" in text_of(as_amira.get(url))
        asked(contact, amira, ON)
        assert "A child, not answered" not in text_of(as_amira.get(url))

    def test_a_check_row_is_kept_with_the_version(self, case: Case, amira: User) -> None:
        check = CheckFinding(notification=NotificationItem.CHILD, result=ConditionResult.CHECKED)
        visited(case, amira, ON, checks=(check,))
        assert ConditionCheck.objects.count() == 1
        assert stored(case) == {}

"""Pages of visits: what they show, what they refuse, where they lead."""

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from audit.models import Event
from core import clock
from core.calendar import LONDON
from offenders import deadlines
from offenders.choices import PauseKind
from offenders.models import Case, Contact, Draft, Flag
from people.models import Officer, Team, User
from tests import factories
from tests.queries import asked_by
from visits.models import Interval, Visit

OFFERED = ("record_new", "plan", "interval")
KEY = "8f14e45f-ceea-467f-a8a5-b1f2c0d9e001"


@pytest.fixture
def now() -> datetime:
    return clock.now()


@pytest.fixture
def home(case: Case) -> Any:
    return factories.make_address(case)


def sent(case: Case, ben: Officer, now: datetime, **changes: Any) -> dict[str, Any]:
    """A visit seen inside an hour ago, as the form sends it."""
    then = (now - timedelta(hours=1)).astimezone(LONDON)
    address = case.addresses.first()
    data = {
        "form_key": KEY,
        "outcome": "seen_inside",
        "happens_on": "other",
        "happens_on_day": str(then.day),
        "happens_on_month": str(then.month),
        "happens_on_year": str(then.year),
        "happens_time": f"{then:%H:%M}",
        "purposes": ["residence"],
        "result_residence": "met",
        "where": str(address.uuid) if address else "other",
        "premises": "" if address else "1 Invented Street",
        "crew": "two",
        "second_officer": str(ben.pk),
        "is_announced": "no",
        "people_present": "Nobody",
        "children": "no",
    }
    return data | changes


def text(response: Any) -> str:
    return response.content.decode()


class TestRecording:
    def url(self, case: Case) -> str:
        return reverse("visits:record_new", args=[case.uuid])

    def test_what_happened_is_asked_first(self, case: Case, as_amira: Client) -> None:
        page = text(as_amira.get(self.url(case)))
        assert "What happened?" in page
        assert page.count('name="outcome"') == 7

    @pytest.mark.parametrize(
        ("outcome", "asked", "not_asked"),
        [
            ("seen_inside", "Rooms you saw", "Who asked to come in"),
            ("not_in", "What did you try?", "Rooms you saw"),
            ("entry_refused", "What was said?", "Rooms you saw"),
            ("moved_away", "What did you find out", "Children, or signs"),
            ("abandoned_safety", "Why did you leave?", "Rooms you saw"),
            ("seen_elsewhere", "Where did you see them?", "Rooms you saw"),
            ("seen_at_door", "why not inside?", "Rooms you saw"),
        ],
    )
    def test_then_only_what_that_outcome_needs(
        self, case: Case, as_amira: Client, outcome: str, asked: str, not_asked: str
    ) -> None:
        page = text(as_amira.get(self.url(case), {"outcome": outcome}))
        assert asked in page
        assert not_asked not in page

    def test_back_on_the_case_with_what_changed(
        self, case: Case, as_amira: Client, ben: User, now: datetime, home: Any
    ) -> None:
        deadlines.refresh_all(on=clock.today(), at=now)
        response = as_amira.post(self.url(case), sent(case, ben.officer, now), follow=True)
        assert response.redirect_chain[-1][0] == case.get_absolute_url()
        assert "Visit recorded: seen inside. Home visit is next due by" in text(response)
        assert not Flag.objects.filter(case=case, kind="home_visit", cured_at=None).exists()

    def test_no_answer_says_that_the_clock_goes_on(
        self, case: Case, as_amira: Client, now: datetime, home: Any, ben: User
    ) -> None:
        deadlines.refresh_all(on=clock.today(), at=now)
        data = sent(case, ben.officer, now, outcome="not_in", notes="Rang twice")
        response = as_amira.post(self.url(case), data, follow=True)
        assert "This does not restart the clock" in text(response)

    def test_who_was_gone_lives_somewhere_and_it_is_asked_at_once(
        self, case: Case, as_amira: Client, now: datetime, home: Any, ben: User
    ) -> None:
        data = sent(case, ben.officer, now, outcome="moved_away", notes="The neighbour says so")
        answer = as_amira.post(self.url(case), data)
        visit = Visit.objects.get(case=case)
        where = reverse("offenders:address", args=[case.uuid])
        assert answer.url == f"{where}?contact={visit.contact.uuid}"
        page = text(as_amira.get(answer.url))
        assert "Not living at the notified address may be an offence" in page
        assert visit.contact.get_absolute_url() in page
        told = text(as_amira.get(reverse("visits:visit", args=[visit.contact.uuid])))
        assert answer.url in told, (
            "and the page of the visit leads there, with all else that it may tell"
        )

    def test_a_refused_search_is_counted_at_once(
        self, case: Case, as_amira: Client, now: datetime, home: Any, ben: User
    ) -> None:
        data = sent(
            case,
            ben.officer,
            now,
            outcome="entry_refused",
            purposes=["risk_assessment_search"],
            entry_sought_by="DC Khan, a constable",
            refusal_words="Not today",
        )
        response = as_amira.post(self.url(case), data, follow=True)
        assert "1 of 2 occasions that count for a warrant at this address" in text(response)

    def test_a_double_submission_is_stored_once(
        self, case: Case, as_amira: Client, ben: User, now: datetime, home: Any
    ) -> None:
        data = sent(case, ben.officer, now)
        as_amira.post(self.url(case), data)
        as_amira.post(self.url(case), data)
        assert Visit.objects.filter(case=case).count() == 1

    def test_the_draft_is_dropped(
        self, case: Case, amira: User, as_amira: Client, ben: User, now: datetime, home: Any
    ) -> None:
        factories.make_draft(case, amira, "record-visit", outcome=["seen_inside"])
        as_amira.post(self.url(case), sent(case, ben.officer, now))
        assert not Draft.objects.exists()

    def test_a_draft_is_offered_on_the_first_page_and_fills_the_second(
        self, case: Case, amira: User, as_amira: Client
    ) -> None:
        factories.make_draft(
            case, amira, "record-visit", outcome=["not_in"], notes=["Rang, no answer"]
        )
        assert "Go on with it: no answer" in text(as_amira.get(self.url(case)))
        page = text(as_amira.get(self.url(case), {"outcome": "not_in"}))
        assert "Rang, no answer" in page

    def test_probation_is_sent_to_the_contact_form(self, case: Case, as_farah: Client) -> None:
        response = as_farah.get(self.url(case))
        assert response.status_code == 403
        page = text(response)
        assert "This is for the police to do" in page
        assert reverse("offenders:log_contact", args=[case.uuid]) in page

    def test_a_case_in_custody_says_so(self, case: Case, as_amira: Client) -> None:
        factories.make_pause(case, PauseKind.CUSTODY, starts_on=clock.today())
        assert "is recorded as in custody since" in text(as_amira.get(self.url(case)))

    @pytest.mark.parametrize("code", ["", "nonsense", "seen_inside\ud800"[:11] + "x"])
    def test_an_unknown_outcome_asks_again(self, case: Case, as_amira: Client, code: str) -> None:
        assert "What happened?" in text(as_amira.get(self.url(case), {"outcome": code}))


class TestErrors:
    """Each says how to put it right."""

    @pytest.mark.parametrize(
        ("changes", "message"),
        [
            ({"purposes": []}, "Choose what the visit is for"),
            ({"result_residence": ""}, "choose met, not met or not tried"),
            ({"children": ""}, "Answer “Children, or signs of children?”"),
            ({"children": "present"}, "Say which children you saw, or which signs"),
            ({"people_present": ""}, "Answer “Who else was there?”"),
            ({"where": "other"}, "Enter the address or place"),
            ({"second_officer": ""}, "Choose the second officer"),
            ({"crew": "alone"}, "Two officers normally go (high risk)"),
            ({"is_announced": "yes"}, "Say why the visit is announced"),
            ({"happens_time": "half past"}, "like 10:35"),
            ({"outcome": "entry_refused"}, "Answer “What was said?”"),
            ({"outcome": "not_in"}, "Answer “What did you try?”"),
        ],
    )
    def test_in_words(
        self,
        case: Case,
        as_amira: Client,
        ben: User,
        now: datetime,
        home: Any,
        changes: dict[str, Any],
        message: str,
    ) -> None:
        url = reverse("visits:record_new", args=[case.uuid])
        response = as_amira.post(url, sent(case, ben.officer, now) | changes)
        assert response.status_code == 200
        assert message in text(response)
        assert not Visit.objects.exists()

    def test_a_visit_to_come_cannot_be_recorded(
        self, case: Case, as_amira: Client, ben: User, now: datetime, home: Any
    ) -> None:
        later = sent(case, ben.officer, now + timedelta(days=2))
        url = reverse("visits:record_new", args=[case.uuid])
        assert "or in the past" in text(as_amira.post(url, later))

    def test_nor_one_before_anybody_held_the_case(
        self, case: Case, as_amira: Client, ben: User, now: datetime, home: Any
    ) -> None:
        before = sent(case, ben.officer, now - timedelta(days=400))
        url = reverse("visits:record_new", args=[case.uuid])
        assert "was first allocated on" in text(as_amira.post(url, before))

    def test_nor_one_after_the_death(
        self, case: Case, as_amira: Client, ben: User, now: datetime, home: Any
    ) -> None:
        case.died_on = clock.today() - timedelta(days=3)
        case.save()
        url = reverse("visits:record_new", args=[case.uuid])
        page = text(as_amira.post(url, sent(case, ben.officer, now)))
        assert "is recorded as having died on" in page


class TestPlanning:
    def test_purpose_before_date(self, case: Case, as_amira: Client) -> None:
        page = text(as_amira.get(reverse("visits:plan", args=[case.uuid])))
        assert page.index("What for?") < page.index("Which day?")
        assert "No visit has been made yet." in page
        assert "Two officers: high risk." in page

    def test_it_is_in_the_diary(
        self, case: Case, as_amira: Client, ben: User, now: datetime, home: Any
    ) -> None:
        data = sent(case, ben.officer, now + timedelta(days=3))
        response = as_amira.post(
            reverse("visits:plan", args=[case.uuid]), data | {"is_announced": "no"}, follow=True
        )
        assert "Visit planned for" in text(response)
        assert Contact.objects.get(visit__isnull=False).outcome is None

    def test_a_time_that_has_passed_is_refused(
        self, case: Case, as_amira: Client, ben: User, now: datetime, home: Any
    ) -> None:
        url = reverse("visits:plan", args=[case.uuid])
        data = sent(case, ben.officer, now + timedelta(hours=1)) | {"happens_time": "00:00"}
        page = text(as_amira.post(url, data))
        assert "record the visit instead of planning it" in page

    def test_a_colleague_may_record_but_not_plan(self, case: Case, as_ben: Client) -> None:
        assert as_ben.get(reverse("visits:plan", args=[case.uuid])).status_code == 403
        assert as_ben.get(reverse("visits:record_new", args=[case.uuid])).status_code == 200


class TestOnePlannedVisit:
    @pytest.fixture
    def planned(self, case: Case, amira: User, ben: User, now: datetime, home: Any) -> Contact:
        visit = factories.make_visit(
            case,
            "",
            at=now - timedelta(hours=2),
            recorded_at=now - timedelta(days=1),
            officer=amira.officer,
            second=ben.officer,
            address=home,
            premises=str(home),
        )
        return visit.contact

    def test_the_plan_fills_the_form(self, planned: Contact, as_amira: Client) -> None:
        url = reverse("visits:record", args=[planned.uuid])
        page = text(as_amira.get(url, {"outcome": "seen_inside"}))
        assert 'name="version" value="1"' in page

    def test_the_notes_of_the_plan_are_shown_and_not_taken_for_the_answer(
        self, planned: Contact, as_amira: Client
    ) -> None:
        url = reverse("visits:record", args=[planned.uuid])
        page = text(as_amira.get(url, {"outcome": "not_in"}))
        assert "From the plan: An invented note." in page
        assert "An invented note.</textarea>" not in page

    def test_the_second_to_record_it_gets_409_with_both_texts(
        self, planned: Contact, case: Case, as_amira: Client, as_ben: Client, ben: User,
        amira: User, now: datetime,
    ) -> None:  # fmt: skip
        url = reverse("visits:record", args=[planned.uuid])
        first = sent(case, ben.officer, now, version="1", notes="He was in")
        assert as_amira.post(url, first).status_code == 302
        second = sent(case, amira.officer, now, version="1", notes="I was there too")
        response = as_ben.post(url, second | {"form_key": KEY.replace("1", "2")})
        assert response.status_code == 409
        assert "He was in" in text(response)
        assert "I was there too" in text(response)
        assert Visit.objects.filter(contact__uuid=planned.uuid).count() == 2

    def test_what_is_recorded_is_corrected_instead(
        self, planned: Contact, case: Case, as_amira: Client, ben: User, now: datetime
    ) -> None:
        url = reverse("visits:record", args=[planned.uuid])
        as_amira.post(url, sent(case, ben.officer, now, version="1"))
        assert as_amira.get(url).url == reverse("visits:visit", args=[planned.uuid])

    def test_a_correction_keeps_both(
        self, planned: Contact, case: Case, as_amira: Client, ben: User, now: datetime
    ) -> None:
        record, amend = (
            reverse(f"visits:{name}", args=[planned.uuid]) for name in ("record", "amend")
        )
        as_amira.post(record, sent(case, ben.officer, now, version="1"))
        form = text(as_amira.get(amend))
        assert "Nobody" in form
        data = sent(case, ben.officer, now, version="2", people_present="His sister Ann")
        data |= {"version_reason": "I forgot her", "form_key": KEY.replace("1", "3")}
        page = text(as_amira.post(amend, data, follow=True))
        for words in ("His sister Ann", "I forgot her", "Before that", "Nobody"):
            assert words in page


class TestCorrectingAnImport:
    def test_what_nobody_wrote_is_not_asked_for(
        self, case: Case, as_amira: Client, amira: User, now: datetime, home: Any
    ) -> None:
        """Only the time was wrong: the rest stays as little as it was."""
        visit = factories.make_visit(case, at=now - timedelta(days=3), officer=amira.officer)
        url = reverse("visits:amend", args=[visit.contact.uuid])
        data = sent(case, amira.officer, now, version="1", version_reason="Wrong hour")
        for name in ("people_present", "children", "result_residence", "second_officer"):
            data.pop(name)
        response = as_amira.post(url, data | {"crew": "alone"})
        assert response.status_code == 302
        assert Contact.objects.current().get(uuid=visit.contact.uuid).version == 2

    def test_another_outcome_asks_for_everything(
        self, case: Case, as_amira: Client, amira: User, now: datetime, home: Any
    ) -> None:
        visit = factories.make_visit(case, "not_in", at=now - timedelta(days=3))
        url = reverse("visits:amend", args=[visit.contact.uuid])
        data = sent(case, amira.officer, now, version="1", version_reason="He was in")
        data["people_present"] = ""
        assert "Answer “Who else was there?”" in text(as_amira.post(url, data))


class TestReading:
    def test_the_list_says_which_counted_and_why_not(
        self, case: Case, as_amira: Client, amira: User, now: datetime
    ) -> None:
        factories.make_visit(case, "seen_inside", at=now - timedelta(days=20))
        factories.make_visit(case, "not_in", at=now - timedelta(days=5))
        page = text(as_amira.get(reverse("visits:visits", args=[case.uuid])))
        assert "Only a visit that ends seen inside restarts the clock." in page
        assert "Seen inside: once" in page
        assert "Tried, not seen inside: once" in page
        assert page.count(": no answer") == page.count(": seen inside") == 1

    def test_the_evidence_for_a_warrant_is_listed(self, case: Case, as_amira: Client) -> None:
        for days in (9, 2):
            factories.make_visit(
                case,
                "entry_refused",
                at=clock.now() - timedelta(days=days),
                purposes=["risk_assessment_search"],
                premises="1 Invented Street",
            )
        page = text(as_amira.get(reverse("visits:visits", args=[case.uuid])))
        assert "2 of 2 occasions" in page
        assert "superintendent" in page

    def test_an_attempt_without_address_counts_where_the_person_lived(
        self, case: Case, as_amira: Client, now: datetime
    ) -> None:
        """Extracts carry no address of a visit: the home of that day is taken, and said to be."""
        moved = clock.today() - timedelta(days=30)
        factories.make_address(case, line_1="1 Old Street", ends_on=moved)
        factories.make_address(case, line_1="2 New Street", starts_on=moved)
        for days in (60, 20, 10):
            factories.make_visit(
                case,
                "entry_refused",
                at=now - timedelta(days=days),
                purposes=["risk_assessment_search"],
            )
        page = text(as_amira.get(reverse("visits:visits", args=[case.uuid])))
        assert "2 of 2 occasions" in page
        assert "2 New Street" in page
        assert page.count("address not written down") == 2

    def test_recorded_late_is_marked(self, case: Case, as_amira: Client, now: datetime) -> None:
        visit = factories.make_visit(
            case, at=now - timedelta(hours=40), recorded_at=now - timedelta(hours=1)
        )
        page = text(as_amira.get(visit.get_absolute_url()))
        assert "Recorded late" in page
        assert "39 hours" in page

    @pytest.mark.parametrize(("seconds", "is_late"), [(-1, False), (0, False), (1, True)])
    @pytest.mark.parametrize("page", ["visit", "visits", "contacts"])
    def test_late_begins_after_exactly_twenty_four_hours(
        self, case: Case, as_amira: Client, now: datetime, page: str, seconds: int, is_late: bool
    ) -> None:
        """POL-12, on every page that says so: at the very hour it is in time."""
        happened = now - timedelta(days=3)
        visit = factories.make_visit(
            case, at=happened, recorded_at=happened + timedelta(hours=24, seconds=seconds)
        )
        url = {
            "visit": visit.get_absolute_url(),
            "visits": reverse("visits:visits", args=[case.uuid]),
            "contacts": reverse("offenders:contacts", args=[case.uuid]),
        }[page]
        assert ("Recorded late" in text(as_amira.get(url))) == is_late

    def test_of_a_case_that_is_not_mine_there_is_nothing(
        self, case: Case, as_chidi: Client, as_eve: Client
    ) -> None:
        visit = factories.make_visit(case)
        for client in (as_chidi, as_eve):
            assert client.get(visit.get_absolute_url()).status_code == 404
            url = reverse("visits:visits", args=[case.uuid])
            assert client.get(url).status_code == 404

    @pytest.mark.parametrize("name", ["visits:visits", "visits:visit"])
    def test_the_number_of_queries_does_not_grow(
        self, case: Case, as_amira: Client, name: str
    ) -> None:
        """The same at one visit and at three."""
        visit = factories.make_visit(case, premises="1 Invented Street")
        of = visit.contact.uuid if name == "visits:visit" else case.uuid
        url = reverse(name, args=[of])
        one = asked_by(as_amira, url)
        for days in (3, 5):
            factories.make_visit(case, "not_in", at=clock.now() - timedelta(days=days))
        assert asked_by(as_amira, url) == one


class TestInterval:
    def test_set_and_approve(self, case: Case, as_amira: Client, as_dee: Client) -> None:
        url = reverse("visits:interval", args=[case.uuid])
        data = {"form_key": KEY, "version": "0", "months": "6", "reason": "Settled for years"}
        page = text(as_amira.post(url, data, follow=True))
        assert "waits for a supervisor" in page
        interval = Interval.objects.get(case=case)
        decide = reverse("visits:decide_interval", args=[interval.uuid])
        assert as_amira.get(decide).status_code == 403
        assert "Settled for years" in text(as_dee.get(decide))
        sent = {"form_key": KEY, "version": str(interval.version), "decision": "approve"}
        assert "Approved: a visit every 6 months" in text(as_dee.post(decide, sent, follow=True))

    def test_a_supervisor_finds_it_on_the_team_and_refuses_it_with_the_reason(
        self, case: Case, as_amira: Client, as_dee: Client, amira: User, team: Team
    ) -> None:
        factories.make_interval(case, amira, 1)
        page = reverse("caseloads:team", args=[team.uuid])
        listed = f"{page}cases/?list=frequency"
        assert "less contact waits" not in text(as_dee.get(page))
        Interval.objects.update(months=6)
        interval = Interval.objects.get()
        decide = reverse("visits:decide_interval", args=[interval.uuid])
        assert "1 case where less contact waits for a supervisor to decide" in text(
            as_dee.get(page)
        )
        assert decide in as_dee.get(listed).content.decode()
        assert "A visit every 6 months, set by Amira Khan" in text(as_dee.get(listed))
        sent = {"form_key": KEY, "version": "1", "decision": "refuse", "reason": " "}
        assert "Say why it is refused" in text(as_dee.post(decide, sent))
        sent = {**sent, "form_key": str(uuid4()), "reason": "He has moved twice"}
        assert "Refused: the standard holds" in text(as_dee.post(decide, sent, follow=True))
        assert "There is nothing to decide" in text(as_dee.get(decide))
        visits = text(as_amira.get(reverse("visits:visits", args=[case.uuid])))
        assert "Refused by Dee Walsh on" in visits
        assert "He has moved twice The standard holds." in visits
        assert decide not in as_dee.get(listed).content.decode()
        event = Event.objects.filter(view="visits:decide_interval", method="POST").latest("pk")
        assert event.reason == "He has moved twice"

    def test_an_old_version_is_a_409(self, case: Case, as_amira: Client, amira: User) -> None:
        factories.make_interval(case, amira)
        url = reverse("visits:interval", args=[case.uuid])
        data = {"form_key": KEY, "version": "0", "months": "6", "reason": "Settled for years"}
        response = as_amira.post(url, data)
        assert response.status_code == 409
        assert "Settled for years" in text(response)

    def test_probation_is_offered_no_act_of_the_police(
        self, case: Case, as_farah: Client, as_amira: Client
    ) -> None:
        """Three buttons that only say "for the police to do" would send them round in a circle."""
        url = reverse("visits:visits", args=[case.uuid])
        acts = [reverse(f"visits:{name}", args=[case.uuid]) for name in OFFERED]
        assert [act in text(as_amira.get(url)) for act in acts] == [True, True, True]
        assert [act in text(as_farah.get(url)) for act in acts] == [False, False, False]
        visit = factories.make_visit(case)
        page = text(as_farah.get(visit.get_absolute_url()))
        assert "Correct the record" not in page

    def test_probation_does_not_set_it(self, case: Case, as_farah: Client, amira: User) -> None:
        interval = factories.make_interval(case, amira)
        data = {"form_key": KEY, "version": "1", "months": "24", "reason": "Settled"}
        url = reverse("visits:interval", args=[case.uuid])
        assert "This is for the police to do" in text(as_farah.post(url, data))
        url = reverse("visits:end_interval", args=[case.uuid])
        assert "Set how often a person is visited: only officers" in text(as_farah.post(url, data))
        interval.refresh_from_db()
        assert interval.months == 1

    def test_it_can_be_ended(self, case: Case, as_amira: Client, amira: User) -> None:
        factories.make_interval(case, amira)
        url = reverse("visits:end_interval", args=[case.uuid])
        page = text(as_amira.post(url, {"form_key": KEY, "version": "1"}, follow=True))
        assert "The standard for the risk level holds again" in page
        assert not Interval.objects.exists()

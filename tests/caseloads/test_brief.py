"""The handover brief: built from the record, confirmed by a person, asked for where a case changed hands without one."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import InternalError, transaction
from django.test import Client
from django.urls import reverse

from audit.models import Event
from caseloads.models import Brief
from caseloads.selectors.brief import Part, Said, briefs_for, newest_brief
from caseloads.services.brief import confirm_brief
from core import clock
from core.errors import RefusedError
from offenders import deadlines
from offenders.choices import RiskLevel
from offenders.models import Allocation, Case, Deadline, Flag, RiskAssessment
from offenders.selectors.allocation import leads_of
from people.choices import Agency
from people.models import Team, User
from tests import factories
from tests.queries import asked_by
from tests.together import STORED, together

DAY = timedelta(days=1)
KEY = "8f14e45f-ceea-467f-a8a5-b1f2c0d9e777"
ADDS = 'He opens the door to O\'Neill only <script>alert("x")</script>'
pytestmark = pytest.mark.django_db


def text(response: Any) -> str:
    return response.content.decode()


def read_url(case: Case) -> str:
    return reverse("caseloads:brief", args=[case.uuid])


def confirm_url(case: Case) -> str:
    return reverse("caseloads:confirm_brief", args=[case.uuid])


def confirmed(case: Case, by: User, *, version: int = 0, **fields: Any) -> Brief:
    return confirm_brief(
        case=case,
        parts=[Part("Who this is", [Said("Gareth", "record")])],
        open_points=[],
        adds=fields.get("adds", "Mind the dog"),
        answers="",
        version=version,
        by=by,
        at=fields.get("at", clock.now()),
    )


def sent(client: Client, case: Case, **changes: Any) -> dict[str, Any]:
    """The form as a browser sends it."""
    form = client.get(confirm_url(case)).context["form"]
    data = {
        "form_key": KEY,
        "version": form["version"].value(),
        "read": form["read"].value(),
        "adds": ADDS,
    }
    return data | changes


@pytest.fixture
def handed(case: Case, amira: User, ben: User) -> Case:
    """Amira's case is Ben's since yesterday; the service has known it for a year."""
    long_ago = clock.today() - 365 * DAY
    Case.objects.filter(pk=case.pk).update(created_on=long_ago)
    Team.objects.update(created_on=long_ago)
    yesterday = clock.today() - DAY
    Allocation.objects.filter(case=case, officer=amira.officer).update(ends_on=yesterday)
    factories.allocate(case, ben.officer, starts_on=yesterday)
    deadlines.refresh_all(on=clock.today(), at=clock.now())
    return case


def asked(case: Case) -> list[Deadline]:
    return list(Deadline.objects.filter(case=case, kind="handover_brief"))


class TestThePage:
    def test_the_record_in_the_order_of_a_new_officer(
        self, case: Case, amira: User, as_amira: Client
    ) -> None:
        RiskAssessment.objects.update(rationale="Alone with children")
        factories.make_address(case, line_1="1 Invented Road")
        page = text(as_amira.get(read_url(case)))
        titles = ("Who this is", "Risk, and why", "What must happen next", "People")
        places = [page.index(f">{title}</h2>") for title in titles]
        assert places == sorted(places)
        for said in (case.crn, "1 Invented Road", "Alone with children", amira.officer.name):
            assert said in page
        assert "What is the plan? No risk management plan is on record here." in page
        assert "Nobody has confirmed a brief for your agency yet" in page

    def test_nobody_else_finds_it(self, case: Case, signed_in: Any, chidi: User) -> None:
        assert signed_in(chidi).get(read_url(case)).status_code == 404

    def test_the_same_number_of_queries_whatever_is_on_record(
        self, case: Case, as_amira: Client
    ) -> None:
        def more(number: int) -> int:
            factories.make_telephone(case, f"0770090012{number}")
            factories.make_contact(case)
            factories.make_order(case, User.objects.first())
            return asked_by(as_amira, read_url(case))

        few = more(1)
        assert [more(2), more(3)] == [few, few]


class TestConfirming:
    def test_kept_as_it_was_read_and_said_first(
        self, case: Case, amira: User, as_amira: Client
    ) -> None:
        answer = as_amira.post(confirm_url(case), sent(as_amira, case))
        assert answer.url == read_url(case)
        kept = Brief.objects.get()
        assert (kept.adds, kept.agency, kept.confirmed_by) == (ADDS, Agency.POLICE, amira)
        assert next(title for title, _ in kept.parts) == "Who this is"
        page = text(as_amira.get(read_url(case)))
        assert "Confirmed by Amira Khan" in page
        assert "<script>alert" not in page
        assert "Nothing on the record has changed since" in page
        row = Event.objects.get(view="caseloads:confirm_brief", method="POST")
        assert list(row.case_ids) == [case.pk]

    def test_what_changed_since_is_said(self, case: Case, amira: User, as_amira: Client) -> None:
        confirmed(case, amira)
        factories.make_risk(case, RiskLevel.VERY_HIGH, assessed_on=clock.today())
        page = text(as_amira.get(read_url(case)))
        assert "Nothing on the record has changed since" not in page

    @pytest.mark.parametrize(
        ("changes", "words"),
        [
            ({"adds": " "}, "Write what the record does not say, or say that there is nothing"),
            ({"nothing": "nothing"}, "You wrote something: take the mark away"),
            ({"read": "another"}, "The record has changed since you opened this page"),
        ],
    )
    def test_not_by_leaving_it_empty_nor_unread(
        self, case: Case, as_amira: Client, changes: dict[str, str], words: str
    ) -> None:
        page = text(as_amira.post(confirm_url(case), sent(as_amira, case, **changes)))
        assert words in page
        assert not Brief.objects.exists()

    def test_after_reading_again_it_is_confirmed(self, case: Case, as_amira: Client) -> None:
        data = sent(as_amira, case)
        factories.make_address(case, line_1="2 Invented Road")
        again = as_amira.post(confirm_url(case), data)
        data["read"] = again.context["form"]["read"].value()
        assert as_amira.post(confirm_url(case), data).status_code == 302

    def test_nothing_beyond_the_record_is_an_answer(self, case: Case, as_amira: Client) -> None:
        as_amira.post(confirm_url(case), sent(as_amira, case, adds="", nothing="nothing"))
        assert Brief.objects.get().adds == ""
        assert "all that they knew was on the record" in text(as_amira.get(read_url(case)))

    def test_a_double_click_keeps_one(self, case: Case, as_amira: Client) -> None:
        data = sent(as_amira, case)
        for _ in range(2):
            as_amira.post(confirm_url(case), data)
        assert Brief.objects.count() == 1

    def test_a_colleague_of_the_team_cannot(self, case: Case, as_ben: Client) -> None:
        assert as_ben.get(read_url(case)).status_code == 200
        assert as_ben.get(confirm_url(case)).status_code == 403

    def test_not_of_a_closed_case(self, case: Case, amira: User) -> None:
        Case.objects.filter(pk=case.pk).update(status="terminated")
        with pytest.raises(RefusedError, match="terminated"):
            confirmed(case, amira)

    def test_it_is_never_changed(self, case: Case, amira: User) -> None:
        kept = confirmed(case, amira)
        for act in (lambda: Brief.objects.update(adds="x"), kept.delete):
            with pytest.raises(InternalError), transaction.atomic():
                act()


@pytest.mark.django_db(transaction=True)
def test_of_two_at_once_the_second_is_told(case: Case, amira: User, dee: User) -> None:
    found = together(lambda: confirmed(case, amira), lambda: confirmed(case, dee))
    assert found == sorted([STORED, "StaleError"])
    assert Brief.objects.count() == 1


class TestAskedFor:
    def test_a_case_that_changed_hands_without_one(self, handed: Case) -> None:
        (due,) = asked(handed)
        assert "B. Mason has held the case" in due.because
        assert not Flag.objects.filter(kind="handover_brief").exists()

    def test_overdue_after_five_working_days(self, handed: Case) -> None:
        late = clock.today() + 9 * DAY
        deadlines.recompute([handed.pk], on=late)
        (due,) = asked(handed)
        assert due.due_on < late

    def test_confirmed_by_the_new_officer_it_is_done(self, handed: Case, ben: User) -> None:
        confirmed(handed, ben)
        assert asked(handed) == []

    def test_confirmed_by_the_last_before_it_went(self, handed: Case, amira: User) -> None:
        confirmed(handed, amira, at=clock.now() - 5 * DAY)
        assert asked(handed) == []

    def test_one_for_the_other_agency_is_none(self, handed: Case, gwen: User) -> None:
        Brief.objects.create(
            case=handed,
            agency=Agency.PROBATION,
            parts=[["Who this is", []]],
            open_points=[],
            confirmed_by=gwen,
            confirmed_at=clock.now(),
        )
        deadlines.refresh_all(on=clock.today(), at=clock.now())
        assert len(asked(handed)) == 1

    def test_as_at_a_day_before_it_was_confirmed(self, handed: Case, ben: User) -> None:
        confirmed(handed, ben, at=clock.now() + DAY)
        deadlines.recompute([handed.pk], on=clock.today())
        assert len(asked(handed)) == 1

    def test_not_of_a_case_that_was_never_anybody_elses(self, case: Case) -> None:
        Case.objects.filter(pk=case.pk).update(created_on=date(2020, 1, 1))
        Team.objects.update(created_on=date(2020, 1, 1))
        deadlines.refresh_all(on=clock.today(), at=clock.now())
        assert asked(case) == []

    def test_not_of_what_changed_hands_before_this_service_knew_it(self, handed: Case) -> None:
        Case.objects.filter(pk=handed.pk).update(created_on=clock.today())
        deadlines.refresh_all(on=clock.today(), at=clock.now())
        assert asked(handed) == []


class TestGivingACase:
    """F-20 on the page where a case is given."""

    def send(self, client: Client, case: Case, to: User, **changes: Any) -> Any:
        data = {
            "form_key": KEY,
            "version": leads_of(case, Agency.POLICE, on=clock.today()).version,
            "officer": str(to.officer.pk),
            "starts_on": clock.today().isoformat(),
            "kind": "caseload_adjustment",
            "reason": "Too many cases",
            "despite": "Nobody else is on duty",
        }
        return client.post(reverse("caseloads:allocate", args=[case.uuid]), data | changes)

    def told(self, case: Case) -> str:
        return case.contacts.order_by("-pk").first().notes

    def test_without_a_brief_it_asks_why(self, case: Case, ben: User, as_dee: Client) -> None:
        page = text(self.send(as_dee, case, ben))
        assert "Complete the handover brief first, or choose why that is not possible" in page
        assert "Complete it first" in page
        assert self.send(as_dee, case, ben, no_brief="away").status_code == 302
        assert "Handover brief: none was confirmed before it went" in self.told(case)
        assert "is away or suspended" in self.told(case)

    def test_with_one_nothing_is_asked(
        self, case: Case, amira: User, ben: User, as_dee: Client
    ) -> None:
        confirmed(case, amira)
        page = text(as_dee.get(reverse("caseloads:allocate", args=[case.uuid])))
        assert "goes along: confirmed by Amira Khan" in page
        assert "no_brief" not in page
        assert self.send(as_dee, case, ben).status_code == 302
        assert "Handover brief: confirmed by Amira Khan on" in self.told(case)
        assert asked(case) == []

    def test_an_old_one_is_none(self, case: Case, amira: User, as_dee: Client) -> None:
        confirmed(case, amira, at=clock.now() - 29 * DAY)
        page = text(as_dee.get(reverse("caseloads:allocate", args=[case.uuid])))
        assert "No handover brief goes along" in page

    def test_a_case_that_nobody_held_needs_none(self, ben: User, dee: User, as_dee: Client) -> None:
        case = factories.make_case(police=ben.officer)
        case.allocations.all().delete()
        leads = leads_of(case, Agency.POLICE, on=clock.today())
        assert briefs_for({case.pk: leads}, Agency.POLICE, on=clock.today()) == {}

    def test_after_completing_it_one_goes_on_giving(self, case: Case, as_dee: Client) -> None:
        answer = as_dee.post(f"{confirm_url(case)}?then=allocate", sent(as_dee, case))
        assert answer.url == reverse("caseloads:allocate", args=[case.uuid])


def test_the_newest_of_ones_own_agency(case: Case, amira: User) -> None:
    first = confirmed(case, amira, at=clock.now() - DAY)
    second = confirmed(case, amira, version=first.pk)
    assert newest_brief(case, Agency.POLICE) == second
    assert newest_brief(case, Agency.PROBATION) is None

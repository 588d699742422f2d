"""F-13: managers' reviews of cases of high and very high risk, and what they ask of officers."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from caseloads.choices import ReviewOutcome
from caseloads.models import Asked, ManagerReview
from caseloads.selectors.oversight import waiting_for
from caseloads.services.oversight import answer_manager, review_case
from core import clock
from core.errors import RefusedError, StaleError
from offenders import deadlines
from offenders.models import Case, Deadline, Flag, KindStart, RiskAssessment
from people.choices import Agency
from people.models import Team, User
from tests import factories
from tests.factories.oversight import EVIDENCE
from tests.queries import asked_by

pytestmark = pytest.mark.django_db
PAGE = "/oversight/"


@pytest.fixture
def on() -> date:
    return clock.today()


@pytest.fixture
def now() -> datetime:
    return clock.now()


def since(days: int, *cases: Case) -> None:
    """As if these cases, and the teams, had been here for so many days."""
    began = clock.today() - timedelta(days=days)
    Team.objects.update(created_on=began)
    Case.objects.update(created_on=began)
    for case in cases:
        case.risk_assessments.update(assessed_on=began)
        factories.work_out(case)


def due_of(case: Case, agency: str = "police") -> Deadline | None:
    return Deadline.objects.filter(case=case, kind="manager_review", subject=agency).first()


def review(case: Case, by: User, **changes: Any) -> ManagerReview:
    given: dict[str, Any] = {
        "evidence": EVIDENCE,
        "outcome": ReviewOutcome.AS_IS,
        "asks": "",
        "answer_by": None,
        "at": clock.now(),
    }
    return review_case(case=case, by=by, **given | changes)


class TestDeadline:
    def test_each_agency_goes_by_its_own_tool(self, case: Case, on: date) -> None:
        since(10, case)
        police, probation = due_of(case), due_of(case, "probation")
        assert police
        assert probation
        assert (police.due_on, police.agency) == (on + timedelta(days=74), "police")
        assert (probation.due_on, probation.agency) == (on + timedelta(days=18), "probation")

    def test_a_review_starts_it_again_and_ends_the_flag(
        self, case: Case, dee: User, on: date, now: datetime
    ) -> None:
        since(100, case)
        deadlines.refresh([case.pk], changed=RiskAssessment, on=on, at=now)
        flag = Flag.objects.get(case=case, kind="manager_review", agency=Agency.POLICE)
        review(case, dee)
        stored = due_of(case)
        assert stored
        assert stored.due_on == on + timedelta(days=84)
        flag.refresh_from_db()
        assert flag.cured_by.startswith("manager_review:")
        other = due_of(case, "probation")
        assert other
        assert other.due_on < on

    def test_it_counts_from_the_day_chosen_for_the_team(
        self, case: Case, team: Team, on: date
    ) -> None:
        KindStart.objects.create(kind="manager_review", team=team, starts_on=on - timedelta(days=3))
        since(100, case)
        stored = due_of(case)
        assert stored
        assert stored.due_on == on + timedelta(days=81)
        KindStart.objects.update(starts_on=on + timedelta(days=1))
        factories.work_out(case)
        assert due_of(case) is None

    def test_nobody_reviews_a_case_that_is_closed_or_whose_person_died(
        self, case: Case, on: date
    ) -> None:
        since(10, case)
        Case.objects.filter(pk=case.pk).update(died_on=on)
        factories.work_out(case)
        assert due_of(case) is None
        Case.objects.filter(pk=case.pk).update(died_on=None, status="terminated")
        factories.work_out(case)
        assert due_of(case) is None

    def test_nor_one_that_nobody_of_the_agency_holds(self, case: Case, on: date) -> None:
        since(10, case)
        case.allocations.filter(agency=Agency.POLICE).update(ends_on=on)
        factories.work_out(case)
        assert due_of(case) is None
        assert due_of(case, "probation")

    def test_facts_take_the_same_queries_for_one_case_or_many(
        self, case: Case, amira: User, django_assert_num_queries: Any
    ) -> None:
        from caseloads.deadlines import MANAGER_REVIEW

        others = [
            factories.make_case(crn=f"X40000{n}", police=amira.officer, police_risk="high")
            for n in range(5)
        ]
        for ids in ([case.pk], [case.pk, *(row.pk for row in others)]):
            shared = deadlines.Shared(ids, clock.today())
            with django_assert_num_queries(10):
                MANAGER_REVIEW.facts(shared)


class TestRecording:
    def test_it_stands_on_the_timeline_with_its_evidence(self, case: Case, dee: User) -> None:
        done = review(case, dee)
        assert done.contact.type.code == "MO1"
        assert done.contact.officer == dee.officer
        assert EVIDENCE["protection"] in done.contact.notes
        assert (done.agency, done.level) == ("police", "high")

    def test_what_is_asked_is_a_deadline_of_whoever_holds_the_case(
        self, case: Case, dee: User, amira: User, on: date
    ) -> None:
        day = on + timedelta(days=3)
        review(case, dee, outcome=ReviewOutcome.ASKED, asks="See his flat", answer_by=day)
        asked = Asked.objects.get()
        stored = Deadline.objects.get(kind="manager_answer")
        assert (stored.due_on, stored.subject) == (day, str(asked.uuid))
        assert asked.officer == amira.officer

    @pytest.mark.parametrize(
        ("changes", "about"),
        [
            ({"outcome": ReviewOutcome.ASKED}, "asks"),
            ({"outcome": ReviewOutcome.REASSESS}, "asks"),
            ({"asks": "See him"}, "answer_by"),
        ],
    )
    def test_what_needs_the_officer_has_words_and_a_day(
        self, case: Case, dee: User, changes: dict[str, Any], about: str
    ) -> None:
        with pytest.raises(RefusedError) as refused:
            review(case, dee, **changes)
        assert refused.value.about == about
        assert not ManagerReview.objects.exists()

    def test_nobody_reviews_the_case_that_they_hold(self, team: Team, dee: User, ivy: User) -> None:
        held = factories.make_case(crn="X400001", police=dee.officer, police_risk="high")
        with pytest.raises(RefusedError, match="You hold this case"):
            review(held, dee)
        assert review(held, ivy)

    def test_a_manager_of_an_agency_that_does_not_hold_it_reviews_nothing(
        self, dee: User, farah: User
    ) -> None:
        theirs = factories.make_case(crn="X400001", probation=farah.officer)
        with pytest.raises(RefusedError, match="Nobody of your agency"):
            review(theirs, dee)

    def test_what_a_manager_saw_is_not_altered(self, case: Case, dee: User) -> None:
        from django.db import DatabaseError, transaction

        done = review(case, dee)
        with pytest.raises(DatabaseError), transaction.atomic():
            ManagerReview.objects.filter(pk=done.pk).update(risk="Otherwise")


class TestAnswering:
    @pytest.fixture
    def asked(self, case: Case, dee: User, on: date) -> Asked:
        review(case, dee, asks="See his flat", answer_by=on + timedelta(days=3))
        return Asked.objects.get()

    def test_it_ends_the_deadline(self, asked: Asked, amira: User, now: datetime) -> None:
        answer_manager(asked=asked, version=1, answer="Seen", by=amira, at=now)
        assert not Deadline.objects.filter(kind="manager_answer").exists()

    def test_whoever_asked_does_not_answer(self, asked: Asked, dee: User, now: datetime) -> None:
        with pytest.raises(RefusedError, match="You asked this"):
            answer_manager(asked=asked, version=1, answer="Seen", by=dee, at=now)

    def test_nor_the_other_agency(self, asked: Asked, farah: User, now: datetime) -> None:
        with pytest.raises(RefusedError, match="for the police"):
            answer_manager(asked=asked, version=1, answer="Seen", by=farah, at=now)

    def test_of_two_who_answer_the_second_is_told(
        self, asked: Asked, amira: User, ben: User, now: datetime
    ) -> None:
        answer_manager(asked=asked, version=1, answer="Seen", by=amira, at=now)
        with pytest.raises(StaleError):
            answer_manager(asked=asked, version=1, answer="Seen too", by=ben, at=now)
        asked.refresh_from_db()
        assert asked.answer == "Seen"


class TestPages:
    def test_the_list_says_whose_review_is_due_with_the_act(
        self, case: Case, as_dee: Client
    ) -> None:
        since(80, case)
        body = as_dee.get(PAGE).content.decode()
        assert "a manager reviews the case every 84 days" in body
        assert reverse("caseloads:review_case", args=[case.uuid]) in body
        assert "every 28 days" not in body  # the other agency's

    def test_it_is_the_supervisors_and_no_colleagues(
        self, case: Case, dee: User, lars: User, ivy: User, amira: User, on: date
    ) -> None:
        since(80, case)
        waiting = {
            user.name: len(waiting_for(user, "manager_review", on=on))
            for user in (dee, lars, ivy, amira)
        }
        assert waiting == {"Dee Walsh": 1, "Lars Moen": 0, "Ivy Brandt": 0, "Amira Khan": 0}

    def test_a_supervisors_own_case_is_for_the_head(
        self, case: Case, dee: User, ivy: User, on: date
    ) -> None:
        case.allocations.filter(agency=Agency.POLICE).update(officer=dee.officer)
        since(80, case)
        assert not waiting_for(dee, "manager_review", on=on)
        assert len(waiting_for(ivy, "manager_review", on=on)) == 1

    def test_one_of_a_restricted_case_is_on_no_list_of_the_head(
        self, case: Case, dee: User, ivy: User, amira: User, on: date
    ) -> None:
        case.allocations.filter(agency=Agency.POLICE).update(officer=dee.officer)
        since(80, case)
        factories.make_restriction(case, amira)
        assert not waiting_for(ivy, "manager_review", on=on)

    def test_a_whole_review_with_the_officers_answer(
        self, case: Case, as_dee: Client, as_amira: Client, on: date
    ) -> None:
        since(80, case)
        url = reverse("caseloads:review_case", args=[case.uuid])
        day = on + timedelta(days=5)
        shown = as_dee.get(url)
        assert "checked" not in shown.content.decode().split("<form", 2)[-1]
        sent = {
            **EVIDENCE,
            "form_key": shown.context["form"]["form_key"].value(),
            "outcome": "asked",
            "asks": "See his flat",
            "answer_by_day": day.day,
            "answer_by_month": day.month,
            "answer_by_year": day.year,
        }
        answered = as_dee.post(url, sent)
        assert answered.status_code == 302, answered.context["form"].errors
        assert "See his flat" in as_dee.get(answered.url).content.decode()
        asked = Asked.objects.get()
        day_of_officer = as_amira.get("/my-day/").content.decode()
        assert "See his flat" in day_of_officer
        answer_url = reverse("caseloads:answer_manager", args=[asked.uuid])
        assert answer_url in day_of_officer
        form = as_amira.get(answer_url).context["form"]
        said = {"form_key": form["form_key"].value(), "version": 1, "answer": "Seen on Monday"}
        assert as_amira.post(answer_url, said).status_code == 302
        assert "Seen on Monday" in as_dee.get(answered.url).content.decode()
        assert "See his flat" not in as_amira.get("/my-day/").content.decode()

    def test_a_review_without_evidence_is_shown_again(self, case: Case, as_dee: Client) -> None:
        url = reverse("caseloads:review_case", args=[case.uuid])
        form = as_dee.get(url).context["form"]
        sent = {"form_key": form["form_key"].value(), **EVIDENCE, "plan": " ", "outcome": "as_is"}
        again = as_dee.post(url, sent)
        assert "plan" in again.context["form"].errors
        assert not ManagerReview.objects.exists()

    def test_the_number_of_queries_does_not_grow(
        self, case: Case, amira: User, as_dee: Client
    ) -> None:
        since(80, case)
        few = asked_by(as_dee, PAGE)
        more = [
            factories.make_case(crn=f"X40000{n}", police=amira.officer, police_risk="high")
            for n in range(6)
        ]
        since(80, *more)
        assert asked_by(as_dee, PAGE) == few
        assert len(as_dee.get(PAGE).context["reviews"]) == 7

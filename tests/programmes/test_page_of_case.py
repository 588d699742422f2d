"""The page of programmes of a case: what it says first, and what it offers to whom."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from core import clock
from offenders.choices import CaseStatus, SentenceKind
from offenders.models import Case
from offenders.selectors.dated import dated
from people.models import User
from programmes.choices.referral import ReferralStatus as S
from programmes.models import IndividualWork, Programme, Review
from programmes.selectors.banner import said
from programmes.services.work import say_why_no_work
from tests import factories
from tests.factories import groups as make
from tests.pages import text_of

pytestmark = pytest.mark.django_db
DAY, WEEK = timedelta(days=1), timedelta(weeks=1)


@pytest.fixture
def today() -> date:
    return clock.today()


@pytest.fixture
def case(farah: User, client: Client) -> Case:
    client.force_login(farah)
    return factories.make_case(probation=farah.officer)


def page_of(client: Client, case: Case) -> str:
    return text_of(client.get(reverse("programmes:programmes", args=[case.uuid])))


@pytest.mark.parametrize(("days", "is_said"), [(0, True), (1, False)])
def test_missed_sessions_are_said_from_their_day_on_with_the_decision_beside(
    client: Client, case: Case, today: date, days: int, is_said: bool
) -> None:
    factories.make_referral(case, S.ON_PROGRAMME)
    words = "3 sessions were missed"
    factories.make_deadline(case, today + days * DAY, kind="programme_missed", because=words)
    page = page_of(client, case)
    assert (words in page) is is_said
    assert ("Decide about the missed sessions" in page) is is_said


@pytest.mark.parametrize(("days", "is_offered"), [(0, True), (1, False)])
def test_what_is_done_instead_is_decided_once_it_is_told_of(
    client: Client, case: Case, today: date, days: int, is_offered: bool
) -> None:
    factories.make_referral(case, S.AWAITING_ALLOCATION)
    told_on = today + days * DAY
    due_on = told_on + 8 * WEEK
    factories.make_deadline(case, due_on, kind="programme_runway", told_on=told_on, because="By")
    assert ("Decide what is done instead" in page_of(client, case)) is is_offered


def test_a_completed_programme_offers_its_review_and_then_says_it(
    client: Client, case: Case, today: date
) -> None:
    referral = factories.make_referral(case, S.COMPLETE, referred_on=today - 40 * WEEK)
    page = page_of(client, case)
    assert "Record the review" in page
    assert "Refer to a programme" not in page, "nothing else is asked"
    assert "Say why there is no work" not in page
    Review.objects.create(
        referral=referral,
        reviewed_on=today,
        progress="Two of three targets",
        is_plan_updated=False,
        next_work="Maintenance",
    )
    page = page_of(client, case)
    assert "Refer to a programme" in page
    assert "Record the review" not in page
    assert "Two of three targets Next: Maintenance" in page
    assert "The risk management plan was not changed" in page


@pytest.mark.parametrize(("days", "is_offered"), [(-1, True), (0, False), (1, False)])
def test_a_review_of_an_earlier_sentence_does_not_stand_in_the_way_of_a_referral(
    client: Client, case: Case, today: date, days: int, is_offered: bool
) -> None:
    began = today - 10 * WEEK
    factories.make_sentence(case, SentenceKind.COMMUNITY, starts_on=began)
    factories.make_referral(case, S.COMPLETE, referred_on=began + days * DAY)
    page = page_of(client, case)
    assert "Record the review" in page
    assert ("Refer to a programme" in page) is is_offered


def test_a_seat_is_said_with_the_first_session(client: Client, case: Case, today: date) -> None:
    referral = factories.make_referral(case, S.SCHEDULED)
    group = make.make_group(name="Evenings", first_on=date(2030, 5, 14))
    make.seat(referral, group)
    assert f"Evenings, {group.place}: first session 14 May 2030" in page_of(client, case)


def test_what_is_under_way_has_nothing_before_it(client: Client, case: Case) -> None:
    referral = factories.make_referral(case, S.SCHEDULED)
    assert "Add something to be done" in page_of(client, case)
    referral.status = S.ON_PROGRAMME
    referral.save()
    assert "Add something to be done" not in page_of(client, case)


def test_individual_work_without_an_aim_says_none(client: Client, case: Case, today: date) -> None:
    toolkit = Programme.objects.get(name="Maps for Change")
    work = IndividualWork.objects.create(case=case, toolkit=toolkit, sessions=8, starts_on=today)
    assert "It is to achieve" not in page_of(client, case)
    work.note = "Insight"
    work.save()
    assert "It is to achieve: Insight" in page_of(client, case)


@pytest.fixture
def serving(case: Case, today: date) -> Case:
    factories.make_registration(case, starts_on=today - 60 * WEEK)
    factories.make_sentence(case, SentenceKind.COMMUNITY, starts_on=today - 10 * WEEK)
    return case


class TestBanner:
    """PRG-58: the state on every page, also of whom no referral says it."""

    def tags(self, client: Client, case: Case) -> str:
        return text_of(client.get(reverse("caseloads:case", args=[case.uuid])))

    def said_of(self, case: Case, today: date) -> str:
        return said(case, dated(case), today)

    def test_no_work_then_a_reason_then_individual_work_then_a_referral(
        self, client: Client, serving: Case, farah: User, today: date
    ) -> None:
        assert self.said_of(serving, today) == "No work on the offending"
        told = {"by": farah, "at": clock.now()}
        say_why_no_work(case=serving, is_suitable=False, reason="With the therapist", **told)
        assert self.said_of(serving, today) == "Not suitable, with what is done instead"
        toolkit = Programme.objects.get(name="Maps for Change")
        IndividualWork.objects.create(case=serving, toolkit=toolkit, sessions=8, starts_on=today)
        assert self.said_of(serving, today) == "Individual work: Maps for Change"
        assert "Individual work: Maps for Change" in self.tags(client, serving)
        factories.make_referral(serving, S.SCHEDULED, programme="Kaizen", referred_on=today)
        assert self.said_of(serving, today) == "Kaizen, scheduled"

    def test_a_referral_of_an_earlier_sentence_says_nothing_of_this_one(
        self, serving: Case, today: date
    ) -> None:
        factories.make_referral(serving, S.COMPLETE, referred_on=today - 30 * WEEK)
        assert self.said_of(serving, today) == "No work on the offending"

    def test_a_requirement_is_waiting(self, serving: Case, today: date) -> None:
        serving.sentences.update(programme_requirement=True)
        assert self.said_of(serving, today) == "Waiting: no referral yet"

    @pytest.mark.parametrize("lacks", ["sentences", "registrations"])
    def test_nothing_is_said_of_whom_no_state_counts(
        self, serving: Case, today: date, lacks: str
    ) -> None:
        getattr(serving, lacks).all().delete()
        assert self.said_of(serving, today) == ""

    def test_nothing_is_said_once_it_is_over(self, serving: Case, today: date) -> None:
        serving.status = CaseStatus.TERMINATED
        assert self.said_of(serving, today) == ""
        serving.status, serving.died_on = CaseStatus.ACTIVE, today
        assert self.said_of(serving, today) == ""

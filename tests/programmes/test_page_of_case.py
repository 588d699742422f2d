"""The page of programmes of a case: what it says first, and what it offers to whom."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from core import clock
from offenders.models import Case
from people.models import User
from programmes.choices.referral import ReferralStatus as S
from programmes.models import IndividualWork, Programme, Review
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
    assert "Say why there is no work" not in page
    Review.objects.create(
        referral=referral,
        reviewed_on=today,
        progress="Two of three targets",
        is_plan_updated=False,
        next_work="Maintenance",
    )
    page = page_of(client, case)
    assert "Record the review" not in page
    assert "Two of three targets Next: Maintenance" in page
    assert "The risk management plan was not changed" in page


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

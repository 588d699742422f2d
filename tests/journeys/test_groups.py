"""A treatment manager makes a group and places somebody in it; an officer says when they can come. Phone and desk."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from core import clock
from core.calendar import bank_holidays
from offenders.models import Case
from people.models import User
from programmes.choices.referral import ReferralStatus
from programmes.models import Group, Referral
from tests import factories
from tests.factories import groups as make
from tests.journeys.conftest import DESK, PHONE, is_accessible, sign_in

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def waits(case: Case) -> Referral:
    return factories.make_referral(case, ReferralStatus.AWAITING_ALLOCATION)


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_a_group_is_made_and_somebody_placed_in_it(
    open_browser: Callable[..., Page],
    waits: Referral,
    tess: User,
    farah: User,
    size: dict[str, int],
):
    first = _free_day()
    page = open_browser(size)
    sign_in(page, tess)
    expect(page.get_by_role("heading", name="Groups")).to_be_visible()
    is_accessible(page)
    page.get_by_role("link", name="Make a group").first.click()
    page.get_by_role("link", name="Add a place").click()
    page.get_by_label("Name of the place").fill("Norwich")
    is_accessible(page)
    page.get_by_role("button", name="Add").click()
    expect(page.get_by_text("Norwich is a place for groups now.")).to_be_visible()
    page.get_by_label("Programme").select_option("Building Choices: moderate")
    page.get_by_label("Place").select_option("Norwich")
    page.get_by_label("Name of the group").fill("Evenings")
    page.get_by_label("On which day does it meet?").select_option(f"{first:%A}")
    _type_day(page, first + timedelta(days=1))
    page.get_by_role("button", name="Make the group").click()
    expect(page.get_by_role("alert")).to_contain_text("Enter the time at which it begins")
    is_accessible(page)
    page.get_by_label("At what time?", exact=True).fill("18:00")
    page.get_by_role("button", name="Make the group").click()
    expect(page.get_by_role("alert")).to_contain_text("The next day that would do is")
    _type_day(page, first)
    page.get_by_role("button", name="Make the group").click()
    expect(page.get_by_text("Made, with 27 sessions")).to_be_visible()
    is_accessible(page)
    page.get_by_role("link", name="Place Gareth O'Neill in this group").click()
    expect(page.get_by_label(f"Norwich, {first:%A}s 18:00")).to_be_checked()
    is_accessible(page)
    page.get_by_role("button", name="Place").click()
    expect(page.get_by_text("Gareth O'Neill has a seat")).to_be_visible()
    page.get_by_role("link", name="End the place of Gareth O'Neill").click()
    is_accessible(page)
    page.get_by_role("link", name="Cancel").click()
    page.goto("/groups/seats/")
    expect(page.get_by_text("Norwich: 11 free")).to_be_visible()
    is_accessible(page)


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_a_session_is_moved_somebody_runs_it_and_it_is_cancelled(
    open_browser: Callable[..., Page], tess: User, farah: User, size: dict[str, int]
):
    group = make.make_group()
    page = open_browser(size)
    sign_in(page, tess)
    page.goto(group.get_absolute_url())
    page.get_by_role("link", name="Move session 3").click()
    is_accessible(page)
    page.get_by_label("Begins at").fill("19:00")
    page.get_by_role("button", name="Move").click()
    expect(page.get_by_text("at 19:00.")).to_be_visible()
    page.get_by_role("link", name="Add who runs it").click()
    page.get_by_label("Who runs it?").select_option(label=_named(farah))
    page.get_by_label("Today").check()
    is_accessible(page)
    page.get_by_role("button", name="Add").click()
    expect(page.get_by_text("No training for this programme is recorded.")).to_be_visible()
    page.get_by_role("link", name="Record a training of Farah Aziz").click()
    is_accessible(page)
    page.goto(group.get_absolute_url())
    page.get_by_role("link", name="Cancel this group").click()
    is_accessible(page)
    page.get_by_label("Why?").fill("Nobody runs it")
    page.get_by_role("button", name="Cancel the group").click()
    expect(page.get_by_text("Nobody runs it").last).to_be_visible()
    is_accessible(page)
    assert Group.objects.get().cancelled_on == clock.today()


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_a_group_is_changed_somebody_leaves_it_and_it_ends(
    open_browser: Callable[..., Page],
    case: Case,
    tess: User,
    farah: User,
    size: dict[str, int],
):
    today = clock.today()
    group = make.make_group(name="Tuesdays", first_on=today - timedelta(weeks=2), size=8)
    other = factories.make_case(surname="Alsoseen", forenames="Leo", probation=farah.officer)
    for each in (case, other):
        referral = factories.make_referral(each, ReferralStatus.ON_PROGRAMME)
        make.seat(referral, group, placed_on=today - timedelta(weeks=3))
    make.make_facilitation(group, farah.officer)
    page = open_browser(size)
    sign_in(page, tess)
    page.goto(group.get_absolute_url())
    is_accessible(page)
    page.get_by_role("link", name="Change the name or the size").click()
    page.get_by_label("How many people at most?").fill("1")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("alert")).to_contain_text("2 people have a seat in it: enter 2 or more")
    is_accessible(page)
    page.get_by_label("How many people at most?").fill("12")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("2 of 12 seats taken")).to_be_visible()
    page.get_by_role("link", name="End the place of Gareth O'Neill").click()
    page.get_by_role("button", name="End the place").click()
    expect(page.get_by_role("alert")).to_contain_text("Choose what becomes of the referral")
    is_accessible(page)
    page.get_by_label("Breach (non-attendance)").check()
    page.get_by_label("Today").check()
    page.get_by_label("Why?").fill("Stayed away four times")
    page.get_by_role("button", name="End the place").click()
    expect(page.get_by_text("Stayed away four times")).to_be_visible()
    is_accessible(page)
    page.get_by_role("link", name="End this group").click()
    page.get_by_role("button", name="End the group").click()
    expect(page.get_by_role("alert")).to_contain_text("Choose what becomes of the referral of Leo")
    is_accessible(page)
    page.get_by_label("Today").check()
    page.get_by_label(f"Leo Alsoseen, {other.crn}").select_option("Programme complete")
    page.get_by_role("button", name="End the group").click()
    expect(page.get_by_role("link", name="End this group")).to_be_hidden()
    is_accessible(page)
    assert Group.objects.get().ended_on == today


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_an_officer_says_when_somebody_can_come_and_whom_they_must_not_meet(
    open_browser: Callable[..., Page], waits: Referral, farah: User, size: dict[str, int]
):
    other = factories.make_case(surname="Alsoseen", probation=farah.officer)
    make.make_place("Norwich")
    page = open_browser(size)
    sign_in(page, farah)
    page.goto(f"/programmes/referrals/{waits.uuid}/availability/")
    page.get_by_role("group", name="Tuesday").get_by_label("Evening").check()
    page.get_by_label("Norwich").check()
    is_accessible(page)
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Groups are offered by it from now on.")).to_be_visible()
    page.get_by_role("link", name="Whom they must not meet in a group").click()
    is_accessible(page)
    page.get_by_label("CRN of the other person").fill(other.crn)
    page.get_by_label("Why?").fill("Fought in custody")
    page.get_by_role("button", name="Keep apart").click()
    expect(page.get_by_text("Fought in custody")).to_be_visible()
    is_accessible(page)


def _free_day():
    """A day on which a group can begin: five weeks ahead, on no bank holiday and with none three weeks before."""
    day = clock.today() + timedelta(weeks=5)
    while any(each in bank_holidays(each.year) for each in (day, day - timedelta(weeks=3))):
        day += timedelta(days=1)
    return day


def _type_day(page: Page, day) -> None:
    for part in ("day", "month", "year"):
        page.locator(f"[name=first_session_on_{part}]").fill(str(getattr(day, part)))


def _named(user: User) -> str:
    officer = user.officer
    return f"{officer.name}, {officer.get_grade_display()}, {officer.team}"

"""What an officer carries: a tier, hours that somebody has less, the points of a tier; on a phone, then a desk."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta

import pytest
from playwright.sync_api import Page, expect

from caseloads.models import Points
from core import clock
from offenders.models import Case
from people.models import User
from tests import factories
from tests.journeys.conftest import DESK, PHONE, is_accessible, sign_in

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def _as_it_was(transactional_db: None) -> Iterator[None]:
    """The points are reference data, which no test empties: what this one adds goes with it."""
    yield
    Points.objects.filter(scheme="v3").delete()


def test_a_tier_is_recorded(open_browser: Callable[..., Page], farah: User, case: Case):
    page = open_browser(PHONE)
    sign_in(page, farah)
    page.goto(f"/cases/{case.uuid}/record/")
    page.get_by_text("Something about them has changed").click()
    page.get_by_role("link", name="Record a tier").click()
    is_accessible(page)
    page.get_by_label("Version 3").check()
    page.get_by_label("Which tier?").fill("B2")
    page.get_by_label("Today").check()
    page.get_by_label("Where does it say so?").fill("The tier service")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("alert")).to_contain_text("Version 3 has tiers A to G")
    is_accessible(page)
    page.get_by_label("Version 2").check()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("status").first).to_contain_text("Tier B2 (version 2)")
    page.goto(f"/cases/{case.uuid}/record/")
    expect(page.get_by_text("read from The tier service")).to_be_visible()
    is_accessible(page)
    page.set_viewport_size(DESK)
    page.goto(f"/cases/{case.uuid}/tier/")
    expect(page.get_by_text("The newest is B2 (version 2)")).to_be_visible()
    is_accessible(page)


def test_hours_are_recorded_and_ended(open_browser: Callable[..., Page], dee: User, amira: User):
    page = open_browser(PHONE)
    sign_in(page, dee)
    page.goto(f"/officers/{amira.officer.uuid}/")
    is_accessible(page)
    page.get_by_role("link", name="Record hours that").click()
    is_accessible(page)
    page.get_by_role("group", name="For which reason?").get_by_label("Trade union work").check()
    page.get_by_label("How many hours a week less?").fill("-3")
    page.get_by_label("Today").check()
    page.get_by_label("Why?").fill("Elected in October")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("alert")).to_contain_text("Hours must be above 0")
    is_accessible(page)
    page.get_by_label("How many hours a week less?").fill("7.4")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("status").first).to_contain_text("7.4 hours a week less from")
    is_accessible(page)
    page.set_viewport_size(DESK)
    is_accessible(page)
    page.get_by_role("link", name="Record hours that").click()
    is_accessible(page)
    page.get_by_role("link", name="End it").click()
    is_accessible(page)
    page.get_by_label("Tomorrow").check()
    page.get_by_label("Why?").fill("Stood down")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("status").first).to_contain_text("They have the hours again from")


@pytest.mark.usefixtures("_as_it_was")
def test_points_are_given_to_a_tier(open_browser: Callable[..., Page], hal: User):
    page = open_browser(PHONE)
    sign_in(page, hal)
    page.goto("/reference/")
    page.get_by_role("link", name="Points of cases").click()
    is_accessible(page)
    page.set_viewport_size(DESK)
    is_accessible(page)
    page.get_by_role("link", name="C", exact=True).click()
    is_accessible(page)
    page.get_by_label("Licence").fill("90")
    page.get_by_label("Today").check()
    page.get_by_label("Why?").fill("The table of the region")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("status").first).to_contain_text("Tier C, version 3: saved")
    page.set_viewport_size(PHONE)
    is_accessible(page)


def fill_day(page: Page, group: str, day: date) -> None:
    boxes = page.get_by_role("group", name=group)
    for part, value in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
        boxes.get_by_label(part).fill(str(value))


def test_an_absence_is_recorded_and_covered(
    open_browser: Callable[..., Page], dee: User, amira: User, ben: User, case: Case
):
    first = clock.today() + timedelta(days=3)
    factories.make_deadline(case, first)
    page = open_browser(PHONE)
    sign_in(page, amira)
    page.goto("/my-day/")
    page.get_by_role("link", name="When you are away").click()
    is_accessible(page)
    page.get_by_role("group", name="Why?").get_by_label("Leave").check()
    fill_day(page, "First day away", first)
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("alert")).to_contain_text("only sickness can have no known end")
    is_accessible(page)
    fill_day(page, "Last day away", first + timedelta(days=6))
    page.get_by_role("button", name="Save").click()
    page.get_by_role("link", name="What falls due meanwhile").click()
    expect(page.get_by_text("1 thing falls due, no cover")).to_be_visible()
    is_accessible(page)
    page.get_by_role("button", name="Sign out").first.click()
    page.set_viewport_size(DESK)
    sign_in(page, dee)
    page.goto(f"/teams/{amira.officer.team.uuid}/")
    expect(page.get_by_text("Away soon: Amira Khan")).to_be_visible()
    is_accessible(page)
    page.get_by_role("link", name="1 thing falls due").click()
    is_accessible(page)
    page.get_by_role("link", name="Name who covers").click()
    page.get_by_label("Who covers?").select_option(label=f"Ben Mason, {ben.officer.team.name}")
    is_accessible(page)
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("status").first).to_contain_text("Ben Mason covers until")
    is_accessible(page)
    page.get_by_role("link", name="Change the days").click()
    is_accessible(page)
    page.go_back()
    page.get_by_role("link", name="Back, or not away after all").click()
    is_accessible(page)
    page.go_back()
    page.get_by_role("link", name="End it").click()
    is_accessible(page)


def test_a_number_says_first_what_it_would_do(open_browser: Callable[..., Page], hal: User):
    page = open_browser(PHONE)
    sign_in(page, hal)
    page.goto("/reference/standards/case.count.amber/")
    page.get_by_label("New value").fill("49")
    page.get_by_label("Today").check()
    page.get_by_label("Why?").fill("Agreed by the region")
    page.get_by_role("button", name="See what it would do").click()
    expect(page.get_by_text("0 more would be over it or overdue")).to_be_visible()
    is_accessible(page)
    page.set_viewport_size(DESK)
    is_accessible(page)

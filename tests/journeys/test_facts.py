"""What a call tells becomes a fact of the record: an arrest and the release, a death and its confirmation, a move."""

import os
import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from core import clock
from offenders import deadlines
from offenders.models import Address, Case, Pause
from people.models import User
from tests import factories
from tests.journeys.conftest import DESK, PHONE, is_accessible, sign_in

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def running(case: Case) -> Case:
    factories.make_address(case)
    deadlines.refresh_all(on=clock.today(), at=clock.now())
    return case


def shot(page: Page, name: str) -> None:
    if folder := os.environ.get("SHOTS"):
        page.screenshot(path=f"{folder}/{name}.png", full_page=True)


def test_an_arrest_from_the_call_that_tells_it_and_the_release(
    running: Case, amira: User, open_browser: Callable[..., Page]
):
    told = factories.make_contact(running, officer=amira.officer)
    page = open_browser(PHONE)
    sign_in(page, amira)
    page.goto(told.get_absolute_url())
    page.get_by_text("Record what this tells").click()
    is_accessible(page)
    shot(page, "contact")
    page.get_by_role("link", name="Custody and release").click()
    expect(page.get_by_text("Told in:")).to_be_visible()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("alert")).to_contain_text("Enter the day they were taken into custody")
    is_accessible(page)
    shot(page, "custody")
    page.get_by_label("Yesterday").check()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("status").first).to_contain_text("Home visit is no longer due.")
    is_accessible(page)
    shot(page, "record")
    page.get_by_role("link", name="Record its end").click()
    page.get_by_label("Today").check()
    is_accessible(page)
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("status").first).to_contain_text("Home visit is now due by")
    page.get_by_role("link", name=re.compile("Put it right.*In custody")).click()
    page.get_by_label("It never happened").check()
    page.get_by_label("Why?").fill("Another man of that name")
    is_accessible(page)
    shot(page, "correct")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("status").first).to_contain_text("taken off the record")
    assert not Pause.objects.exists()


def test_a_death_waits_for_the_supervisor(
    running: Case, amira: User, dee: User, open_browser: Callable[..., Page]
):
    page = open_browser(PHONE)
    sign_in(page, amira)
    page.goto(f"/cases/{running.uuid}/death/")
    page.get_by_role("group", name="When did they die?").get_by_label("Yesterday").check()
    page.get_by_label("Who told it?").fill("His sister")
    page.get_by_label("What does it rest on?").fill("She rang; the hospital confirms")
    is_accessible(page)
    shot(page, "death")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Until then clocks run.").first).to_be_visible()
    is_accessible(page)
    shot(page, "told")
    other = open_browser(DESK)
    sign_in(other, dee)
    other.goto(f"/teams/{amira.officer.team.uuid}/")
    is_accessible(other)
    other.get_by_role("link", name="1 case where what was told waits for a supervisor").click()
    is_accessible(other)
    shot(other, "list")
    other.get_by_role("link", name="Decide").click()
    other.get_by_label("Confirm it").check()
    is_accessible(other)
    shot(other, "decide")
    other.get_by_role("button", name="Save").click()
    expect(other.get_by_role("status").first).to_contain_text("confirmed.")
    expect(other.get_by_text("Nothing is due any more.").first).to_be_visible()


def test_a_move_by_keyboard(running: Case, amira: User, open_browser: Callable[..., Page]):
    page = open_browser(PHONE)
    sign_in(page, amira)
    page.goto(f"/cases/{running.uuid}/address/")
    is_accessible(page)
    page.get_by_label("At another address").focus()
    page.keyboard.press("Space")
    page.get_by_label("What kind of place is it?").select_option("budget_hotel")
    page.get_by_label("Address", exact=True).fill("Pier Hotel")
    page.get_by_label("Postcode").fill("ZZ1 2ZZ")
    day = clock.today() - timedelta(days=1)
    since = page.get_by_role("group", name="Since when?")
    for label, number in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
        since.get_by_label(label).fill(str(number))
    is_accessible(page)
    shot(page, "address")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("status").first).to_contain_text("Budget hotel since")
    is_accessible(page)
    shot(page, "moved")
    assert Address.objects.filter(case=running).count() == 2

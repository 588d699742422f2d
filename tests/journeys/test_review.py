"""A supervisor reads a record that names a concern and asks for something; the officer answers from a phone."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from offenders.models import Case
from people.models import User
from tests import factories
from tests.journeys.conftest import DESK, PHONE, is_accessible, sign_in
from visits.models import Review, Visit

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def visit(case: Case, amira: User, ben: User) -> Visit:
    return factories.make_visit(
        case, officer=amira.officer, second=ben.officer, concerns="A child's coat in the hall"
    )


def test_from_the_team_page_to_an_answer(
    visit: Visit, amira: User, dee: User, open_browser: Callable[..., Page]
) -> None:
    desk = open_browser(DESK)
    sign_in(desk, dee)
    is_accessible(desk)
    desk.get_by_role("link", name="1 visit with a concern, a refusal or a child to review").click()
    expect(desk.get_by_text("A child's coat in the hall")).to_be_visible()
    is_accessible(desk)
    desk.locator(f'a[href="{visit.get_absolute_url()}"]').click()
    desk.get_by_role("button", name="Review this record").click()
    is_accessible(desk)
    desk.get_by_role("button", name="Save the review").click()
    desk.get_by_role("link", name="Say what you make of this record").click()
    expect(desk.get_by_label("What do you make of this record?")).to_be_focused()
    is_accessible(desk)
    desk.get_by_label("What do you make of this record?").fill("It does not say whose coat it was.")
    desk.get_by_label("What should the officer do?").fill("Ask whose coat it was")
    desk.get_by_role("button", name="Save the review").click()
    expect(desk.get_by_text("Not answered yet")).to_be_visible()
    is_accessible(desk)

    phone = open_browser(PHONE)
    sign_in(phone, amira)
    expect(phone.get_by_role("heading", name="Your supervisor asks")).to_be_visible()
    is_accessible(phone)
    phone.get_by_role("link", name=re.compile("^Answer for")).click()
    is_accessible(phone)
    phone.get_by_label("What have you done?").fill("Rang: it is his niece's. Referred.")
    phone.get_by_role("button", name="Send the answer").click()
    expect(phone.get_by_text("Answered. Dee Walsh reads it on this page.")).to_be_visible()
    is_accessible(phone)
    assert Review.objects.get().answer == "Rang: it is his niece's. Referred."

    desk.goto("/teams/")
    expect(desk.get_by_text("Everything that was asked in a review is answered")).to_be_visible()


def test_without_javascript_and_by_keyboard(
    visit: Visit, dee: User, open_browser: Callable[..., Page]
) -> None:
    page = open_browser(PHONE, java_script_enabled=False)
    sign_in(page, dee)
    page.goto(f"{visit.get_absolute_url()}review/")
    page.get_by_label("What do you make of this record?").focus()
    page.keyboard.type("Says all that is needed.")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Says all that is needed.")).to_be_visible()
    assert not Review.objects.get().asks

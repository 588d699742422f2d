"""An officer screens somebody for MAPPA on a phone, says who was told; a supervisor finds who was never screened."""

import os
from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from core import clock
from offenders.models import Case
from people.models import User
from tests import factories
from tests.journeys.conftest import PHONE, is_accessible, sign_in

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def looked_at(page: Page, name: str) -> None:
    """By axe, and no wider than the screen."""
    is_accessible(page)
    if folder := os.environ.get("SHOTS"):
        page.screenshot(path=f"{folder}/{name}.png", full_page=True)


def test_from_not_screened_to_told(open_browser: Callable[..., Page], amira: User):
    case: Case = factories.make_case(
        police=amira.officer, registered=True, since=clock.today(), surname="Marlow"
    )
    factories.make_sentence(case, offence="An invented offence", term_months=14)
    page = open_browser(PHONE)
    sign_in(page, amira)
    page.goto(reverse("mappa:mappa", args=[case.uuid]))
    expect(page.get_by_text("To be screened")).to_be_visible()
    looked_at(page, "mappa-phone")

    page.get_by_role("link", name="Mark an offence as qualifying").click()
    page.get_by_label("Schedule 15 offence with 12 months or more").check()
    page.get_by_label("Why?").fill("In the schedule; the order of the court is on file.")
    looked_at(page, "mark-phone")
    page.get_by_role("button", name="Save").click()

    page.get_by_role("button", name="Record the screening").click()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("alert")).to_contain_text("Choose what the screening found")
    looked_at(page, "screen-errors-phone")
    page.get_by_label("Eligible", exact=True).check()
    page.get_by_label("Category 1: registered sexual offender").check()
    page.get_by_label("Today").check()
    page.get_by_label("Why?").fill("On the register since the conviction.")
    looked_at(page, "screen-phone")
    page.get_by_role("button", name="Save").click()

    page.get_by_label("Probation", exact=True).check()
    page.get_by_label("Who there?").fill("The officer of the case")
    page.get_by_label("Secure email").check()
    page.get_by_label("Today").check()
    looked_at(page, "tell-phone")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("The officer of the case")).to_be_visible()
    page.set_viewport_size({"width": 1280, "height": 900})
    looked_at(page, "mappa-desk")

    other = factories.make_case(police=amira.officer, registered=True, surname="Nobodyasked")
    page.goto(reverse("mappa:unscreened"))
    expect(page.get_by_role("link", name=other.name)).to_be_visible()
    looked_at(page, "lists-desk")
    page.set_viewport_size(PHONE)
    looked_at(page, "lists-phone")

"""An officer records what an OASys says of suitability on a phone, reads the working, and decides otherwise."""

import os
from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from offenders.models import Case
from people.models import User
from tests import factories
from tests.journeys.conftest import PHONE, is_accessible, sign_in

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def shot(page: Page, name: str) -> None:
    if folder := os.environ.get("SHOTS"):
        page.screenshot(path=f"{folder}/{name}.png", full_page=True)


def is_narrow(page: Page) -> None:
    page.set_viewport_size({"width": 360, "height": 800})
    wider = page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    assert wider <= 0


def test_from_nothing_to_a_decision(open_browser: Callable[..., Page], farah: User):
    case: Case = factories.make_case(probation=farah.officer, registered=True, sex="M")
    page = open_browser(PHONE)
    sign_in(page, farah)
    page.goto(reverse("programmes:suitability", args=[case.uuid]))
    expect(page.get_by_text("Not worked out: information is missing")).to_be_visible()
    is_accessible(page)
    is_narrow(page)
    shot(page, "empty")

    page.get_by_role("button", name="Record inputs").click()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("alert")).to_contain_text("Choose where it stands")
    is_accessible(page)
    is_narrow(page)
    shot(page, "form")
    page.get_by_label("Where does it stand?").select_option(label="OASys")
    page.get_by_label("Today").check()
    page.get_by_label("OGRS3 (%)").fill("74.5")
    page.get_by_label("OSP-DC").select_option(label="High")
    for need in ("Sex need", "Thinking need", "Relationships need"):
        page.get_by_label(need).select_option(label="2: high")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("status").first).to_contain_text("Risk high, need high: high intensity")
    expect(page.get_by_text("Medium risk: 50 or more, below 75")).to_be_visible()
    is_accessible(page)
    is_narrow(page)
    shot(page, "working")

    page.get_by_role("link", name="Decide otherwise").click()
    page.get_by_label("Moderate intensity").check()
    page.get_by_label("Why?").fill("Works well in a smaller group")
    is_accessible(page)
    shot(page, "decide")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Decided by Farah Aziz")).to_be_visible()
    is_accessible(page)
    shot(page, "decided")
    page.set_viewport_size({"width": 1280, "height": 900})
    shot(page, "decided-desk")

    page.get_by_role("link", name="Take back OGRS3").click()
    page.get_by_label("Why is it taken off the record?").fill("Of another man")
    is_accessible(page)
    is_narrow(page)
    page.get_by_role("button", name="Take it off the record").click()
    expect(page.get_by_role("status").first).to_contain_text("OGRS3: taken off the record.")

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


def test_a_supervisor_sees_who_was_not_put_forward(
    open_browser: Callable[..., Page], farah: User, nadia: User
):
    for name, code, said in (("Eligible", "osp_dc", "high"), ("Unknown", "ogrs3", 40)):
        case = factories.make_case(probation=farah.officer, surname=name, sex="M", registered=True)
        factories.make_sentence(case, "community")
        factories.make_score(case, farah, code, said)
        for need in ("sex", "thinking", "relationships"):
            factories.make_score(case, farah, need, 2)
    page = open_browser(PHONE)
    sign_in(page, nadia)
    page.goto(reverse("caseloads:not_put_forward"))
    expect(page.get_by_role("heading", level=1)).to_contain_text("1 of 2 (50%)")
    is_accessible(page)
    is_narrow(page)
    shot(page, "list")
    page.get_by_role("link", name="Suitability never worked out").click()
    expect(page.get_by_text("OVP, OSP-DC, OSP-IIC")).to_be_visible()
    is_accessible(page)
    page.set_viewport_size({"width": 1280, "height": 900})
    shot(page, "list-desk")

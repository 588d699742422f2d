"""Who is around somebody and to whom the risk is: recorded on a phone, read on a desk."""

import os
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from offenders.models import Case, HarmAssessment, KnownPerson
from people.models import User
from tests import factories
from tests.journeys.conftest import DESK, PHONE, is_accessible, sign_in

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def shot(page: Page, name: str) -> None:
    if folder := os.environ.get("SHOTS"):
        page.screenshot(path=f"{folder}/{name}.png", full_page=True)


def test_a_child_and_the_risk_by_group(case: Case, farah: User, open_browser: Callable[..., Page]):
    factories.make_liaison(case)
    factories.make_notice(case)
    factories.make_diversity_need(case)
    page = open_browser(PHONE)
    sign_in(page, farah)
    page.goto(f"/cases/{case.uuid}/around/")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("alert")).to_contain_text("Choose whether there is a risk to them")
    is_accessible(page)
    page.get_by_label("What are they called?").fill("Kira")
    page.get_by_label("Child of their partner").check()
    page.get_by_label("A child, under 18").check()
    page.get_by_label("Lives with them").check()
    page.get_by_label("There is a risk to them").check()
    page.get_by_label("What is the risk to them now?").fill("Alone with her in the evenings")
    shot(page, "around")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("status").first).to_contain_text("Saved: Kira.")
    is_accessible(page)
    shot(page, "case-phone")
    page.goto(f"/around/{KnownPerson.objects.get().uuid}/change/")
    is_accessible(page)
    shot(page, "change")

    page.goto(f"/cases/{case.uuid}/harm/")
    for name, level in (
        ("Children", "Very high"),
        ("Public", "Low"),
        ("Known adult", "Medium"),
        ("Staff", "Low"),
    ):
        group = page.get_by_role("group", name=name, exact=True)
        group.get_by_label(level, exact=True).check()
    for question in (
        "Who is at risk?",
        "What is the nature of the risk?",
        "When is the risk greatest?",
        "What increases the risk?",
        "What reduces the risk?",
    ):
        page.get_by_label(question).fill("As it was assessed")
    is_accessible(page)
    shot(page, "harm")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("status").first).to_contain_text("by group, assessed")
    assert HarmAssessment.objects.get().children == "very_high"

    desk = open_browser(DESK)
    sign_in(desk, farah)
    for name, address in (("record", "record/"), ("liaison", "liaison/"), ("case-desk", "")):
        desk.goto(f"/cases/{case.uuid}/{address}")
        is_accessible(desk)
        shot(desk, name)
    expect(desk.get_by_text("Alone with her in the evenings")).to_be_visible()

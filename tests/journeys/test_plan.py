"""From nothing to a signed plan for somebody with a sexual harm prevention order of five prohibitions, on a phone; read on a desk."""

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from offenders.models import Case
from people.models import User
from plans.choices import PlanState
from plans.models import Plan
from tests import factories
from tests.journeys.conftest import DESK, PHONE, is_accessible, sign_in

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
WORDS = (
    "Not to contact or try to contact any child under 16, save with the consent of the police",
    "Not to own or use a device that can reach the internet unless it keeps its history",
    "Not to enter any park, playground or swimming bath",
    "Not to work with children, paid or not",
    "Not to live in or stay the night in a house in which there is a child",
)


def look(page: Page, name: str) -> None:
    is_accessible(page)
    if folder := os.environ.get("CASELOAD_PICTURES"):
        page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)


def test_a_plan_is_made_on_a_phone_and_read_on_a_desk(
    open_browser: Callable[..., Page], case: Case, amira: User
):
    order = factories.make_order(case, amira)
    for words in WORDS:
        factories.make_condition(order, words)
    factories.work_out(case)
    page = open_browser(PHONE)
    sign_in(page, amira)
    begun = time.monotonic()
    page.goto(case.get_absolute_url())
    page.get_by_role("link", name="What it has to name").click()
    expect(page.get_by_text(WORDS[0])).to_be_visible()
    look(page, "phone_empty")
    page.get_by_role("button", name="Add all 6").click()
    expect(page.get_by_text("Nothing stands yet under")).to_be_visible()
    look(page, "phone_draft")
    page.get_by_text("Victim safety", exact=False).first.click()
    page.get_by_role("link", name="Add an item to victim safety").click()
    look(page, "phone_item")
    page.get_by_label("What is done?").fill("The liaison officer hears of every change of address")
    page.get_by_label("Who does it?").fill("DC Khan")
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_role("button", name="Go on to sign").click()
    expect(page.get_by_text("It names everything that is on record")).to_be_visible()
    page.get_by_label("How do you work with this person?").fill("Structured work on strengths")
    look(page, "phone_sign")
    page.get_by_role("button", name="Sign the plan").click()
    expect(page.get_by_text("It is the plan of this case from now on")).to_be_visible()
    look(page, "phone_plan")
    assert time.monotonic() - begun < 300
    plan = Plan.objects.get()
    assert plan.state == PlanState.SIGNED
    assert plan.items.filter(references__kind="order_condition").count() == 5
    desk = open_browser(DESK)
    sign_in(desk, amira)
    desk.goto(f"/cases/{case.uuid}/plan/")
    expect(desk.get_by_text(WORDS[4]).first).to_be_visible()
    look(desk, "desk_plan")
    desk.emulate_media(media="print")
    look(desk, "desk_print")
    desk.emulate_media(media="screen")
    desk.goto(case.get_absolute_url())
    look(desk, "desk_case")

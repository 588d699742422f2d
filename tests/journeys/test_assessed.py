"""What a tool says of a person, the tier that follows, and cleared intelligence: on a phone, then a desk."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from offenders.models import Case
from people.models import User
from tests import factories
from tests.journeys.conftest import DESK, PHONE, is_accessible, sign_in

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def test_a_tier_is_worked_out(open_browser: Callable[..., Page], farah: User, case: Case):
    factories.make_sentence(case)
    factories.make_assessment(case, "ARP", 60, basis="static")
    factories.make_assessment(case, "RM2000", band="high")
    page = open_browser(PHONE)
    sign_in(page, farah)
    page.goto(f"/cases/{case.uuid}/assessments/")
    is_accessible(page)
    page.get_by_role("link", name="Record CSRP: combined").press("Enter")
    page.get_by_label("What is the score, in percent?").fill("2,5")
    page.get_by_label("Dynamic").check()
    page.get_by_label("Somebody else").check()
    page.get_by_label("Today").check()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("alert")).to_contain_text("Enter a number, like 12.5")
    expect(page.get_by_role("alert")).to_contain_text("Enter who assessed")
    is_accessible(page)
    page.get_by_label("What is the score, in percent?").fill("2.5")
    page.get_by_label("Their name, and where they work").fill("Jo Field, Stoke prison")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("status").first).to_contain_text("CSRP: 2.5%, dynamic, saved")
    page.goto(f"/cases/{case.uuid}/tier/work-out/")
    expect(page.get_by_text("ARP 60% with CSRP 2.5%")).to_be_visible()
    is_accessible(page)
    page.set_viewport_size(DESK)
    is_accessible(page)
    page.get_by_role("button", name="Record ").click()
    expect(page.get_by_text("read from the record here")).to_be_visible()
    is_accessible(page)
    for path in (f"cases/{case.uuid}/assessments/", f"cases/{case.uuid}/intelligence/"):
        page.goto(f"/{path}")
        is_accessible(page)
    page.set_viewport_size(PHONE)
    is_accessible(page)

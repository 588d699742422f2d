"""Where everyone is: read on a phone and at a desk, by a supervisor and by a treatment manager."""

import os
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from core import clock
from offenders.choices import SentenceKind
from offenders.models import Case
from people.models import User
from programmes.choices.referral import BarrierCode, ReferralStatus as S
from tests import factories
from tests.factories import groups
from tests.journeys.conftest import DESK, PHONE, is_accessible, sign_in

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def shot(page: Page, name: str) -> None:
    if folder := os.environ.get("SHOTS"):
        page.screenshot(path=f"{folder}/where-{name}.png", full_page=True)


def is_narrow(page: Page) -> None:
    wider = page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    assert wider <= 0


@pytest.fixture
def people(farah: User) -> list[Case]:
    began = clock.today() - timedelta(weeks=30)
    found = []
    statuses = [None] * 3 + [S.AWAITING_ALLOCATION] * 4 + [S.SCHEDULED, S.ON_PROGRAMME, S.COMPLETE]
    for number, status in enumerate(statuses):
        case = factories.make_case(
            probation=farah.officer, since=began, surname=f"Featherstonehaugh{number}", sex="M"
        )
        factories.make_registration(case, starts_on=began)
        factories.make_sentence(case, SentenceKind.COMMUNITY, starts_on=began)
        if status:
            referred_on = began + timedelta(weeks=number)
            factories.make_referral(case, status, referred_on=referred_on)
        found.append(case)
    factories.make_barrier(found[3], BarrierCode.LEARNING_DISABILITY, starts_on=began)
    groups.make_group(place=groups.make_place("Great Yarmouth, the old Post Office"))
    return found


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_a_supervisor_goes_from_a_number_to_its_people(
    open_browser: Callable[..., Page], people: list[Case], nadia: User, size: dict[str, int]
):
    page = open_browser(size)
    sign_in(page, nadia)
    page.goto(reverse("caseloads:where"))
    name = "phone" if size == PHONE else "desk"
    expect(page.get_by_text("No work on the offending: 3 of 10 (30%)")).to_be_visible()
    is_accessible(page)
    is_narrow(page)
    shot(page, f"page-{name}")
    page.get_by_role("link", name="Region", exact=True).click()
    is_accessible(page)
    page.locator("li", has_text="Nothing noted").get_by_role("link").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("nothing is noted")
    expect(page.get_by_text("Suitable and waiting for a group since").first).to_be_visible()
    is_accessible(page)
    is_narrow(page)
    shot(page, f"list-{name}")
    page.get_by_role("link", name="Where everyone is").click()
    page.get_by_role("link", name="Eligible but not put forward").click()
    expect(page.get_by_text("Nobody is in this list.")).to_be_visible()
    is_accessible(page)


def test_a_treatment_manager_goes_from_a_free_seat_to_its_group(
    open_browser: Callable[..., Page], people: list[Case], tess: User
):
    page = open_browser(PHONE)
    sign_in(page, tess)
    page.goto(reverse("caseloads:where"))
    expect(page.get_by_text("You see people with an open referral")).to_be_visible()
    is_accessible(page)
    is_narrow(page)
    shot(page, "manager-phone")
    page.get_by_role("link", name="Great Yarmouth, the old Post Office, from").click()
    expect(page.get_by_text("Featherstonehaugh3").first).to_be_visible()

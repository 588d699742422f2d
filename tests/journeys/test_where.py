"""A supervisor on a phone goes from a number to the people behind it, and takes both along as CSV."""

import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from core import clock
from people.models import User
from programmes.choices.referral import ReferralStatus
from tests import factories
from tests.factories import groups
from tests.journeys.conftest import DESK, PHONE, is_accessible, sign_in

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
BEGAN = timedelta(days=90)


@pytest.fixture
def people(farah: User) -> None:
    """Two wait for a group, one is on a programme, nobody works with the fourth; a group has seats."""
    began = clock.today() - BEGAN
    for number, status in enumerate(
        (
            ReferralStatus.AWAITING_ALLOCATION,
            ReferralStatus.AWAITING_ALLOCATION,
            ReferralStatus.ON_PROGRAMME,
            None,
        )
    ):
        case = factories.make_case(
            probation=farah.officer, since=began, surname=f"Waits{number}", sex="M"
        )
        factories.make_registration(case, starts_on=began)
        factories.make_sentence(case, "community", starts_on=began)
        if status:
            factories.make_referral(case, status)
        factories.make_barrier(case)
    groups.make_group(recorded_on=began)


def test_a_number_opens_its_list_and_both_are_csv(
    open_browser: Callable[..., Page], people: None, nadia: User
):
    page = open_browser(PHONE)
    sign_in(page, nadia)
    page.goto(reverse("caseloads:where"))
    expect(page.get_by_role("heading", level=1)).to_contain_text("Where everyone is")
    expect(page.get_by_text("1 of 4 (25%)").first).to_be_visible()
    is_accessible(page)
    with page.expect_download() as figures:
        page.get_by_role("link", name="These figures as CSV").click()
    assert "All,group,2," in Path(figures.value.path()).read_text("utf-8-sig")

    row = page.get_by_role("row", name="Waiting for a group")
    row.get_by_role("link", name="2", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Waiting for a group: 2")
    expect(page.get_by_role("link", name=re.compile("Waits[01]"))).to_have_count(2)
    is_accessible(page)
    with page.expect_download() as listed:
        page.get_by_role("link", name="This list as CSV").click()
    lines = Path(listed.value.path()).read_text("utf-8-sig").splitlines()
    assert len(lines) == 3

    page.get_by_role("link", name="Where everyone is", exact=True).first.click()
    page.get_by_role("link", name="Region", exact=True).click()
    expect(page.get_by_role("heading", name="By team, delivery unit or region")).to_be_visible()
    before = clock.today() - BEGAN - timedelta(days=30)
    page.get_by_label("As at another day").fill(before.isoformat())
    page.get_by_role("button", name="Show").click()
    expect(page.get_by_text("Nobody here has a sexual offence")).to_be_visible()
    is_accessible(page)


def test_on_a_desk_with_nothing_in_a_list(
    open_browser: Callable[..., Page], people: None, tess: User
):
    """A treatment manager, who is told of everybody in the region and opens the cases that are referred."""
    page = open_browser(DESK)
    sign_in(page, tess)
    page.get_by_role("link", name="Programmes", exact=True).click()
    expect(page.get_by_text("whoever of your region has a sentence in force today")).to_be_visible()
    is_accessible(page)
    page.goto(reverse("caseloads:where_list") + "?list=scheduled")
    expect(page.get_by_text("Nobody is in this list.")).to_be_visible()
    is_accessible(page)

"""An officer refers somebody on a phone, prepares the start and moves the referral; the same without JavaScript."""

import os
import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from core import clock
from offenders import deadlines
from offenders.models import Case
from people.models import Team, User
from programmes.choices.referral import PreparationKind, ReferralStatus as S
from programmes.models import Referral
from tests import factories
from tests.factories import groups as make
from tests.journeys.conftest import DESK, PHONE, is_accessible, sign_in

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
DAY = timedelta(days=1)


@pytest.fixture
def served(farah: User) -> Case:
    today = clock.today()
    case = factories.make_case(probation=farah.officer, since=today - 100 * DAY)
    factories.make_sentence(
        case,
        "community",
        starts_on=today - 100 * DAY,
        ends_on=today + 160 * DAY,
        programme_requirement=True,
    )
    deadlines.refresh_all(on=today, at=clock.now())
    return case


def shot(page: Page, name: str) -> None:
    if folder := os.environ.get("SHOTS"):
        page.screenshot(path=f"{folder}/{name}.png", full_page=True)


def looks(page: Page, name: str) -> None:
    """Nothing wider than the phone, nothing that axe complains of."""
    wider = page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    assert wider <= 0
    is_accessible(page)
    shot(page, name)


def test_from_my_day_to_the_programme(open_browser: Callable[..., Page], farah: User, served: Case):
    page = open_browser(PHONE)
    sign_in(page, farah)
    page.goto(reverse("caseloads:my_day"))
    page.get_by_role("link", name="Refer to a programme").first.click()
    expect(page.get_by_role("heading", name="Refer to a programme")).to_be_visible()
    looks(page, "refer")
    page.get_by_role("button", name="Refer", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("Choose the programme")
    looks(page, "refer-errors")
    page.get_by_label("Building Choices: moderate").check()
    page.get_by_label("Today").check()
    page.get_by_label("Work pattern").check()
    page.get_by_role("button", name="Refer", exact=True).click()
    expect(page.get_by_role("status").first).to_contain_text("Referred to Building Choices")
    looks(page, "programmes")

    page.get_by_role("link", name="Motivation").click()
    page.get_by_role("group", name="Done on").get_by_label("Today").check()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("alert")).to_contain_text("Say whether the person was there")
    page.get_by_label("Yes, and took part").check()
    looks(page, "item")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Done on")).to_be_visible()

    page.get_by_role("link", name="Work pattern").click()
    page.get_by_label("What was done about it?").fill("An evening group was offered")
    looks(page, "barrier")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("An evening group was offered")).to_be_visible()

    page.get_by_role("button", name="Move the referral").click()
    page.get_by_label("Awaiting allocation").check()
    page.get_by_label("Today").check()
    looks(page, "move")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Awaiting assessment to awaiting allocation")).to_be_visible()

    page.get_by_role("button", name="Decide what is done instead").click()
    expect(page.get_by_text("What still fits")).to_be_visible()
    looks(page, "runway")
    page.get_by_label("Individual work").check()
    page.get_by_label("Why?").fill("A group would come too late")
    page.get_by_role("button", name="Save the decision").click()
    expect(page.get_by_text("A group would come too late")).to_be_visible()
    looks(page, "programmes-full")
    page.set_viewport_size(DESK)
    shot(page, "programmes-desk")


def test_without_javascript(open_browser: Callable[..., Page], farah: User, served: Case):
    page = open_browser(PHONE, java_script_enabled=False)
    sign_in(page, farah)
    page.goto(reverse("programmes:refer", args=[served.uuid]))
    page.get_by_label("Building Choices: high").check()
    page.get_by_label("Today").check()
    page.get_by_role("button", name="Refer", exact=True).click()
    expect(page.get_by_text("Referred to Building Choices: high")).to_be_visible()
    referral = Referral.objects.get()
    page.goto(reverse("programmes:move", args=[referral.uuid]))
    page.get_by_label("Withdrawn").check()
    page.get_by_label("Today").check()
    page.get_by_label("Reason").select_option(label="Transfer")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("No referral is open", exact=False).first).to_be_visible()


def test_work_before_a_start_that_is_near_is_done_from_my_day(
    open_browser: Callable[..., Page], farah: User, served: Case
):
    today = clock.today()
    Case.objects.filter(pk=served.pk).update(created_on=today - 90 * DAY)
    Team.objects.update(created_on=today - 90 * DAY)
    referral = factories.make_referral(served, S.SCHEDULED, referred_on=today - 80 * DAY)
    for kind in PreparationKind.MOTIVATION, PreparationKind.DISCLOSURE:
        factories.make_preparation(referral, kind)
    make.seat(referral, make.make_group(first_on=today + 14 * DAY), placed_on=today - DAY)
    deadlines.refresh_all(on=today, at=clock.now())

    page = open_browser(PHONE)
    sign_in(page, farah)
    page.goto(reverse("caseloads:my_day"))
    both = re.compile("starts, on .*: motivation.*, disclosure")
    line = page.get_by_role("listitem").filter(has_text=both)
    expect(
        line.get_by_role("link", name="motivation (why, Work before a programme")
    ).to_be_visible()
    looks(page, "my-day-before-a-start")
    page.set_viewport_size(DESK)
    shot(page, "my-day-before-a-start-desk")
    page.set_viewport_size(PHONE)

    line.get_by_role("link", name="What is to be done before").first.click()
    page.get_by_role("link", name="Motivation").click()
    page.get_by_role("group", name="Done on").get_by_label("Today").check()
    page.get_by_label("Yes, and took part").check()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Done on")).to_be_visible()

    page.goto(reverse("caseloads:my_day"))
    expect(page.get_by_text(re.compile("starts, on .*: disclosure"))).to_be_visible()
    expect(page.get_by_text(re.compile("starts, on .*: motivation"))).to_have_count(0)

"""Work of those who are on no programme: planned, a session held, ended; why there is none; what came of a programme."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from core import clock
from offenders import deadlines
from offenders.models import Case
from people.models import User
from programmes.choices.referral import ReferralStatus
from tests import factories
from tests.journeys.conftest import DESK, PHONE, is_accessible, sign_in

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

Open = Callable[..., Page]
DAY = timedelta(days=1)
TOOLKIT = "Maps for Change"


@pytest.fixture
def serving(farah: User) -> Case:
    """Farah holds somebody who committed a sexual offence, and nobody works on it."""
    began = clock.today() - 90 * DAY
    case = factories.make_case(probation=farah.officer, since=began)
    factories.make_registration(case, starts_on=began)
    factories.make_sentence(case, "community", starts_on=began)
    deadlines.recompute([case.pk], on=clock.today())
    return case


def test_planned_a_session_held_and_ended(open_browser: Open, serving: Case, farah: User):
    page = open_browser(PHONE)
    sign_in(page, farah)
    page.goto(reverse("programmes:programmes", args=[serving.uuid]))
    expect(page.get_by_text("No work on the offending")).not_to_have_count(0)
    is_accessible(page)
    page.get_by_role("link", name="Plan individual work").click()
    page.get_by_role("button", name="Save").click()
    alert = page.get_by_role("alert")
    expect(alert).to_contain_text("Choose the toolkit")
    is_accessible(page)
    alert.get_by_role("link", name="Enter a number of sessions").click()
    expect(page.get_by_label("How many sessions are planned?")).to_be_focused()
    page.get_by_label("Which toolkit?").select_option(TOOLKIT)
    page.get_by_label("How many sessions are planned?").fill("6")
    page.get_by_label("Today").check()
    page.get_by_label("What is it to achieve?").fill("Insight into what led to it")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("status").first).to_contain_text(f"{TOOLKIT} is planned.")

    page.goto(reverse("offenders:log_contact", args=[serving.uuid]))
    page.get_by_label("Something else").check()
    page.get_by_role("combobox", name="What else").fill("1-2-1 session")
    page.get_by_role("option", name="Programme 1-2-1 Session", exact=True).click()
    page.get_by_label("Attended - Complied").check()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("status").first).to_contain_text("Contact saved")
    page.goto(reverse("programmes:programmes", args=[serving.uuid]))
    expect(page.get_by_text("1 of 6 sessions held")).to_be_visible()
    is_accessible(page)

    page.get_by_role("link", name="End it").click()
    is_accessible(page)
    page.get_by_label("Today").check()
    page.get_by_label("What came of it?").fill("Sees what set it off")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("status").first).to_contain_text(f"{TOOLKIT} has ended.")
    page.goto(reverse("programmes:programmes", args=[serving.uuid]))
    expect(page.get_by_text("None goes on.")).to_be_visible()


def test_why_there_is_none_by_keyboard_alone(open_browser: Open, serving: Case, farah: User):
    """From the case to the reason and back, each step by Tab, Space and Enter."""
    page = open_browser(DESK)
    sign_in(page, farah)
    page.goto(reverse("programmes:programmes", args=[serving.uuid]))
    to(page, "Say why there is no work on the offending", steps=60)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "Why there is no work on the offending"
    )
    is_accessible(page)
    to(page, "Save", steps=40)
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("Say whether a programme would suit")
    expect(page.locator(".govuk-error-summary")).to_be_focused()
    is_accessible(page)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Yes, or it is not known yet")).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.type("Too ill to sit through a group; seen at home instead")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").first).to_contain_text("The reason is on record.")
    page.goto(reverse("programmes:programmes", args=[serving.uuid]))
    expect(page.get_by_text("Too ill to sit through a group").first).to_be_visible()


def to(page: Page, name: str, *, steps: int) -> None:
    """By Tab to what is called so: one that cannot be reached so is not found."""
    for _ in range(steps):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.innerText.trim()") == name:
            return
    pytest.fail(f"{name} is not reached by {steps} steps")


def test_a_completed_programme_is_reviewed_without_javascript(
    open_browser: Open, serving: Case, farah: User
):
    today = clock.today()
    referral = factories.make_referral(
        serving,
        ReferralStatus.COMPLETE,
        referred_on=today - 89 * DAY,
        started_on=today - 80 * DAY,
        ended_on=today - 3 * DAY,
    )
    page = open_browser(PHONE, java_script_enabled=False)
    sign_in(page, farah)
    page.goto(reverse("programmes:review", args=[referral.uuid]))
    expect(page.get_by_role("heading", level=1)).to_have_text("Post-programme review")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("alert")).to_contain_text("Say how it went")
    page.get_by_label("Today").check()
    page.get_by_label("How did it go, by target?").fill("Kept to the plan")
    page.get_by_role("group", name="Has the risk management plan").get_by_label("Yes").check()
    page.get_by_label("What is next?").fill("Maintenance")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("status").first).to_contain_text("has been reviewed")

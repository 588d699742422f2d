"""On a phone: what was done about an absence is recorded from My day; less contact is asked for, and decided on a desk."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from core import clock
from offenders import deadlines
from offenders.choices import SentenceKind
from offenders.models import Case
from people.models import User
from tests import factories
from tests.journeys.conftest import DESK, PHONE, is_accessible, sign_in

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def absent(case: Case, farah: User) -> Case:
    """Farah's, who came once and then did not come."""
    now = clock.now()
    factories.make_sentence(
        case, SentenceKind.COMMUNITY, starts_on=clock.today() - timedelta(days=40)
    )
    for days, code in ((20, "ATTC"), (9, "UAAB")):
        at = now - timedelta(days=days)
        factories.make_contact(
            case, type_code="COAP", outcome_code=code, happened_at=at, officer=farah.officer
        )
    deadlines.refresh_all(on=clock.today(), at=now)
    return case


def test_an_absence_is_answered_from_my_day(
    open_browser: Callable[..., Page], absent: Case, farah: User
):
    page = open_browser(PHONE)
    sign_in(page, farah)
    page.get_by_role("link", name="Record what was done").first.click()
    expect(
        page.locator("p.govuk-body", has_text="nothing is recorded about what was done")
    ).to_be_visible()
    is_accessible(page)
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("alert")).to_contain_text("Choose what was decided")
    is_accessible(page)
    page.get_by_label("Something was done about it").check()
    page.get_by_label("Which action?").select_option("EA02")
    page.get_by_label("Why, and what was sent or said?").fill("First letter, <b>by post</b>")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("status").first).to_contain_text("First Warning Letter Sent")
    expect(page.get_by_text("First letter, <b>by post</b>").first).to_be_visible()
    is_accessible(page)
    page.goto(absent.get_absolute_url())
    page.get_by_text("Which rules looked, and what none covers").click()
    expect(page.get_by_text("No rule of this service looks at")).to_be_visible()
    is_accessible(page)


def test_less_contact_is_asked_for_and_refused(
    open_browser: Callable[..., Page], absent: Case, farah: User, nadia: User
):
    page = open_browser(PHONE)
    sign_in(page, farah)
    page.goto(absent.get_absolute_url())
    page.get_by_role("link", name="How often they are seen").click()
    is_accessible(page)
    page.get_by_label("Seen in person every how many days?").fill("28")
    page.get_by_label("Why this often for this person?").fill("Works nights")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("status").first).to_contain_text("waits for a supervisor")
    desk = open_browser(DESK)
    sign_in(desk, nadia)
    desk.get_by_role("link", name="1 case where less contact waits").click()
    is_accessible(desk)
    desk.get_by_role("link", name="Decide").click()
    desk.get_by_label("Refuse it").check()
    desk.get_by_role("button", name="Save").click()
    expect(desk.get_by_role("alert")).to_contain_text("Say why it is refused")
    is_accessible(desk)
    desk.get_by_label("Why is it refused?").fill("Not until the review")
    desk.get_by_role("button", name="Save").click()
    expect(desk.get_by_role("status").first).to_contain_text("Refused: the standard holds.")

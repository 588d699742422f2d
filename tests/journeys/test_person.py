"""Before and after the door: a number from the call that tells it, who is found by it, what to mind, and the end of a register."""

import os
from collections.abc import Callable
from datetime import date

import pytest
from playwright.sync_api import Page, expect

from core import clock
from offenders import deadlines
from offenders.models import Case, Report, Telephone
from people.models import User
from tests import factories
from tests.journeys.conftest import DESK, PHONE, is_accessible, sign_in

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def running(case: Case) -> Case:
    Case.objects.filter(pk=case.pk).update(date_of_birth=date(1979, 3, 4))
    case.registrations.update(starts_on=date(2015, 5, 12))
    deadlines.refresh_all(on=clock.today(), at=clock.now())
    return case


def shot(page: Page, name: str) -> None:
    if folder := os.environ.get("SHOTS"):
        page.screenshot(path=f"{folder}/{name}.png", full_page=True)


def test_a_number_is_told_dialled_and_searched_for(
    running: Case, amira: User, open_browser: Callable[..., Page]
):
    told = factories.make_contact(running, officer=amira.officer)
    page = open_browser(PHONE)
    sign_in(page, amira)
    page.goto(told.get_absolute_url())
    page.get_by_text("Record what this tells").click()
    page.get_by_role("link", name="Add a telephone number").click()
    expect(page.get_by_text("Told in:")).to_be_visible()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("alert")).to_contain_text("Choose whose telephone it is")
    is_accessible(page)
    page.get_by_label("Telephone number", exact=True).fill("07700 900123")
    page.get_by_label("Family's").check()
    page.get_by_label("Who is that").fill("her mother")
    page.get_by_role("group", name="May a message be left?").get_by_label("No", exact=True).check()
    page.get_by_role("group", name="Is it safe to send a text?").get_by_label("Yes").check()
    shot(page, "telephone")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("status").first).to_contain_text("Saved: 07700 900123.")
    is_accessible(page)
    shot(page, "case")
    number = page.get_by_role("link", name="Call 07700 900123").first
    expect(number).to_have_attribute("href", "tel:+447700900123")
    expect(page.get_by_text("leave no message").first).to_be_visible()
    fact = Telephone.objects.get()
    assert (fact.whose_name, fact.told_in) == ("her mother", told.uuid)
    page.goto("/cases/?q=0123")
    expect(page.get_by_text("07700 900123, Family's: her mother")).to_be_visible()
    is_accessible(page)
    shot(page, "found")


def test_what_to_mind_stands_on_the_form_at_the_door(
    running: Case, amira: User, open_browser: Callable[..., Page]
):
    page = open_browser(PHONE)
    sign_in(page, amira)
    page.goto(f"/cases/{running.uuid}/language/")
    page.get_by_label("Which language").fill("hungarian")
    page.get_by_label("Every time", exact=True).check()
    page.get_by_label("Does not read").check()
    is_accessible(page)
    shot(page, "language")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("status").first).to_contain_text("Saved: Hungarian.")
    page.goto(f"/cases/{running.uuid}/adjustments/")
    page.get_by_label("Hearing").check()
    page.get_by_label("What must be done differently?").fill("Face them when you speak")
    page.get_by_label("The person said so").check()
    is_accessible(page)
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("status").first).to_contain_text("Saved: Hearing.")
    page.goto(f"/cases/{running.uuid}/contacts/log/")
    expect(page.get_by_text("Face them when you speak")).to_be_visible()
    is_accessible(page)
    shot(page, "door")


def test_the_end_of_a_register_is_worked_out_and_waits(
    running: Case, amira: User, dee: User, open_browser: Callable[..., Page]
):
    page = open_browser(PHONE)
    sign_in(page, amira)
    page.goto(f"/cases/{running.uuid}/registrations/")
    is_accessible(page)
    page.get_by_role("link", name="Its end").click()
    is_accessible(page)
    page.get_by_role("link", name="The notification period is over").click()
    page.get_by_label("Which offence?").fill("Sexual assault")
    page.get_by_label("Imprisonment or detention").check()
    day = page.get_by_role("group", name="When were they convicted")
    for label, number in (("Day", "12"), ("Month", "5"), ("Year", "2015")):
        day.get_by_label(label).fill(number)
    page.get_by_label("Months of the term").fill("12")
    page.get_by_label("No other order").check()
    page.get_by_label("Who told it?").fill("The court")
    page.get_by_label("What does it rest on?").fill("Record 12")
    page.get_by_role("group", name="Is it checked against ViSOR?").get_by_label("Yes").check()
    page.get_by_role("button", name="Work out the end").click()
    expect(page.get_by_role("heading", name="How the end is worked out")).to_be_visible()
    expect(page.get_by_text("11 May 2025", exact=True)).to_be_visible()
    is_accessible(page)
    shot(page, "worked")
    assert not Report.objects.exists()
    page.get_by_role("button", name="Tell a supervisor").click()
    expect(page.get_by_text("Until then clocks run.").first).to_be_visible()
    is_accessible(page)
    shot(page, "told")
    other = open_browser(DESK)
    sign_in(other, dee)
    other.goto(f"/reports/{Report.objects.get().uuid}/decide/")
    is_accessible(other)
    shot(other, "decide")
    other.get_by_label("Confirm it").check()
    other.get_by_role("button", name="Save").click()
    expect(other.get_by_role("status").first).to_contain_text("Home visit is no longer due.")

"""Licence conditions, notification and a release date are recorded on a phone, one condition ends, and it reads on a desk."""

import re
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from playwright.sync_api import Page, expect

from core import clock
from offenders.choices import SentenceKind
from offenders.models import Case
from people.models import User
from tests import factories
from tests.journeys.conftest import DESK, PHONE, is_accessible, sign_in

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def fill_date(page: Page, group: str, day: date) -> None:
    boxes = page.get_by_role("group", name=group)
    for label, value in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
        boxes.get_by_label(label, exact=True).fill(str(value))


def record_licence(page: Page, today: date) -> None:
    """The standard conditions at once, then one of its own; an empty form first."""
    page.get_by_role("link", name="Record the standard licence conditions").click()
    is_accessible(page)
    page.get_by_label("Work only as approved").uncheck()
    fill_date(page, "From which day?", today - timedelta(days=40))
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Standard licence conditions: 8")).to_be_visible()
    page.get_by_role("link", name="Record a licence condition").click()
    page.get_by_role("button", name="Save: this was the last").click()
    page.get_by_role("alert").get_by_role("link", name="Enter the words of the licence").click()
    is_accessible(page)
    page.get_by_label("Contact with a person").check()
    page.get_by_label("Its words").fill("Not to approach any <b>child</b> without permission.")
    fill_date(page, "From which day?", today - timedelta(days=40))
    page.get_by_role("button", name="Save: this was the last").click()
    expect(page.get_by_text("Not to approach any <b>child</b>")).to_be_visible()


def record_dates(page: Page, today: date) -> None:
    page.get_by_role("link", name="Record until when").click()
    page.get_by_label("Which offence?").fill("An invented offence")
    page.get_by_label("Caution").check()
    fill_date(page, "When were they convicted, found or cautioned?", date(2026, 1, 5))
    age = page.get_by_label("How old were they on that day?")
    if age.count():
        age.fill("40")
    page.get_by_label("Where does it say so?").fill("The notice")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("alert").get_by_role("link", name="Choose what ViSOR says").click()
    is_accessible(page)
    page.get_by_label("It is not checked").check()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("4 January 2028 is the last day").first).to_be_visible()
    page.get_by_role("link", name="Record the next annual notification").click()
    is_accessible(page)
    page.goto(page.url.replace("notification/annual", "key-dates"))
    is_accessible(page)
    page.get_by_label("Conditional release (CRD)").check()
    fill_date(page, "The day", today + timedelta(days=400))
    page.get_by_label("Where does it say so?").fill("The prison")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Release to come:")).to_be_visible()


def end_one(page: Page, today: date) -> None:
    page.get_by_role("link", name=re.compile("End or put right.*Contact with a person")).click()
    is_accessible(page)
    page.get_by_label("Removed by the court or the board").check()
    fill_date(page, "Last day on which it holds", today - timedelta(days=1))
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Ended: 1")).to_be_visible()
    is_accessible(page)


def test_what_a_licence_says_and_when_it_ends(
    open_browser: Callable[..., Page], case: Case, amira: User
):
    today = clock.today()
    factories.make_sentence(case, SentenceKind.LICENCE)
    page = open_browser(PHONE)
    sign_in(page, amira)
    page.goto(f"/cases/{case.uuid}/record/")
    record_licence(page, today)
    record_dates(page, today)
    end_one(page, today)
    desk = open_browser(DESK)
    sign_in(desk, amira)
    for name in ("record", "requirements", "licence", "notification", "key-dates"):
        desk.goto(f"/cases/{case.uuid}/{name}/")
        is_accessible(desk)

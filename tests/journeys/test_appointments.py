"""Appointments from arranging to the letter: a clash asked about, an outcome by two taps, what was put right after."""

from collections.abc import Callable
from datetime import datetime, time, timedelta

import pytest
from playwright.sync_api import Page, expect

from core import clock
from core.calendar import LONDON, is_working_day
from offenders.models import Case, Contact
from people.models import User
from tests import factories
from tests.journeys.conftest import DESK, PHONE, is_accessible, sign_in

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

Open = Callable[..., Page]


def working_day() -> datetime:
    day = clock.today() + timedelta(days=3)
    while not is_working_day(day):
        day += timedelta(days=1)
    return datetime.combine(day, time(10, 0), tzinfo=LONDON)


def save(page: Page) -> None:
    page.get_by_role("button", name="Save", exact=True).click()


@pytest.mark.parametrize("size", [PHONE, DESK])
def test_arranged_over_a_clash_for_two_people(
    open_browser: Open, case: Case, farah: User, size: dict[str, int]
):
    start = working_day()
    other = factories.make_case(surname="Appleyard", probation=farah.officer)
    factories.make_contact(
        other, type_code="COPT", happened_at=start + timedelta(minutes=15), officer=farah.officer
    )
    page = open_browser(size)
    sign_in(page, farah)
    page.get_by_role("link", name="Arrange an appointment").click()
    expect(page.get_by_role("heading", name="Arrange an appointment")).to_be_visible()
    is_accessible(page)
    for each in (case, other):
        page.get_by_label(each.name).check()
    page.get_by_label("Planned Office Visit").check()
    page.get_by_role("radio", name="Another day").check()
    for part in ("day", "month", "year"):
        page.get_by_label(part.capitalize(), exact=True).first.fill(str(getattr(start, part)))
    page.get_by_label("At", exact=True).fill("10:00")
    save(page)
    clash = page.get_by_text("Planned Telephone Contact at 10:15")
    expect(clash).to_be_visible()
    expect(page.get_by_role("alert")).to_contain_text("Say whether to arrange it all the same")
    is_accessible(page)
    page.get_by_label("Yes, all of them").check()
    save(page)
    expect(page.get_by_role("status").first).to_contain_text("for 2 people")
    assert Contact.objects.filter(type__code="COAP").count() == 2
    is_accessible(page)


@pytest.mark.parametrize("size", [PHONE, DESK])
def test_an_outcome_by_two_taps_one_that_asks_and_the_letter(
    open_browser: Open, case: Case, farah: User, size: dict[str, int]
):
    for days in (1, 2):
        factories.make_contact(
            case,
            type_code="COAP",
            happened_at=clock.now() - timedelta(days=days),
            officer=farah.officer,
        )
    factories.work_out(case)
    page = open_browser(size)
    sign_in(page, farah)
    page.goto("/my-day/")
    is_accessible(page)
    page.get_by_role("link", name="Attended and complied").first.click()
    expect(page.get_by_label("Attended - Complied")).to_be_checked()
    save(page)
    expect(page.get_by_role("status").first).to_contain_text("Outcome saved")
    page.goto("/my-day/")
    page.get_by_role("link", name="Record the outcome").click()
    letter = page.get_by_label("Which letter was requested?")
    page.get_by_label("Unacceptable Absence").check()
    expect(letter).to_be_hidden()
    page.get_by_label("What are you doing about it?").select_option("WLS")
    letter.select_option("EA02")
    is_accessible(page)
    save(page)
    expect(page.get_by_role("status").first).to_contain_text("Outcome saved")
    page.goto("/my-day/")
    is_accessible(page)
    page.get_by_role("link", name="Record that it was sent").click()
    is_accessible(page)
    page.get_by_label("Today").check()
    save(page)
    expect(page.get_by_role("status").first).to_contain_text("First Warning Letter Sent")
    page.get_by_role("link", name="Correct the outcome").click()
    is_accessible(page)
    page.get_by_label("Another outcome").check()
    page.get_by_label("Which other outcome").select_option("AAME")
    page.get_by_label("Why are you correcting this?").fill("A medical note came")
    page.get_by_role("button", name="Save the correction").click()
    expect(page.get_by_role("heading", name="Versions")).to_be_visible()
    held = Contact.objects.current().get(outcome__code="AAME")
    assert held.enforcement_action is None
    page.goto(f"/cases/{case.uuid}/")
    expect(page.get_by_role("group", name="Appointments of the last twelve months")).to_be_visible()
    is_accessible(page)

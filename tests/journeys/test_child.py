"""A child at the door, on a phone: from the visit to the enquiry, and what the supervisor sees meanwhile."""

import os
import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from core import clock
from offenders.models import Case, Deadline
from people.models import Team, User
from tests import factories
from tests.journeys.conftest import DESK, PHONE, is_accessible, sign_in
from visits.models import ChildDecision, Enquiry, Visit

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
SHOTS = os.environ.get("CASELOAD_SHOTS", "")


def looked_at(page: Page, name: str) -> None:
    """CASELOAD_SHOTS names a folder for pictures."""
    if SHOTS:
        page.screenshot(path=Path(SHOTS) / f"child-{name}.png", full_page=True)
    is_accessible(page)


def seen_at_the_door(page: Page, case: Case, ben: User) -> None:
    page.goto(f"/cases/{case.uuid}/visits/record/?outcome=seen_at_door")
    page.get_by_label("Confirm who lives here", exact=True).check()
    page.get_by_label("Two officers").check()
    page.get_by_label("Second officer").select_option(str(ben.officer.pk))
    page.get_by_label("What happened at the door, and why not inside?").fill("He came out")
    page.get_by_label("Children present").check()
    page.get_by_label("How old is each child?").fill("6")
    page.get_by_label("Who are they to the person?").fill("Nephew")
    page.get_by_label("Which children, or which signs?").fill("A boy behind him in the hall")
    looked_at(page, "asked")
    page.get_by_role("button", name="Save the visit").click()


def test_a_child_at_the_door_is_not_left_with_a_green_message(
    case: Case, amira: User, ben: User, dee: User, team: Team, open_browser: Callable[..., Page]
) -> None:
    factories.make_address(case)
    page = open_browser(PHONE)
    sign_in(page, amira)
    seen_at_the_door(page, case, ben)
    expect(page.get_by_text("It is not finished: it tells of a child")).to_be_visible()
    expect(page.locator(".moj-alert--success")).to_have_count(0)
    looked_at(page, "saved")
    page.goto("/my-day/")
    expect(page.get_by_role("heading", name="At once 1")).to_be_visible()
    looked_at(page, "my-day")

    supervisor = open_browser(DESK)
    sign_in(supervisor, dee)
    supervisor.goto(f"/teams/{team.uuid}/")
    expect(supervisor.get_by_role("heading", name="At once 1")).to_be_visible()
    looked_at(supervisor, "team")

    page.get_by_role("link", name=re.compile("Record an enquiry or referral")).first.click()
    page.get_by_label("Safeguarding check: asked what is known").check()
    page.get_by_label("Whom did you ask or tell?").fill("Eastmoor children's services, duty worker")
    expect(page.get_by_label("No answer yet")).to_be_checked()
    page.get_by_label("What did you ask or tell them?").fill("Whether the boy is known to them")
    looked_at(page, "enquiry")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Saved. It stays open until they have answered.")).to_be_visible()
    looked_at(page, "enquired")
    assert Enquiry.objects.get().about.startswith("Children present: A boy behind him in the hall")

    page.get_by_role("button", name="Record the answer").click()
    page.get_by_label("Known to them").check()
    page.get_by_label("In their words").fill("They know the family")
    page.get_by_label("What does it mean for how the risk is managed?").fill("Visits with them")
    looked_at(page, "answer")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Saved. The enquiry is answered and considered.")).to_be_visible()
    assert not Deadline.objects.filter(kind__in=["child_seen", "child_answer"]).exists()


def test_a_supervisor_decides_with_a_reason(
    case: Case, amira: User, ben: User, dee: User, open_browser: Callable[..., Page]
) -> None:
    factories.make_address(case)
    page = open_browser(PHONE)
    sign_in(page, amira)
    seen_at_the_door(page, case, ben)
    expect(page.get_by_text("It is not finished")).to_be_visible()
    visit = Visit.objects.get(case=case)

    supervisor = open_browser(PHONE)
    sign_in(supervisor, dee)
    supervisor.goto(f"/visits/{visit.contact.uuid}/")
    looked_at(supervisor, "visit")
    supervisor.get_by_role("link", name="Decide that none is needed").click()
    supervisor.get_by_role("button", name="Decide").click()
    expect(supervisor.get_by_role("alert")).to_contain_text("Say why no enquiry is needed")
    looked_at(supervisor, "decide")
    supervisor.get_by_label("Why is no enquiry needed?").fill("His own son, with his mother there")
    supervisor.get_by_role("button", name="Decide").click()
    expect(supervisor.get_by_text("Your reason stays with the visit")).to_be_visible()
    looked_at(supervisor, "decided")
    assert ChildDecision.objects.get().decided_by == dee


def test_who_goes_and_what_is_arranged(
    case: Case, amira: User, ben: User, open_browser: Callable[..., Page]
) -> None:
    factories.make_address(case)
    factories.make_deadline(case, clock.today() - timedelta(days=9))
    for days in (1, 4):
        at = clock.now().replace(hour=9, minute=15) + timedelta(days=days)
        factories.make_visit(case, "", at=at, officer=amira.officer, second=ben.officer)
    page = open_browser(PHONE)
    sign_in(page, ben)
    page.goto("/my-day/")
    expect(page.get_by_role("heading", name="Next seven days 2")).to_be_visible()
    looked_at(page, "second-officer")
    mine = open_browser(PHONE)
    sign_in(mine, amira)
    mine.goto("/my-day/")
    expect(mine.get_by_text(re.compile("Visit arranged tomorrow"))).to_be_visible()
    looked_at(mine, "arranged")
    mine.goto(f"/cases/{case.uuid}/visits/plan/")
    expect(mine.get_by_text("A visit is planned already:")).to_have_count(2)
    looked_at(mine, "planned")
    mine.goto(case.get_absolute_url())
    looked_at(mine, "case")

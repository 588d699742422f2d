"""A visit as an officer makes it: from what is overdue, through the doorstep, to a flag that is gone."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from core import clock
from core.calendar import add_months, in_full
from offenders import deadlines
from offenders.models import Case, Flag
from people.models import User
from tests import factories
from tests.journeys.conftest import DESK, PHONE, is_accessible, sign_in
from visits.models import ConditionCheck, Visit

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def overdue(case: Case, ben: User) -> Flag:
    """Gareth at high risk: allocated 200 days ago, never seen inside, nobody answered last week."""
    home = factories.make_address(case)
    factories.make_visit(
        case,
        "not_in",
        at=clock.now() - timedelta(days=7),
        purposes=["risk_assessment_search"],
        address=home,
        premises=str(home),
    )
    deadlines.refresh_all(on=clock.today(), at=clock.now())
    return Flag.objects.get(case=case, kind="home_visit", cured_at__isnull=True)


def test_seen_inside_on_a_phone_cures_the_flag(
    overdue: Flag, case: Case, amira: User, ben: User, open_browser: Callable[..., Page]
) -> None:
    order = factories.make_order(case, amira)
    for category in ("children", "devices"):
        factories.make_condition(order, "Not to, without leave", category=category)
    page = open_browser(PHONE)
    sign_in(page, amira)
    expect(page.get_by_role("link", name="Gareth O'Neill").first).to_be_visible()
    is_accessible(page)

    page.get_by_role("link", name=re.compile(r"Why\?")).first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Home visit overdue by")
    expect(page.get_by_text("Police risk level", exact=True)).to_be_visible()
    expect(page.get_by_role("link", name=re.compile("no answer"))).to_be_visible()
    is_accessible(page)

    page.get_by_role("button", name="Record a visit").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("What happened?")
    is_accessible(page)
    page.get_by_role("button", name="Seen inside").click()
    is_accessible(page)

    page.get_by_label("Confirm who lives here", exact=True).check()
    page.get_by_role("group", name="Confirm who lives here: how did it go?").get_by_label(
        "Met", exact=True
    ).check()
    page.get_by_label("Two officers").check()
    page.get_by_label("Second officer").select_option(str(ben.officer.pk))
    page.get_by_label("Who else was there?").fill("Nobody")
    page.get_by_label("No children, no signs of any").check()
    page.get_by_role("button", name="Save the visit").click()
    page.get_by_role("link", name="“1. Contact with children”: choose").click()
    children = page.get_by_role("group", name="1. Contact with children")
    expect(children.get_by_label("Checked", exact=True)).to_be_focused()
    children.get_by_label("Concern", exact=True).check()
    children.get_by_label("What is the concern?").fill("A child's coat in the hall")
    page.get_by_role("group", name="2. Internet and devices").get_by_label(
        "Checked", exact=True
    ).check()
    page.get_by_text("Notification: what did you check?").click()
    page.get_by_role("group", name="Home address: lives here").get_by_label(
        "Checked", exact=True
    ).check()
    page.get_by_text("ARMS factors: did you learn anything?").click()
    is_accessible(page)
    page.get_by_role("button", name="Save the visit").click()

    due = in_full(add_months(clock.today(), 3))
    expect(page.get_by_text(f"Home visit is next due by {due}")).to_be_visible()
    is_accessible(page)
    overdue.refresh_from_db()
    assert overdue.cured_at is not None
    checks = ConditionCheck.objects.order_by("id").values_list("result", "concern")
    assert list(checks) == [
        ("concern", "A child's coat in the hall"),
        ("checked", ""),
        ("checked", ""),
    ]
    page.goto("/my-day/")
    expect(page.get_by_text("was due by")).to_have_count(0)


def test_a_refused_search_is_counted_at_the_door(
    overdue: Flag, case: Case, amira: User, ben: User, open_browser: Callable[..., Page]
) -> None:
    page = open_browser(PHONE)
    sign_in(page, amira)
    page.goto(f"/cases/{case.uuid}/visits/record/")
    page.get_by_role("button", name="Entry refused").click()
    expect(page.get_by_text("1 of 2 occasions that count for a warrant")).to_be_visible()
    is_accessible(page)

    # Everything wrong at once: each error leads to its field.
    page.get_by_role("button", name="Save the visit").click()
    expect(page.get_by_role("alert")).to_be_visible()
    is_accessible(page)
    page.get_by_role("link", name="Answer “What was said?”").click()
    expect(page.get_by_label("What was said?")).to_be_focused()

    page.get_by_label("Enter and search to assess risk", exact=True).check()
    page.get_by_label("Two officers").check()
    page.get_by_label("Second officer").select_option(str(ben.officer.pk))
    page.get_by_label("Who asked to come in").fill("DC Amira Khan, a constable, to search")
    page.get_by_label("What was said?").fill("“Not today.”")
    page.get_by_role("button", name="Save the visit").click()
    expect(page.get_by_text("This does not restart the clock")).to_be_visible()
    expect(page.get_by_text("2 of 2 occasions that count for a warrant")).to_be_visible()
    overdue.refresh_from_db()
    assert overdue.cured_at is None


def test_without_javascript_and_by_keyboard(
    overdue: Flag, case: Case, amira: User, open_browser: Callable[..., Page]
) -> None:
    page = open_browser(PHONE, java_script_enabled=False)
    sign_in(page, amira)
    page.goto(f"/cases/{case.uuid}/visits/record/")
    choice = page.get_by_role("button", name="No answer")
    choice.focus()
    page.keyboard.press("Enter")
    page.get_by_label("Confirm who lives here").check()
    page.get_by_label("What did you try?").fill("Rang twice, left a card")
    page.get_by_role("radio", name="One officer").check()
    page.get_by_label("Why one officer is safe").fill("Rang from the street")
    page.get_by_role("button", name="Save the visit").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("This does not restart the clock")).to_be_visible()
    assert Visit.objects.filter(case=case, outcome="not_in").count() == 2


def test_plan_then_record_on_another_screen(
    overdue: Flag, case: Case, amira: User, ben: User, open_browser: Callable[..., Page]
) -> None:
    desk = open_browser(DESK)
    sign_in(desk, amira)
    desk.goto(f"/cases/{case.uuid}/visits/plan/")
    is_accessible(desk)
    desk.get_by_label("Household and children").check()
    desk.get_by_label("Tomorrow").check()
    desk.get_by_label("At what time?").fill("6pm")
    desk.get_by_label("Two officers").check()
    desk.get_by_label("Second officer").select_option(str(ben.officer.pk))
    desk.get_by_role("button", name="Save").click()
    expect(desk.get_by_text("Visit planned for")).to_be_visible()
    desk.goto(f"/cases/{case.uuid}/visits/")
    is_accessible(desk)
    expect(desk.get_by_role("link", name=re.compile("at 18:00"))).to_be_visible()


def test_a_draft_begun_on_the_phone_is_finished_at_the_desk(
    overdue: Flag, case: Case, amira: User, open_browser: Callable[..., Page]
) -> None:
    phone, desk = open_browser(PHONE), open_browser(DESK)
    for page in (phone, desk):
        sign_in(page, amira)
    phone.goto(f"/cases/{case.uuid}/visits/record/?outcome=seen_inside")
    phone.get_by_label("Confirm who lives here", exact=True).check()
    phone.get_by_role("group", name="Confirm who lives here: how did it go?").get_by_label(
        "Not met", exact=True
    ).check()
    phone.get_by_label("Who else was there?").fill("A man who left by the back")
    phone.get_by_label("Signs of children").check()
    expect(phone.locator("[data-draft-status]")).to_contain_text("Draft kept at")

    desk.goto(f"/cases/{case.uuid}/visits/record/")
    desk.get_by_role("link", name="Go on with it: seen inside").click()
    expect(desk.get_by_label("Who else was there?")).to_have_value("A man who left by the back")
    expect(desk.get_by_label("Signs of children")).to_be_checked()
    expect(
        desk.get_by_role("group", name="Confirm who lives here: how did it go?").get_by_label(
            "Not met", exact=True
        )
    ).to_be_checked()
    is_accessible(desk)


def test_accept_a_flag_without_javascript(
    overdue: Flag, dee: User, open_browser: Callable[..., Page]
) -> None:
    page = open_browser(DESK, java_script_enabled=False)
    sign_in(page, dee)
    page.goto(overdue.get_absolute_url())
    until = clock.today() + timedelta(days=7)
    for part in ("day", "month", "year"):
        page.get_by_label(part.capitalize(), exact=True).fill(str(getattr(until, part)))
    page.get_by_label("Why?").fill("In hospital until Friday, ward confirmed")
    page.get_by_role("button", name="Accept until then").click()
    accepted = page.get_by_text(f"Accepted until {in_full(until)} by Dee Walsh")
    expect(accepted.first).to_be_visible()

"""A restraining order that a register speaks of is recorded on a phone with its prohibitions, one ends, and it reads on a desk."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from core import clock
from core.calendar import in_full
from offenders.models import Case
from orders.models import Condition, Order
from people.models import User
from tests import factories
from tests.journeys.conftest import DESK, PHONE, is_accessible, sign_in

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def fill_date(page: Page, group: str, days_ago: int) -> None:
    day = clock.today() - timedelta(days=days_ago)
    boxes = page.get_by_role("group", name=group)
    for label, value in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
        boxes.get_by_label(label, exact=True).fill(str(value))


def record(page: Page, look: Callable[[Page], None]) -> None:
    """From the case to the order with two prohibitions; an empty form first."""
    page.get_by_role("link", name="Record the order").click()
    look(page)
    page.get_by_role("button", name="Save and go on to what it forbids").click()
    page.get_by_role("alert").get_by_role("link", name="Choose which order it is").click()
    look(page)
    page.get_by_label("Restraining order").check()
    page.get_by_label("On conviction or finding").check()
    fill_date(page, "When was it made?", 30)
    page.get_by_label("Until further order").check()
    page.get_by_role("button", name="Save and go on to what it forbids").click()
    page.get_by_label("Its words").fill("Not to contact Zoltán O'Neill <b>in any way</b>")
    page.get_by_label("A named person").check()
    look(page)
    page.get_by_role("button", name="Save and add another").click()
    expect(page.get_by_text("Recorded so far: 1")).to_be_visible()
    page.get_by_label("Its words").fill("Not to enter Invented Street")
    page.get_by_label("Place").check()
    page.get_by_role("button", name="Save: this was the last").click()
    expect(page.get_by_role("heading", name="Restraining order")).to_be_visible()
    expect(page.get_by_text("Not to contact Zoltán O'Neill <b>in any way</b>")).to_be_visible()
    expect(page.get_by_text("Made but not served")).to_be_visible()
    look(page)


def end_one(page: Page, look: Callable[[Page], None]) -> None:
    page.get_by_role("link", name="End this prohibition: place").click()
    look(page)
    page.get_by_label("Discharged by the court").check()
    fill_date(page, "Last day on which it held", 1)
    page.get_by_role("button", name="End it").click()
    expect(page.get_by_role("heading", name="Ended or still to come")).to_be_visible()
    look(page)


@pytest.mark.parametrize("has_script", [True, False], ids=["script", "no script"])
def test_an_order_is_recorded_and_one_prohibition_ends(
    open_browser: Callable[..., Page], case: Case, amira: User, has_script: bool
):
    since = clock.today() - timedelta(days=20)
    factories.make_registration(case, "RSTO", starts_on=since)
    factories.work_out(case)
    page = open_browser(PHONE, java_script_enabled=has_script)
    # axe is a script itself.
    look = is_accessible if has_script else lambda page: None
    sign_in(page, amira)
    page.goto(case.get_absolute_url())
    told = f"The register says restraining order since {in_full(since)}"
    expect(page.get_by_text(told)).to_be_visible()
    record(page, look)
    end_one(page, look)
    page.goto(case.get_absolute_url())
    expect(page.get_by_text("The register says")).to_have_count(0)
    expect(page.get_by_text("A named person:")).to_be_visible()
    look(page)
    assert Order.objects.get().conditions.count() == 2
    assert Condition.objects.filter(ended_because="discharged").count() == 1


def test_the_pages_on_a_desk(open_browser: Callable[..., Page], case: Case, amira: User):
    order = factories.make_order(case, amira, starts_on=clock.today() - timedelta(days=9))
    row = factories.make_condition(order, "Not to own a camera", category="devices")
    page = open_browser(DESK)
    sign_in(page, amira)
    record_page = f"/cases/{case.uuid}/record/"
    for url in (
        record_page,
        f"/orders/{order.uuid}/correct/",
        f"/orders/{order.uuid}/end/",
        f"/conditions/{row.uuid}/end/",
    ):
        page.goto(url)
        is_accessible(page)
    page.goto(f"/cases/{case.uuid}/orders/record/")
    page.get_by_text("It repeats what an earlier order says (1 to choose from)").click()
    page.get_by_label("Not to own a camera").check()
    is_accessible(page)
    page.goto(order.get_absolute_url())
    page.get_by_role("button", name="Record the service").click()
    fill_date(page, "When was it served?", 5)
    page.get_by_label("Who served it?").fill("PC O'Brien")
    page.keyboard.press("Enter")
    expect(page.get_by_text("by PC O'Brien").first).to_be_visible()
    expect(page.get_by_text("Made but not served")).to_have_count(0)
    is_accessible(page)

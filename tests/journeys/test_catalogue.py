"""An administrator adds a programme, changes what holds of it from a day on, and offers it no more: on a phone, then a desk."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from people.models import User
from programmes.models import Programme
from tests.journeys.conftest import DESK, PHONE, is_accessible, sign_in

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
NEW = "New Ways"


@pytest.fixture
def _as_it_was(transactional_db: None) -> Iterator[None]:
    """The catalogue is reference data, which no test empties: what this one adds goes with it."""
    yield
    Programme.objects.filter(name=NEW).delete()


@pytest.mark.usefixtures("_as_it_was")
def test_added_changed_and_offered_no_more(open_browser: Callable[..., Page], hal: User):
    page = open_browser(PHONE)
    sign_in(page, hal)
    page.goto("/reference/")
    page.get_by_role("link", name="Programmes and toolkits").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Programmes and toolkits")
    is_accessible(page)

    page.get_by_role("link", name="Add a programme or toolkit").click()
    page.get_by_label("Its name").fill(NEW)
    page.get_by_label("An accredited programme").check()
    page.get_by_role("group", name="For whom?").get_by_label("All offences").check()
    page.get_by_label("How many weeks").fill("105")
    page.get_by_label("Today").check()
    page.get_by_label("Why?").fill("A new manual")
    page.get_by_role("button", name="Save").click()
    alert = page.get_by_role("alert")
    expect(alert).to_contain_text("Choose the intensity")
    expect(alert).to_contain_text("Weeks must be 104 or fewer")
    is_accessible(page)
    page.get_by_role("group", name="Intensity").get_by_label("Moderate").check()
    page.get_by_label("How many weeks").fill("10")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("status").first).to_contain_text(f"{NEW} has been added.")

    page.get_by_role("link", name=NEW, exact=True).click()
    is_accessible(page)
    page.get_by_label("How many weeks").fill("14")
    page.get_by_label("Tomorrow").check()
    page.get_by_label("Why?").fill("The manual says so")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("status").first).to_contain_text("Saved.")
    expect(page.get_by_text("10 weeks").first).to_be_visible()

    page.get_by_role("link", name="Offer it no more").click()
    page.get_by_label("Today").check()
    page.get_by_label("Why?").fill("One programme for all")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("alert")).to_contain_text("Choose a day after")
    is_accessible(page)
    day = page.get_by_role("group", name="From which day is nobody referred to it?")
    day.get_by_role("radio", name="Another day").check()
    for part, value in (("Day", "1"), ("Month", "4"), ("Year", "2099")):
        day.get_by_label(part, exact=True).fill(value)
    page.get_by_label("What replaces it?").select_option("Building Choices: moderate")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("status").first).to_contain_text("from 1 April 2099")
    is_accessible(page)
    page.set_viewport_size(DESK)
    is_accessible(page)
    page.goto("/reference/programmes/")
    expect(page.get_by_role("row", name=NEW)).to_contain_text("10")
    is_accessible(page)

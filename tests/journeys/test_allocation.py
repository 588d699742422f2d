"""A supervisor finds a case that nobody holds and gives it to an officer, on a phone and on a desk, by keyboard."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from core import clock
from offenders import deadlines
from offenders.models import Case
from people.choices import TrainingKind
from people.models import Team, User
from tests import factories
from tests.journeys.conftest import DESK, PHONE, is_accessible, sign_in

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize(
    ("size", "options"),
    [(PHONE, {"java_script_enabled": False}), (DESK, {})],
    ids=["phone without JavaScript", "desk"],
)
def test_a_case_without_an_officer_finds_one(
    open_browser: Callable[..., Page],
    case: Case,
    team: Team,
    ben: User,
    chidi: User,
    dee: User,
    size: dict[str, int],
    options: dict[str, bool],
):
    factories.make_training(ben.officer, TrainingKind.MOSOVO)
    case.allocations.filter(agency="police").update(ends_on=clock.today() - timedelta(days=2))
    deadlines.refresh_all(on=clock.today(), at=clock.now())
    page = open_browser(size, **options)
    sign_in(page, dee)
    page.goto(f"/teams/{team.uuid}/")
    page.get_by_role("link", name="1 active case last held in this team has no officer now").click()
    _looked_at(page, options)
    page.get_by_role("link", name="Allocate an officer for Gareth O'Neill").click()
    expect(page.get_by_text("Nobody of your agency holds the case.")).to_be_visible()
    _looked_at(page, options)
    page.get_by_role("button", name="Save").click()
    page.get_by_role("link", name="Choose the officer").click()
    page.keyboard.press("Space")
    page.get_by_label("Ben Mason").check()
    page.get_by_label("Why does the case go to this officer?").fill("Knows <b>the family</b>")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("alert")).to_contain_text("No ARMS training on record. Say why Ben")
    _looked_at(page, options)
    page.get_by_label("why this officer all the same").fill("On the next course")
    page.get_by_label("For which reason?").select_option("Change of address")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("status").first).to_contain_text("Allocated to Ben Mason")
    page.get_by_role("navigation", name="Parts of this case").get_by_text("Contacts").click()
    expect(page.get_by_text("Reason: Change of address. Knows <b>the family</b>")).to_be_visible()
    page.goto(f"/teams/{team.uuid}/")
    expect(page.get_by_text("no officer now")).to_have_count(0)


@pytest.mark.parametrize(
    ("size", "options"),
    [(PHONE, {"java_script_enabled": False}), (DESK, {})],
    ids=["phone without JavaScript", "desk"],
)
def test_several_are_given_at_once_to_two_officers(
    open_browser: Callable[..., Page],
    amira: User,
    ben: User,
    jack: User,
    dee: User,
    size: dict[str, int],
    options: dict[str, bool],
):
    for name in ("Ash", "Birch", "Cedar"):
        factories.make_case(surname=name, police=amira.officer, registered=True)
    page = open_browser(size, **options)
    sign_in(page, dee)
    page.goto(f"/officers/{amira.officer.uuid}/")
    page.get_by_role("link", name="Give cases of Amira Khan to others").click()
    _looked_at(page, options)
    for name in ("Ash", "Birch", "Cedar"):
        page.get_by_label(f"Choose Gareth {name}").check()
    page.get_by_role("button", name="Give the chosen cases").click()
    expect(page.get_by_role("heading", name="Allocate 3 cases")).to_be_visible()
    _looked_at(page, options)
    page.get_by_label("Ben Mason").check()
    page.get_by_text("Give some of them to somebody else").click()
    page.get_by_label("Gareth Birch").select_option("Jack Doyle")
    page.get_by_label("Why do the cases go to them?").fill("Amira moves on")
    page.get_by_role("button", name="Show what it would make").click()
    expect(page.get_by_role("row", name="Ben Mason").first).to_contain_text("0 to 2")
    expect(page.get_by_label("Why do the cases go to them?")).to_have_value("Amira moves on")
    _looked_at(page, options)
    page.get_by_label("For which reason?").select_option("The officer has left")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("status").first).to_contain_text("3 cases allocated: 2 to Ben Mason")
    page.goto("/allocate/")
    expect(page.get_by_text("leads every active case of your teams")).to_be_visible()
    _looked_at(page, options)


def _looked_at(page: Page, options: dict[str, bool]) -> None:
    """The accessibility check is a script itself."""
    if options.get("java_script_enabled", True):
        is_accessible(page)

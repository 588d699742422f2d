"""The register of an evening, kept on a phone: a tap for each of twelve people, whoever was away caught up."""

import time
from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from core import clock
from offenders.models import Contact
from people.models import User
from programmes.models import Session
from tests import factories
from tests.factories import groups as make
from tests.journeys.conftest import PHONE, is_accessible, sign_in

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

Open = Callable[..., Page]
PEOPLE = 12


@pytest.fixture
def evening(farah: User) -> Session:
    """A session of yesterday, with twelve people in it."""
    group = make.make_group(first_on=clock.today() - timedelta(days=1), size=PEOPLE)
    make.make_facilitation(group, farah.officer)
    for number in range(PEOPLE):
        case = factories.make_case(surname=f"Okafor{number:02}", forenames="Leo")
        make.seat(factories.make_referral(case), group)
    return group.sessions.get(number=1)


def choose(page: Page, number: int, answer: str) -> None:
    person = page.get_by_role("group", name=f"Okafor{number:02}")
    person.get_by_text(answer, exact=True).tap()


@pytest.mark.parametrize("scripted", [True, False])
def test_twelve_people_by_taps_in_under_a_minute(
    open_browser: Open, evening: Session, farah: User, scripted: bool
):
    page = open_browser(PHONE, has_touch=True, java_script_enabled=scripted)
    sign_in(page, farah)
    expect(page.get_by_role("heading", name="Registers to fill")).to_contain_text("1")
    begun, taps = time.monotonic(), 0
    page.get_by_role("link", name="Keep the register").tap()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Register of")
    for number in range(PEOPLE - 1):
        choose(page, number, "Came, took part")
        taps += 1
    choose(page, PEOPLE - 1, "Away, not agreed")
    page.get_by_role("button", name="Save register").tap()
    expect(page.get_by_text("Register saved: 12 people.")).to_be_visible()
    taps, seconds = taps + 3, time.monotonic() - begun
    assert (taps, seconds < 60) == (PEOPLE + 2, True)
    assert Contact.objects.count() == PEOPLE
    expect(page.get_by_role("heading", name="1 to catch up: arrange now")).to_be_visible()
    print(f"\n{PEOPLE} people: {taps} taps, {seconds:.1f} seconds")  # noqa: T201  the figure


def test_every_state_of_it_is_accessible(open_browser: Open, evening: Session, farah: User):
    page = open_browser(PHONE, has_touch=True)
    sign_in(page, farah)
    is_accessible(page)
    page.get_by_role("link", name="Keep the register").tap()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Register of")
    is_accessible(page)
    page.get_by_role("button", name="Save register").tap()
    expect(page.get_by_role("heading", name="There is a problem")).to_be_visible()
    expect(page.get_by_role("link", name="Say whether Leo Okafor00 came")).to_be_visible()
    is_accessible(page)
    for number in range(PEOPLE):
        choose(page, number, "Came, took part" if number else "Away, agreed")
    page.get_by_label("Why was Leo Okafor00 away?").select_option("Medical")
    is_accessible(page)
    page.get_by_role("button", name="Save register").tap()
    expect(page.get_by_text("Register saved: 12 people.")).to_be_visible()
    is_accessible(page)
    page.get_by_role("link", name="Arrange a catch-up").tap()
    expect(page.get_by_role("heading", name="Arrange a catch-up")).to_be_visible()
    is_accessible(page)
    page.get_by_label("Tomorrow").check()
    page.get_by_label("At", exact=True).fill("10:30")
    page.get_by_role("button", name="Arrange").tap()
    expect(page.get_by_text("Catch-up arranged for Leo Okafor00")).to_be_visible()
    is_accessible(page)

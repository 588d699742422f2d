"""The head of a unit: from a sum of the area to its list, the needs of the area, twelve weeks of an officer."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from caseloads.models import Snapshot
from core import clock
from offenders.choices import RiskLevel
from offenders.models import Case
from people.choices import Agency
from people.models import DeliveryUnit, Officer, User
from tests import factories
from tests.journeys.conftest import DESK, PHONE, is_accessible, sign_in

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def _area(case: Case, amira: User, unit: DeliveryUnit) -> None:
    """A team of the police and one of probation, with twelve weeks of nights, some of them missed."""
    team = factories.make_team("Eastmoor probation", agency=Agency.PROBATION, unit=unit)
    ola = factories.make_officer("Ola Finch", team=team)
    levels = [*RiskLevel] * 7
    police = [factories.make_case(police=amira.officer, police_risk=level) for level in levels]
    for level in levels[:6]:
        factories.make_case(probation=ola, rosh=level)
    for late in police[:7]:
        factories.make_deadline(late, clock.today() - timedelta(days=40))
    for ago in set(range(84)) - {3, 20, 21, 60}:
        _keep(amira.officer, 28 - ago // 9, ago)
        _keep(ola, 6, ago, points=1900 + 5 * ago, available=2176 if ago > 12 else 0)


def _keep(officer: Officer, cases: int, ago: int, **more: int) -> None:
    """Without hours is no percentage."""
    zero = dict.fromkeys(("in_custody", "registered", "high", "very_high", "untiered"), 0)
    available = more.get("available")
    capacity = round(100 * more["points"] / available, 1) if available else None
    on = clock.today() - timedelta(days=ago)
    Snapshot.objects.create(
        officer=officer,
        on=on,
        cases=cases,
        capacity=capacity,
        is_without_hours=available == 0,
        **zero,
        **more,
    )


@pytest.mark.usefixtures("_area")
def test_from_a_sum_to_its_list_and_to_what_the_area_needs(
    open_browser: Callable[..., Page], ivy: User, amira: User
):
    page = open_browser(PHONE)
    sign_in(page, ivy)
    page.goto("/area/")
    is_accessible(page)
    page.set_viewport_size(DESK)
    is_accessible(page)
    page.get_by_role("link", name="7 overdue, Eastmoor", exact=True).click()
    expect(page.get_by_role("heading", name="7 cases")).to_be_visible()
    is_accessible(page)
    page.get_by_role("link", name="Your area").click()
    page.get_by_role("link", name="Needs in your area").click()
    expect(page.get_by_text("[c]").first).to_be_visible()
    page.get_by_text("What each column counts").first.click()
    is_accessible(page)
    page.set_viewport_size(PHONE)
    is_accessible(page)
    page.goto(f"/officers/{amira.officer.uuid}/trend/")
    is_accessible(page)

"""A supervisor tries to spread the work, compares it, and applies it: on a phone without a script, and on a desk."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from core import clock
from offenders.choices import RiskLevel, SentenceKind
from offenders.models import Allocation
from people.choices import Role
from people.models import Team, User
from tests import factories
from tests.journeys.conftest import DESK, PHONE, is_accessible, sign_in

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize(
    ("size", "options"),
    [(PHONE, {"java_script_enabled": False}), (DESK, {})],
    ids=["phone without JavaScript", "desk"],
)
def test_work_is_spread(
    open_browser: Callable[..., Page],
    farah: User,
    nadia: User,
    probation_team: Team,
    size: dict[str, int],
    options: dict[str, bool],
) -> None:
    omar = factories.make_officer("Omar Hadley", team=probation_team, roles=[Role.OFFICER])
    today = clock.today()
    for number in range(12):
        case = factories.make_case(
            probation=farah.officer, rosh=RiskLevel.HIGH, surname=f"Moves{number:02}"
        )
        factories.make_sentence(case, SentenceKind.LICENCE)
        factories.make_tier(case, "A3")
        if number in {1, 2, 3}:
            factories.make_pause(case, starts_on=today, ends_on=today + timedelta(days=24))
    page = open_browser(size, **options)
    sign_in(page, nadia)
    page.goto(f"/teams/{probation_team.uuid}/")
    page.get_by_role("link", name="What if: try a change before making it").click()
    _looked_at(page, options)
    page.get_by_label("What do you call it?").fill("Three to Omar")
    page.get_by_role("button", name="Make it").click()
    expect(page.get_by_text("because 3 leave custody.")).to_be_visible()
    page.get_by_role("link", name="Move cases, or try another tier").click()
    _looked_at(page, options)
    page.get_by_role("link", name="Farah Aziz").click()
    for number in (0, 1, 2):
        page.get_by_label(f"Gareth Moves{number:02}").check()
    _looked_at(page, options)
    page.get_by_label("What do you try with them?").select_option("Omar Hadley")
    page.get_by_role("button", name="Put it in").click()
    expect(page.get_by_text("No longer, with this scenario:")).to_be_visible()
    page.get_by_role("link", name="Add leave").click()
    _looked_at(page, options)
    page.get_by_label("Which officer?").select_option("Omar Hadley")
    page.get_by_label("Leave", exact=True).check()
    page.get_by_label("Today").check()
    for part, value in (("Day", "1"), ("Month", "2"), ("Year", str(today.year + 1))):
        page.get_by_role("group", name="Last day").get_by_label(part).fill(value)
    page.get_by_role("button", name="Put it in").click()
    expect(page.get_by_text("3 cases without cover").first).to_be_visible()
    _looked_at(page, options)
    page.goto("/what-if/")
    page.get_by_label("Three to Omar").check()
    page.get_by_role("button", name="Compare up to three").click()
    _looked_at(page, options)
    page.get_by_role("link", name="Three to Omar").click()
    page.get_by_role("button", name="Apply").click()
    _looked_at(page, options)
    page.get_by_label("Why?").fill("Farah has too much")
    page.get_by_role("button", name="Apply all of it").click()
    expect(page.get_by_text("Applied by Nadia Roy")).to_be_visible()
    _looked_at(page, options)
    assert Allocation.objects.filter(officer=omar).count() == 3


def _looked_at(page: Page, options: dict[str, bool]) -> None:
    """The accessibility check is a script itself."""
    if options.get("java_script_enabled", True):
        is_accessible(page)

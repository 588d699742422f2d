"""A missing risk level is recorded from My day on a phone, and the visit becomes due; the jobs page is readable."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from core import clock
from core.jobs import run_job
from core.models import JobRun
from offenders import deadlines
from offenders.models import Case
from people.models import User
from tests.journeys.conftest import DESK, PHONE, is_accessible, sign_in

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def test_an_officer_gives_the_missing_level(
    open_browser: Callable[..., Page], case: Case, amira: User
):
    case.risk_assessments.filter(tool="police").delete()
    deadlines.refresh_all(on=clock.today(), at=clock.now())
    page = open_browser(PHONE)
    sign_in(page, amira)
    page.get_by_role("link", name="Record the risk level").click()
    is_accessible(page)
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("alert")).to_contain_text("Choose the level")
    is_accessible(page)
    page.get_by_role("link", name="Choose the level").click()
    page.keyboard.press("Space")
    page.get_by_label("Why this level?").fill("ARMS: <b>medium</b>, new partner")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("status").first).to_contain_text("Police risk level: Very high, saved.")
    expect(page.get_by_text("Very high risk: a visit every month.").first).to_be_visible()
    is_accessible(page)


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_the_jobs(open_browser: Callable[..., Page], hal: User, size: dict[str, int]):
    on = clock.today()
    run_job("offenders.recompute_team.1", on=on, work=lambda: {"cases": 3, "drift": 1})
    JobRun.objects.create(name="visits.flag_overdue_visits", on=on, started_at=clock.now())
    page = open_browser(size)
    sign_in(page, hal)
    page.get_by_role("link", name="Jobs").click()
    expect(page.get_by_text("1 deadline did not follow from the facts")).to_be_visible()
    expect(page.get_by_role("row", name="visits.flag_overdue_visits")).to_contain_text("Running")
    is_accessible(page)

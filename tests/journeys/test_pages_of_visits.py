"""Every page and state of visits, flags, teams and reference data: axe, and nothing wider than the screen."""

import os
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page

from core import clock
from offenders import deadlines
from offenders.choices import PauseKind
from offenders.models import Case, Flag
from people.models import Team, User
from tests import factories
from tests.caseloads.busy import fill_team
from tests.journeys.conftest import DESK, is_accessible, sign_in
from visits.choices import VisitOutcome
from visits.models import Review, Visit

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
NARROW = {"width": 320, "height": 640}
SHOTS = os.environ.get("CASELOAD_SHOTS", "")


@pytest.fixture(params=[NARROW, DESK], ids=["narrow", "desk"])
def visit_all(
    request: pytest.FixtureRequest, open_browser: Callable[..., Page]
) -> Callable[[User, dict[str, str]], Page]:
    """Open each of these pages, as this user, and check it. CASELOAD_SHOTS names a folder for pictures."""

    def visited(user: User, pages: dict[str, str]) -> Page:
        page = open_browser(request.param)
        sign_in(page, user)
        for name, url in pages.items():
            page.goto(url)
            if SHOTS:
                path = Path(SHOTS) / f"{request.param['width']}-{name}.png"
                page.screenshot(path=path, full_page=True)
            is_accessible(page)
        return page

    return visited


@pytest.fixture
def overdue(case: Case, amira: User) -> Flag:
    home = factories.make_address(case)
    for days, outcome in ((9, "not_in"), (4, "entry_refused")):
        factories.make_visit(
            case,
            outcome,
            at=clock.now() - timedelta(days=days),
            recorded_at=clock.now() - timedelta(days=days - 2),
            purposes=["risk_assessment_search"],
            address=home,
            premises=str(home),
            officer=amira.officer,
        )
    deadlines.refresh_all(on=clock.today(), at=clock.now())
    return Flag.objects.get(case=case, kind="home_visit", cured_at__isnull=True)


def test_an_officers_pages(
    overdue: Flag, case: Case, amira: User, visit_all: Callable[..., Page]
) -> None:
    record = f"/cases/{case.uuid}/visits/record/"
    planned = factories.make_visit(
        case, "", at=clock.now() - timedelta(hours=3), officer=amira.officer
    )
    factories.make_interval(case, amira, 6)
    visit = case.visits.filter(outcome="entry_refused").get()
    factories.make_draft(case, amira, "record-visit", outcome=["not_in"], notes=["Rang twice"])
    page = visit_all(
        amira,
        {
            "record": record,
            **{f"record-{outcome}": f"{record}?outcome={outcome}" for outcome in VisitOutcome},
            "record-planned": f"/visits/{planned.contact.uuid}/record/?outcome=seen_inside",
            "plan": f"/cases/{case.uuid}/visits/plan/",
            "visits": f"/cases/{case.uuid}/visits/",
            "visit": visit.get_absolute_url(),
            "visit-planned": planned.get_absolute_url(),
            "amend": f"{visit.get_absolute_url()}amend/",
            "interval": f"/cases/{case.uuid}/visits/interval/",
            "flag": overdue.get_absolute_url(),
        },
    )
    page.goto(f"{record}?outcome=seen_inside")
    page.get_by_role("button", name="Save the visit").click()
    is_accessible(page)
    page.goto(overdue.get_absolute_url())
    page.get_by_role("button", name="Accept until then").click()
    is_accessible(page)


def test_pages_with_nothing_on_them(
    case: Case, amira: User, farah: User, visit_all: Callable[..., Page]
) -> None:
    empty = factories.make_case(police=amira.officer, registered=True)
    factories.make_pause(empty, PauseKind.HOSPITAL, starts_on=clock.today())
    visit_all(
        amira,
        {
            "visits-empty": f"/cases/{empty.uuid}/visits/",
            "record-paused": f"/cases/{empty.uuid}/visits/record/",
            "interval-empty": f"/cases/{empty.uuid}/visits/interval/",
        },
    )
    visit_all(farah, {"police-only": f"/cases/{case.uuid}/visits/plan/"})


def test_a_supervisors_pages(
    overdue: Flag, case: Case, team: Team, amira: User, ben: User, chidi: User, dee: User,
    ivy: User, visit_all: Callable[..., Page],
) -> None:  # fmt: skip
    fill_team(case, amira=amira, ben=ben, chidi=chidi, dee=dee, now=clock.now())
    interval = factories.make_interval(case, amira, 6)
    listed = f"/teams/{team.uuid}/cases/?list="
    concern = Visit.objects.with_concern().unreviewed().get()
    asked = Review.objects.unanswered().get()
    visit_all(
        dee,
        {
            "team": "/teams/",
            "team-overdue": f"{listed}overdue",
            "team-outcomes": f"{listed}outcomes",
            "team-weighed": f"{listed}points&officer={amira.officer.uuid}",
            "team-training": f"{listed}training_not_recorded",
            "team-review": f"{listed}review",
            "review": f"{concern.get_absolute_url()}review/",
            "visit-reviewed": asked.contact.visit.get_absolute_url(),
            "team-empty": f"{listed}overdue_unknown",
            "approve": f"/visits/intervals/{interval.uuid}/decide/",
        },
    )
    visit_all(
        amira,
        {
            "day-asked": "/my-day/",
            "older-outcomes": "/my-day/older-outcomes/",
            "carried": "/my-day/carried/",
            "answer": f"/visits/reviews/{asked.uuid}/answer/",
        },
    )
    visit_all(ivy, {"teams": "/teams/"})


def test_an_administrators_pages(hal: User, visit_all: Callable[..., Page]) -> None:
    page = visit_all(
        hal,
        {
            "reference": "/reference/",
            "standard": "/reference/standards/police.visit_interval.high/",
            "types": "/reference/contact-types/?q=polygraph",
            "types-none": "/reference/contact-types/?q=zzz",
        },
    )
    page.goto("/reference/standards/police.visit_interval.high/")
    page.get_by_role("button", name="See what it would do").click()
    is_accessible(page)

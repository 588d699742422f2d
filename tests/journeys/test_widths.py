"""No page scrolls sideways, at any width between a phone and a desk, nor with text twice as large."""

from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import Page

from core import clock
from offenders.choices import RiskTool
from offenders.models import Case
from people.models import Team, User
from tests import factories
from tests.journeys.conftest import DESK, is_accessible, sign_in

pytestmark = pytest.mark.django_db(transaction=True)

# Viewport and size of text; 641 and 769 are where the design systems change.
SIZES = (
    (320, 100),
    (641, 100),
    (700, 100),
    (768, 100),
    (769, 100),
    (360, 200),
    (700, 200),
    (1280, 200),
)


@pytest.mark.parametrize("who", ["amira", "dee"])
def test_nothing_is_wider_than_the_screen(
    open_browser: Callable[..., Page], who: str, case: Case, amira: User, dee: User, team: Team
) -> None:
    on = clock.today()
    for tool in (RiskTool.ROSH, RiskTool.POLICE):
        factories.make_risk(case, "very_high", tool=tool, assessed_on=on)
    factories.make_registration(case, "RVHR")
    factories.make_deadline(case, on, missing="police_risk_level")
    factories.make_visit(case, "not_in", at=clock.now())
    pages = {
        "amira": [
            reverse("caseloads:my_day"),
            reverse("caseloads:cases"),
            case.get_absolute_url(),
            reverse("visits:visits", args=[case.uuid]),
            reverse("offenders:log_contact", args=[case.uuid]),
        ],
        "dee": [
            reverse("caseloads:team", args=[team.uuid]),
            reverse("caseloads:team_cases", args=[team.uuid]) + "?list=cases",
        ],
    }[who]
    page = open_browser(DESK)
    sign_in(page, {"amira": amira, "dee": dee}[who])
    for url in pages:
        page.goto(url)
        for width, percent in SIZES:
            page.set_viewport_size({"width": width, "height": 800})
            page.evaluate(f"document.documentElement.style.fontSize = '{percent}%'")
            wider = page.evaluate(
                "document.documentElement.scrollWidth - document.documentElement.clientWidth"
            )
            assert wider <= 0, f"{url} at {width} px and {percent} %: {wider} px"
        page.evaluate("document.documentElement.style.fontSize = ''")
        is_accessible(page)

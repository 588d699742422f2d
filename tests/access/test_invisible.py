"""A case that somebody may not see leaves no trace on a page: not a row, not a count, not an empty search."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from core import clock
from offenders.choices import AllocationRole, RiskLevel
from offenders.deadlines import refresh_all
from offenders.models import Case
from people.models import Team, User
from tests import factories
from visits.choices import VisitOutcome

pytestmark = pytest.mark.django_db
CRN, SURNAME = "X900009", "Quillfeather"
PAGES = [
    "/my-day/",
    "/cases/",
    "/cases/?q=quillfeather",
    "/cases/?q=X900009",
    "/cases/?q=X9000",
    "/teams/",
    "/teams/{team}/",
    "/teams/{team}/cases/",
    "/teams/{team}/cases.csv",
    "/teams/{team}/cases/?list=unheld",
    "/teams/{team}/cases.csv?list=unheld",
    "/teams/{team}/cases/?list=review",
    "/teams/{team}/cases/?list=asked",
    "/teams/{team}/cases/?list=planned",
    "/officers/{holder}/",
    "/cases/{case}/allocate/",
]


# What officers carry counts it (JOB-7), as their flags do: on these pages it leaves that number, and no other trace.
MEASURED = (
    "/teams/",
    "/teams/{team}/",
    "/teams/{team}/cases/",
    "/teams/{team}/cases.csv",
    "/officers/{holder}/",
    "/cases/{case}/allocate/",
)


def closed_case(holder: User, viewer: User) -> Case:
    """What is measured of the holder: a registered case at very high risk."""
    case = factories.make_case(
        crn=CRN,
        surname=SURNAME,
        police=holder.officer,
        registered=True,
        police_risk=RiskLevel.VERY_HIGH,
    )
    factories.make_exclusion(case, viewer)
    return case


def fill(case: Case, holder: User, viewer: User) -> None:
    """Everything that a page might count: overdue, missing facts, appointments, late records, an acceptance.

    Beside it one that the holder led last and nobody leads now.
    """
    officer = holder.officer
    factories.allocate(case, viewer.officer, role=AllocationRole.CO_WORKER)
    factories.make_contact(
        case, officer=viewer.officer, happened_at=clock.now() - timedelta(days=9)
    )
    factories.make_visit(case, "", at=clock.now() + timedelta(days=2), officer=officer)
    tried = factories.make_visit(case, VisitOutcome.NOT_IN, officer=officer, concerns="Seen with")
    factories.make_review(tried, holder, asks="Go again this week")
    factories.make_visit(
        case, at=clock.now() - timedelta(days=1), officer=officer, concerns="A child's shoes"
    )
    left = factories.make_case(crn="X900010", surname=SURNAME, registered=True)
    today = clock.today()
    factories.allocate(left, officer, starts_on=today - timedelta(days=9), ends_on=today)
    factories.make_exclusion(left, viewer)
    factories.make_pause(case, starts_on=clock.today() - timedelta(days=100), ends_on=clock.today())
    refresh_all(on=clock.today(), at=clock.now())


def text_of(client: Client, address: str) -> tuple[int, str]:
    """An answer without what is different on every page anyway."""
    response = client.get(address)
    body = response.content.decode()
    body = re.sub(r'(name="(csrfmiddlewaretoken|form_key)" value=)"[^"]*"', r"\1", body)
    return response.status_code, body


@pytest.mark.parametrize("name", ["amira", "ben", "dee", "ivy"])
def test_a_hidden_case_changes_no_page(
    name: str,
    team: Team,
    case: Case,
    request: pytest.FixtureRequest,
    signed_in: Callable[[User], Client],
) -> None:
    viewer = request.getfixturevalue(name)
    holder = factories.make_officer("Hana Ito", team=team, roles=["officer"]).user
    places = {"team": team.uuid, "holder": holder.officer.uuid, "case": case.uuid}
    with time_machine.travel(clock.now(), tick=False):
        refresh_all(on=clock.today(), at=clock.now())
        client = signed_in(viewer)

        def read(*pages: str) -> dict[str, tuple[int, str]]:
            return {where: text_of(client, where.format(**places)) for where in pages}

        before = read(*PAGES)
        hidden = closed_case(holder, viewer)
        before |= read(*MEASURED)
        fill(hidden, holder, viewer)
        after = read(*PAGES)
        shown = text_of(signed_in(holder), "/cases/")
    assert SURNAME in shown[1], "The hidden case must be one that somebody does see"
    for where in PAGES:
        assert after[where][0] == before[where][0], where
        assert after[where][1].splitlines() == before[where][1].splitlines(), where
    for where in MEASURED:
        assert SURNAME not in after[where][1], where
        assert CRN not in after[where][1], where
    assert client.get(hidden.get_absolute_url()).status_code == 404

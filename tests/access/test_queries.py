"""Pages ask the database as often for three rows as for one: those that no test of their own app measures."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.urls import reverse

from core import clock
from core.models import JobRun, Standard
from offenders import deadlines
from offenders.models import Case
from people.models import User
from tests import factories
from tests.queries import asked_by

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def facts(case: Case, amira: User, number: int) -> None:
    """One more of every dated fact of a case."""
    begins = clock.today() - DAY * (300 + 10 * number)
    span = {"starts_on": begins, "ends_on": begins + DAY * 5}
    factories.make_address(case, **span)
    factories.make_pause(case, **span)
    factories.make_registration(case, "RCCO", **span)
    factories.make_risk(case, "low", assessed_on=begins, assessor=amira.officer)
    factories.make_sentence(case, offence=f"Offence {number}")
    factories.make_interval(case, amira, **span)
    factories.make_condition(factories.make_order(case, amira, **span))


def jobs(number: int) -> None:
    at = clock.now()
    JobRun.objects.create(
        name=f"job.{number}", on=clock.today(), started_at=at, finished_at=at, succeeded=True
    )


def changes(number: int) -> None:
    """A standard's history grows by one."""
    begins = clock.today() - DAY * (900 - number)
    Standard.objects.filter(key="flag.accept_days", ends_on__isnull=True).update(ends_on=begins)
    Standard.objects.create(
        key="flag.accept_days", value=20 + number, unit="days", rule="CAS-30", starts_on=begins
    )


@pytest.mark.parametrize(
    ("who", "url", "add"),
    [
        ("as_amira", "offenders:record", facts),
        ("as_amira", "visits:interval", facts),
        ("as_amira", "offenders:record_risk", facts),
        ("as_amira", "visits:plan", facts),
        ("as_amira", "visits:record_new", facts),
        ("as_amira", "offenders:log_contact", facts),
    ],
)
def test_pages_of_a_case(request, case, amira, who, url, add):
    client, address = request.getfixturevalue(who), reverse(url, args=[case.uuid])
    asked = {}
    for rows in (1, 2, 3):
        add(case, amira, rows)
        deadlines.refresh_all(on=clock.today(), at=clock.now())
        asked[rows] = asked_by(client, address)
    assert asked[1] == asked[3]


@pytest.mark.parametrize(
    ("url", "args", "add"),
    [
        ("caseloads:jobs", [], jobs),
        ("caseloads:reference", [], changes),
        ("caseloads:standard", ["flag.accept_days"], changes),
        ("caseloads:contact_types", [], changes),
        ("people:users", [], lambda number: factories.make_user(f"Person {number}")),
        ("people:add_user", [], lambda number: factories.make_user(f"Person {number}")),
    ],
)
def test_pages_of_the_administrator(as_hal, url, args, add: Callable[[int], object]):
    address, asked = reverse(url, args=args), {}
    asked_by(as_hal, address)  # from here on every change has a request that brought it about
    for rows in (1, 2, 3):
        add(rows)
        asked[rows] = asked_by(as_hal, address)
    assert asked[1] == asked[3]

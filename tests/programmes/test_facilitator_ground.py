"""Whoever runs a group may open the cases of the people in it: from their seat to four weeks after, and no longer."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta

import pytest
import time_machine

from core.calendar import LONDON, london_date
from offenders.models import Case
from people.choices import Agency, Permission
from people.models import User
from programmes.choices.referral import ReferralStatus
from programmes.models import Facilitation, Placement, Session
from tests import factories
from tests.factories import groups as make

pytestmark = pytest.mark.django_db
NOON = datetime(2027, 1, 20, 12, tzinfo=UTC)
TODAY = london_date(NOON)
DAY = timedelta(days=1)
P = Permission


@pytest.fixture(autouse=True)
def today() -> Iterator[None]:
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def seat(case: Case, kai: User) -> Placement:
    """A group that Kai runs, in its second week, with somebody of Farah's in it."""
    group = make.make_group(first_on=TODAY - 7 * DAY)
    make.make_facilitation(group, kai.officer)
    return make.seat(factories.make_referral(case, ReferralStatus.SCHEDULED), group)


@pytest.fixture
def kai() -> User:
    """Of another team than whoever holds the case."""
    team = factories.make_team("Programmes South", agency=Agency.PROBATION)
    user = factories.make_officer("Kai Brook", team=team, roles=["officer"]).user
    assert user
    return user


def sees(user: User, seat: Placement, permission: P = P.VIEW_CASE) -> bool:
    seen = Case.objects.visible_to(user, permission)
    return seen.filter(pk=seat.referral.case_id).exists()


def at(day: date) -> datetime:
    return datetime.combine(day, time(18), tzinfo=LONDON)


def test_reads_logs_takes_back_and_keeps_registers_and_no_more(seat: Placement, kai: User):
    may = {one for one in P if sees(kai, seat, one)}
    assert may == {P.VIEW_CASE, P.LOG_CONTACT, P.VOID_CONTACT, P.KEEP_REGISTER}


def test_not_of_another_group_nor_whom_they_are_kept_from(seat: Placement, kai: User):
    other = make.seat(factories.make_referral(factories.make_case()), make.make_group())
    assert not sees(kai, other)
    factories.make_exclusion(seat.referral.case, kai)
    assert not sees(kai, seat)


@pytest.mark.parametrize(
    ("values", "is_open"),
    [
        ({"placed_on": TODAY}, True),
        ({"placed_on": TODAY + DAY}, False),
        ({"left_on": TODAY}, True),
        ({"placed_on": TODAY - 60 * DAY, "left_on": TODAY - 28 * DAY}, True),
        ({"placed_on": TODAY - 60 * DAY, "left_on": TODAY - 29 * DAY}, False),
    ],
)
def test_from_the_seat_to_28_days_after_it(
    seat: Placement, kai: User, values: dict[str, date], is_open: bool
):
    Placement.objects.update(**values)
    assert sees(kai, seat) is is_open


@pytest.mark.parametrize(("days", "is_open"), [(28, True), (29, False)])
def test_and_28_days_after_the_last_session(seat: Placement, kai: User, days: int, is_open: bool):
    Session.objects.exclude(number=1).delete()
    Session.objects.update(starts_at=at(TODAY - days * DAY))
    assert sees(kai, seat) is is_open


@pytest.mark.parametrize(
    ("values", "is_open"),
    [
        ({"starts_on": TODAY}, True),
        ({"starts_on": TODAY + DAY}, False),
        ({"ends_on": TODAY + DAY}, True),
        ({"ends_on": TODAY}, False),
    ],
)
def test_while_they_run_it(seat: Placement, kai: User, values: dict[str, date], is_open: bool):
    Facilitation.objects.update(**values)
    assert sees(kai, seat) is is_open

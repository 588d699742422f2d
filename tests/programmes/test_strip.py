"""The attendance of somebody on a programme, as a strip with its words."""

from datetime import datetime, time, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core import clock
from core.calendar import LONDON
from offenders.models import ContactOutcome
from people.models import User
from programmes.models import Attendance, Placement
from programmes.selectors.strip import case_strip
from tests import factories
from tests.factories import groups as make

pytestmark = pytest.mark.django_db
WEEK = timedelta(weeks=1)


@pytest.fixture
def seated() -> Placement:
    first = clock.today() - 5 * WEEK
    group = make.make_group(first_on=first, sessions=8)
    referral = factories.make_referral(factories.make_case())
    return make.seat(referral, group, placed_on=first - WEEK)


def words(seated: Placement) -> dict[str, str]:
    strip = case_strip(seated.referral.case, at=noon())
    return {sign.label: said for sign, said in strip.lines} if strip else {}


def noon() -> datetime:
    return datetime.combine(clock.today(), time(12), tzinfo=LONDON)


def test_none_for_whom_nothing_is_known():
    assert case_strip(factories.make_case(), at=noon()) is None


def test_each_session_as_it_holds_and_those_to_come(seated: Placement, farah: User):
    sessions = list(seated.group.sessions.order_by("number"))
    for session, outcome in zip(sessions, ("ATTC", "AFTC", "AAME", "UAAB", "ATTC"), strict=False):
        line = make.make_line(seated, session, outcome, farah.officer)
    said = words(seated)
    assert said["Came and took part"].startswith("2 times")
    once = ("Came and did not take part", "Away, agreed", "Away, not agreed")
    assert all(said[label].startswith("once") for label in once)
    assert said["To come"].startswith("3, next on")
    factories.amend_contact(line.contact, outcome=ContactOutcome.objects.get(code="UAAB"))
    assert words(seated)["Away, not agreed"].startswith("2 times")


def test_what_was_caught_up_has_a_sign_of_its_own(seated: Placement, farah: User):
    missed = make.make_line(seated, seated.group.sessions.get(number=1), "UAAB", farah.officer)
    contact = factories.make_contact(
        seated.referral.case, type_code="C107", outcome_code="ATTC", officer=farah.officer
    )
    Attendance.objects.create(placement=seated, catches_up=missed, contact=contact)
    assert words(seated)["Caught up"].startswith("once")


def test_who_has_left_has_nothing_to_come(seated: Placement):
    Placement.objects.filter(pk=seated.pk).update(left_on=clock.today())
    assert words(seated) == {}


def test_in_as_many_queries_however_long_it_lasts(seated: Placement, farah: User):
    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            words(seated)
        return len(asked)

    make.make_line(seated, seated.group.sessions.get(number=1), "ATTC", farah.officer)
    queries()
    few = queries()
    for number in (2, 3, 4):
        make.make_line(seated, seated.group.sessions.get(number=number), "ATTC", farah.officer)
    assert queries() == few <= 3

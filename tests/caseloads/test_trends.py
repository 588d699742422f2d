"""Twelve weeks of an officer and of a team: as it was kept, with a gap for what was not."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from caseloads.models import Snapshot
from caseloads.selectors.trends import NIGHTS, Night, trend_of_team, trends_of
from core import clock
from people.choices import Agency, Grade
from people.models import Officer, User
from tests import factories
from tests.pages import text_of
from tests.queries import asked_by

pytestmark = pytest.mark.django_db
TODAY = clock.today()


def keep(officer: Officer, cases: int, *, ago: int = 0, **more: Any) -> Snapshot:
    is_police = officer.agency == Agency.POLICE
    said = {"points": None, "available": None} if is_police else {"points": 0, "available": 2176}
    zero = dict.fromkeys(("in_custody", "registered", "high", "very_high", "untiered"), 0)
    said = zero | said | {"is_without_hours": False} | more
    on = TODAY - timedelta(days=ago)
    return Snapshot.objects.create(officer=officer, on=on, cases=cases, **said)


def test_the_nights_of_twelve_weeks_and_no_other(amira: User, ben: User) -> None:
    for ago, cases in ((0, 47), (NIGHTS - 1, 41), (NIGHTS, 99), (-1, 98)):
        keep(amira.officer, cases, ago=ago)
    keep(ben.officer, 12)
    found = trends_of([amira.officer.pk], on=TODAY)
    assert set(found) == {amira.officer.pk}
    line = found[amira.officer.pk].cases
    assert (len(line.values), line.values[0], line.values[-1], line.known) == (84, 41, 47, [41, 47])
    assert found[amira.officer.pk].capacity is None


def test_without_hours_is_a_gap_that_is_marked(farah: User) -> None:
    keep(farah.officer, 5, ago=2, points=206, capacity=Decimal("9.5"))
    keep(farah.officer, 5, ago=1, points=206, available=0, is_without_hours=True)
    trend = trends_of([farah.officer.pk], on=TODAY)[farah.officer.pk]
    line = trend.capacity
    assert line is not None
    assert (line.values[-3:], line.marked) == ([Decimal("9.5"), None, None], {NIGHTS - 2})
    assert trend.table.cells[1][-1] == "No hours"
    assert trend.table.cells[0][1] == "Not kept"
    assert trend.table.cells[2][-1] == "9.5%"


def test_one_query_for_any_number() -> None:
    team = factories.make_team(agency=Agency.PROBATION)
    officers = [factories.make_officer(team=team) for _ in range(7)]
    for officer in officers:
        keep(officer, 3)
    for some in (officers[:1], officers):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert len(trends_of([officer.pk for officer in some], on=TODAY)) == len(some)
        assert len(queries) == 1


def test_a_team_is_its_officers_added_up() -> None:
    """204 of 2,176 + 1,088 points are 6.3%, whatever each officer's own percentage is."""
    team = factories.make_team(agency=Agency.PROBATION)
    one, half = (factories.make_officer(team=team) for _ in range(2))
    idle = factories.make_officer(team=team, grade=Grade.SPO)
    keep(one, 4, points=104, capacity=Decimal("4.8"))
    keep(half, 3, points=100, available=1088, capacity=Decimal("9.2"))
    keep(idle, 0, capacity=Decimal(0))
    keep(one, 2, ago=1)
    trend = trend_of_team(team, on=TODAY)
    assert trend.nights[TODAY] == Night(7, 204, 3264, Decimal("6.3"), False)
    assert trend.nights[TODAY - timedelta(days=1)].cases == 2
    assert TODAY - timedelta(days=2) not in trend.nights


def test_the_pages_say_the_numbers_of_the_lines(amira: User, as_dee: Client, ben: User) -> None:
    keep(amira.officer, 41, ago=5)
    keep(amira.officer, 47)
    keep(ben.officer, 3)
    officer, team = amira.officer, amira.officer.team
    words = "Cases: from 41 to 47, lowest 41, highest 47; nothing kept in 82 nights"
    page = text_of(as_dee.get(reverse("caseloads:officer", args=[officer.uuid])))
    assert words in page
    nights = text_of(as_dee.get(reverse("caseloads:officer_trend", args=[officer.uuid])))
    assert words in nights
    assert nights.count("Not kept") == 82
    together = text_of(as_dee.get(reverse("caseloads:team_trend", args=[team.uuid])))
    assert "Cases: from 41 to 50" in together


def test_nothing_kept_is_said(amira: User, as_dee: Client) -> None:
    page = text_of(as_dee.get(reverse("caseloads:officer_trend", args=[amira.officer.uuid])))
    assert "Nothing has been kept in these twelve weeks." in page


def test_as_many_questions_for_a_team_of_many(amira: User, as_dee: Client) -> None:
    url = reverse("caseloads:team_trend", args=[amira.officer.team.uuid])
    keep(amira.officer, 4)
    few = asked_by(as_dee, url)
    for _ in range(6):
        keep(factories.make_officer(team=amira.officer.team), 4)
    assert asked_by(as_dee, url) == few


def test_another_day_has_other_nights(amira: User) -> None:
    keep(amira.officer, 41, ago=5)
    on: date = TODAY - timedelta(days=6)
    assert trends_of([amira.officer.pk], on=on)[amira.officer.pk].nights == {}

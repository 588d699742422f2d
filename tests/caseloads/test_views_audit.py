"""The audit log, as the auditor reads it."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from audit.models import Event
from caseloads.selectors.audit import Filters, log
from config.policy import POLICY
from core import clock
from core.addresses import called
from core.calendar import london_midnight
from offenders.models import Case
from people.models import User
from tests import factories
from tests.pages import text_of
from tests.queries import asked_by

pytestmark = pytest.mark.django_db

LOG = "/audit/"


def acts(response: Any) -> list[str]:
    return [row.act for row in response.context["rows"]]


@pytest.fixture
def looked(as_amira: Client, as_ben: Client, case: Case) -> None:
    as_amira.get("/cases/", {"q": "Gareth"})
    as_amira.get(f"/cases/{case.uuid}/")
    as_ben.get("/my-day/")


@pytest.mark.usefixtures("looked")
def test_a_row_says_who_what_which_case_and_why(as_gwen: Client):
    page = text_of(as_gwen.get(LOG))
    assert "amira.khan@example.org" in page
    assert "Looked at: Case overview" in page
    assert "X107018: holds the case" in page
    assert "q: Gareth" in page
    assert "Neill" not in page, "a case is named by its CRN only"


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"who": "ben"}, ["My day"]),
        ({"who": "AMIRA KHAN"}, ["Case overview", "List of cases"]),
        ({"who": "amira.khan@example"}, ["Case overview", "List of cases"]),
        ({"crn": "x107018"}, ["Case overview", "List of cases"]),
        ({"crn": "X999999"}, []),
        ({"who": "nobody"}, []),
    ],
)
@pytest.mark.usefixtures("looked")
def test_by_person_and_by_case(as_gwen: Client, asked: dict[str, str], found: list[str]):
    assert acts(as_gwen.get(LOG, asked)) == found


@pytest.mark.usefixtures("looked")
def test_by_day(as_gwen: Client):
    on, before = clock.today(), clock.today() - timedelta(days=1)
    boxes = lambda day: {"day_day": day.day, "day_month": day.month, "day_year": day.year}  # noqa: E731
    assert acts(as_gwen.get(LOG, boxes(on))) == ["My day", "Case overview", "List of cases"]
    response = as_gwen.get(LOG, boxes(before))
    assert acts(response) == []
    assert "No entry matches this." in text_of(response)


@pytest.mark.parametrize(
    ("hour", "minute", "found"),
    [(-1, 59, 0), (0, 0, 1), (23, 59, 1), (24, 0, 0)],
)
def test_a_day_of_the_log_is_a_day_in_london(hour: int, minute: int, found: int):
    """In summer it begins at 23:00 UTC; its first instant is in it, that of the next day is not."""
    day = date(2026, 7, 1)
    at = london_midnight(day) + timedelta(hours=hour, minutes=minute)
    Event.objects.create(
        at=at, transaction_id=1, method="GET", path="/", status=200, outcome="shown"
    )
    assert log(Filters(day=day)).count() == found


def test_a_day_that_is_none_is_an_error(as_gwen: Client):
    response = as_gwen.get(LOG, {"day_day": "31", "day_month": "2", "day_year": "2026"})
    assert "The day must be a real date" in text_of(response)


def test_a_refused_case_is_named(as_gwen: Client, as_chidi: Client, case: Case):
    as_chidi.get(f"/cases/{case.uuid}/")
    page = text_of(as_gwen.get(LOG))
    assert "Refused case: X107018" in page
    assert "Refused" in page


def test_a_long_list_of_cases_is_cut_and_counted(as_gwen: Client, as_amira: Client, amira: User):
    for _ in range(7):
        factories.make_case(police=amira.officer)
    as_amira.get("/cases/")
    assert "and 2 more cases" in text_of(as_gwen.get(LOG))


@pytest.mark.parametrize("who", ["as_amira", "as_dee", "as_hal"])
def test_nobody_else_reads_it(request: pytest.FixtureRequest, who: str):
    assert request.getfixturevalue(who).get(LOG).status_code == 403


def test_the_log_takes_the_same_queries_for_any_number_of_rows(
    as_gwen: Client, as_amira: Client, case: Case
):
    as_amira.get(f"/cases/{case.uuid}/")
    one = asked_by(as_gwen, LOG)
    for _ in range(3):
        as_amira.get(f"/cases/{case.uuid}/")
    assert asked_by(as_gwen, LOG) == one
    assert Event.objects.count() > 5


def test_every_page_has_words_in_the_log():
    assert called().keys() == POLICY.keys(), "nobody is told of a URL by its name in the code"

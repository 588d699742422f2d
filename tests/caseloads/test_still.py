"""A programme that stands still: one list, one number on every page and in the CSV."""

import csv
import io
import re
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from caseloads.selectors.cases import Filters, find
from caseloads.selectors.team.lists import cases_of, counts_by_officer
from caseloads.selectors.team.scope import Scope
from core import clock
from offenders.choices import Severity
from offenders.models import Case
from people.models import Team, User
from programmes.deadlines import KINDS, NO_OFFENDING_WORK, STANDS_STILL
from tests import factories
from tests.pages import text_of
from tests.queries import asked_by

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
LIST = reverse("caseloads:cases")


def still(user: User, kind: str = "programme_start", *, days: int = 1, **fields: Any) -> Case:
    """A case of theirs of which this was asked so many days ago."""
    case = factories.make_case(probation=user.officer)
    about = {"subject": str(uuid4())} | fields
    factories.make_deadline(case, clock.today() - days * DAY, kind=kind, **about)
    return case


@pytest.fixture
def held(farah: User, nadia: User) -> set[Case]:
    """Each kind past its day, one of them accepted for a while; and beside them what is not meant."""
    found = {still(farah, kind) for kind in STANDS_STILL}
    for case in found:
        factories.make_deadline(case, clock.today() - 90 * DAY, severity=Severity.CRITICAL)
    accepted = still(farah, days=9, subject="")
    given = {"accepted_by": nadia, "accepted_at": clock.now(), "accepted_reason": "In hospital"}
    factories.make_flag(
        accepted,
        clock.today() - 9 * DAY,
        kind="programme_start",
        accepted_until=clock.today(),
        **given,
    )
    both = next(iter(found))
    about = {"kind": "programme_review", "subject": str(uuid4())}
    factories.make_deadline(both, clock.today() - DAY, **about)
    still(farah, days=0)  # due today is in time
    still(farah, days=-3)
    still(farah, "no_offending_work")
    still(farah, "home_visit")
    still(farah, "programme_stalled", is_backlog=True)
    still(farah, missing="sentence_ends_on")
    factories.make_case(probation=farah.officer)
    return found | {accepted}


def test_whoever_has_no_programme_has_none_that_stands_still() -> None:
    assert {*STANDS_STILL, NO_OFFENDING_WORK.code} == {kind.code for kind in KINDS}


def test_the_filter_finds_them_and_says_how_many(
    as_farah: Client, farah: User, held: set[Case]
) -> None:
    response = as_farah.get(LIST, {"programme": "still"})
    page = text_of(response)

    assert {row.case for row in response.context["rows"]} == held
    assert f"{len(held)} cases" in page
    assert "Programme: Standing still" in page
    assert "What stands still" in page
    assert page.count("Home visit") == page.count("Home visit overdue") == 1, (
        "a choice of the filter"
    )
    found = find(farah, Filters(is_mine=True, programme="still"), at=clock.now())
    assert found.count() == len(held)


def test_it_goes_with_other_filters_and_nonsense_asks_for_nothing(
    as_farah: Client, held: set[Case]
) -> None:
    both = as_farah.get(LIST, {"programme": "still", "due": "accepted"})
    assert len(both.context["rows"]) == 1
    all_of_them = as_farah.get(LIST, {"programme": "nonsense"})
    assert all_of_them.context["page"].paginator.count > len(held)


def test_number_list_and_csv_of_the_team_are_one(
    as_nadia: Client, nadia: User, farah: User, held: set[Case], probation_team: Team
) -> None:
    factories.make_exclusion(still(farah), nadia)
    scope = Scope(probation_team, nadia, clock.now())
    assert counts_by_officer(scope)[farah.officer.pk]["still"] == len(held)
    assert set(cases_of(scope, "still")) == held

    page = as_nadia.get(reverse("caseloads:team", args=[probation_team.uuid])).content.decode()
    link = re.search(r'href="([^"]*list=still)">(\d+) cases with a programme standing still', page)
    assert link
    assert int(link[2]) == len(held)
    listed = text_of(as_nadia.get(link[1]))
    assert "Programme standing still" in listed
    assert f"{len(held)} cases" in listed
    assert "Start of a programme: High risk: every 3 months." in listed
    assert "Home visit" not in listed
    address = reverse("caseloads:team_csv", args=[probation_team.uuid])
    text = as_nadia.get(address, {"list": "still"}).content.decode().lstrip("\ufeff")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert {row["crn"] for row in rows} == {case.crn for case in held}
    assert "Home visit" not in {row["due"] for row in rows}


def test_a_team_without_any_says_so_and_the_police_have_none(
    as_nadia: Client, as_dee: Client, amira: User, team: Team, probation_team: Team
) -> None:
    case = factories.make_case(police=amira.officer)
    factories.make_deadline(case, clock.today() - DAY, kind="programme_start")
    theirs = text_of(as_dee.get(reverse("caseloads:team", args=[team.uuid])))
    ours = text_of(as_nadia.get(reverse("caseloads:team", args=[probation_team.uuid])))

    assert "No programme stands still in this team" in ours
    assert "programme stand" not in theirs


def test_as_many_queries_for_many_as_for_few(
    as_farah: Client, as_nadia: Client, farah: User, probation_team: Team
) -> None:
    pages = [
        (as_farah, f"{LIST}?programme=still"),
        (as_nadia, reverse("caseloads:team", args=[probation_team.uuid])),
        (as_nadia, reverse("caseloads:team_cases", args=[probation_team.uuid]) + "?list=still"),
        (as_nadia, reverse("caseloads:team_csv", args=[probation_team.uuid]) + "?list=still"),
    ]
    still(farah)
    few = [asked_by(client, page) for client, page in pages]
    for kind in STANDS_STILL:
        still(farah, kind)
    assert [asked_by(client, page) for client, page in pages] == few
    assert few[0] <= 15

"""The teams of an area side by side: each figure is the team's own, each sum its list, for any number of teams."""

import csv
import io
import re
from datetime import timedelta
from decimal import Decimal
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from caseloads.rules.load import CAPACITY
from caseloads.selectors.area.people import WHOLE, rows_of
from caseloads.selectors.area.rollup import CASE_CODES, AreaScope, Rollup
from caseloads.selectors.team.tiles import TRAINING
from caseloads.tasks import flag_caseloads_over_threshold
from core import clock
from offenders.choices import RiskLevel
from offenders.deadlines import refresh_all
from offenders.models import Case, Sentence, Tier
from people.choices import Agency
from people.models import DeliveryUnit, Officer, Team, User
from tests import factories
from tests.caseloads.busy import fill_team
from tests.queries import asked_by

pytestmark = pytest.mark.django_db
TODAY = clock.today()


def weighed(officer: Officer) -> Case:
    """One case of 206 points."""
    case = factories.make_case(probation=officer, rosh=RiskLevel.HIGH)
    began = TODAY - timedelta(days=90)
    Sentence.objects.create(case=case, kind="community", starts_on=began, sentenced_on=began)
    Tier.objects.create(case=case, scheme="v2", tier="A3", calculated_on=began)
    return case


@pytest.fixture
def probation(unit: DeliveryUnit) -> Officer:
    """Of a team of probation in the unit, with the hours for 217 points."""
    team = factories.make_team("Eastmoor probation", agency=Agency.PROBATION, unit=unit)
    return factories.make_officer("Ola Finch", team=team, hours=Decimal("3.7"))


@pytest.fixture
def busy(case: Case, amira: User, ben: User, dee: User, chidi: User, probation: Officer) -> None:
    weighed(probation)
    factories.make_case(police=amira.officer, probation=probation, surname="Ofboth")
    weighed(factories.make_officer("Per Holm", team=probation.team, hours=Decimal(1)))
    fill_team(case, amira=amira, ben=ben, chidi=chidi, dee=dee, now=clock.now())
    flag_caseloads_over_threshold()


@pytest.fixture
def rollup(busy: None, ivy: User, unit: DeliveryUnit) -> Rollup:
    return rollup_of(ivy, unit)


def rollup_of(user: User, *units: DeliveryUnit) -> Rollup:
    teams = tuple(
        Team.objects.filter(delivery_unit__in=units).select_related("delivery_unit__region")
    )
    return Rollup(AreaScope(teams[0], user, clock.now(), teams))


def html(response: Any) -> str:
    return str(response.content.decode())


def links_of(page: str) -> list[tuple[str, int]]:
    found = re.findall(r'href="(/(?:teams|area)/[^"]*\?[^"]*list=[^"]*)">([\d,]+)', page)
    return [(unescape(url), int(number.replace(",", ""))) for url, number in found]


def counted_in(page: str) -> int:
    found = re.search(r'<h2 class="govuk-heading-m">\s*([\d,]+) (?:case|officer)', page)
    assert found, page
    return int(found[1].replace(",", ""))


def test_every_figure_equals_its_list(rollup: Rollup, as_ivy: Client) -> None:
    """Follow every link, of teams and of sums, as the head would."""
    links = links_of(html(as_ivy.get(reverse("caseloads:area"))))
    assert {url.split("/")[1] for url, _ in links} == {"teams", "area"}
    assert len(links) > 20
    for url, number in links:
        assert counted_in(html(as_ivy.get(url))) == number, url


def test_there_is_something_under_every_figure(rollup: Rollup) -> None:
    numbers = rollup.figures[0].numbers
    some = {code for code, number in numbers.items() if number}
    assert {"cases", "very_high", "high", "overdue", "overdue_visits", TRAINING} <= some
    assert numbers[CAPACITY] == 1


def test_a_sum_is_its_teams_added_up(rollup: Rollup) -> None:
    unit, *teams = rollup.figures
    assert unit.team is None
    assert len(teams) >= 3
    for code in CASE_CODES:
        assert unit.numbers[code] == sum(team.numbers[code] for team in teams)


def test_capacity_is_of_all_points_together(rollup: Rollup, probation: Officer) -> None:
    """412 of the 217 and 58 points that two have, and of the police there are none."""
    by_team = {found.team: found for found in rollup.figures}
    own = by_team[probation.team]
    assert (own.points, own.available, str(own.capacity)) == (412, 275, "149.8")
    other = factories.make_officer(team=probation.team, hours=Decimal("3.7"))
    weighed(other)
    weighed(other)
    again = rollup_of(rollup.scope.user, probation.team.delivery_unit).figures[0]
    assert (again.points, again.available, str(again.capacity)) == (824, 492, "167.5")
    police = next(found for team, found in by_team.items() if team and team.agency == Agency.POLICE)
    assert (police.points, police.capacity) == (None, None)


def test_a_supervisor_without_cases_adds_no_hours(rollup: Rollup, probation: Officer) -> None:
    factories.make_officer(team=probation.team, grade="SPO")
    assert rollup_of(rollup.scope.user, probation.team.delivery_unit).figures[0].available == 275


def test_a_case_of_both_agencies_is_one_of_each(rollup: Rollup) -> None:
    both = Case.objects.get(surname="Ofboth").pk
    behind = rollup.behind("cases", rollup.scope.officers)
    assert sorted(officer.agency for officer, pk in behind if pk == both) == ["police", "probation"]


def test_a_case_that_the_head_may_not_see_is_counted_and_not_named(
    rollup: Rollup, ivy: User, as_ivy: Client, unit: DeliveryUnit
) -> None:
    both = Case.objects.get(surname="Ofboth")
    url = f"{reverse('caseloads:area_list')}?list=cases&of=unit {unit.pk}"
    assert html(as_ivy.get(url)).count(both.crn) == 2
    factories.make_exclusion(both, ivy)
    page = html(as_ivy.get(url))
    assert counted_in(page) == rollup.figures[0].numbers["cases"]
    assert "2 cases that you may not see" in page
    assert both.surname not in page
    assert both.crn not in page


def test_the_file_says_what_the_page_says(rollup: Rollup, as_ivy: Client) -> None:
    text = as_ivy.get(reverse("caseloads:area_file")).content.decode("utf-8-sig")
    lines = list(csv.DictReader(io.StringIO(text)))
    assert [line["name"] for line in lines] == [found.row.name for found in rollup.figures]
    for line, found in zip(lines, rollup.figures, strict=True):
        for code, number in found.numbers.items():
            assert int(line[code]) == number


def test_as_many_questions_for_many_teams_and_officers(
    rollup: Rollup, as_ivy: Client, unit: DeliveryUnit
) -> None:
    url = reverse("caseloads:area")
    few = asked_by(as_ivy, url)
    for agency in (*Agency, *Agency):
        team = factories.make_team(agency=agency, unit=unit)
        for _ in range(3):
            officer = factories.make_officer(team=team)
            who = {"police": officer} if agency == Agency.POLICE else {"probation": officer}
            factories.make_case(**who, registered=True, police_risk=RiskLevel.HIGH)
    refresh_all(on=TODAY, at=clock.now())
    assert asked_by(as_ivy, url) == few


@pytest.mark.parametrize("query", ["list=nonsense", "list=cases&of=unit 0", "list=lag"])
def test_a_figure_that_there_is_not(rollup: Rollup, as_ivy: Client, query: str) -> None:
    assert as_ivy.get(f"{reverse('caseloads:area_list')}?{query}").status_code == 404


def test_a_head_of_no_team_is_told(ivy: User, as_ivy: Client) -> None:
    ivy.officer.headships.all().delete()
    assert "You head no delivery unit that has a team." in html(
        as_ivy.get(reverse("caseloads:area"))
    )
    for name in ("area_file", "area_list"):
        answer = as_ivy.get(reverse(f"caseloads:{name}"))
        assert answer["Location"] == reverse("caseloads:area")


def test_sums_of_units_regions_and_all() -> None:
    """A sum of one row alone would say that row again, so there is none."""
    north = factories.make_region("North of it")
    south = factories.make_region("South of it")
    units = [
        factories.make_unit("Unit one", north),
        factories.make_unit("Unit two", north),
        factories.make_unit("Unit three", south),
    ]
    teams = [factories.make_team(f"Team {unit.name}", unit=unit) for unit in units]
    parents = {row.name: row.parent for row in rows_of(teams)}
    assert list(parents) == [
        "All",
        *("North of it", "Unit one", "Team Unit one", "Unit two", "Team Unit two"),
        *("Unit three", "Team Unit three"),
    ]
    assert parents["North of it"] == parents["Unit three"] == WHOLE
    assert next(row.name for row in rows_of(teams[:2])) == "North of it"
    assert [row.name for row in rows_of(teams[:1])] == ["Unit one", "Team Unit one"]

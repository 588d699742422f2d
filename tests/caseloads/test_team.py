"""The team page: three answers, officers in rows, and a list behind every number that equals it."""

import csv
import io
import re
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from caseloads.rules.measures import FIGURES
from caseloads.selectors.team.lists import (
    cases_of,
    contacts_by_officer,
    contacts_of,
    counts_by_officer,
)
from caseloads.selectors.team.page import team_page
from caseloads.selectors.team.scope import Scope
from caseloads.selectors.team.tiles import CASE_TILES, CONTACT_TILES, UNHELD
from core import clock
from core.calendar import LONDON
from offenders import deadlines
from offenders.choices import RiskLevel
from offenders.models import Case
from people.models import Team, User
from tests import factories
from tests.caseloads.busy import fill_team
from tests.queries import asked_by


@pytest.fixture
def now() -> datetime:
    return clock.now()


@pytest.fixture
def busy(case: Case, amira: User, ben: User, dee: User, chidi: User, now: datetime) -> None:
    fill_team(case, amira=amira, ben=ben, chidi=chidi, dee=dee, now=now)


@pytest.fixture
def scope(team: Team, dee: User, busy: None, now: datetime) -> Scope:
    return Scope(team, dee, now)


def text(response: Any) -> str:
    return response.content.decode()


@pytest.mark.parametrize("code", [*CASE_TILES, *FIGURES])
def test_every_number_equals_its_list(scope: Scope, code: str) -> None:
    """For the team and for each officer; and none of them is empty here, so the test can fail."""
    counts = counts_by_officer(scope)
    total = sum(row[code] for row in counts.values())
    assert cases_of(scope, code).count() == total
    for officer in scope.team.officers.all():
        expected = counts.get(officer.pk, {}).get(code, 0)
        assert cases_of(scope, code, officer).count() == expected
    # Of probation's teams (tests/caseloads/test_ended.py), or of no kind that is declared.
    if code not in {"overdue_unknown", "ended", "overdue_mappa", "untiered", "no_sentence"}:
        assert total > 0, f"nothing to count in {code}"


@pytest.mark.parametrize("code", set(CONTACT_TILES) - {"lag"})
def test_so_does_every_number_of_appointments(scope: Scope, code: str) -> None:
    counts = contacts_by_officer(scope, code)
    assert sum(counts.values()) == contacts_of(scope, code).count() == 1
    for officer in scope.team.officers.all():
        assert contacts_of(scope, code, officer).count() == counts.get(officer.pk, 0)


def test_on_the_page_too(scope: Scope, as_dee: Client) -> None:
    """Follow every link that is a number, as the supervisor would, and count the rows."""
    page = text(as_dee.get(reverse("caseloads:team", args=[scope.team.uuid])))
    links = re.findall(r'href="(/teams/[^"]*/cases/\?list=[^"]*)">\s*(\d+)', page)
    assert len(links) > 15
    days_or_hours = ("list=oldest", "list=lag")
    for href, number in {
        link for link in links if not any(code in link[0] for code in days_or_hours)
    }:
        listed = text(as_dee.get(href.replace("&amp;", "&")))
        found = re.search(
            r'<h2 class="govuk-heading-m">\s*([\d,]+) (case|appointment|visit|officer)', listed
        )
        assert found, href
        assert found[1] == number, href


def test_three_answers_before_any_table(scope: Scope, as_dee: Client) -> None:
    page = text(as_dee.get(reverse("caseloads:team", args=[scope.team.uuid])))
    order = [
        page.index(words)
        for words in (
            "Who most needs help",
            "Which cases most need someone",
            "What has changed since",
        )
    ]
    assert order == sorted(order)
    assert max(order) < page.index("<table")


def test_the_neediest_has_the_very_high_overdue(scope: Scope, amira: User) -> None:
    page = team_page(scope)
    assert page.neediest is not None
    assert page.neediest.officer == amira.officer
    assert page.neediest.counts["overdue_very_high"] == 1


@pytest.mark.parametrize(("days", "counted"), [(0, 1), (7, 1), (8, 0)])
def test_planned_are_the_visits_of_today_and_of_seven_days_more(
    team: Team, dee: User, amira: User, days: int, counted: int
) -> None:
    """To the last minute of the seventh day, and not the first of the eighth."""
    at = datetime(2026, 11, 20, 9, tzinfo=LONDON)
    minute = 0 if days == 8 else 24 * 60 - 1
    happens = datetime(2026, 11, 20, tzinfo=LONDON) + timedelta(days=days, minutes=minute)
    other = factories.make_case(police=amira.officer)
    factories.make_visit(other, "", at=happens, officer=amira.officer, recorded_at=at)
    found = contacts_by_officer(Scope(team, dee, at), "planned")
    assert found.get(amira.officer.pk, 0) == counted


def test_missing_facts_are_in_their_own_number_and_take_no_place_among_the_worst(
    team: Team, dee: User, amira: User
) -> None:
    """More of them than the page has places, graver and older than the one thing that is overdue."""
    long_ago = clock.today() - timedelta(days=300)
    for _ in range(6):
        lacking = factories.make_case(police=amira.officer)
        factories.make_deadline(lacking, long_ago, missing="police_risk_level", severity="critical")
    late = factories.make_case(police=amira.officer)
    factories.make_deadline(late, clock.today() - timedelta(days=1), severity="standard")
    page = team_page(Scope(team, dee, clock.now()))
    assert [row.case for row, _ in page.worst] == [late]
    assert (page.totals["missing"], page.totals["overdue"]) == (6, 1)


def test_an_acceptance_that_the_facts_have_ended_is_no_longer_news(
    team: Team, dee: User, amira: User
) -> None:
    """Accepted and then cured since yesterday: told as cured, not as accepted too."""
    now = clock.now()
    other = factories.make_case(police=amira.officer)
    flag = factories.make_flag(
        other,
        clock.today() - timedelta(days=9),
        accepted_at=now,
        accepted_by=dee,
        accepted_reason="In hospital",
        accepted_until=clock.today() + timedelta(days=5),
    )
    scope = Scope(team, dee, now)
    counts = counts_by_officer(scope)[amira.officer.pk]
    assert (counts["acceptances"], counts["cured"]) == (1, 0)
    flag.cured_at, flag.cured_by = now, "visit:1"
    flag.save()
    counts = counts_by_officer(scope)[amira.officer.pk]
    assert (counts["acceptances"], counts["cured"]) == (0, 1)


def test_the_gravest_stand_above_those_that_are_overdue_for_longer(
    team: Team, dee: User, amira: User
) -> None:
    on = clock.today()
    for days, severity in ((400, "standard"), (90, "high"), (1, "critical")):
        other = factories.make_case(police=amira.officer)
        factories.make_deadline(other, on - timedelta(days=days), severity=severity)
    worst = team_page(Scope(team, dee, clock.now())).worst
    assert [row.severity for row, _ in worst] == ["critical", "high", "standard"]


def test_the_five_worst_are_chosen_by_gravity_too(team: Team, dee: User, amira: User) -> None:
    """Five light ones that are older do not push a grave one off the page."""
    on = clock.today()
    for days in range(100, 106):
        other = factories.make_case(police=amira.officer)
        factories.make_deadline(other, on - timedelta(days=days), severity="standard")
    grave = factories.make_case(police=amira.officer)
    factories.make_deadline(grave, on - timedelta(days=1), severity="critical")
    worst = team_page(Scope(team, dee, clock.now())).worst
    assert len(worst) == 5
    assert worst[0][0].case == grave


def test_the_worst_come_first_and_the_accepted_not_at_all(scope: Scope, case: Case) -> None:
    worst = team_page(scope).worst
    assert worst[0][0].severity == "critical"
    assert worst[0][1] == "Amira Khan"
    assert case not in [row.case for row, _ in worst]


def test_accepted_is_no_longer_overdue_and_has_a_number_of_its_own(
    scope: Scope, case: Case
) -> None:
    """An acceptance never hides it from the supervisor (CAS-30)."""
    assert case not in cases_of(scope, "overdue")
    assert case in cases_of(scope, "accepted")


@pytest.mark.parametrize(
    ("today", "since"),
    [
        ("2026-11-23", "2026-11-20"),  # Monday: Friday
        ("2026-11-24", "2026-11-23"),
        ("2026-11-22", "2026-11-20"),  # Sunday
        ("2026-12-29", "2026-12-24"),  # Boxing Day is observed on the Monday
    ],
)
def test_since_is_the_last_working_day(team: Team, dee: User, today: str, since: str) -> None:
    at = datetime.fromisoformat(f"{today}T08:40").replace(tzinfo=LONDON)
    assert Scope(team, dee, at).since.isoformat() == since


def test_of_a_case_that_dee_may_not_see_only_what_is_measured_counts_it(
    scope: Scope, as_dee: Client, case: Case, dee: User
) -> None:
    """Dee is excluded from one: what officers carry counts it, as the flag does (JOB-7), and nothing else (INF-31)."""
    before = team_page(scope).totals
    factories.make_exclusion(case, dee)
    page = text(as_dee.get(reverse("caseloads:team", args=[scope.team.uuid])))
    assert "O&#x27;Neill" not in page
    assert "limited" not in page
    scope = Scope(scope.team, dee, clock.now())
    after = team_page(scope).totals
    assert {name: after[name] for name in FIGURES} == {name: before[name] for name in FIGURES}
    assert after["accepted"] == before["accepted"] - 1
    for code in (*CASE_TILES, *FIGURES):
        assert case not in cases_of(scope, code)
    for code in CONTACT_TILES:
        assert not contacts_of(scope, code).filter(case=case).exists()


def left(by: User, **fields: Any) -> Case:
    """A case that this officer gave up today and that nobody has been given."""
    case = factories.make_case(**{"registered": True, **fields})
    factories.allocate(case, by.officer, ends_on=clock.today())
    return case


class TestWithoutAnOfficer:
    def url(self, scope: Scope, code: str = UNHELD) -> str:
        return f"{reverse('caseloads:team_cases', args=[scope.team.uuid])}?list={code}"

    def test_whom_the_police_have_nothing_more_to_do_with_is_no_longer_theirs(
        self, scope: Scope, as_dee: Client, amira: User
    ) -> None:
        """The registration ended, and the allocation with it: probation goes on, the police do not look on."""
        gone = left(amira, registered=False)
        assert as_dee.get(gone.get_absolute_url()).status_code == 404
        factories.make_registration(gone, ends_on=clock.today())
        assert as_dee.get(gone.get_absolute_url()).status_code == 404
        factories.make_registration(gone, "SOPS")
        assert as_dee.get(gone.get_absolute_url()).status_code == 200

    def test_they_are_counted_listed_and_can_be_allocated(
        self, scope: Scope, as_dee: Client, amira: User
    ) -> None:
        lost = left(amira, surname="O'Dowd", forenames="Zoltán")
        page = text(as_dee.get(reverse("caseloads:team", args=[scope.team.uuid])))
        assert "1 active case last held in this team has no officer now" in page
        assert lost.surname not in page
        listed = text(as_dee.get(self.url(scope)))
        assert "Zoltán O&#x27;Dowd" in listed
        assert "before, Amira Khan" in listed
        assert reverse("caseloads:allocate", args=[lost.uuid]) in listed
        assert list(cases_of(scope, UNHELD)) == [lost]

    def test_the_number_is_that_of_the_list(
        self, scope: Scope, as_dee: Client, amira: User, ben: User, chidi: User, dee: User
    ) -> None:
        """Not another team's, not a terminated one, not one that Dee may not see."""
        mine = {left(amira), left(ben)}
        left(chidi)
        left(amira, status="terminated")
        factories.make_exclusion(left(amira), dee)
        taken = left(amira)
        factories.allocate(taken, chidi.officer, starts_on=clock.today())
        page = text(as_dee.get(reverse("caseloads:team", args=[scope.team.uuid])))
        assert "2 active cases last held in this team have no officer now" in page
        assert set(cases_of(scope, UNHELD)) == mine
        rows = text(as_dee.get(self.url(scope).replace("/cases/", "/cases.csv")))
        assert len(rows.strip().splitlines()) == 3

    def test_an_empty_list_says_so(self, scope: Scope, as_dee: Client) -> None:
        page = text(as_dee.get(reverse("caseloads:team", args=[scope.team.uuid])))
        assert "no officer now" not in page
        assert "Nothing is in this list now." in text(as_dee.get(self.url(scope)))

    def test_the_head_reads_them_and_can_allocate_them(
        self, scope: Scope, as_ivy: Client, amira: User
    ) -> None:
        lost = left(amira)
        listed = text(as_ivy.get(self.url(scope)))
        assert lost.crn in listed
        assert "Allocate an officer" in listed
        assert ">1<span" in text(as_ivy.get(reverse("caseloads:teams")))

    def test_they_are_nobodys_list_of_an_officer(self, scope: Scope, as_dee: Client) -> None:
        officer = scope.team.officers.all()[0].uuid
        assert as_dee.get(f"{self.url(scope)}&officer={officer}").status_code == 404

    def test_as_many_queries_for_three_as_for_one(
        self, scope: Scope, as_dee: Client, amira: User
    ) -> None:
        left(amira)
        one = asked_by(as_dee, self.url(scope))
        left(amira)
        left(amira)
        assert asked_by(as_dee, self.url(scope)) == one


def test_record_lag_is_the_middle_one(scope: Scope, ben: User, case: Case, now: datetime) -> None:
    for hours in (2, 10, 30):
        factories.make_contact(
            case,
            officer=ben.officer,
            happened_at=now - timedelta(days=3),
            recorded_at=now - timedelta(days=3) + timedelta(hours=hours),
        )
    rows = {row.officer: row for row in team_page(scope).officers}
    # with the visit of the fixture, recorded at once: 0, 2, 10, 30
    assert rows[ben.officer].lag_hours == 6


class TestWho:
    def test_one_team_leads_straight_to_it(self, team: Team, as_dee: Client) -> None:
        response = as_dee.get(reverse("caseloads:teams"))
        assert response.url == reverse("caseloads:team", args=[team.uuid])

    def test_the_head_chooses_among_the_teams_of_the_unit(
        self, case: Case, team: Team, other_team: Team, as_ivy: Client
    ) -> None:
        page = text(as_ivy.get(reverse("caseloads:teams")))
        assert team.name in page
        assert other_team.name in page

    def test_no_other_team(
        self, other_team: Team, probation_team: Team, as_dee: Client, as_ivy: Client
    ) -> None:
        url = reverse("caseloads:team", args=[other_team.uuid])
        assert as_dee.get(url).status_code == 404
        url = reverse("caseloads:team", args=[probation_team.uuid])
        assert as_ivy.get(url).status_code == 404

    def test_officers_have_no_team_page(self, team: Team, as_amira: Client) -> None:
        assert as_amira.get(reverse("caseloads:teams")).status_code == 403
        url = reverse("caseloads:team_csv", args=[team.uuid])
        assert as_amira.get(url).status_code == 403

    @pytest.mark.parametrize(
        "query",
        [
            "list=nonsense",
            "officer=nonsense",
            "officer=00000000-0000-4000-8000-000000000000",
            "list=overdue&page=x",
        ],
    )
    def test_nonsense_is_not_found(self, team: Team, as_dee: Client, query: str) -> None:
        url = reverse("caseloads:team_cases", args=[team.uuid])
        expected = 200 if "page" in query else 404
        assert as_dee.get(f"{url}?{query}").status_code == expected


class TestCsv:
    def test_it_has_the_rows_of_the_list(self, scope: Scope, as_dee: Client) -> None:
        url = reverse("caseloads:team_csv", args=[scope.team.uuid])
        response = as_dee.get(url, {"list": "overdue"})
        assert response["Content-Type"] == "text/csv; charset=utf-8"
        rows = list(csv.DictReader(io.StringIO(text(response).lstrip("\ufeff"))))
        assert len(rows) == cases_of(scope, "overdue").count()
        assert {"Amira Khan", "Ben Mason"} >= {row["officer"] for row in rows}
        assert all(row["because"] for row in rows)

    def test_no_cell_is_a_formula(self, team: Team, amira: User, as_dee: Client) -> None:
        factories.make_case(police=amira.officer, surname="\n=HYPERLINK(1)")
        url = reverse("caseloads:team_csv", args=[team.uuid])
        (row,) = csv.DictReader(io.StringIO(text(as_dee.get(url)).lstrip("\ufeff")))
        assert row["surname"] == "'\n=HYPERLINK(1)"


@pytest.mark.parametrize("name", ["caseloads:team", "caseloads:team_cases", "caseloads:team_csv"])
def test_the_number_of_queries_does_not_grow(
    case: Case, amira: User, team: Team, as_dee: Client, now: datetime, name: str
) -> None:
    """The same at one case and at three, one officer and more."""
    url = reverse(name, args=[team.uuid])

    deadlines.refresh_all(on=clock.today(), at=now)
    one = asked_by(as_dee, url)
    for number in range(2):
        officer = factories.make_officer(f"New Officer{number}", team=team)
        factories.make_case(police=officer, registered=True, police_risk=RiskLevel.VERY_HIGH)
        factories.make_visit(case, "not_in", officer=officer)
    deadlines.refresh_all(on=clock.today(), at=now)
    assert asked_by(as_dee, url) == one

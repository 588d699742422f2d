"""What officers carry on the team page: one definition, and on page, list, CSV and flag the same value."""

import csv
import io
import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from caseloads.deadlines import CASELOAD_COUNT
from caseloads.rules.measures import FIGURES
from caseloads.selectors.measures import measures
from caseloads.selectors.team.lists import cases_of, counts_by_officer
from caseloads.selectors.team.officer_flags import flags_of, tiles_of, without_record
from caseloads.selectors.team.page import team_page
from caseloads.selectors.team.scope import Scope
from caseloads.tasks import flag_caseloads_over_threshold
from core import clock
from core.models import Standard
from offenders import deadlines, rules
from offenders.choices import PauseKind, RiskLevel, SentenceKind, WorkGroup
from offenders.models import Allocation, Case, Flag
from offenders.rules import kinds
from people.choices import TrainingKind
from people.models import Officer, Team, User
from tests import factories
from tests.queries import asked_by

pytestmark = pytest.mark.django_db
TODAY = clock.today()
PROBATION = "probation"


def ago(days: int) -> Any:
    return TODAY - timedelta(days=days)


def text(response: Any) -> str:
    return response.content.decode()


def rows(response: Any) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text(response).lstrip("\ufeff"))))


@pytest.fixture
def as_nadia(nadia: User, signed_in: Callable[[User], Client]) -> Client:
    return signed_in(nadia)


@pytest.fixture
def scope(probation_team: Team, nadia: User) -> Scope:
    return Scope(probation_team, nadia, clock.now())


def serving(officer: Officer, tier: str = "", **fields: Any) -> Case:
    case = factories.make_case(**{PROBATION: officer, "since": ago(30)} | fields)
    factories.make_sentence(case, SentenceKind.COMMUNITY, starts_on=ago(90), ends_on=None)
    if tier:
        factories.make_tier(case, tier)
    return case


@pytest.fixture
def carried(farah: User) -> list[Case]:
    """Of every figure something: tiered and not, inside, over, at high risk of probation's own tool."""
    officer = farah.officer
    cases = [
        serving(officer, "B2", rosh=RiskLevel.VERY_HIGH),
        serving(officer, "B2", rosh=RiskLevel.HIGH, police_risk=RiskLevel.LOW),
        serving(officer, police_risk=RiskLevel.VERY_HIGH),
        serving(officer, "A1", registered=True, rosh=RiskLevel.HIGH),
        factories.make_case(probation=officer, since=ago(30)),
    ]
    factories.make_pause(cases[3], PauseKind.CUSTODY, starts_on=ago(5))
    return cases


def url(
    scope: Scope, code: str, officer: Officer | None = None, *, name: str = "team_cases"
) -> str:
    whose = f"&officer={officer.uuid}" if officer else ""
    return f"{reverse(f'caseloads:{name}', args=[scope.team.uuid])}?list={code}{whose}"


@pytest.mark.parametrize("code", FIGURES)
def test_a_figure_is_that_of_the_measures_on_page_list_and_csv(
    carried: list[Case], scope: Scope, farah: User, as_nadia: Client, code: str
) -> None:
    number = measures(on=TODAY, officer_ids=[farah.officer.pk])[farah.officer.pk].counts[code]
    assert number > 0
    assert counts_by_officer(scope)[farah.officer.pk][code] == number
    (row,) = (row for row in team_page(scope).officers if row.officer == farah.officer)
    assert row.counts[code] == number
    assert cases_of(scope, code, farah.officer).count() == number
    listed = text(as_nadia.get(url(scope, code, farah.officer)))
    assert re.search(rf'<h2 class="govuk-heading-m">\s*{number} case', listed)
    assert len(rows(as_nadia.get(url(scope, code, farah.officer, name="team_csv")))) == number


class TestClosed:
    @pytest.fixture
    def closed(self, carried: list[Case], nadia: User) -> Case:
        case = carried[0]
        factories.make_exclusion(case, nadia)
        return case

    @pytest.mark.parametrize("code", ["cases", "very_high", "points"])
    def test_a_case_that_is_closed_counts_and_is_never_named(
        self, closed: Case, scope: Scope, farah: User, as_nadia: Client, code: str
    ) -> None:
        number = {"cases": 5, "very_high": 1, "points": 5}[code]
        listed = text(as_nadia.get(url(scope, code, farah.officer)))
        assert re.search(rf'<h2 class="govuk-heading-m">\s*{number} case', listed)
        assert "1 more that is closed to you" in listed
        exported = as_nadia.get(url(scope, code, farah.officer, name="team_csv"))
        assert len(rows(exported)) == number
        for page in (listed, text(exported)):
            assert closed.surname not in page
            assert closed.crn not in page

    def test_its_points_are_in_the_sum_and_nowhere_else(
        self, closed: Case, scope: Scope, farah: User, as_nadia: Client
    ) -> None:
        measured = measures(on=TODAY, officer_ids=[farah.officer.pk])[farah.officer.pk]
        found = rows(as_nadia.get(url(scope, "points", farah.officer, name="team_csv")))
        assert measured.points
        assert sum(int(row["points"]) for row in found) == measured.points


class TestPoints:
    def test_every_case_says_tier_type_and_points_and_the_sum_is_the_figure(
        self, carried: list[Case], scope: Scope, farah: User, as_nadia: Client
    ) -> None:
        factories.make_reduction(farah.officer, "7.4")
        measured = measures(on=TODAY, officer_ids=[farah.officer.pk])[farah.officer.pk]
        exported = rows(as_nadia.get(url(scope, "points", farah.officer, name="team_csv")))
        assert sum(int(row["points"]) for row in exported) == measured.points
        assert {row["tier"] for row in exported} == {"B2", "A1", ""}
        assert {row["case_type"] for row in exported} == {"community", "custody", ""}
        listed = text(as_nadia.get(url(scope, "points", farah.officer)))
        assert f"{measured.points:,} points of {measured.available:,}" in listed
        assert f"{measured.capacity}%" in listed
        assert "7.4 hours a week less" in listed
        assert "Untiered, work not counted" in listed
        page = text(as_nadia.get(reverse("caseloads:team", args=[scope.team.uuid])))
        assert f">{measured.capacity}%<" in page

    def test_no_hours_are_no_percentage(
        self, carried: list[Case], scope: Scope, farah: User, as_nadia: Client
    ) -> None:
        factories.make_reduction(farah.officer, str(farah.officer.contracted_hours))
        page = text(as_nadia.get(reverse("caseloads:team", args=[scope.team.uuid])))
        assert "no hours for 5 cases" in page
        assert ">No hours<" in page

    def test_they_are_of_one_officer(self, scope: Scope, as_nadia: Client) -> None:
        assert as_nadia.get(url(scope, "points")).status_code == 404


class TestKindsOfWork:
    def test_every_kind_is_of_a_group(self) -> None:
        for kind in rules.all_kinds(of="case"):
            assert kind.code in rules.of_group(kind.group)
        assert rules.of_group(WorkGroup.VISITS)
        assert rules.of_group(WorkGroup.PROGRAMMES)

    @pytest.mark.parametrize("group", [WorkGroup.OTHER, WorkGroup.MAPPA])
    def test_a_kind_that_is_invented_shows_without_the_page_being_changed(
        self,
        farah: User,
        scope: Scope,
        as_nadia: Client,
        monkeypatch: pytest.MonkeyPatch,
        group: WorkGroup,
    ) -> None:
        like = kinds.kind("contact")
        fields = {name: getattr(like, name) for name in like.__dataclass_fields__}
        del fields["group"]
        given = {} if group == WorkGroup.OTHER else {"group": group}
        invented = kinds.Kind(**fields | {"code": "invented", "label": "Invented"} | given)
        monkeypatch.setitem(kinds._KINDS, "invented", invented)
        case = serving(farah.officer)
        factories.make_deadline(case, ago(4), kind="invented")
        code = f"overdue_{group}"
        assert counts_by_officer(scope)[farah.officer.pk][code] == 1
        assert list(cases_of(scope, code, farah.officer)) == [case]
        page = text(as_nadia.get(reverse("caseloads:team", args=[scope.team.uuid])))
        assert f"<li>{group.label}: <a" in page

    def test_a_kind_that_nobody_declares_any_more_is_other_work(
        self, farah: User, scope: Scope
    ) -> None:
        case = serving(farah.officer)
        factories.make_deadline(case, ago(4), kind="gone")
        assert counts_by_officer(scope)[farah.officer.pk]["overdue_other"] == 1
        assert list(cases_of(scope, "overdue_other")) == [case]

    def test_the_oldest_come_first_in_their_list(self, farah: User, scope: Scope) -> None:
        late = [serving(farah.officer) for _ in range(3)]
        for case, days in zip(late, (3, 90, 20), strict=True):
            factories.make_deadline(case, ago(days), kind="contact", severity="standard")
        assert list(cases_of(scope, "oldest")) == [late[1], late[2], late[0]]
        (row,) = (row for row in team_page(scope).officers if row.officer == farah.officer)
        assert row.oldest_overdue == 90


@pytest.fixture
def _few(db: None) -> None:
    """Thresholds that a test reaches with few cases."""
    for key, value in {"amber": 3, "red": 5, "critical": 7}.items():
        Standard.objects.filter(key=f"case.count.{key}").update(value=value)


@pytest.mark.usefixtures("_few")
class TestFlagsOfOfficers:
    def give(self, officer: Officer, number: int) -> list[Case]:
        return [factories.make_case(police=officer, since=ago(30)) for _ in range(number)]

    @pytest.fixture
    def police(self, team: Team, dee: User) -> Scope:
        return Scope(team, dee, clock.now())

    def tile(self, scope: Scope) -> tuple[int, int]:
        found = {tile.code: tile for tile in tiles_of(flags_of(scope), scope)}
        tile = found.get(CASELOAD_COUNT.code)
        return (tile.number, tile.accepted) if tile else (0, 0)

    def listed(self, client: Client, scope: Scope) -> list[dict[str, str]]:
        return rows(client.get(url(scope, CASELOAD_COUNT.code, name="team_csv")))

    def test_tile_list_csv_and_flag_say_the_same(
        self, police: Scope, amira: User, ben: User, as_dee: Client
    ) -> None:
        self.give(amira.officer, 5)
        self.give(ben.officer, 2)
        flag_caseloads_over_threshold()
        flag = Flag.objects.get(kind=CASELOAD_COUNT.code)
        assert self.tile(police) == (1, 0)
        (row,) = self.listed(as_dee, police)
        assert (row["officer"], row["value"]) == (amira.officer.code, flag.value) == (amira.officer.code, "5")  # fmt: skip
        page = text(as_dee.get(reverse("caseloads:team", args=[police.team.uuid])))
        assert "1 officer: cases held" in page
        listed = text(as_dee.get(url(police, CASELOAD_COUNT.code)))
        assert "Amira Khan" in listed
        assert "5 cases: red from 5" in listed
        assert f"list=cases&amp;officer={amira.officer.uuid}" in page
        assert counts_by_officer(police)[amira.officer.pk]["cases"] == 5

    def test_just_below_it_is_in_no_number_and_the_flag_says_where_it_closes(
        self, police: Scope, amira: User, as_dee: Client
    ) -> None:
        cases = self.give(amira.officer, 3)
        flag_caseloads_over_threshold()
        Allocation.objects.filter(case=cases[0]).update(ends_on=TODAY)
        flag_caseloads_over_threshold()
        assert Flag.objects.open().get().value == "2"
        assert self.tile(police) == (0, 0)
        assert self.listed(as_dee, police) == []
        listed = text(as_dee.get(url(police, CASELOAD_COUNT.code)))
        assert "below 3, closes at 1" in listed
        assert "Below now, and the flag is still open" in listed

    def test_an_acceptance_leaves_it_in_the_number(
        self, police: Scope, amira: User, dee: User, as_dee: Client
    ) -> None:
        self.give(amira.officer, 3)
        flag_caseloads_over_threshold()
        given = {"accepted_at": clock.now(), "accepted_by": dee, "accepted_until": TODAY}
        Flag.objects.update(**given, accepted_reason="A colleague comes back")
        assert self.tile(police) == (1, 1)
        (row,) = self.listed(as_dee, police)
        assert (row["accepted_by"], row["accepted_because"]) == (dee.name, "A colleague comes back")

    def test_on_the_flag_a_supervisor_gives_cases_away_takes_hours_off_or_accepts(
        self, police: Scope, amira: User, as_dee: Client, as_amira: Client
    ) -> None:
        case, *_ = self.give(amira.officer, 3)
        flag_caseloads_over_threshold()
        flag = Flag.objects.get()
        page = text(as_dee.get(flag.get_absolute_url()))
        give = reverse("caseloads:reallocate", args=[amira.officer.uuid])
        assert "Cases held: 3" in page
        assert "overdue by" not in page
        assert give in page
        assert reverse("caseloads:hours", args=[amira.officer.uuid]) in page
        assert reverse("offenders:accept_flag", args=[flag.uuid]) in page
        assert str(case.uuid) in text(as_dee.get(give))
        own = text(as_amira.get(flag.get_absolute_url()))
        assert "Cases held: 3" in own
        assert give not in own
        assert reverse("offenders:accept_flag", args=[flag.uuid]) not in own

    def test_of_another_team_nothing_leads_there(self, chidi: User, as_dee: Client) -> None:
        assert as_dee.get(reverse("caseloads:reallocate", args=[chidi.officer.uuid])).status_code == 404  # fmt: skip


class TestTrainingNotRecorded:
    @pytest.fixture
    def police(self, team: Team, dee: User) -> Scope:
        return Scope(team, dee, clock.now())

    def test_of_whom_nothing_is_on_record_and_of_nobody_else(
        self, police: Scope, amira: User, ben: User, as_dee: Client
    ) -> None:
        high = {"registered": True, "police_risk": RiskLevel.HIGH}
        factories.make_case(police=amira.officer, **high)
        factories.make_training(amira.officer, TrainingKind.ARMS, expires_on=ago(1))
        factories.make_case(police=ben.officer, **high)
        for kind in (TrainingKind.ARMS, TrainingKind.MOSOVO):
            factories.make_training(ben.officer, kind, expires_on=ago(1))
        factories.make_case(police=factories.make_officer(team=police.team), registered=True)
        (row,) = without_record(police)
        assert (row.officer, row.number, row.courses) == (amira.officer, 1, ["MOSOVO"])
        page = text(as_dee.get(reverse("caseloads:team", args=[police.team.uuid])))
        assert "1 officer: training not recorded" in page
        listed = text(as_dee.get(url(police, "training_not_recorded")))
        assert "nothing on record of" in listed
        (exported,) = rows(as_dee.get(url(police, "training_not_recorded", name="team_csv")))
        assert exported == {
            "officer": amira.officer.code,
            "name": amira.officer.name,
            "high_registered": "1",
            "not_recorded": "MOSOVO",
        }


class TestWhoMostNeedsHelp:
    def test_all_kinds_of_work_and_the_load_in_one_sentence(
        self, carried: list[Case], scope: Scope, farah: User, nadia: User, as_nadia: Client
    ) -> None:
        """Somebody with too much, and late with three kinds of work, before somebody with one thing that is older."""
        other = factories.make_officer("Omar Bell", team=scope.team)
        factories.make_deadline(serving(other), ago(200), kind="contact")
        factories.make_reduction(farah.officer, "35")
        for case, kind in zip(carried, ("contact", "programme_start", "order_end"), strict=False):
            factories.make_deadline(case, ago(41), kind=kind)
        factories.make_session(farah.officer, nadia.officer, held_on=ago(60))
        page = team_page(scope)
        assert page.neediest
        assert page.neediest.officer == farah.officer
        said = ", ".join(reason.words for reason in page.neediest.reasons)
        assert re.fullmatch(r"\d+\.?\d?% of capacity, 3 overdue, 1 of them very high risk, the oldest by 41 days", said)  # fmt: skip
        shown = text(as_nadia.get(reverse("caseloads:team", args=[scope.team.uuid])))
        first = shown.partition("Who most needs help")[2].partition("</section>")[0]
        assert farah.officer.name in first
        assert "60 days ago" in shown

    def test_nobody_where_nothing_is_late_and_nobody_carries_too_much(
        self, scope: Scope, as_nadia: Client
    ) -> None:
        assert team_page(scope).neediest is None
        page = text(as_nadia.get(reverse("caseloads:team", args=[scope.team.uuid])))
        assert "Nobody carries too much, nothing is overdue" in page


def test_the_officers_as_csv(
    carried: list[Case], scope: Scope, farah: User, as_nadia: Client
) -> None:
    (row,) = (
        row
        for row in rows(as_nadia.get(url(scope, "officers", name="team_csv")))
        if row["officer"] == farah.officer.code
    )
    measured = measures(on=TODAY, officer_ids=[farah.officer.pk])[farah.officer.pk]
    assert (row["cases"], row["in_custody"], row["untiered"]) == ("5", "1", "1")
    assert (row["points"], row["capacity"]) == (str(measured.points), str(measured.capacity))
    assert as_nadia.get(url(scope, "officers")).status_code == 302


def test_the_lag_of_an_officer_is_the_middle_of_its_list(
    farah: User, scope: Scope, as_nadia: Client
) -> None:
    case = serving(farah.officer)
    for hours in (2, 10, 30):
        at = clock.now() - timedelta(days=3)
        factories.make_contact(
            case, officer=farah.officer, happened_at=at, recorded_at=at + timedelta(hours=hours)
        )
    listed = text(as_nadia.get(url(scope, "lag", farah.officer)))
    said = [int(hours) for hours in re.findall(r"Recorded (\d+) hours? later", listed)]
    assert said == [30, 10, 2]
    (row,) = (row for row in team_page(scope).officers if row.officer == farah.officer)
    assert row.lag_hours == said[1]
    assert len(rows(as_nadia.get(url(scope, "lag", farah.officer, name="team_csv")))) == 3


def busy(officer: Officer, number: int) -> None:
    for _ in range(number):
        case = serving(officer, "B2", registered=True, rosh=RiskLevel.HIGH)
        factories.make_deadline(case, ago(9), kind="contact")
    factories.make_reduction(officer)
    factories.make_session(officer, factories.make_officer(team=officer.team), held_on=ago(20))


@pytest.mark.parametrize("code", ["", "cases", "points", "caseload_count", "training_not_recorded"])
def test_as_many_queries_for_many_officers_as_for_few(
    scope: Scope, farah: User, as_nadia: Client, code: str
) -> None:
    """One officer with one case, then four with three each."""
    officer = farah.officer if code == "points" else None
    page = url(scope, code, officer) if code else reverse("caseloads:team", args=[scope.team.uuid])
    busy(farah.officer, 1)
    Standard.objects.filter(key="case.count.amber").update(value=1)
    flag_caseloads_over_threshold()
    few = asked_by(as_nadia, page)
    for _ in range(3):
        busy(factories.make_officer(team=scope.team), 3)
    for _ in range(2):
        serving(farah.officer, "A1")
    flag_caseloads_over_threshold()
    deadlines.refresh_all(on=TODAY, at=clock.now())
    assert asked_by(as_nadia, page) == few
    if not code:
        assert few <= 36

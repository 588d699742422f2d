"""What officers would carry: beside the measures themselves, on the day and on each day ahead."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from caseloads.choices import ChangeKind
from caseloads.models import Change, Points, Scenario
from caseloads.rules.whatif import Turn
from caseloads.selectors.measures import measures
from caseloads.selectors.whatif.scope import Scope
from caseloads.selectors.whatif.world import Outcome, outcomes_of
from core.models import Standard
from offenders.choices import SentenceKind
from offenders.models import Case
from people.choices import Agency
from people.models import Officer, Team, User
from tests import factories
from tests.caseloads.test_measures import Invented

pytestmark = pytest.mark.django_db
ON = date(2026, 11, 17)  # three days before the facts that are invented
DAY = timedelta(days=1)


def make_scenario(team: Team, by: User | None = None, *, on: date = ON) -> Scenario:
    at = datetime(on.year, on.month, on.day, 9, tzinfo=UTC)
    return Scenario.objects.create(
        name=f"Scenario {Scenario.objects.count()}",
        team=team,
        made_by=by or factories.make_user(),
        made_at=at,
        based_on=on,
    )


def outcome_of(scenario: Scenario, *, on: date = ON) -> Outcome:
    at = datetime(on.year, on.month, on.day, 9, tzinfo=UTC)
    (outcome,) = outcomes_of([Scope(scenario, scenario.made_by, at)])
    return outcome


def same(turn: Turn | None, officer: Officer, day: date) -> None:
    asked = measures(on=day, officer_ids=[officer.pk])[officer.pk]
    assert turn is not None
    assert turn.measures == asked, (officer, day)


@pytest.mark.parametrize("seed", range(4))
def test_without_changes_it_is_what_the_measures_say_on_each_day(seed: int) -> None:
    invented = Invented(seed)
    Points.objects.create(
        scheme="v2", tier="B2", case_type="community", starts_on=ON + 4 * DAY, points=999
    )
    row = Standard.objects.get(key="case.nominal_points", ends_on__isnull=True)
    Standard.objects.filter(pk=row.pk).update(ends_on=ON + 5 * DAY)
    Standard.objects.create(
        key=row.key, value=2000, unit=row.unit, rule=row.rule, starts_on=ON + 5 * DAY
    )
    for team in Team.objects.filter(officers__in=invented.officers).distinct():
        outcome = outcome_of(make_scenario(team))
        for officer in team.officers.all():
            for number in range(14):
                day = ON + number * DAY
                same(outcome.course[officer.pk].at(day), officer, day)


def test_of_officers_who_carry_nothing_too() -> None:
    officer = factories.make_officer()
    outcome = outcome_of(make_scenario(officer.team))
    same(outcome.course[officer.pk].at(ON), officer, ON)
    assert not outcome.crossings
    assert len(outcome.world.days) == 13
    assert outcome.world.mondays[0] == date(2026, 11, 23)
    assert outcome.world.until == date(2027, 2, 14)


class TestAhead:
    """What is recorded of days ahead: each from its day."""

    @pytest.fixture
    def officer(self) -> Officer:
        return factories.make_officer(
            "Amira Khan", team=factories.make_team(agency=Agency.PROBATION)
        )

    def give(self, officer: Officer, number: int, tier: str = "A3") -> list[Case]:
        cases = [factories.make_case(probation=officer) for _ in range(number)]
        for case in cases:
            factories.make_sentence(case, SentenceKind.LICENCE)
            factories.make_tier(case, tier, calculated_on=ON - 90 * DAY)
        return cases

    def test_releases_are_the_cause_in_their_week(self, officer: Officer) -> None:
        """Two of ten A3 leave custody on days of one week: 84 more points each, and 109% becomes 110.6."""
        for case in self.give(officer, 10)[:2]:
            factories.make_pause(case, starts_on=ON, ends_on=date(2027, 1, 5))
        self.give(officer, 3, "B2")
        outcome = outcome_of(make_scenario(officer.team))
        said = [each.words(officer.name, ON) for each in outcome.crossings]
        assert said == [
            "Amira Khan passes 110% in the week of 4 January 2027, because 2 leave custody."
        ]

    def test_it_asks_as_often_for_many_as_for_few(self, officer: Officer) -> None:
        scenario = make_scenario(officer.team)
        other = factories.make_officer(team=officer.team)
        counts = []
        for number in (1, 12):
            for case in self.give(officer, number):
                Change.objects.create(
                    scenario=scenario, kind=ChangeKind.MOVE, case=case, officer=other
                )
            factories.make_reduction(factories.make_officer(team=officer.team), starts_on=ON)
            with CaptureQueriesContext(connection) as asked:
                outcome_of(scenario)
            counts.append(len(asked))
        assert counts[0] == counts[1] <= 22

    def test_a_new_officer_begins_on_a_day(self, officer: Officer) -> None:
        scenario = make_scenario(officer.team)
        (case,) = self.give(officer, 1)
        new = scenario.newcomers.create(
            name="A new officer",
            agency=Agency.PROBATION,
            hours=Decimal("18.5"),
            starts_on=date(2026, 12, 7),
        )
        Change.objects.create(scenario=scenario, kind=ChangeKind.MOVE, case=case, newcomer=new)
        course = outcome_of(scenario).course
        assert course[-new.pk].at(date(2026, 12, 6)) is None
        begun = course[-new.pk].at(date(2026, 12, 7))
        assert begun is not None
        assert (begun.measures.cases, begun.measures.available) == (1, 1088)
        held = [course[officer.pk].at(day) for day in (date(2026, 12, 6), date(2026, 12, 7))]
        assert [turn.measures.cases for turn in held if turn] == [1, 0]

"""What somebody tries over a team."""

from typing import Any

from caseloads.choices import ChangeKind
from caseloads.models import Change, Newcomer, Scenario
from core import clock
from offenders.models import Case
from people.choices import Agency
from people.models import Officer, Team, User


def make_scenario(team: Team, by: User, **fields: Any) -> Scenario:
    values: dict[str, Any] = {
        "name": f"Scenario {Scenario.objects.count()}",
        "made_at": clock.now(),
        "based_on": clock.today(),
    }
    return Scenario.objects.create(team=team, made_by=by, **values | fields)


def make_move(scenario: Scenario, case: Case, to: Officer) -> Change:
    return Change.objects.create(scenario=scenario, kind=ChangeKind.MOVE, case=case, officer=to)


def make_newcomer(scenario: Scenario) -> Newcomer:
    return Newcomer.objects.create(
        scenario=scenario,
        name="Somebody new",
        agency=Agency.POLICE,
        hours=37,
        starts_on=clock.today(),
    )

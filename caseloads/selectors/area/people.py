"""Who is counted in an area as at a day: whom the officers of each team of its delivery units lead."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from caseloads.selectors.measures import weighed_cases
from core.models import holds_on
from people.models import DeliveryUnit, Officer, Team, User

WHOLE = "whole"


@dataclass(frozen=True, slots=True)
class RowOf:
    """A row: the whole area, a unit or a team, and the row that it is added up in."""

    key: str
    name: str
    parent: str | None
    unit: str = ""
    is_sum: bool = True


@dataclass(frozen=True, slots=True)
class Area:
    """The rows of an area, sums before what they add up, and of each team the cases that its officers lead."""

    on: date
    rows: tuple[RowOf, ...]
    cases: Mapping[str, Collection[int]]

    @property
    def parents(self) -> dict[str, str | None]:
        return {row.key: row.parent for row in self.rows}

    @property
    def case_ids(self) -> list[int]:
        return sorted({pk for cases in self.cases.values() for pk in cases})


def units_headed_by(user: User, *, on: date) -> list[DeliveryUnit]:
    """The delivery units that this user heads, by name; one query."""
    headed = DeliveryUnit.objects.filter(holds_on(on, "headships__"), headships__officer__user=user)
    return list(headed.distinct())


def area_of(units: Collection[DeliveryUnit], *, on: date) -> Area:
    """JOB-7: everybody whom officers of these units lead, whoever may see them: counts name nobody.

    Four queries for any number of teams. A case that officers of two teams lead, one of each agency, is one of each. A
    team that leads nobody is no row: nobody is there of whom a number would say anything.
    """
    teams = list(Team.objects.filter(delivery_unit__in=units))
    rows = Officer.objects.filter(team__in=teams).order_by().values_list("id", "team_id")
    team_of = dict(rows)
    cases: dict[str, set[int]] = {_key(team): set() for team in teams}
    keys = {team.pk: _key(team) for team in teams}
    for officer_id, held in weighed_cases(on=on, officer_ids=list(team_of)).items():
        cases[keys[team_of[officer_id]]].update(case.held.case_id for case in held)
    leading = [team for team in teams if cases[_key(team)]]
    return Area(
        on, tuple(_rows(units, leading)), {_key(team): cases[_key(team)] for team in leading}
    )


def _rows(units: Collection[DeliveryUnit], teams: list[Team]) -> list[RowOf]:
    """A unit alone is the whole; a unit without a team has nobody to count."""
    filled = [unit for unit in units if any(team.delivery_unit_id == unit.pk for team in teams)]
    whole = WHOLE if len(filled) > 1 else None
    rows = [RowOf(WHOLE, "All", None)] if whole else []
    for unit in filled:
        rows.append(RowOf(f"unit {unit.pk}", unit.name, whole, unit.name))
        rows += [
            RowOf(_key(team), team.name, f"unit {unit.pk}", unit.name, is_sum=False)
            for team in teams
            if team.delivery_unit_id == unit.pk
        ]
    return rows


def _key(team: Team) -> str:
    return f"team {team.pk}"

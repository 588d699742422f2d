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
    """A row: the whole area, a region, a unit or a team, and the row that it is added up in."""

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


def teams_in(units: Collection[DeliveryUnit]) -> list[Team]:
    """Every team of these units, with unit and region; one query."""
    teams = Team.objects.filter(delivery_unit__in=units)
    return list(teams.select_related("delivery_unit__region"))


def area_of(units: Collection[DeliveryUnit], *, on: date) -> Area:
    """JOB-7: everybody whom officers of these units lead, whoever may see them: counts name nobody.

    Four queries for any number of teams. A case that officers of two teams lead, one of each agency, is one of each. A
    team that leads nobody is no row: nobody is there of whom a number would say anything.
    """
    teams = teams_in(units)
    rows = Officer.objects.filter(team__in=teams).order_by().values_list("id", "team_id")
    team_of = dict(rows)
    cases: dict[int, set[int]] = {team.pk: set() for team in teams}
    for officer_id, held in weighed_cases(on=on, officer_ids=list(team_of)).items():
        cases[team_of[officer_id]].update(case.held.case_id for case in held)
    leading = [team for team in teams if cases[team.pk]]
    return Area(on, tuple(rows_of(leading)), {key_of(team): cases[team.pk] for team in leading})


def rows_of(teams: Collection[Team]) -> list[RowOf]:
    """Units by region and name, each with its teams; a sum of one row alone is none, for it would say that row again."""
    units = list(dict.fromkeys(team.delivery_unit for team in teams))
    units.sort(key=lambda unit: (unit.region.name, unit.name))
    regions = list(dict.fromkeys(unit.region for unit in units))
    whole = WHOLE if len(regions) > 1 else None
    rows = [RowOf(WHOLE, "All", None)] if whole else []
    for region in regions:
        of_region = [unit for unit in units if unit.region == region]
        above = f"region {region.pk}" if len(of_region) > 1 else whole
        if above != whole:
            rows.append(RowOf(str(above), region.name, whole))
        for unit in of_region:
            rows.append(RowOf(f"unit {unit.pk}", unit.name, above, unit.name))
            rows += [
                RowOf(key_of(team), team.name, f"unit {unit.pk}", unit.name, is_sum=False)
                for team in teams
                if team.delivery_unit_id == unit.pk
            ]
    return rows


def key_of(team: Team) -> str:
    return f"team {team.pk}"

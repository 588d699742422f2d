"""The teams of an area side by side: the figures of each team's page, and their sums, in the same number of queries for any area."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from caseloads.rules.measures import FIGURES, Capacity, capacity
from caseloads.selectors.area.people import RowOf, key_of, rows_of
from caseloads.selectors.measures import counted
from caseloads.selectors.team.officer_flags import At, at_or_above, flags_of, without_record
from caseloads.selectors.team.scope import Scope
from caseloads.selectors.team.tiles import CASE_TILES, GROUPS, OVERDUE, TRAINING, group_code
from caseloads.selectors.trends import Trend, together, trends_of
from core.conditions import holds
from offenders.choices import DueState, WorkGroup
from offenders.rules import all_kinds, grouped
from people.choices import SUPERVISING_GRADES, Agency
from people.models import Officer, Team

# The figures about cases, each with its list; what is overdue also by kind of work.
CASE_CODES = ("cases", "very_high", "high", OVERDUE, *(tile.code for tile in GROUPS))


@dataclass(frozen=True)
class AreaScope(Scope):
    """The officers and cases of several teams, read at once; `team` is any of them and no figure's alone."""

    teams: tuple[Team, ...] = ()

    @cached_property
    def officers(self) -> list[Officer]:
        return list(Officer.objects.filter(team__in=self.teams))

    @cached_property
    def officers_of(self) -> dict[int, int]:
        """Of a case that officers of two teams lead, one of them: the figures go by `holdings_of` instead."""
        return {case_id: pk for pk, case_ids in self.holdings_of.items() for case_id in case_ids}

    @cached_property
    def holdings_of(self) -> dict[int, list[int]]:
        """The cases that each officer leads, as far as this user may see them."""
        seen = self.seen.ids
        return {
            pk: [case.held.case_id for case in cases if case.held.case_id in seen]
            for pk, cases in self.weighed.items()
        }

    def is_due(self, code: str, case_id: int) -> bool:
        """Whether a case counts in what is overdue, in all or of one kind of work: as the tile of the team says."""
        late = (
            self.first_due[case_id].get(DueState.OVERDUE, {}) if case_id in self.first_due else {}
        )
        groups = grouped(late)
        facts = {f"has_{OVERDUE}": bool(late)}
        facts |= {f"has_{group_code(group)}": group in groups for group in WorkGroup}
        return holds(DUE_TILES[code], facts)

    @cached_property
    def flags(self) -> list[At]:
        return at_or_above(flags_of(self))

    @cached_property
    def lacking(self) -> frozenset[int]:
        """Officers with high risk of whose training nothing is on record."""
        return frozenset(row.officer.pk for row in without_record(self))


DUE_TILES = {OVERDUE: CASE_TILES[OVERDUE].condition} | {
    tile.code: tile.condition for tile in GROUPS
}


@dataclass(frozen=True, slots=True)
class Figures:
    """What a row says: numbers by the code of their list, of cases and of officers; points and capacity of probation."""

    row: RowOf
    team: Team | None
    numbers: Mapping[str, int]
    points: int | None
    available: int | None
    capacity: Capacity | None
    trend: Trend


@dataclass(frozen=True)
class Rollup:
    """The page of an area."""

    scope: AreaScope

    @property
    def on(self) -> date:
        return self.scope.on

    @cached_property
    def rows(self) -> list[RowOf]:
        return rows_of(self.scope.teams)

    @cached_property
    def kinds(self) -> list[str]:
        """The flags about officers that somebody in the area has, in the order in which they are declared."""
        known = {row.kind for row in self.scope.flags}
        return [kind.code for kind in all_kinds(of="officer") if kind.code in known]

    def officers_in(self, key: str) -> list[Officer]:
        """The officers of a row: of its teams, whether it is one or a sum."""
        teams = set(self._teams_in(key))
        return [officer for officer in self.scope.officers if officer.team_id in teams]

    def _teams_in(self, key: str) -> Iterator[int]:
        parents = {row.key: row.parent for row in self.rows}
        for team in self.scope.teams:
            above: str | None = key_of(team)
            while above is not None and above != key:
                above = parents[above]
            if above == key:
                yield team.pk

    @cached_property
    def figures(self) -> list[Figures]:
        teams = {key_of(team): team for team in self.scope.teams}
        trends = trends_of([officer.pk for officer in self.scope.officers], on=self.on)
        return [self._figures(row, teams.get(row.key), trends) for row in self.rows]

    def _figures(self, row: RowOf, team: Team | None, trends: Mapping[int, Trend]) -> Figures:
        officers = self.officers_in(row.key)
        numbers = {code: len(list(self.behind(code, officers))) for code in CASE_CODES}
        for code in (*self.kinds, TRAINING):
            numbers[code] = len(self.flagged(code, officers))
        points, available, found = self._capacity(officers)
        trend = together(((officer, trends[officer.pk]) for officer in officers), on=self.on)
        return Figures(row, team, numbers, points, available, found, trend)

    def behind(self, code: str, officers: Iterable[Officer]) -> Iterator[tuple[Officer, int]]:
        """The officers and cases that a figure counts: of what is measured also those that the user may not see (JOB-7)."""
        for officer in officers:
            if code in FIGURES:
                found = counted(code, self.scope.weighed.get(officer.pk, ()))
            else:
                held = self.scope.holdings_of.get(officer.pk, [])
                found = [case_id for case_id in held if self.scope.is_due(code, case_id)]
            yield from ((officer, case_id) for case_id in found)

    def flagged(self, code: str, officers: Collection[Officer]) -> list[Officer]:
        """The officers that a number of officers counts."""
        if code == TRAINING:
            return [officer for officer in officers if officer.pk in self.scope.lacking]
        found = {row.officer_id for row in self.scope.flags if row.kind == code}
        return [officer for officer in officers if officer.pk in found]

    def _capacity(
        self, officers: Sequence[Officer]
    ) -> tuple[int | None, int | None, Capacity | None]:
        """CAS-13 of several officers: their points of what they have available together; a supervisor's hours with cases only."""
        measures = [
            self.scope.measures[officer.pk]
            for officer in officers
            if officer.agency == Agency.PROBATION
            and (self.scope.weighed.get(officer.pk) or officer.grade not in SUPERVISING_GRADES)
        ]
        if not measures:
            return None, None, None
        points = sum(row.points or 0 for row in measures)
        available = sum(row.available or 0 for row in measures)
        cases = sum(row.cases for row in measures)
        found = capacity(points=points, points_available=available, cases=cases)
        return points, available, found

"""The list behind a sum of an area: the cases or officers of its teams, as many as the figure says."""

from collections.abc import Iterable
from dataclasses import dataclass

from caseloads.selectors.area.people import RowOf
from caseloads.selectors.area.rollup import CASE_CODES, Rollup
from caseloads.selectors.area.rollup_table import label_of
from caseloads.selectors.cases import CaseRow, rows_of, with_columns
from caseloads.selectors.team.tiles import TRAINING
from core.addresses import address
from core.table import Cells, Column, Table, lines, link, small
from core.templatetags.core import date_in_full, overdue_tag, risk_tag
from offenders.models import Case
from people.choices import Agency
from people.models import Officer

Holding = tuple[Officer, int]


@dataclass(frozen=True)
class Listed:
    """What stands behind a figure; `closed` are counted and nothing of them is shown (INF-31, JOB-7)."""

    rollup: Rollup
    row: RowOf
    code: str
    holdings: list[Holding]
    officers: list[Officer]
    closed: int

    @property
    def label(self) -> str:
        return f"{label_of(self.code)}: {self.row.name}"

    @property
    def total(self) -> int:
        return len(self.officers) or len(self.holdings) + self.closed

    @property
    def noun(self) -> str:
        return "case" if self.code in CASE_CODES else "officer"

    @property
    def team_of(self) -> dict[int, str]:
        return {team.pk: team.name for team in self.rollup.scope.teams}


def listed(rollup: Rollup, code: str, key: str) -> Listed | None:
    """The list of this row of the page; None where there is no such row or figure."""
    row = next((row for row in rollup.rows if row.key == key), None)
    if row is None or code not in (*CASE_CODES, *rollup.kinds, TRAINING):
        return None
    officers = rollup.officers_in(key)
    if code not in CASE_CODES:
        return Listed(rollup, row, code, [], rollup.flagged(code, officers), 0)
    seen = rollup.scope.seen.ids
    behind = list(rollup.behind(code, officers))
    shown = [(officer, case_id) for officer, case_id in behind if case_id in seen]
    shown.sort(key=lambda holding: (holding[0].team_id, holding[0].name, holding[1]))
    return Listed(rollup, row, code, shown, [], len(behind) - len(shown))


CASES = (
    Column("Name and CRN", names_row=True),
    Column("Officer and team"),
    Column("Risk"),
    Column("Next due"),
)
OFFICERS = (Column("Officer", names_row=True), Column("Team"))


def cases_in(found: Listed, holdings: Iterable[Holding]) -> dict[int, Case]:
    """The cases of a page of the list, with what their rows say; one query."""
    ids = [case_id for _, case_id in holdings]
    scope = found.rollup.scope
    return {case.pk: case for case in with_columns(scope.visible.filter(pk__in=ids), at=scope.at)}


def table_of_cases(found: Listed, holdings: list[Holding], cases: dict[int, Case]) -> Table:
    rows = {row.case.pk: row for row in rows_of(list(cases.values()), on=found.rollup.on)}
    teams = found.team_of
    cells = [
        _case(rows[case_id], officer, teams[officer.team_id])
        for officer, case_id in holdings
        if case_id in rows
    ]
    return Table(found.label, CASES, cells)


def _case(row: CaseRow, officer: Officer, team: str) -> Cells:
    is_police = officer.agency == Agency.POLICE
    due = lines(
        row.due_label,
        date_in_full(row.due_on),
        overdue_tag(row.days_overdue) if row.is_overdue else None,
    )
    return (
        lines(link(row.case.get_absolute_url(), row.case.name), small(row.case.crn)),
        lines(officer.name, small(team)),
        risk_tag(row.police if is_police else row.rosh),
        due if row.due_on else "No date is set",
    )


def table_of_officers(found: Listed) -> Table:
    teams = found.team_of
    cells = [
        (link(address("caseloads:officer", officer.uuid), officer.name), teams[officer.team_id])
        for officer in found.officers
    ]
    return Table(found.label, OFFICERS, cells)

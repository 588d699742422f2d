"""The tables of the pages about a team: each column once, a cell for each in every row."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from caseloads.selectors.team.lists import HeldCase
from caseloads.selectors.team.page import OfficerRow, TeamPage
from caseloads.selectors.team.tiles import ACCEPTED, LABELS, MISSING, OVERDUE, UNHELD
from core.addresses import address
from core.table import Cells, Column, Table, beside, lines, link, small, tag
from core.templatetags.core import date_in_full, overdue_tag, risk_tag
from offenders.choices import RiskLevel
from people.models import Officer, Team

CASE_COLUMNS = (
    Column("Name and CRN", names_row=True),
    Column("Officer"),
    Column("Police risk"),
    Column("Next due"),
)


SAID_COLUMNS = (*CASE_COLUMNS[:2], Column("RoSH"), Column("Why"))


def table_of(rows: list[HeldCase], caption: str, *, allocates: bool, by_rosh: bool) -> Table:
    """The list behind a number; `allocates` offers to give each case to an officer, `by_rosh` says why it is there."""
    columns, last = (SAID_COLUMNS, _why) if by_rosh else (CASE_COLUMNS, _due)
    return Table(caption, columns, [(*_who_and_whose(row, allocates), *last(row)) for row in rows])


def _who_and_whose(held: HeldCase, allocates: bool) -> Cells:
    case = held.row.case
    act = link(
        address("caseloads:allocate", case.uuid),
        "Allocate an officer",
        unseen=f" for {case.name}",
    )
    return (
        lines(link(case.get_absolute_url(), case.name), small(case.crn)),
        lines(held.held_by, act if allocates else None),
    )


def _why(held: HeldCase) -> Cells:
    return risk_tag(held.row.rosh), held.said


def _due(held: HeldCase) -> Cells:
    row, accepted = held.row, held.accepted
    due = lines(
        row.due_label,
        date_in_full(row.due_on),
        overdue_tag(row.days_overdue) if row.is_overdue else None,
        tag(row.tag) if row.tag and not accepted else None,
        beside(tag("Accepted"), accepted) if accepted else None,
        beside(tag("To be seen", "orange"), f"accepted {held.to_be_seen}")
        if held.to_be_seen
        else None,
    )
    return risk_tag(row.police), due if row.due_on else "No date is set"


HEADLINES = ("cases", OVERDUE, f"{OVERDUE}_{RiskLevel.VERY_HIGH}", MISSING, UNHELD)
TEAM_COLUMNS = (
    Column("Team", names_row=True),
    *(Column(LABELS[code], is_numeric=True) for code in HEADLINES),
)


def table_of_teams(rows: list[tuple[Team, dict[str, int]]]) -> Table:
    """The teams to choose from; each number leads to its list."""
    return Table("Your teams", TEAM_COLUMNS, [_team_cells(*row) for row in rows])


def _team_cells(team: Team, numbers: dict[str, int]) -> Cells:
    name = link(address("caseloads:team", team.uuid), team.name)
    return (
        lines(name, team.delivery_unit.name),
        *(number_link(team, code, numbers[code], label=LABELS[code]) for code in HEADLINES),
    )


def number_link(
    team: Team, code: str, number: int, *, label: str, officer: Officer | None = None
) -> str:
    """A number of a team, or of one officer, with the list behind it; 0 has none."""
    if not number:
        return "0"
    page = address("caseloads:team_cases", team.uuid)
    whose = f", {officer.name}" if officer else ""
    query = f"?list={code}" + (f"&officer={officer.uuid}" if officer else "")
    return link(f"{page}{query}", number, unseen=f" {label}{whose}")


@dataclass(frozen=True, slots=True)
class NumberColumn(Column):
    """A number of an officer and of the team; `code` names the list behind it, `heading` is shorter in a group."""

    code: str = ""
    heading: str = ""
    group: str = ""
    of_officer: Callable[[OfficerRow], int | str] = lambda _row: ""
    of_team: Callable[[TeamPage], int | str] = lambda _page: ""


def _counted(label: str, code: str, heading: str = "", group: str = "") -> NumberColumn:
    """A number that the team page counts for every case tile."""
    return NumberColumn(
        label,
        is_numeric=True,
        code=code,
        heading=heading or label,
        group=group,
        of_officer=lambda row: row.counts[code],
        of_team=lambda page: page.totals[code],
    )


def _lag(row: OfficerRow) -> int | str:
    nothing = SafeString(
        '<span aria-hidden="true">–</span><span class="govuk-visually-hidden">nothing recorded</span>'
    )
    return nothing if row.lag_hours is None else row.lag_hours


OFFICER_COLUMNS = (
    _counted("Cases", "cases"),
    _counted("Very high and high risk", "high", "High and very high risk"),
    _counted("Overdue", OVERDUE, "All", "Overdue"),
    _counted("Overdue, very high risk", "overdue_very_high", "Very high", "Overdue"),
    _counted("Overdue, high risk", "overdue_high", "High", "Overdue"),
    _counted("Overdue, medium risk", "overdue_medium", SafeString("Med&shy;ium"), "Overdue"),
    _counted("Overdue, low risk", "overdue_low", "Low", "Overdue"),
    NumberColumn(
        "Oldest overdue, days",
        is_numeric=True,
        heading="Oldest, days",
        group="Overdue",
        of_officer=lambda row: row.oldest_overdue,
    ),
    NumberColumn(
        "Outcomes to record",
        is_numeric=True,
        code="outcomes",
        heading="Outcomes to record",
        of_officer=lambda row: row.outcomes,
        of_team=lambda page: page.outcomes,
    ),
    NumberColumn(
        "Record lag, hours", is_numeric=True, heading="Record lag, hours", of_officer=_lag
    ),
    NumberColumn(
        "Visits planned",
        is_numeric=True,
        code="planned",
        heading="Visits planned",
        of_officer=lambda row: row.planned,
        of_team=lambda page: page.planned,
    ),
    _counted("Information missing", MISSING),
    _counted("Accepted", ACCEPTED),
)


@dataclass(frozen=True, slots=True)
class Head:
    """A header of the first row: of one column over both rows, or of a group over its columns."""

    label: str
    columns: int


@dataclass(frozen=True, slots=True)
class OfficersTable:
    """The officers of a team by their numbers, and the team in the last row."""

    heads: Sequence[Head]
    grouped: Sequence[NumberColumn]
    rows: Sequence[tuple[str, Sequence[tuple[NumberColumn, str]]]]
    total: Sequence[tuple[NumberColumn, str]]


def officers_table(page: TeamPage) -> OfficersTable:
    groups = {column.group for column in OFFICER_COLUMNS if column.group}
    heads = [Head(column.heading, 1) for column in OFFICER_COLUMNS if not column.group]
    for group in groups:
        of_group = [column for column in OFFICER_COLUMNS if column.group == group]
        first = OFFICER_COLUMNS.index(of_group[0])
        heads.insert(first, Head(group, len(of_group)))
    return OfficersTable(
        heads=heads,
        grouped=[column for column in OFFICER_COLUMNS if column.group],
        rows=[(_who(row), _numbers(row, page.team)) for row in page.officers],
        total=[
            (column, _number(column, column.of_team(page), page.team)) for column in OFFICER_COLUMNS
        ],
    )


def _numbers(row: OfficerRow, team: Team) -> list[tuple[NumberColumn, str]]:
    return [
        (column, _number(column, column.of_officer(row), team, row.officer))
        for column in OFFICER_COLUMNS
    ]


def _number(
    column: NumberColumn, said: int | str, team: Team, officer: Officer | None = None
) -> str:
    """A number with its list; what has none is only said, and nothing stays nothing."""
    if column.code and isinstance(said, int):
        return number_link(team, column.code, said, label=column.label, officer=officer)
    return said if isinstance(said, str) else str(said)


def _who(row: OfficerRow) -> str:
    """The officer, a threshold that their cases have reached, and the bar of what is overdue."""
    name = link(address("caseloads:officer", row.officer.uuid), row.officer.name)
    over = row.over
    reached = (
        tag(f"{over.cases} cases or more", "red" if over.is_red else "orange") if over else None
    )
    return beside(lines(name, reached), _bar(row) if row.bars else None)


def _bar(row: OfficerRow) -> SafeString:
    drawn = format_html_join(
        "",
        '<rect class="app-bar__{}" x="{}" y="0" width="{}" height="6"/>',
        ((bar.css, bar.x, bar.width) for bar in row.bars),
    )
    return format_html(
        '<svg class="app-bar" viewBox="0 0 100 6" width="100" height="6" aria-hidden="true" focusable="false">{}</svg>',
        drawn,
    )

"""The tables of the pages about a team: each column once, a cell for each in every row."""

from caseloads.selectors.team.lists import HeldCase
from caseloads.selectors.team.tiles import LABELS, MISSING, OVERDUE, UNHELD
from core.addresses import address
from core.table import Cells, Column, Table, beside, lines, link, small, tag
from core.templatetags.core import date_in_full, overdue_tag, risk_tag
from offenders.choices import RiskLevel
from people.choices import Agency
from people.models import Officer, Team

CASE_COLUMNS = (
    Column("Name and CRN", names_row=True),
    Column("Officer"),
    Column("Police risk"),
    Column("Next due"),
)


SAID_COLUMNS = (*CASE_COLUMNS[:2], Column("RoSH"), Column("Why"))


PROBATION_COLUMNS = (*CASE_COLUMNS[:2], Column("RoSH"), CASE_COLUMNS[3])


def table_of(rows: list[HeldCase], caption: str, *, act: str, by_rosh: bool, agency: str) -> Table:
    """The list behind a number; `act` is what whoever reads it can do to allocate each case, `by_rosh` says why it is there."""
    cells = [
        (*_who_and_whose(row, act), *(_why(row) if by_rosh else _due(row, agency))) for row in rows
    ]
    due = CASE_COLUMNS if agency == Agency.POLICE else PROBATION_COLUMNS
    return Table(caption, SAID_COLUMNS if by_rosh else due, cells)


def _who_and_whose(held: HeldCase, words: str) -> Cells:
    case = held.row.case
    url = address("caseloads:allocate", case.uuid)
    act = link(url, words, unseen=f" for {case.name}") if words else None
    return (
        lines(link(case.get_absolute_url(), case.name), small(case.crn)),
        lines(held.held_by, act),
    )


def _why(held: HeldCase) -> Cells:
    return risk_tag(held.row.rosh), held.said


def _due(held: HeldCase, agency: str) -> Cells:
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
    level = row.police if agency == Agency.POLICE else row.rosh
    return risk_tag(level), due if row.due_on else "No date is set"


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

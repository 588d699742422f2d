"""The officers of a team as a table on a desk and as cards on a phone: each fact once, for both."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.safestring import SafeString

from caseloads.choices import Band
from caseloads.rules.load import CAPACITY, REGISTERED
from caseloads.rules.need import Reason, worst
from caseloads.selectors.team.officer_flags import is_about_officers
from caseloads.selectors.team.officers import OfficerRow
from caseloads.selectors.team.page import TeamPage
from caseloads.selectors.team.tables import number_link
from caseloads.selectors.team.tiles import (
    ACCEPTED,
    GROUPS,
    LABELS,
    LEVELS,
    MISSING,
    OLDEST,
    OVERDUE,
    UNKNOWN,
    WEIGHTS,
)
from core.addresses import address
from core.calendar import in_full
from core.markup import joined, markup
from core.sparkline import Line
from core.table import Column, beside, lines, link, small
from offenders.choices import RiskLevel
from people.choices import Agency
from people.models import Officer, Team

NOTHING = SafeString(
    '<span aria-hidden="true">–</span><span class="govuk-visually-hidden">nothing recorded</span>'
)
# The bar reaches as far as the fullest of the team, and always past the line of 100%.
WIDTH, FURTHEST = 120, Decimal(130)


@dataclass(frozen=True, slots=True)
class OfficerCard:
    """An officer: who, the worst of it, and every column with its cell."""

    who: SafeString
    name: str
    worst: Sequence[SafeString]
    cells: Sequence[tuple[Column, str]]


@dataclass(frozen=True, slots=True)
class OfficersTable:
    """The officers of a team by their numbers, and the team in the last row."""

    columns: Sequence[Column]
    rows: Sequence[OfficerCard]
    total: Sequence[tuple[Column, str]]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a cell is drawn: of which team, how far its bars reach, with which numbers."""

    team: Team
    furthest: Decimal

    @property
    def is_police(self) -> bool:
        return self.team.agency == Agency.POLICE

    def number(self, number: int, code: str, officer: Officer | None = None) -> str:
        return number_link(self.team, code, number, label=LABELS[code].lower(), officer=officer)


Cell = Callable[[OfficerRow, Place], str]


def officers_table(page: TeamPage) -> OfficersTable:
    place = Place(page.team, max((*map(_percent, page.officers), FURTHEST)))
    columns = _columns(is_police=place.is_police)
    return OfficersTable(
        columns=[column for column, _ in columns],
        rows=[
            OfficerCard(
                who=link(address("caseloads:officer", row.officer.uuid), row.officer.name),
                name=row.officer.name,
                worst=[said(reason, page.team, row.officer) for reason in worst(row.reasons)],
                cells=[(column, cell(row, place)) for column, cell in columns],
            )
            for row in page.officers
        ],
        total=list(zip([column for column, _ in columns], _total(page, place), strict=True)),
    )


def _columns(*, is_police: bool) -> list[tuple[Column, Cell]]:
    def count(label: str, code: str) -> tuple[Column, Cell]:
        column = Column(label, is_numeric=True)
        return column, lambda row, place: place.number(row.counts[code], code, row.officer)

    return [
        (Column("Cases", is_numeric=True), _cases),
        (Column("Registered"), _registered) if is_police else (Column("Capacity"), _capacity),
        count("Very high risk", "very_high"),
        count("High risk", "high"),
        (Column("Overdue"), _overdue),
        (Column("Oldest, days", is_numeric=True), _oldest),
        (Column("Outcomes to record", is_numeric=True), _outcomes),
        (Column("Record lag, hours", is_numeric=True), _lag),
        (Column("Last supervision"), _supervised),
    ]


def said_of(page: TeamPage) -> list[SafeString]:
    """Why whoever most needs help does, each with the list behind it."""
    row = page.neediest
    return [said(reason, page.team, row.officer) for reason in row.reasons] if row else []


def said(reason: Reason, team: Team, officer: Officer) -> SafeString:
    """A reason in words, with the list behind it."""
    page = address("caseloads:team_cases", team.uuid)
    whose = "" if is_about_officers(reason.code) else f"&officer={officer.uuid}"
    return link(f"{page}?list={reason.code}{whose}", reason.words)


def _cases(row: OfficerRow, place: Place) -> str:
    inside = row.counts["in_custody"]
    custody = place.number(inside, "in_custody", row.officer)
    return lines(
        place.number(row.counts["cases"], "cases", row.officer),
        small(markup("{} in custody", custody)) if inside else None,
        _drawn(row.trend.cases),
    )


def _drawn(line: Line | None) -> SafeString | None:
    """Twelve weeks beside the number; nothing where no night was kept."""
    return line.drawn if line and line.known else None


def _capacity(row: OfficerRow, place: Place) -> str:
    """CAS-13: the bar, the percentage with the cases behind it, and what of the work is in no number."""
    measures, officer = row.measures, row.officer
    if measures.capacity is None:
        return ""
    url = (
        f"{address('caseloads:team_cases', place.team.uuid)}?list={WEIGHTS}&officer={officer.uuid}"
    )
    figure = "No hours" if measures.capacity.is_without_hours else f"{measures.capacity}%"
    parts = [
        link(url, figure, unseen=f" of capacity, {officer.name}"),
        small(f"{measures.points:,} of {measures.available:,} points"),
    ]
    for code, words in (("untiered", "untiered, not counted"), ("no_sentence", "weigh nothing")):
        if row.counts[code]:
            parts.append(
                small(markup("{} {}", place.number(row.counts[code], code, officer), words))
            )
    bar = _bar(_percent(row), row.bands.get(CAPACITY), place)
    return beside(bar, lines(*parts, _drawn(row.trend.capacity)))


def _registered(row: OfficerRow, place: Place) -> str:
    figure = place.number(row.counts["registered"], "registered", row.officer)
    return beside(_bar(_percent(row), row.bands.get(REGISTERED), place), figure)


def _percent(row: OfficerRow) -> Decimal:
    """Of the hours; of the police, of the number of registered people from which it is too many."""
    capacity = row.measures.capacity
    if capacity is not None:
        return FURTHEST if capacity.is_without_hours else capacity.percent
    steps = row.steps.get(REGISTERED)
    return Decimal(100 * row.counts["registered"]) / steps.amber if steps else Decimal(0)


def _bar(percent: Decimal, band: Band | None, place: Place) -> SafeString:
    """Beside it stands the figure, so that nothing is said by length or colour alone."""
    scale = WIDTH / place.furthest
    return markup(
        '<svg class="app-load" viewBox="0 0 {} 14" width="{}" height="14" aria-hidden="true" focusable="false">'
        '<rect class="app-load__all" width="{}" height="10" y="2"/>'
        '<rect class="app-load__{}" width="{}" height="10" y="2"/>'
        '<line class="app-load__full" x1="{}" x2="{}" y1="0" y2="14"/></svg>',
        WIDTH,
        WIDTH,
        WIDTH,
        band.value if band else "under",
        round(percent * scale),
        round(100 * scale),
        round(100 * scale),
    )


def _overdue(row: OfficerRow, place: Place) -> str:
    """The number, and what it is made of: by kind of work, by risk; with what is missing and what is accepted."""
    number = place.number(row.counts[OVERDUE], OVERDUE, row.officer)
    work = [(tile.label.removeprefix("Overdue: "), tile.code) for tile in GROUPS]
    risk = [(_level(tile.code), tile.code) for tile in LEVELS] + [("Risk not known", UNKNOWN)]
    rest = [(LABELS[MISSING], MISSING), (LABELS[ACCEPTED], ACCEPTED)]
    found = [
        markup("<li>{}: {}</li>", label, place.number(row.counts[code], code, row.officer))
        for label, code in (*work, *risk, *rest)
        if row.counts[code]
    ]
    if row.planned:
        planned = place.number(row.planned, "planned", row.officer)
        found.append(markup("<li>Visits planned: {}</li>", planned))
    if not found:
        return number
    return markup(
        '{}<details class="app-more"><summary>By kind<span class="govuk-visually-hidden">, {}</span></summary>'
        "<ul>{}</ul></details>",
        number,
        row.officer.name,
        joined("", found),
    )


def _level(code: str) -> str:
    return f"{RiskLevel(code.removeprefix(f'{OVERDUE}_')).label} risk"


def _oldest(row: OfficerRow, place: Place) -> str:
    return number_link(
        place.team,
        OLDEST,
        row.oldest_overdue,
        label="days overdue, the oldest",
        officer=row.officer,
    )


def _outcomes(row: OfficerRow, place: Place) -> str:
    return place.number(row.outcomes, "outcomes", row.officer)


def _lag(row: OfficerRow, place: Place) -> str:
    if row.lag_hours is None:
        return NOTHING
    url = f"{address('caseloads:team_cases', place.team.uuid)}?list=lag&officer={row.officer.uuid}"
    return link(url, row.lag_hours, unseen=f" hours until recorded, {row.officer.name}")


def _supervised(row: OfficerRow, place: Place) -> str:
    if row.supervised_on is None or row.supervised_days is None:
        return NOTHING
    days = row.supervised_days
    ago = "today" if not days else f"{days} day{'' if days == 1 else 's'} ago"
    return lines(ago, small(in_full(row.supervised_on)))


def _total(page: TeamPage, place: Place) -> list[str]:
    totals, team = page.totals, page.team
    inside = place.number(totals["in_custody"], "in_custody")
    registered = place.number(totals["registered"], "registered") if place.is_police else ""
    return [
        lines(
            place.number(totals["cases"], "cases"),
            small(markup("{} in custody", inside)) if totals["in_custody"] else None,
        ),
        registered,
        place.number(totals["very_high"], "very_high"),
        place.number(totals["high"], "high"),
        place.number(totals[OVERDUE], OVERDUE),
        "",
        number_link(team, "outcomes", page.outcomes, label="outcomes to record"),
        "",
        "",
    ]

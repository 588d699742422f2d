"""The analysis of needs in an area: tables of counts, and of each count whether it may be shown."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from caseloads.rules.needs import Parting
from caseloads.selectors.area.partings import Columns, parted
from caseloads.selectors.area.people import Area, RowOf, area_of
from core.suppression import BELOW, Cell, hidden_cells, hidden_totals
from core.table import Column, Table, lines, small
from people.models import DeliveryUnit

# What stands in the place of a number that is not shown.
NOT_SHOWN = "[c]"


@dataclass(frozen=True)
class NeedsTable:
    """One way to part the people of an area; a number that may not be shown is None and nowhere else to be had."""

    parting: Parting
    rows: tuple[RowOf, ...]
    totals: Mapping[str, int | None]
    numbers: Mapping[Cell, int | None]

    @property
    def drawn(self) -> Table:
        columns = (
            Column("Team", names_row=True),
            *(Column(column.label, is_numeric=True) for column in self.parting.columns),
            Column("Cases", is_numeric=True),
        )
        cells = [
            [
                _name(row),
                *(said(number) for number in self.numbers_of(row)),
                said(self.totals[row.key]),
            ]
            for row in self.rows
        ]
        return Table(self.parting.label, columns, cells, css="app-area")

    def numbers_of(self, row: RowOf) -> list[int | None]:
        return [self.numbers[row.key, column.code] for column in self.parting.columns]


@dataclass(frozen=True)
class Needs:
    """What the page and its export show: both from here, so they hide the same numbers."""

    area: Area
    today: date

    @property
    def on(self) -> date:
        return self.area.on

    @property
    def is_of_today(self) -> bool:
        return self.on == self.today

    @cached_property
    def tables(self) -> list[NeedsTable]:
        totals = _totals(self.area)
        unseen = hidden_totals(totals, self.area.parents) if totals else frozenset()
        shown = {row: None if row in unseen else number for row, number in totals.items()}
        return [
            NeedsTable(parting, self.area.rows, shown, _shown(self.area, parting, columns, unseen))
            for parting, columns in parted(self.area.case_ids, on=self.on, today=self.today)
        ]


def needs_of(units: Collection[DeliveryUnit], *, on: date, today: date) -> Needs:
    """F-31, R-2: the analysis as at a day; the same number of queries for any area."""
    return Needs(area_of(units, on=on), today)


def _totals(area: Area) -> dict[str, int]:
    led = {(key, ""): len(cases) for key, cases in area.cases.items()}
    return {row: number for (row, _), number in _added_up(area, led, [""]).items()}


def _shown(
    area: Area, parting: Parting, columns: Columns, unseen: Collection[str]
) -> dict[Cell, int | None]:
    counted: Counter[tuple[str, str]] = Counter()
    for key, cases in area.cases.items():
        counted.update((key, columns.get(pk, parting.rest)) for pk in cases)
    counts = _added_up(area, counted, [column.code for column in parting.columns])
    hidden = hidden_cells(counts, area.parents, unseen) if counts else frozenset()
    return {cell: None if cell in hidden else number for cell, number in counts.items()}


def _added_up(
    area: Area, counted: Mapping[tuple[str, str], int], columns: Sequence[str]
) -> dict[tuple[str, str], int]:
    """A number for each row and column: those of the teams, and in every row above them their sum."""
    parents = area.parents
    numbers = {(row.key, column): 0 for row in area.rows for column in columns}
    for (team, column), number in counted.items():
        row: str | None = team
        while row is not None:
            numbers[row, column] += number
            row = parents[row]
    return numbers


def said(number: int | None) -> str:
    return NOT_SHOWN if number is None else f"{number:,}"


def _name(row: RowOf) -> str:
    """Under a sum stands that it is one: the names of all rows look alike."""
    return lines(row.name, small("All teams")) if row.is_sum else row.name


# What the signs and words of the page and of the export mean.
DEFINITIONS = tuple(
    {
        "Cases": (
            "Active cases of people who are alive, led on the day by an officer who is in the team today. A case that officers of "
            "two teams lead, one of each agency, is counted in each of the two, and twice in what they add up to. A team that "
            "leads nobody is left out."
        ),
        NOT_SHOWN: (
            f"Not shown: fewer than {BELOW} (nobody too), or a number from which one below {BELOW} could be worked out by "
            "subtraction. It stands for the one as for the other."
        ),
        "As at": (
            "Facts as they are known today and held on the day; whoever is no longer under management is counted on no day. What "
            "is overdue is known of today alone."
        ),
    }.items()
)

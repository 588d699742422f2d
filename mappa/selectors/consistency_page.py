"""The page of how levels are set in areas, as tables, and the lists behind it (R-9)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from html import unescape

from core.calendar import in_full
from core.table import Cells, Column, Table, lines, small
from mappa.choices import Category, Level
from mappa.models import Area
from mappa.rules.consistency import LEVELS, WHOLE, Drift, Kept, Profile
from mappa.selectors.consistency import (
    NOBODYS,
    Comparators,
    Figures,
    Quarter,
    comparators,
    figures,
    key_of,
    over_time,
)
from offenders.choices import RiskLevel
from offenders.models import Case

# What stands in the place of a number that is not shown, as in the analysis of needs.
NOT_SHOWN = "[c]"
NO_AREA = "Teams of no area"
LEVEL_COLUMNS = tuple(Column(Level(level).label, is_numeric=True) for level in LEVELS)
TOTAL = Column("People", is_numeric=True)


def said(number: int | None) -> str:
    return NOT_SHOWN if number is None else f"{number:,}"


@dataclass(frozen=True)
class Consistency:
    """Everything on the page and in its CSV: both from here, so they hide the same numbers."""

    found: Figures
    quarters: list[Quarter]

    @property
    def drifts(self) -> list[tuple[str, str]]:
        """Of each of one's own areas a sentence."""
        return [(name, _drift(drift)) for name, drift in self.found.drifts]

    @property
    def tables(self) -> list[Table]:
        return [
            self._areas("Levels by area", LEVEL_COLUMNS, self._levels),
            self._areas("Categories by area", _categories(), self._by_category),
            self._profiles(),
            self._time(),
        ]

    @property
    def _levels(self) -> tuple[Kept, Kept]:
        return self.found.own_by_area, self.found.by_area

    @property
    def _by_category(self) -> tuple[Kept, Kept]:
        return self.found.own_by_category, self.found.by_category

    def _areas(self, caption: str, columns: Sequence[Column], both: tuple[Kept, Kept]) -> Table:
        own, others = both
        cells = [[lines(self._name(row), small("Yours")), *_numbers(own, row)] for row in own.rows]
        if len(others.rows) > 1:
            cells += [[self._name(row), *_numbers(others, row)] for row in others.rows]
        return Table(caption, (Column("Area", names_row=True), *columns, TOTAL), cells)

    def _name(self, row: str) -> str:
        if row == WHOLE:
            return "All other areas"
        return NO_AREA if row == str(NOBODYS) else self.found.areas[int(row)]

    def _profiles(self) -> Table:
        own, others = self.found.own_by_profile, self.found.by_profile
        columns = (
            Column("Risk of serious harm, police risk", names_row=True),
            *(Column(f"{Level(level).label}, yours", is_numeric=True) for level in LEVELS),
            *(Column(f"{Level(level).label}, others", is_numeric=True) for level in LEVELS),
        )
        cells = [
            [
                profile_words(profile),
                *(said(own.numbers[key_of(profile), str(level)]) for level in LEVELS),
                *(said(others.numbers[key_of(profile), str(level)]) for level in LEVELS),
            ]
            for profile in self.found.profiles
        ]
        return Table("Levels by risk profile", columns, cells)

    def _time(self) -> Table:
        columns = (
            Column("On", names_row=True),
            *(Column(f"{Level(level).label}, yours", is_numeric=True) for level in LEVELS),
            *(Column(f"{Level(level).label}, others", is_numeric=True) for level in LEVELS),
        )
        return Table("Levels over time", columns, [_quarter(row) for row in self.quarters])

    @property
    def exported(self) -> Iterator[Sequence[object]]:
        """Each table one after the other, a line for each of its rows."""
        yield ("as_at", "table", "row", "column", "number")
        for table in self.tables:
            for row in table.cells:
                name = _plain(row[0])
                for column, number in zip(table.columns[1:], row[1:], strict=True):
                    yield (self.found.on, table.caption, name, column.label, number)


def consistency(own: Sequence[Area], *, on: date) -> Consistency:
    """R-9: the same number of queries for any number of cases and areas."""
    found = figures(own, on=on)
    return Consistency(found, over_time(found.own, on=on))


def _categories() -> tuple[Column, ...]:
    return tuple(Column(f"Category {category}", is_numeric=True) for category in Category.values)


def _numbers(table: Kept, row: str) -> list[str]:
    return [*(said(table.numbers[row, each]) for each in table.columns), said(table.totals[row])]


def _quarter(row: Quarter) -> Cells:
    own = [said(row.own[level]) for level in LEVELS]
    return (in_full(row.on), *own, *(said(row.others[level]) for level in LEVELS))


def _plain(text: str) -> str:
    """The first line of a cell as text."""
    return unescape(text.partition("<br>")[0])


def profile_words(profile: Profile) -> str:
    """A risk profile in words: the risk of serious harm, then the police risk level."""
    return f"{_risk(profile.rosh)}, {_risk(profile.police).lower()}"


def _risk(level: str) -> str:
    return RiskLevel(level).label if level else "Not recorded"


def _drift(drift: Drift) -> str:
    expected = round(drift.expected)
    words = {
        "alike": "That is within what chance does.",
        "more": "That is more than chance does: levels here are higher for people at the same risk.",
        "fewer": "That is fewer than chance does: levels here are lower for people at the same risk.",
    }
    return (
        f"{drift.found:,} at level 2 or 3. As levels are set elsewhere for people at the same risk, "
        f"it would be about {expected:,}. {words[drift.verdict]}"
    )


def comparison_of(case: Case, *, on: date) -> Table:
    """What stands beside the choice of a level: counts of people at the same risk, the area of the case above the others."""
    return comparison_table(comparators(case, on=on))


def comparison_table(found: Comparators) -> Table:
    """The same of what was counted."""
    columns = (Column("Where", names_row=True), *LEVEL_COLUMNS)
    rows = [(found.area, found.here)] if found.area else []
    rows.append(("Other areas" if found.area else "All areas", found.elsewhere))
    cells = [[name, *(said(numbers[level]) for level in LEVELS)] for name, numbers in rows]
    return Table(
        f"Levels of people at the same risk: {profile_words(found.profile)}", columns, cells
    )

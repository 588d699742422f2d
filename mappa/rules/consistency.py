"""R-9: whether levels are set alike for people at the same risk, here and elsewhere. Counts in, tables and words out."""

from collections import Counter
from collections.abc import Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Any

from core.suppression import Cell, hidden_cells, hidden_totals

LEVELS = (1, 2, 3)
WHOLE = "others"
# How far from what is expected an area may be by chance: two standard deviations, and more than one person in any case.
DEVIATIONS = 2
LEAST = 1


@dataclass(frozen=True, slots=True, order=True)
class Profile:
    """A risk profile: the newest risk of serious harm and police risk level; empty where none is on record."""

    rosh: str = ""
    police: str = ""


@dataclass(frozen=True, slots=True)
class Managed:
    """Somebody managed under MAPPA: where, in which category, at which level, at what risk."""

    area: int | None
    category: int
    level: int
    profile: Profile


Counts = Mapping[Managed, int]
Shown = Mapping[Cell, int | None]  # None: not shown


@dataclass(frozen=True, slots=True)
class Kept:
    """A table in which numbers below five, and those that give them away, are None; totals too."""

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    numbers: Shown
    totals: Mapping[str, int | None]


def counted(counts: Counts, row: Any, column: Any, areas: Collection[int | None]) -> Counter[Cell]:
    """People by whatever `row` and `column` say of them, in these areas."""
    found: Counter[Cell] = Counter()
    for each, number in counts.items():
        if each.area in areas:
            found[str(row(each)), str(column(each))] += number
    return found


def kept(
    numbers: Mapping[Cell, int],
    rows: Sequence[str],
    columns: Sequence[str],
    also: Collection[Cell] = (),
) -> Kept:
    """R-9: the rows and their sum, with no number below five in it and none that gives one away (JOB-7, F-31).

    `also` names what another table of the same people hides: laid side by side the two give nothing away.
    """
    if not rows:  # of nobody nothing is shown, and nothing can hide
        return Kept(
            (WHOLE,),
            tuple(columns),
            dict.fromkeys((WHOLE, each) for each in columns),
            {WHOLE: None},
        )
    parents: dict[str, str | None] = {WHOLE: None, **dict.fromkeys(rows, WHOLE)}
    full = {(row, column): numbers.get((row, column), 0) for row in rows for column in columns}
    for column in columns:
        full[WHOLE, column] = sum(full[row, column] for row in rows)
    totals = {row: sum(full[row, column] for column in columns) for row in parents}
    unseen = hidden_totals(totals, parents)
    hidden = {*hidden_cells(full, parents, unseen), *also}
    return Kept(
        (WHOLE, *rows),
        tuple(columns),
        {cell: None if cell in hidden else number for cell, number in full.items()},
        {row: None if row in unseen else number for row, number in totals.items()},
    )


def open_table(numbers: Mapping[Cell, int], rows: Sequence[str], columns: Sequence[str]) -> Kept:
    """The same of one's own area, where nothing is hidden."""
    full = {(row, column): numbers.get((row, column), 0) for row in rows for column in columns}
    totals = {row: sum(full[row, column] for column in columns) for row in rows}
    return Kept(tuple(rows), tuple(columns), dict(full), dict(totals))


def hidden_in(table: Kept, row: Hashable) -> frozenset[Cell]:
    """What a table hides in one row."""
    return frozenset(
        cell for cell, number in table.numbers.items() if number is None and cell[0] == row
    )


@dataclass(frozen=True, slots=True)
class Drift:
    """An area against the others: how many are at level 2 or 3, and how many would be if it went as elsewhere."""

    found: int
    expected: float
    spread: float

    @property
    def verdict(self) -> str:
        """In a word: more, fewer or alike."""
        apart = self.found - self.expected
        if abs(apart) <= max(DEVIATIONS * self.spread, LEAST):
            return "alike"
        return "more" if apart > 0 else "fewer"


def drift_of(
    counts: Counts, area: int, others: Collection[int | None], shown: Collection[Profile]
) -> Drift | None:
    """R-9: of the people of this area, how many are at level 2 or 3, and how many of as many at the same risk elsewhere.

    Each risk profile is compared with itself, so that an area with graver cases is not called strict. Only those are whose
    numbers elsewhere are `shown`: what is expected would give the others away, and rests on too few. None where that
    leaves nobody.
    """
    here = _parted(counts, {area})
    there = _parted(counts, others)
    found, expected, variance, people = 0, 0.0, 0.0, 0
    for profile, (all_here, raised_here) in here.items():
        all_there, raised_there = there.get(profile, (0, 0))
        if profile not in shown or not all_there:
            continue
        share = raised_there / all_there
        people += all_here
        found += raised_here
        expected += all_here * share
        variance += all_here * share * (1 - share)
    return Drift(found, expected, sqrt(variance)) if people else None


def _parted(counts: Counts, areas: Collection[int | None]) -> dict[Profile, tuple[int, int]]:
    """Of each profile how many people there are, and how many of them are at level 2 or 3."""
    found: dict[Profile, tuple[int, int]] = {}
    for each, number in counts.items():
        if each.area in areas:
            people, raised = found.get(each.profile, (0, 0))
            found[each.profile] = (people + number, raised + (number if each.level > 1 else 0))
    return found

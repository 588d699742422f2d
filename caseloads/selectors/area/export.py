"""The analysis as a dated file for an inspection: what everything in it means, then the figures."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from caseloads.selectors.area.needs import DEFINITIONS, Needs, said
from caseloads.selectors.area.people import WHOLE, RowOf
from core.calendar import LONDON, in_full

HEADER = ("as_at", "rows", "unit", "name", "part", "counted", "cases", "means")
CASES = "Cases"
# What a line is of, in the column `rows`, so that nobody adds up sums.
DEFINITION, ALL, REGION, UNIT, TEAM = "definition", "all", "region", "unit", "team"


def exported(needs: Needs, *, made_by: str, at: datetime) -> Iterator[Sequence[object]]:
    """One table with one header: definitions and figures are told apart by the column `rows`."""
    yield HEADER
    for part, what, words in definitions(needs, made_by=made_by, at=at):
        yield (needs.on, DEFINITION, "", "", part, what, "", words)
    yield from _figures(needs)


def definitions(needs: Needs, *, made_by: str, at: datetime) -> Iterator[tuple[str, str, str]]:
    """As at which day, who made the file and when, and what counts as what."""
    made = at.astimezone(LONDON)
    yield ("This file", "As at", in_full(needs.on))
    yield ("This file", "Made", f"{in_full(made.date())}, {made:%H:%M}, by {made_by}")
    yield from (("Every part", what, words) for what, words in DEFINITIONS)
    for table in needs.tables:
        yield (table.parting.label, "", table.parting.words)
        for column in table.parting.columns:
            yield (table.parting.label, column.label, column.words)


def _figures(needs: Needs) -> Iterator[Sequence[object]]:
    """A line for each number of the page."""
    for table in needs.tables:
        labels = (*(column.label for column in table.parting.columns), CASES)
        for row in table.rows:
            numbers = (*table.numbers_of(row), table.totals[row.key])
            for label, number in zip(labels, numbers, strict=True):
                yield (needs.on, *_where(row), table.parting.label, label, said(number), "")


def _where(row: RowOf) -> tuple[str, str, str]:
    if not row.is_sum:
        return TEAM, row.unit, row.name
    if row.key == WHOLE:
        return ALL, "", row.name
    return (UNIT if row.unit else REGION), row.unit, row.name

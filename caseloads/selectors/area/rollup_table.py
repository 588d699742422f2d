"""The teams of an area as a table, each figure a link to its list, and the same as CSV."""

from collections.abc import Iterator, Sequence
from urllib.parse import urlencode

from django.utils.safestring import SafeString

from caseloads.rules.load import CAPACITY, UNTRAINED
from caseloads.selectors.area.people import RowOf
from caseloads.selectors.area.rollup import CASE_CODES, Figures, Rollup
from caseloads.selectors.team.officer_flags import label_of_list
from caseloads.selectors.team.tiles import GROUPS, LABELS, OVERDUE, TRAINING
from core.addresses import address
from core.markup import markup
from core.table import Column, Table, lines, link, small

COLUMNS = (
    Column("Team", names_row=True),
    Column("Cases", is_numeric=True),
    Column("Capacity", is_numeric=True),
    Column("Very high risk", is_numeric=True),
    Column("High risk", is_numeric=True),
    Column("Overdue", is_numeric=True),
    Column("Officers at 100% or more", is_numeric=True),
    Column("Officers without training", is_numeric=True),
    Column("Other flags about officers"),
)
# Flags about officers that have columns of their own.
APART = (CAPACITY, UNTRAINED)


def label_of(code: str) -> str:
    """What a list of the area is called."""
    return LABELS[code] if code in LABELS else label_of_list(code)


def table_of(rollup: Rollup) -> Table:
    """Sums in bold, each above what it adds up."""
    cells = [_cells(found, rollup) for found in rollup.figures]
    return Table("Teams by delivery unit", COLUMNS, cells, css="app-area")


def _cells(found: Figures, rollup: Rollup) -> list[str]:
    def number(code: str) -> str:
        return _number(found, code)

    others = [code for code in rollup.kinds if code not in APART and found.numbers[code]]
    lacking = found.numbers[TRAINING]
    return [
        _name(found),
        lines(number("cases"), found.trend.cases.drawn if found.trend.nights else None),
        _capacity(found),
        number("very_high"),
        number("high"),
        lines(number(OVERDUE), *_by_work(found)),
        number(CAPACITY),
        lines(
            number(UNTRAINED),
            small(markup("{} not recorded", number(TRAINING))) if lacking else None,
        ),
        lines(*(markup("{}: {}", label_of(code), number(code)) for code in others)),
    ]


def _by_work(found: Figures) -> Iterator[SafeString]:
    for tile in GROUPS:
        if found.numbers[tile.code]:
            label = tile.label.removeprefix("Overdue: ")
            yield small(markup("{} {}", label, _number(found, tile.code)))


def _capacity(found: Figures) -> str:
    """CAS-13 of the officers together; it is no list but the capacity of each, which their team's page has."""
    if found.capacity is None:
        return ""
    said = "No hours" if found.capacity.is_without_hours else f"{found.capacity}%"
    of = small(f"{found.points:,} of {found.available:,} points")
    line = found.trend.capacity
    return lines(said, of, line.drawn if line else None)


def _name(found: Figures) -> str:
    if found.team is None:
        return lines(found.row.name, small("All teams"))
    return link(address("caseloads:team", found.team.uuid), found.row.name)


def _number(found: Figures, code: str) -> str:
    """A number with the list behind it: the team's own, or of a sum the area's. Nobody is no list worth opening."""
    number = found.numbers.get(code, 0)
    if not number:
        return "0"
    if found.team is not None:
        url = f"{address('caseloads:team_cases', found.team.uuid)}?{urlencode({'list': code})}"
    else:
        url = list_url(found.row, code)
    return link(url, f"{number:,}", unseen=f" {label_of(code).lower()}, {found.row.name}")


def list_url(row: RowOf, code: str) -> str:
    return f"{address('caseloads:area_list')}?{urlencode({'list': code, 'of': row.key})}"


def exported(rollup: Rollup) -> Iterator[Sequence[object]]:
    """A line for each row of the page, with every figure."""
    officers = [*rollup.kinds, TRAINING]
    yield (
        "as_at",
        "unit",
        "name",
        "is_sum",
        *CASE_CODES,
        "points",
        "available",
        "capacity",
        *officers,
    )
    for found in rollup.figures:
        yield (
            rollup.on,
            found.row.unit,
            found.row.name,
            "yes" if found.row.is_sum else "",
            *(found.numbers[code] for code in CASE_CODES),
            found.points,
            found.available,
            str(found.capacity) if found.capacity else "",
            *(found.numbers[code] for code in officers),
        )

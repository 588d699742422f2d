"""Requests for surveillance and other work in numbers, by area (POL-25)."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models.functions import Coalesce

from core.calendar import add_months
from core.suppression import Cell
from core.table import Column, Table, lines, small
from mappa.choices import Decision
from mappa.models import Area, Request
from mappa.rules.consistency import WHOLE, kept
from mappa.rules.requests import Line, Sums, sums_of
from mappa.selectors.consistency import NOBODYS, last_area_of
from mappa.selectors.consistency_page import NO_AREA, said

MONTHS = 12
WAITS = "waiting"
STATES = (*Decision.values, WAITS)
OWN = (
    Column("Area", names_row=True),
    Column("Asked", is_numeric=True),
    Column("Granted", is_numeric=True),
    Column("Refused", is_numeric=True),
    Column("Withdrawn", is_numeric=True),
    Column("Waiting", is_numeric=True),
    Column("Carried out", is_numeric=True),
    Column("Days asked", is_numeric=True),
    Column("Days granted", is_numeric=True),
    Column("Days carried out", is_numeric=True),
)
OTHERS = (
    Column("Area", names_row=True),
    Column("Granted", is_numeric=True),
    Column("Refused", is_numeric=True),
    Column("Withdrawn", is_numeric=True),
    Column("Waiting", is_numeric=True),
    Column("Asked", is_numeric=True),
)


@dataclass(frozen=True, slots=True)
class ByArea:
    """One's own areas with every figure; the others with no number below five."""

    since: date
    own: Table
    others: Table


def requests_by_area(own: Sequence[Area], *, on: date) -> ByArea:
    """POL-25: of the requests of the last twelve months; two queries. They count where the case is, or was last."""
    since = add_months(on, -MONTHS)
    areas = dict(Area.objects.values_list("pk", "name"))
    rows = (
        Request.objects.filter(asked_on__gt=since, asked_on__lte=on)
        .annotate(of_area=Coalesce(last_area_of("case", on), NOBODYS))
        .order_by()
        .values_list("of_area", "decision", "asked_days", "granted_days", "done_days")
    )
    found: dict[int, list[Line]] = {}
    for area, decision, asked, granted, done in rows:
        found.setdefault(area, []).append(Line(decision, asked, granted or 0, done or 0))
    mine = [area.pk for area in own]
    cells = [_own(areas[pk], sums_of(found.get(pk, ()))) for pk in mine]
    others = {area: lines_ for area, lines_ in found.items() if area not in mine}
    return ByArea(since, Table("Your areas", OWN, cells), _others(others, areas))


def _own(name: str, sums: Sums) -> list[str]:
    numbers = (
        sums.asked, sums.granted, sums.refused, sums.withdrawn, sums.waiting, sums.done,
        sums.asked_days, sums.granted_days, sums.done_days,
    )  # fmt: skip
    return [lines(name, small("Yours")), *map(said, numbers)]


def _others(found: dict[int, list[Line]], areas: dict[int, str]) -> Table:
    numbers: Counter[Cell] = Counter()
    for area, rows in found.items():
        numbers.update((str(area), row.decision or WAITS) for row in rows)
    table = kept(numbers, [str(area) for area in sorted(found)], STATES)

    def name(row: str) -> str:
        return NO_AREA if row == str(NOBODYS) else areas[int(row)]

    cells = [
        [
            "All other areas" if row == WHOLE else name(row),
            *(said(table.numbers[row, state]) for state in STATES),
            said(table.totals[row]),
        ]
        for row in table.rows
    ]
    return Table("Other areas", OTHERS, cells if found else [])

"""What officers carried in the last twelve weeks, night by night as it was kept: one query for any number of officers."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple

from django.contrib.postgres.aggregates import ArrayAgg

from caseloads.models import Snapshot
from caseloads.rules.measures import capacity
from core.calendar import in_full
from core.prepared import one_of
from core.sparkline import Line
from core.table import Column, Table
from people.choices import SUPERVISING_GRADES, Agency
from people.models import Officer, Team

NIGHTS = 84  # twelve weeks, today's night among them
NOT_KEPT, NO_HOURS = "Not kept", "No hours"


class Night(NamedTuple):
    """What was measured in a night; of the police there are no points."""

    cases: int
    points: int | None = None
    available: int | None = None
    capacity: Decimal | None = None
    is_without_hours: bool = False


@dataclass(frozen=True)
class Trend:
    """The nights of twelve weeks up to a day; a night that was missed is not in `nights`."""

    on: date
    nights: Mapping[date, Night]

    @cached_property
    def days(self) -> list[date]:
        return [self.on - timedelta(days=ago) for ago in reversed(range(NIGHTS))]

    @property
    def has_points(self) -> bool:
        return any(night.points is not None for night in self.nights.values())

    @property
    def cases(self) -> Line:
        kept = [self.nights.get(day) for day in self.days]
        return Line("Cases", [night.cases if night else None for night in kept])

    @property
    def capacity(self) -> Line | None:
        """In percent; None where nobody has points. Nights without hours are marked, for they are no percentage."""
        if not self.has_points:
            return None
        kept = [self.nights.get(day) for day in self.days]
        return Line(
            "Capacity",
            [night.capacity if night else None for night in kept],
            marked=frozenset(
                at for at, night in enumerate(kept) if night and night.is_without_hours
            ),
            unit="%",
            mark="no hours",
        )

    @property
    def lines(self) -> list[Line]:
        return [line for line in (self.cases, self.capacity) if line]

    @property
    def table(self) -> Table:
        """The numbers of the lines, the newest night first."""
        columns = COLUMNS if self.has_points else COLUMNS[:2]
        cells = [_cells(day, self.nights.get(day))[: len(columns)] for day in reversed(self.days)]
        return Table("Night by night, the newest first", columns, cells)


COLUMNS = (
    Column("Night", names_row=True),
    Column("Cases", is_numeric=True),
    Column("Points", is_numeric=True),
    Column("Points available", is_numeric=True),
    Column("Capacity", is_numeric=True),
)


def _cells(day: date, night: Night | None) -> list[str]:
    if night is None:
        return [in_full(day), NOT_KEPT, "", "", ""]
    said = f"{night.capacity:.1f}".removesuffix(".0") + "%" if night.capacity is not None else ""
    return [
        in_full(day),
        str(night.cases),
        *("" if number is None else f"{number:,}" for number in (night.points, night.available)),
        NO_HOURS if night.is_without_hours else said,
    ]


def trends_of(officer_ids: Collection[int], *, on: date) -> dict[int, Trend]:
    """CAS-19: the trend of each of these officers, also of whom nothing was kept; one query."""
    kept = Snapshot.objects.filter(
        one_of("officer_id", officer_ids), on__gt=on - timedelta(days=NIGHTS), on__lte=on
    ).order_by()
    rows = kept.values("officer_id").annotate(
        **{f"{name}_kept": ArrayAgg(name, order_by="on") for name in ("on", *Night._fields)}
    )
    found = dict.fromkeys(officer_ids, Trend(on, {}))
    for officer_id, days, *columns in rows.values_list(
        "officer_id", *(f"{name}_kept" for name in ("on", *Night._fields))
    ):
        nights = map(Night._make, zip(*columns, strict=True))
        found[officer_id] = Trend(on, dict(zip(days, nights, strict=True)))
    return found


def trend_of_team(team: Team, *, on: date) -> Trend:
    """What the officers who are in the team now carried together, whatever team they were in then; two queries."""
    officers = list(Officer.objects.filter(team=team))
    trends = trends_of([officer.pk for officer in officers], on=on)
    return together(((officer, trends[officer.pk]) for officer in officers), on=on)


def together(trends: Iterable[tuple[Officer, Trend]], *, on: date) -> Trend:
    """The nights of several officers added up. The hours of a supervisor count in nights in which they held cases."""
    nights: dict[date, list[tuple[Agency, Night]]] = {}
    for officer, trend in trends:
        for day, night in trend.nights.items():
            if night.cases or officer.grade not in SUPERVISING_GRADES:
                nights.setdefault(day, []).append((Agency(officer.agency), night))
            else:
                nights.setdefault(day, [])
    return Trend(on, {day: _sum(rows) for day, rows in nights.items()})


def _sum(rows: list[tuple[Agency, Night]]) -> Night:
    cases = sum(night.cases for _, night in rows)
    weighed = [night for agency, night in rows if agency == Agency.PROBATION]
    if not weighed:
        return Night(cases)
    points = sum(night.points or 0 for night in weighed)
    available = sum(night.available or 0 for night in weighed)
    held = sum(night.cases for night in weighed)
    found = capacity(points=points, points_available=available, cases=held)
    percent = None if found.is_without_hours else found.percent
    return Night(cases, points, available, percent, found.is_without_hours)

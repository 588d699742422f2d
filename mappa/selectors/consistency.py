"""R-9: levels by risk profile, category, area and over time; what compares a level with others at the same risk."""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import CharField, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from core.calendar import add_months
from mappa.choices import Category
from mappa.models import Area, AreaTeam, Management
from mappa.rules.consistency import (
    LEVELS,
    WHOLE,
    Drift,
    Kept,
    Managed,
    Profile,
    counted,
    drift_of,
    hidden_in,
    kept,
    open_table,
)
from offenders.choices import AllocationRole, CaseStatus, RiskLevel, RiskTool
from offenders.models import Allocation, Case, RiskAssessment
from offenders.querysets import holds_on

NOBODYS = 0  # the number of no area, for cases whose team belongs to none
COLUMNS = tuple(map(str, LEVELS))
RISKS = (*RiskLevel.values, "")
QUARTERS = 8


def area_of(outer: str, on: date) -> Subquery:
    """The area of a case on a day: of the team whose officer leads it, probation first where two areas do."""
    return _first_area(_leads(outer).filter(holds_on(on)).order_by("-agency", "-starts_on"))


def last_area_of(outer: str, on: date) -> Subquery:
    """The same of a case that may have ended: of the team whose officer led it last."""
    return _first_area(_leads(outer).filter(starts_on__lte=on).order_by("-starts_on", "-agency"))


def _leads(outer: str) -> QuerySet[Allocation]:
    return Allocation.objects.filter(
        case=OuterRef(outer), role=AllocationRole.LEAD, officer__team__of_mappa__isnull=False
    )


def _first_area(leads: QuerySet[Allocation]) -> Subquery:
    areas = leads.values("officer__team__of_mappa__area")[:1]
    return Subquery(areas, output_field=IntegerField())


def level_of(tool: str, outer: str, on: date) -> Subquery:
    """The newest level of a tool."""
    rows = RiskAssessment.objects.filter(case=OuterRef(outer), tool=tool, assessed_on__lte=on)
    return Subquery(
        rows.order_by("-assessed_on", "-id").values("level")[:1], output_field=CharField()
    )


def active(on: date, prefix: str = "case__") -> Q:
    """Cases that somebody works on: neither ended nor of somebody who died."""
    lives = Q(**{f"{prefix}died_on__isnull": True}) | Q(**{f"{prefix}died_on__gt": on})
    return Q(**{f"{prefix}status": CaseStatus.ACTIVE}) & lives


def managed(*, on: date) -> Counter[Managed]:
    """Everybody managed under MAPPA on a day, counted; one query."""
    rows = (
        Management.objects.filter(holds_on(on), active(on))
        .annotate(
            of_area=Coalesce(area_of("case", on), NOBODYS),
            rosh=level_of(RiskTool.ROSH, "case", on),
            police=level_of(RiskTool.POLICE, "case", on),
        )
        .order_by()
        .values_list("of_area", "category", "level", "rosh", "police")
    )
    return Counter(
        Managed(area, category, level, Profile(rosh or "", police or ""))
        for area, category, level, rosh, police in rows
    )


@dataclass(frozen=True)
class Figures:
    """What is shown to whoever's areas these are: their own in full, of the others nothing below five."""

    on: date
    areas: dict[int, str]  # every area, by its number
    own: tuple[int, ...]
    counts: Counter[Managed]

    @property
    def others(self) -> tuple[int, ...]:
        return tuple(area for area in (*self.areas, NOBODYS) if area not in self.own)

    @cached_property
    def by_area(self) -> Kept:
        """Levels in each other area."""
        return self._other_areas(lambda each: each.level, COLUMNS)

    @cached_property
    def own_by_area(self) -> Kept:
        return self._own_areas(lambda each: each.level, COLUMNS)

    @cached_property
    def by_category(self) -> Kept:
        return self._other_areas(lambda each: each.category, tuple(map(str, Category.values)))

    @cached_property
    def own_by_category(self) -> Kept:
        return self._own_areas(lambda each: each.category, tuple(map(str, Category.values)))

    @cached_property
    def profiles(self) -> list[Profile]:
        """Those that anybody has, gravest first."""
        ranks = {level: rank for rank, level in enumerate(RISKS)}
        found = {each.profile for each in self.counts}
        return sorted(found, key=lambda each: (ranks[each.rosh], ranks[each.police]))

    @cached_property
    def by_profile(self) -> Kept:
        """Levels at each risk profile in the other areas together."""
        numbers = counted(self.counts, _key, lambda each: each.level, self.others)
        rows = [key_of(profile) for profile in self.profiles]
        return kept(numbers, rows, COLUMNS, also=hidden_in(self.by_area, WHOLE))

    @cached_property
    def own_by_profile(self) -> Kept:
        numbers = counted(self.counts, _key, lambda each: each.level, self.own)
        return open_table(numbers, [key_of(profile) for profile in self.profiles], COLUMNS)

    @property
    def drifts(self) -> list[tuple[str, Drift]]:
        """Each of one's own areas against all others, at the risk profiles of which the others' numbers are all shown."""
        found, numbers = [], self.by_profile.numbers
        shown = [
            each
            for each in self.profiles
            if all(numbers[key_of(each), column] is not None for column in COLUMNS)
        ]
        for area in self.own:
            rest = [other for other in (*self.areas, NOBODYS) if other != area]
            if drift := drift_of(self.counts, area, rest, shown):
                found.append((self.areas[area], drift))
        return found

    def _other_areas(self, column: object, columns: tuple[str, ...]) -> Kept:
        areas = [area for area in self.others if any(each.area == area for each in self.counts)]
        numbers = counted(self.counts, lambda each: each.area, column, self.others)
        return kept(numbers, list(map(str, areas)), columns)

    def _own_areas(self, column: object, columns: tuple[str, ...]) -> Kept:
        numbers = counted(self.counts, lambda each: each.area, column, self.own)
        return open_table(numbers, list(map(str, self.own)), columns)


def key_of(profile: Profile) -> str:
    return f"{profile.rosh}|{profile.police}"


def _key(each: Managed) -> str:
    return key_of(each.profile)


def figures(own: Iterable[Area], *, on: date) -> Figures:
    """R-9: how levels are set, for somebody of these areas; two queries for any number of cases."""
    areas = dict(Area.objects.values_list("pk", "name"))
    return Figures(on, areas, tuple(area.pk for area in own), managed(on=on))


@dataclass(frozen=True, slots=True)
class Comparators:
    """R-9: at which levels people of the same risk profile are, here and elsewhere; None is a number not shown."""

    profile: Profile
    area: str
    here: dict[int, int | None]
    elsewhere: dict[int, int | None]


def comparators(case: Case, *, on: date) -> Comparators:
    """What stands beside the choice of a level, never instead of it; four queries. The case itself counts where it has a level."""
    row = Case.objects.filter(pk=case.pk).annotate(
        of_area=area_of("pk", on),
        rosh=level_of(RiskTool.ROSH, "pk", on),
        police=level_of(RiskTool.POLICE, "pk", on),
    )
    area_id, rosh, police = row.values_list("of_area", "rosh", "police").get()
    profile = Profile(rosh or "", police or "")
    own = list(Area.objects.filter(pk=area_id))
    found = figures(own, on=on)
    return Comparators(
        profile,
        own[0].name if own else "",
        _levels(found.own_by_profile, profile, nobody=0),
        _levels(found.by_profile, profile, nobody=None),
    )


def _levels(table: Kept, profile: Profile, *, nobody: int | None) -> dict[int, int | None]:
    """The row of a profile; that nobody elsewhere has it is a number below five too."""
    key = key_of(profile)
    return {level: table.numbers.get((key, str(level)), nobody) for level in LEVELS}


@dataclass(frozen=True, slots=True)
class Quarter:
    """The levels at one day: of one's own areas, and of all others together."""

    on: date
    own: dict[int, int]
    others: dict[int, int | None]


def over_time(own: Collection[int], *, on: date) -> list[Quarter]:
    """Levels at the beginning of each quarter of two years and today, newest first, by the areas of today; one query."""
    days = [on, *quarters(on)]
    found: dict[date, Counter[tuple[bool, int]]] = {day: Counter() for day in days}
    for area, level, starts_on, ends_on in _spans(days[-1], on):
        for day in days:
            if starts_on <= day and (ends_on is None or ends_on > day):
                found[day][area in own, level] += 1
    return [
        Quarter(
            day,
            {level: found[day][True, level] for level in LEVELS},
            _others(found[day]),
        )
        for day in days
    ]


def _others(counts: Counter[tuple[bool, int]]) -> dict[int, int | None]:
    row = {(WHOLE, str(level)): counts[False, level] for level in LEVELS}
    table = kept({("all", key[1]): number for key, number in row.items()}, ["all"], COLUMNS)
    return {level: table.numbers["all", str(level)] for level in LEVELS}


def quarters(on: date) -> list[date]:
    """The beginnings of the last quarters, newest first."""
    first = date(on.year, 3 * ((on.month - 1) // 3) + 1, 1)
    days = [add_months(first, -3 * number) for number in range(QUARTERS + 1)]
    return [day for day in days if day < on][:QUARTERS]


def _spans(since: date, on: date) -> Iterable[tuple[int, int, date, date | None]]:
    """What an extract left open when a case ended is over today; when it was is not known, so it counts on no day."""
    rows: QuerySet[Management] = Management.objects.filter(starts_on__lte=on)
    rows = rows.filter(active(on), ends_on__isnull=True) | rows.filter(ends_on__gt=since)
    placed = rows.annotate(of_area=Coalesce(last_area_of("case", on), NOBODYS)).order_by()
    return placed.values_list("of_area", "level", "starts_on", "ends_on")


def teams_by_area() -> dict[int, list[str]]:
    """The names of the teams of each area; one query."""
    found: dict[int, list[str]] = {}
    rows = AreaTeam.objects.order_by("team__name").values_list("area_id", "team__name")
    for area, team in rows:
        found.setdefault(area, []).append(team)
    return found

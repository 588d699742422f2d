"""What is recorded of the weeks ahead, and what a scenario makes of it: a fixed number of queries for any of them."""

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Q

from caseloads.choices import ChangeKind
from caseloads.models import Change, Newcomer
from caseloads.rules.crossings import Crossing, crossings_of
from caseloads.rules.histories import Span
from caseloads.rules.load import steps_of
from caseloads.rules.measures import Desk, Measures, Nominal, Tiered
from caseloads.rules.whatif import (
    Away,
    Change as Tried,
    Fewer,
    Joined,
    Moved,
    Numbers,
    Projection,
    Retiered,
    Turn,
    Weigher,
    World,
    changed,
    projected,
)
from caseloads.selectors.histories import histories, points_rows, read_levels
from caseloads.selectors.measures import BASE, NOMINAL
from caseloads.selectors.whatif.scope import Scope
from core.models import Standard
from core.prepared import one_of
from offenders.choices import CaseStatus, TierScheme
from offenders.models import Case
from people.choices import Agency
from people.models import Cover, Officer
from people.selectors.absences import absences_ahead

PREFIXES = ("case.", "police.rso_per_officer.")


@dataclass(frozen=True)
class Outcome:
    """A scenario beside what is so without it; `tried` is the world with it."""

    world: World
    base: Projection
    tried: World
    course: Projection

    @property
    def crossings(self) -> list[Crossing]:
        """What the scenario's officers cross, the soonest first."""
        return _crossings(self.tried, self.course, self.base)

    @property
    def of_base(self) -> list[Crossing]:
        return _crossings(self.world, self.base, self.base)

    @property
    def fingerprint(self) -> str:
        """The same for the same figures: what somebody looked at before they applied it."""
        said = [
            (key, str(turn.on), figures_of(turn.measures))
            for key, course in sorted(self.course.items())
            for turn in course.turns
        ]
        return hashlib.sha256(repr(said).encode()).hexdigest()


def figures_of(measures: Measures) -> dict[str, str]:
    """What an officer carries, as it is kept and compared."""
    found = {"cases": str(measures.cases), "registered": str(measures.counts["registered"])}
    if measures.capacity is not None:
        found["capacity"] = str(measures.capacity)
    return found


def outcomes_of(scopes: list[Scope]) -> list[Outcome]:
    """Of scenarios over the same officers; the record is read once for all of them."""
    world = world_of(scopes)
    weigher = Weigher(world)
    base = projected(world, weigher)
    return [_outcome(scope, world, weigher, base) for scope in scopes]


def _outcome(scope: Scope, world: World, weigher: Weigher, base: Projection) -> Outcome:
    tried = changed(world, tried_in(scope.changes, scope.newcomers, world))
    # Whom nothing is tried with carries what they carry without it.
    keys = [key for key in tried.officers if key < 0 or _touches(scope.changes, key, world)]
    course = projected(tried, Weigher(tried, behind=weigher), keys)
    return Outcome(world, base, tried, {**base, **course})


def _touches(changes: Iterable[Change], key: int, world: World) -> bool:
    """Whether a change is about this officer, or about a case that is theirs on some day."""
    led = world.officers[key].led if key in world.officers else {}
    return any(
        row.officer_id == key
        or row.case_id in led
        or (row.newcomer is not None and row.newcomer.became_id == key)
        for row in changes
    )


def world_of(scopes: list[Scope]) -> World:
    """The officers of the place and those whom the scenarios name, from today on; fifteen queries."""
    on = scopes[0].on
    people = {officer.pk: officer.name for officer in scopes[0].officers}
    named = {
        row.officer.pk: row.officer.name for scope in scopes for row in scope.changes if row.officer
    }
    became = {
        row.became.pk: row.became.name for scope in scopes for row in scope.newcomers if row.became
    }
    names = people | named | became
    case_ids = {row.case_id for scope in scopes for row in scope.changes if row.case_id}
    # Its days are known before it is read.
    until = World(on, {}, {}, (), (), {}).until
    officers = histories(list(names), until=until, since=on, case_ids=case_ids)
    cases = next((officer.cases for officer in officers.values()), {})
    read_levels(cases)
    away = absences_ahead(list(names), on, until)
    return World(
        on,
        officers,
        cases,
        points_rows(),
        numbers_between(on, until),
        names,
        {key: [Span(row.starts_on, row.ends_on) for row in rows] for key, rows in away.items()},
        _covered(list(names), on, until),
    )


def numbers_between(on: date, until: date) -> list[Numbers]:
    """The standards in force on a day, and those that begin by another; one query."""
    asked = Q()
    for prefix in PREFIXES:
        asked |= Q(key__startswith=prefix)
    rows = [
        (key, value, Span(starts_on, ends_on))
        for key, value, starts_on, ends_on in Standard.objects.filter(
            asked, starts_on__lte=until
        ).values_list("key", "value", "starts_on", "ends_on")
    ]
    starts = {span.starts_on for _, _, span in rows if on < span.starts_on}
    found = []
    for day in sorted({on, *starts}):
        values = {key: value for key, value, span in rows if span.holds(day)}
        nominal = Nominal(values[NOMINAL], values[BASE])
        found.append(Numbers(day, nominal, steps_of(values)))
    return found


def _covered(officer_ids: Collection[int], on: date, until: date) -> dict[int, list[Span]]:
    found: dict[int, list[Span]] = defaultdict(list)
    rows = Cover.objects.filter(
        one_of("absent", officer_ids), starts_on__lte=until, ends_on__gt=on
    ).values_list("absent_id", "starts_on", "ends_on")
    for officer_id, starts_on, ends_on in rows:
        found[officer_id].append(Span(starts_on, ends_on))
    return found


def tried_in(changes: Iterable[Change], newcomers: Iterable[Newcomer], world: World) -> list[Tried]:
    """The changes as the rules take them; what is about a case that has ended is left out, and the page says so."""
    found: list[Tried] = [
        Joined(-row.pk, row.name, Desk(Agency(row.agency), row.hours), max(row.starts_on, world.on))
        for row in newcomers
        if row.became_id is None
    ]
    counting = counting_ids({row.case_id for row in changes if row.case_id})
    for row in changes:
        if row.case_id and row.case_id not in counting:
            continue
        found.append(_tried(row, world.on))
    return found


def counting_ids(case_ids: Collection[int]) -> frozenset[int]:
    """Those of these cases that are active; one query."""
    rows = Case.objects.filter(
        one_of("pk", list(case_ids)), status=CaseStatus.ACTIVE, died_on__isnull=True
    )
    return frozenset(rows.values_list("pk", flat=True))


def _tried(row: Change, on: date) -> Tried:
    span = Span(row.starts_on or on, row.ends_on, row.hours or Decimal(0))
    match row.kind:
        case ChangeKind.MOVE:
            return Moved(row.case_id or 0, key_of(row), _begins(row, on))
        case ChangeKind.LEAVE:
            return Away(row.officer_id or 0, span)
        case ChangeKind.HOURS:
            return Fewer(row.officer_id or 0, span)
        case _:
            tiered = Tiered(TierScheme(row.scheme), row.tier) if row.tier else None
            return Retiered(row.case_id or 0, tiered, on)


def key_of(row: Change) -> int:
    """To whom a case goes: the number of an officer on record, below 0 for one who is not."""
    if row.newcomer is None:
        return row.officer_id or 0
    return row.newcomer.became_id or -row.newcomer.pk


def _begins(row: Change, on: date) -> date:
    return max(on, row.newcomer.starts_on) if row.newcomer else on


def officers_by_key(scope: Scope) -> Mapping[int, Officer]:
    """Everybody whom the scenario is about and the record knows."""
    people = {officer.pk: officer for officer in scope.officers}
    named = {row.officer.pk: row.officer for row in scope.changes if row.officer}
    became = {row.became.pk: row.became for row in scope.newcomers if row.became}
    return named | became | people


def _crossings(world: World, course: Projection, base: Projection) -> list[Crossing]:
    found = [
        crossing
        for key, turns in course.items()
        for crossing in crossings_of(world, key, turns, _today(base, key))
    ]
    return sorted(found, key=lambda each: (each.on, not each.is_over, world.names[each.officer_id]))


def _today(base: Projection, key: int) -> Turn | None:
    """An officer as the record has them today; nothing of one who is not on it."""
    return base[key].turns[0] if key in base else None

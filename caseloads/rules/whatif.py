"""What officers would carry in the weeks ahead: what is recorded of these days, and what somebody tries on top of it."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import pairwise

from caseloads.rules.histories import CaseHistory, History, Span
from caseloads.rules.measures import (
    Desk,
    Measures,
    Nominal,
    Row,
    Table,
    Tiered,
    Weighed,
    measured,
    table_on,
    weigh,
)
from caseloads.rules.thresholds import Steps
from offenders.choices import RiskTool

WEEKS = 12
DAY, WEEK = timedelta(days=1), timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Numbers:
    """The standards that the measures and thresholds go by, from a day on."""

    starts_on: date
    nominal: Nominal
    steps: Mapping[str, Steps]


@dataclass(frozen=True, slots=True)
class Moved:
    """A case goes from whoever leads it to an officer."""

    case_id: int
    to: int
    on: date


@dataclass(frozen=True, slots=True)
class Fewer:
    """An officer has hours less."""

    officer_id: int
    span: Span


@dataclass(frozen=True, slots=True)
class Away:
    """An officer is away: their hours and cases stay theirs (CAS-11), and somebody has to see to them."""

    officer_id: int
    span: Span


@dataclass(frozen=True, slots=True)
class Joined:
    """An officer whom no record knows yet; the key is below 0."""

    key: int
    name: str
    desk: Desk
    on: date


@dataclass(frozen=True, slots=True)
class Retiered:
    """A case has another tier, or None any more: then it weighs nothing, and its work is not counted."""

    case_id: int
    tiered: Tiered | None
    on: date


Change = Moved | Fewer | Away | Joined | Retiered


@dataclass(frozen=True)
class World:
    """What is recorded of officers and their cases from a day on; `numbers` by day, the first of them in force on it."""

    on: date
    officers: Mapping[int, History]
    cases: Mapping[int, CaseHistory]
    rows: Sequence[Row]
    numbers: Sequence[Numbers]
    names: Mapping[int, str]
    away: Mapping[int, Sequence[Span]] = field(default_factory=dict)
    covered: Mapping[int, Sequence[Span]] = field(default_factory=dict)

    @property
    def mondays(self) -> list[date]:
        """The first days of the next twelve weeks."""
        first = self.on + timedelta(days=7 - self.on.weekday())
        return [first + WEEK * number for number in range(WEEKS)]

    @property
    def until(self) -> date:
        """The last day that is looked at."""
        return self.mondays[-1] + WEEK - DAY

    @property
    def days(self) -> list[date]:
        """Those for which there is a figure: today, and each Monday."""
        return [self.on, *self.mondays]

    def numbers_on(self, day: date) -> Numbers:
        return [row for row in self.numbers if row.starts_on <= day][-1]


@dataclass(frozen=True, slots=True)
class Turn:
    """What an officer carries from a day until the next turn."""

    on: date
    desk: Desk
    held: Mapping[int, Weighed]
    sources: Mapping[int, str]  # who led a case until it came; without those that nobody led
    measures: Measures
    steps: Mapping[str, Steps]


@dataclass(frozen=True)
class Course:
    """One officer's turns, in order. Before the first there is nothing: a new officer has not begun."""

    turns: Sequence[Turn]
    away: Sequence[Span] = ()
    covered: Sequence[Span] = ()

    def at(self, day: date) -> Turn | None:
        begun = [turn for turn in self.turns if turn.on <= day]
        return begun[-1] if begun else None


Projection = Mapping[int, Course]


class Weigher:
    """What each case weighs on a day, worked out once for all the days on which nothing about it changes."""

    def __init__(self, world: World, behind: "Weigher | None" = None) -> None:
        self.world, self.behind = world, behind
        self.tables: dict[date, Table] = {}
        self.starts = sorted({row.starts_on for row in world.rows})
        self.known: dict[tuple[int, RiskTool, date | None, date], Weighed] = {}
        self.changes: dict[int, list[date]] = {}

    def of(self, case_id: int, tool: RiskTool, day: date) -> Weighed:
        case = self.world.cases[case_id]
        if self.behind and self.behind.world.cases.get(case_id) is case:
            return self.behind.of(case_id, tool, day)
        if case_id not in self.changes:
            self.changes[case_id] = sorted(set(case.days()))
        of_table = _last(self.starts, day) or date.min
        key = (case_id, tool, _last(self.changes[case_id], day), of_table)
        if key not in self.known:
            if of_table not in self.tables:
                self.tables[of_table] = table_on(self.world.rows, day)
            self.known[key] = weigh(case.as_at(case_id, day, tool), self.tables[of_table])
        return self.known[key]


def projected(world: World, weigher: Weigher, keys: Iterable[int] | None = None) -> Projection:
    """CAS-10, CAS-13, CAS-29: what each officer carries from today to the end of the twelfth week, turn by turn.

    On each day it is what the measures of that day will say if nothing happens but what is recorded: cases go and come
    by the allocations with a day ahead, weigh by the stays in custody, sentences and tiers of the day, and hours go by
    the reductions of the day. A case whose sentence ends stays a case until somebody closes it.
    """
    wanted = world.officers if keys is None else keys
    return {key: _course(world, weigher, key) for key in wanted}


def _course(world: World, weigher: Weigher, key: int) -> Course:
    officer = world.officers[key]
    begins = max(world.on, officer.starts_on or world.on)
    touched, whole = _touched(world, officer)
    held: dict[int, Weighed] = {}
    turns: list[Turn] = []
    for day in sorted({begins, *touched}):
        if not begins <= day <= world.until:
            continue
        # A case is weighed anew only on days on which something about it changes.
        anew = officer.led if day == begins or day in whole else touched[day]
        held = {case_id: row for case_id, row in held.items() if case_id not in anew}
        led = officer.led_on(day, anew)
        held |= {case_id: weigher.of(case_id, officer.tool, day) for case_id in led}
        turns.append(_turn(world, officer, held, day))
    return Course(turns, world.away.get(key, ()), world.covered.get(key, ()))


def _touched(world: World, officer: History) -> tuple[dict[date, set[int]], set[date]]:
    """The days on which something changes with the cases that it is about; and those on which all weigh anew."""
    found: dict[date, set[int]] = defaultdict(set)
    for case_id, spans in officer.led.items():
        ends = (day for span in spans for day in (span.starts_on, span.ends_on) if day)
        for day in (*ends, *world.cases[case_id].days()):
            found[day].add(case_id)
    whole = {row.starts_on for row in world.rows} | {row.starts_on for row in world.numbers}
    hours = (day for span in officer.reductions for day in (span.starts_on, span.ends_on) if day)
    for day in (*hours, *whole):
        found[day]  # the hours change, or all cases; of no one case
    return found, whole


def _turn(world: World, officer: History, held: Mapping[int, Weighed], day: date) -> Turn:
    desk, numbers = officer.desk_on(day), world.numbers_on(day)
    found = measured(desk, list(held.values()), numbers.nominal)
    sources = {
        case_id: span.value for case_id, span in officer.led_on(day, held).items() if span.value
    }
    return Turn(day, desk, held, sources, found, numbers.steps)


def changed(world: World, changes: Sequence[Change]) -> World:
    """The same with what somebody tries; what is recorded stays as it is."""
    officers = {key: _copied(officer) for key, officer in world.officers.items()}
    names, cases = dict(world.names), dict(world.cases)
    away = {key: list(spans) for key, spans in world.away.items()}
    for change in sorted(changes, key=lambda change: not isinstance(change, Joined)):
        match change:
            case Joined():
                officers[change.key] = History(change.desk, cases, starts_on=change.on)
                names[change.key] = change.name
            case Moved():
                _move(officers, cases, change)
            case Fewer():
                officers[change.officer_id].reductions.append(change.span)
            case Away():
                away.setdefault(change.officer_id, []).append(change.span)
            case Retiered():
                cases[change.case_id] = _retiered(cases[change.case_id], change)
    for officer in officers.values():
        officer.cases = cases
    return replace(world, officers=officers, cases=cases, names=names, away=away)


def _copied(officer: History) -> History:
    return replace(officer, led=dict(officer.led), reductions=list(officer.reductions))


def _move(officers: Mapping[int, History], cases: Mapping[int, CaseHistory], change: Moved) -> None:
    """As the allocation stores it: whoever leads stops on the day, and what is planned for later stays planned."""
    to, case_id, day = officers[change.to], change.case_id, change.on
    leads = cases[case_id].leads.get(to.desk.agency, [])
    ends_on = min((span.starts_on for span in leads if span.starts_on > day), default=None)
    source = ""
    for span in leads:
        if span.holds(day):
            source = span.value
            ends_on = span.ends_on if span.starts_on == day else ends_on
    for officer in officers.values():
        if officer.desk.agency == to.desk.agency and case_id in officer.led:
            officer.led[case_id] = [
                span._replace(ends_on=day) if span.holds(day) else span
                for span in officer.led[case_id]
            ]
    to.led[case_id] = [*to.led.get(case_id, []), Span(day, ends_on, source)]


def _retiered(case: CaseHistory, change: Retiered) -> CaseHistory:
    """As the tier is stored: in the place of one of its scheme and day; of one day that of the newer scheme counts."""
    new, day = change.tiered, change.on
    if new is None:
        before = [(then, tiered) for then, tiered in case.tiers if then <= day]
        return replace(case, tiers=[*before, (day, None), *case.tiers[len(before) :]])
    kept = [
        (then, tiered)
        for then, tiered in case.tiers
        if (then, tiered and tiered.scheme) != (day, new.scheme)
    ]
    tiers = sorted([*kept, (day, new)], key=lambda row: (row[0], row[1].scheme if row[1] else ""))
    return replace(case, tiers=tiers)


def weeks_of(world: World) -> list[tuple[date, date]]:
    """Each week from its first day to its last; this week begins today."""
    days = world.days
    return [*((first, then - DAY) for first, then in pairwise(days)), (days[-1], world.until)]


def away_in(course: Course, first: date, last: date) -> int | None:
    """CAS-11: of a week in which an officer is away, the most cases that are without cover on a day of it; None in any other."""
    days = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    gone = [day for day in days if any(span.holds(day) for span in course.away)]
    if not gone:
        return None
    bare = [day for day in gone if not any(span.holds(day) for span in course.covered)]
    return max((len(turn.held) for day in bare if (turn := course.at(day))), default=0)


def _last(days: Sequence[date], day: date) -> date | None:
    place = bisect_right(days, day)
    return days[place - 1] if place else None

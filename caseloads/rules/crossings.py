"""Which thresholds are crossed in the weeks ahead, by whom, when and why."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import partial
from typing import NamedTuple

from caseloads.choices import Band, CaseType, Work
from caseloads.rules.load import CAPACITY, COUNT, REGISTERED, values
from caseloads.rules.measures import Weighed
from caseloads.rules.thresholds import GRAVEST, band_of, capacity_band
from caseloads.rules.whatif import Course, Turn, World, weeks_of
from core.calendar import in_full

KINDS = (COUNT, REGISTERED, CAPACITY)


class Reason(NamedTuple):
    """Something that makes the value greater, or less."""

    words: str
    is_more: bool


def _reason(number: int | Decimal, one: str, several: str, *, is_more: bool) -> Iterator[Reason]:
    """2 leave custody; nothing where there is none."""
    if number:
        yield Reason(f"{number} {one if number == 1 else several}", is_more)


@dataclass(frozen=True, slots=True)
class Crossing:
    """An officer reaches the threshold of a band, or goes below it, in a week."""

    officer_id: int
    kind: str
    is_over: bool
    band: Band  # that is reached, or left
    threshold: int | None  # None of cases without hours: no number is reached
    value: str
    on: date
    week: date
    reasons: tuple[str, ...]

    @property
    def key(self) -> tuple[int, str, bool, Band, date]:
        """The same crossing with and without what somebody tries."""
        return self.officer_id, self.kind, self.is_over, self.band, self.on

    def words(self, name: str, today: date) -> str:
        """CAS-27: "Amira Khan passes 110% in the week of 4 January 2027, because 2 leave custody."."""
        when = "now" if self.on == today else f"in the week of {in_full(self.week)}"
        because = f", because {_listed(self.reasons)}" if self.reasons else ""
        return f"{name} {self._what} {when}{because}."

    @property
    def _what(self) -> str:
        if self.threshold is None:
            return "has cases and no hours for them" if self.is_over else "has hours again"
        if self.kind == CAPACITY:
            what = f"{self.threshold}%"
        else:
            what = f"{self.threshold} {'cases' if self.kind == COUNT else 'registered people'}"
        if not self.is_over:
            return f"is below {what}"
        return f"{'reaches' if self.value == str(self.threshold) else 'passes'} {what}"


def crossings_of(world: World, key: int, course: Course, before: Turn | None) -> Iterator[Crossing]:
    """CAS-14, CAS-27: where a value reaches a band in a week, and where it has left one at the week's end.

    `before` is the officer as the record has them today, without what is tried: what that brings about at once is said
    of today. The reasons are all that happened in the week up to that day.
    """
    for first, last in weeks_of(world):
        turns = [turn for turn in course.turns if first <= turn.on <= last]
        for kind in KINDS:
            yield from _in_week(key, kind, before, turns, first)
        before = turns[-1] if turns else before


def _in_week(
    key: int, kind: str, before: Turn | None, turns: list[Turn], week: date
) -> Iterator[Crossing]:
    held = band_on(kind, before)
    gravest = max(turns, key=lambda turn: _rank(band_on(kind, turn)), default=None)
    if gravest is None:
        return
    reached, left = band_on(kind, gravest), band_on(kind, turns[-1])
    crossing = partial(_crossing, key, kind, before, week)
    if reached and _rank(reached) > _rank(held):
        yield crossing(reached, gravest, is_over=True)
    elif held and _rank(left) < _rank(held):
        # The day on which it is left for good; of no band that lies between is it said that it was left.
        day = next(turn for turn in turns if _rank(band_on(kind, turn)) <= _rank(left))
        # Whoever was without hours has some again: no number was left.
        has_no_number = held not in dict(day.steps[kind].bands)
        yield crossing(held if has_no_number else _lowest_left(held, left), day, is_over=False)


def _lowest_left(held: Band, left: Band | None) -> Band:
    """The band whose threshold the value is now below: of critical down to nothing, amber."""
    above = [band for band in GRAVEST if _rank(left) < _rank(band) <= _rank(held)]
    return above[-1]


def _crossing(  # noqa: PLR0917  partial gives it the first four
    key: int,
    kind: str,
    before: Turn | None,
    week: date,
    band: Band,
    turn: Turn,
    *,
    is_over: bool,
) -> Crossing:
    steps = dict(turn.steps[kind].bands)
    reasons = tuple(
        reason.words for reason in reasons_of(kind, before, turn) if reason.is_more is is_over
    )
    value = values(turn.measures).get(kind)
    said = str(turn.measures.capacity) if kind == CAPACITY else str(value)
    return Crossing(key, kind, is_over, band, steps.get(band), said, turn.on, week, reasons)


def band_on(kind: str, turn: Turn | None) -> Band | None:
    """CAS-27: the band of an officer by one threshold; cases without hours for them are critical."""
    if turn is None or kind not in turn.steps:
        return None
    capacity = turn.measures.capacity
    if kind == CAPACITY:
        return capacity_band(capacity, turn.steps[kind]) if capacity else None
    value = values(turn.measures).get(kind)
    return None if value is None else band_of(value, turn.steps[kind])


def _rank(band: Band | None) -> int:
    return len(GRAVEST) - GRAVEST.index(band) if band else 0


def reasons_of(kind: str, before: Turn | None, turn: Turn) -> Iterator[Reason]:
    """CAS-30: what is different between two days, as far as this value goes by it."""
    held = before.held if before else {}
    came = [case_id for case_id in turn.held if case_id not in held]
    went = sum(case_id not in turn.held for case_id in held)
    yield from _came(turn.sources.get(case_id, "") for case_id in came)
    yield from _reason(went, "case goes to another officer", "cases go to others", is_more=False)
    both = [(held[case_id], turn.held[case_id]) for case_id in turn.held if case_id in held]
    if kind == REGISTERED:
        yield from _registered(both)
    if kind == CAPACITY:
        yield from _weights(both)
        yield from _hours(before, turn)


def _came(sources: Iterable[str]) -> Iterator[Reason]:
    for source, number in sorted(Counter(sources).items()):
        whose = f"from {source}" if source else "that nobody led"
        yield from _reason(number, f"case comes {whose}", f"cases come {whose}", is_more=True)


def _registered(both: list[tuple[Weighed, Weighed]]) -> Iterator[Reason]:
    on = sum(then.held.is_registered < now.held.is_registered for then, now in both)
    off = sum(then.held.is_registered > now.held.is_registered for then, now in both)
    yield from _reason(on, "is registered", "are registered", is_more=True)
    yield from _reason(off, "registration ends", "registrations end", is_more=False)


Test = Callable[[Weighed, Weighed], bool]
# Why a case weighs another number than before: of each case the first that is true.
WHY: tuple[tuple[Test, str, str], ...] = (
    (
        lambda then, now: then.case_type == CaseType.CUSTODY and now.case_type != CaseType.CUSTODY,
        "leaves custody",
        "leave custody",
    ),
    (
        lambda then, now: now.case_type == CaseType.CUSTODY != then.case_type,
        "goes into custody",
        "go into custody",
    ),
    (lambda then, now: now.work == Work.NO_SENTENCE, "sentence ends", "sentences end"),
    (lambda then, now: then.work == Work.NO_SENTENCE, "sentence begins", "sentences begin"),
    (lambda then, now: then.held.tiered != now.held.tiered, "tier changes", "tiers change"),
    (lambda then, now: then.case_type != now.case_type, "sentence changes", "sentences change"),
    (lambda then, now: True, "case weighs by other points", "cases weigh by other points"),
)


def _weights(both: list[tuple[Weighed, Weighed]]) -> Iterator[Reason]:
    for is_more in (True, False):
        found: Mapping[int, int] = Counter(
            next(place for place, (is_why, *_) in enumerate(WHY) if is_why(then, now))
            for then, now in both
            if then.points != now.points and (now.points > then.points) is is_more
        )
        for place, number in sorted(found.items()):
            yield from _reason(number, *WHY[place][1:], is_more=is_more)


def _hours(before: Turn | None, turn: Turn) -> Iterator[Reason]:
    if before is None:
        return
    then = before.desk.contracted - before.desk.reduced
    now = turn.desk.contracted - turn.desk.reduced
    hours, words = abs(then - now), f"hours a week {'less' if now < then else 'more'}"
    said = Decimal(f"{hours.normalize():f}")
    yield from _reason(said, words, words, is_more=now < then)


def _listed(parts: tuple[str, ...]) -> str:
    return " and ".join(filter(None, [", ".join(parts[:-1]), parts[-1]]))

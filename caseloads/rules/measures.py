"""What an officer carries on a day, each number defined once: cases, points, hours, capacity. Exact arithmetic only."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from caseloads.choices import CaseType, Work
from offenders.choices import TIER_SUFFIX, RiskLevel, SentenceKind, TierScheme
from people.choices import Agency

TYPE_OF: dict[SentenceKind, CaseType] = {
    SentenceKind.COMMUNITY: CaseType.COMMUNITY,
    SentenceKind.SUSPENDED: CaseType.COMMUNITY,
    SentenceKind.LICENCE: CaseType.LICENCE,
    SentenceKind.CUSTODY: CaseType.LICENCE,
}
# What is printed of an officer who holds cases and has no hours left for them: never a percentage.
NO_HOURS = "no_hours"


class Tiered(NamedTuple):
    """The newest tier of a case, in its scheme."""

    scheme: TierScheme
    tier: str


class Row(NamedTuple):
    """A line of the points table; it holds from its day until the next of the same scheme, tier and type."""

    scheme: str
    tier: str
    case_type: str
    starts_on: date
    points: int


Table = Mapping[tuple[str, str, str], int]


class Held(NamedTuple):
    """A case that an officer leads on a day, and what the measures look at."""

    case_id: int
    is_in_custody: bool = False
    is_registered: bool = False
    level: RiskLevel | None = None  # by the tool of the officer's own agency
    sentence: SentenceKind | None = None  # the newest in force
    tiered: Tiered | None = None


class Weighed(NamedTuple):
    """A case with what it weighs."""

    held: Held
    case_type: CaseType | None
    work: Work
    points: int


class Desk(NamedTuple):
    """An officer's agency and hours a week on a day; `reduced` is the sum of the reductions in force."""

    agency: Agency
    contracted: Decimal
    reduced: Decimal = Decimal(0)


class Nominal(NamedTuple):
    """CAS-10: the points of a full week and its hours, as administrators have set them."""

    points: int
    hours: int


@dataclass(frozen=True, slots=True)
class Capacity:
    """CAS-13: a percentage rounded to one decimal, which is what is compared and printed; or no hours at all."""

    percent: Decimal
    is_without_hours: bool = False

    def __str__(self) -> str:
        """117, 100.6; `no_hours` where somebody holds cases and has no hours for them."""
        return NO_HOURS if self.is_without_hours else f"{self.percent:.1f}".removesuffix(".0")


@dataclass(frozen=True, slots=True)
class Measures:
    """One officer on one day. Points and capacity are probation's: of the police they are None."""

    agency: Agency
    counts: Mapping[str, int]
    points: int | None = None
    available: int | None = None
    capacity: Capacity | None = None

    @property
    def cases(self) -> int:
        return self.counts["cases"]


def _is_high(case: Weighed) -> bool:
    return case.held.level == RiskLevel.HIGH


def _is_very_high(case: Weighed) -> bool:
    return case.held.level == RiskLevel.VERY_HIGH


# What is counted of an officer's cases, by name. A figure counts the cases for which this is true, and its list shows them.
FIGURES: dict[str, Callable[[Weighed], bool]] = {
    "cases": lambda case: True,
    "in_custody": lambda case: case.held.is_in_custody,
    "registered": lambda case: case.held.is_registered,
    "high": _is_high,
    "very_high": _is_very_high,
    "high_registered": lambda case: (
        case.held.is_registered and (_is_high(case) or _is_very_high(case))
    ),
    "untiered": lambda case: case.work == Work.UNTIERED,
    "no_sentence": lambda case: case.work == Work.NO_SENTENCE,
}


def case_type(*, is_in_custody: bool, sentence: SentenceKind | None) -> CaseType | None:
    """CAS-1: as what a case weighs: custody while in custody, else by the newest sentence in force.

    None where no sentence is in force outside: whether all have ended or none has begun, the case weighs nothing.
    """
    if is_in_custody:
        return CaseType.CUSTODY
    return TYPE_OF[sentence] if sentence else None


def table_on(rows: Iterable[Row], on: date) -> Table:
    """CAS-6: the points in force on a day, by scheme, tier and case type."""
    begun = sorted((row for row in rows if row.starts_on <= on), key=lambda row: row.starts_on)
    return {(row.scheme, row.tier, row.case_type): row.points for row in begun}


def weigh(held: Held, table: Table) -> Weighed:
    """CAS-1, CAS-2: what a case weighs; nothing where the sentences have ended or the table has no points for it.

    A published 0 is a number: such a case counts with 0 and is not untiered. A tier with an S weighs as without.
    """
    as_what = case_type(is_in_custody=held.is_in_custody, sentence=held.sentence)
    if as_what is None:
        return Weighed(held, None, Work.NO_SENTENCE, 0)
    points = _points(held.tiered, as_what, table) if held.tiered else None
    if points is None:
        return Weighed(held, as_what, Work.UNTIERED, 0)
    return Weighed(held, as_what, Work.COUNTED, points)


def _points(tiered: Tiered, as_what: CaseType, table: Table) -> int | None:
    return table.get((tiered.scheme, tiered.tier.removesuffix(TIER_SUFFIX), as_what))


def available(desk: Desk, nominal: Nominal) -> int:
    """CAS-10, CAS-11: the points that an officer's hours are good for, rounded down; 0 without hours, whatever the grade.

    The hours are those contracted less the reductions in force. Every officer on record has contracted hours: the
    database and the extract refuse one without.
    """
    hours = desk.contracted - desk.reduced
    return int(nominal.points * hours // nominal.hours) if hours > 0 else 0


def capacity(*, points: int, points_available: int, cases: int) -> Capacity:
    """CAS-13: points of those available, half up to one decimal of a percent.

    Whoever holds cases and has no points available for them is without hours, which is worse than any percentage.
    """
    if points_available <= 0:
        return Capacity(Decimal(0), is_without_hours=cases > 0)
    per_mille = (2_000 * points + points_available) // (2 * points_available)
    return Capacity(Decimal(per_mille) / 10)


def measured(desk: Desk, cases: Collection[Weighed], nominal: Nominal) -> Measures:
    """CAS-29, POL-23: every measure of an officer from the cases that they lead, those in custody among them."""
    counts = {name: sum(map(is_one, cases)) for name, is_one in FIGURES.items()}
    if desk.agency != Agency.PROBATION:
        return Measures(desk.agency, counts | {"untiered": 0, "no_sentence": 0})
    points = sum(case.points for case in cases)
    good_for = available(desk, nominal)
    found = capacity(points=points, points_available=good_for, cases=len(cases))
    return Measures(desk.agency, counts, points, good_for, found)

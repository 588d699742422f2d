"""Who could take cases: what it makes of each, which thresholds it reaches, and in which order they stand."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from caseloads.choices import Band
from caseloads.rules.load import CAPACITY, COUNT, NO_HOURS, REGISTERED, values
from caseloads.rules.measures import Desk, Measures, Nominal, Weighed, measured
from caseloads.rules.thresholds import GRAVEST, Steps, band_of
from core.calendar import in_full
from offenders.choices import AllocationRole
from people.choices import Agency

NOUN = {COUNT: " cases", REGISTERED: " registered people", CAPACITY: "%"}
SHOWN = 3  # names of people whom an officer knew


@dataclass(frozen=True, slots=True)
class Change:
    """What an officer carries now, and what they would carry."""

    before: Measures
    after: Measures

    @property
    def cases(self) -> str:
        return _to(str(self.before.cases), str(self.after.cases))

    @property
    def registered(self) -> str:
        return _to(*(str(each.counts["registered"]) for each in (self.before, self.after)))

    @property
    def capacity(self) -> str:
        """CAS-13: "94.7% to 99.5%"; of who holds cases and has no hours for them there is no percentage."""
        return _to(_capacity(self.before), _capacity(self.after))

    @property
    def load(self) -> tuple[int, int]:
        """The less, the earlier in a list: probation by capacity, the police by cases."""
        capacity = self.after.capacity
        if capacity is None:
            return 0, 10 * self.after.cases
        return (
            (1, self.after.cases) if capacity.is_without_hours else (0, int(10 * capacity.percent))
        )


def _to(before: str, after: str) -> str:
    return f"{before}, unchanged" if before == after else f"{before} to {after}"


def _capacity(measures: Measures) -> str:
    if measures.capacity is None:
        return ""
    return "no hours" if measures.capacity.is_without_hours else f"{measures.capacity}%"


class Reached(NamedTuple):
    """A threshold at or above which an officer would stand; `is_new` where only these cases bring them there."""

    kind: str
    band: Band
    start: int
    is_new: bool

    @property
    def words(self) -> str:
        if self.kind == NO_HOURS:
            return "No hours for any case"
        verb = "Reaches" if self.is_new else "Already at or above"
        return f"{verb} {self.start}{NOUN[self.kind]} ({self.band.label.lower()})"


def change(
    desk: Desk,
    held: Collection[Weighed],
    nominal: Nominal,
    *,
    added: Collection[Weighed] = (),
    taken: Collection[int] = (),
) -> Change:
    """CAS-13, CAS-29: the same measures as everywhere, with these cases added and those taken away."""
    left = [case for case in held if case.held.case_id not in taken]
    return Change(measured(desk, held, nominal), measured(desk, [*left, *added], nominal))


def reached(found: Change, steps: Mapping[str, Steps]) -> tuple[Reached, ...]:
    """CAS-27, POL-23: each threshold that is reached afterwards, with whether it is these cases that bring it about."""
    before, after = values(found.before), values(found.after)
    said = []
    for kind, value in after.items():
        step = steps.get(kind)
        band = band_of(value, step) if step else None
        if band is None or step is None:
            continue
        was = band_of(before[kind], step) if kind in before else None
        is_new = was is None or GRAVEST.index(band) < GRAVEST.index(was)
        said.append(Reached(kind, band, dict(step.bands)[band], is_new))
    if found.after.capacity and found.after.capacity.is_without_hours:
        said.append(Reached(NO_HOURS, Band.CRITICAL, 0, is_new=True))
    return tuple(said)


class Earlier(NamedTuple):
    """A stay of an officer on a case, the end exclusive."""

    role: AllocationRole
    starts_on: date
    ends_on: date | None


@dataclass(frozen=True, slots=True)
class Known:
    """What an officer had to do with one person before."""

    name: str
    stays: Sequence[Earlier] = ()
    visits: int = 0
    last_visit_on: date | None = None

    @property
    def words(self) -> str:
        """Held the case 3 March 2025 to 4 May 2026; 3 visits, the last on 2 May 2026."""
        said = [_stay(stay) for stay in self.stays]
        if self.visits and self.last_visit_on:
            number = "1 visit, on" if self.visits == 1 else f"{self.visits} visits, the last on"
            said.append(f"{number} {in_full(self.last_visit_on)}")
        return "; ".join(said)


def _stay(stay: Earlier) -> str:
    verb = "Held the case" if stay.role == AllocationRole.LEAD else "Co-worked"
    if stay.ends_on is None:
        return f"{verb} since {in_full(stay.starts_on)}"
    return f"{verb} {in_full(stay.starts_on)} to {in_full(stay.ends_on)}"


def known_words(known: Sequence[Known], *, of: int) -> str:
    """Whom of `of` people an officer knew: of one in full, of several their names."""
    if of == 1 or not known:
        return known[0].words if known else ""
    names = ", ".join(each.name for each in known[:SHOWN])
    more = f" and {len(known) - SHOWN} more" if len(known) > SHOWN else ""
    return f"Knew {len(known)} of the {of}: {names}{more}"


class Standing(NamedTuple):
    """What the order of candidates goes by."""

    is_own: bool
    supervises: bool
    is_away: bool
    reached: Sequence[Reached]
    lacks_training: bool
    knew: int
    load: tuple[int, int]
    km: int


def place(who: Standing) -> tuple[object, ...]:
    """CAS-41: own teams first, whoever supervises last among them; then who is there and has hours, who crosses no
    threshold, who is trained, who knew the person, who would carry less, who is nearer.
    """
    grave = [GRAVEST.index(each.band) for each in who.reached]
    return (
        not who.is_own,
        who.supervises,
        who.is_away,
        -min(grave) if grave else -len(GRAVEST),
        who.lacks_training,
        -who.knew,
        who.load,
        who.km,
    )


def agency_figure(agency: Agency) -> str:
    """What is compared beside the number of cases."""
    return "Capacity" if agency == Agency.PROBATION else "Registered people"

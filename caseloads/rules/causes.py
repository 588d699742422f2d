"""Since when an officer is at or above a threshold, and what brought it about: the cause comes with the number."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from core.calendar import in_full

DAY = timedelta(days=1)


class Came(NamedTuple):
    """A case that is the officer's since a day; `source` is who led it until then, empty where nobody did."""

    on: date
    source: str = ""


class Rose(NamedTuple):
    """A tier that weighs more than the one before it."""

    on: date


class Lost(NamedTuple):
    """Hours a week that went. Why is said nowhere: it may be illness."""

    on: date
    hours: Decimal


class Covers(NamedTuple):
    """A colleague for whom the officer stands in. Why they are away is said nowhere."""

    on: date
    whom: str


class Overran(NamedTuple):
    """The day on which the last sentence of a case ended that is open all the same."""

    on: date


class Released(NamedTuple):
    """The end of a stay in custody, from which on the case weighs as on licence or in the community."""

    on: date


Event = Came | Rose | Lost | Covers | Overran | Released


@dataclass(frozen=True, slots=True)
class Cause:
    """What happened since the day on which the officer was last below."""

    last_below: date
    events: tuple[Event, ...]

    def __str__(self) -> str:
        """CAS-30: "Since 3 November 2026: 4 cases came, 3 from Ben Mason and 1 new; 7.4 hours a week less."."""
        said = [words for tell in TELLING if (words := tell(self.events))]
        since = in_full(self.last_below + DAY)
        if not said:
            return f"So since {since}; nothing on record says what brought it about."
        return f"Since {since}: {'; '.join(said)}."


def last_below(changes: Iterable[date], is_over: Callable[[date], bool], *, on: date) -> date:
    """CAS-30: the last day on which the officer was below, given the days on which the value may have changed.

    Where it never was, the day before the first change: before it there was nothing to carry.
    """
    days = sorted({day for day in changes if day <= on}, reverse=True)
    for day in days:
        if not is_over(day - DAY):
            return day - DAY
    return (days[-1] if days else on) - DAY


def since(last: date, events: Iterable[Event]) -> Cause:
    """What of these happened after the last day below."""
    return Cause(last, tuple(event for event in events if event.on > last))


def _came(events: Iterable[Event]) -> str:
    sources = Counter(event.source for event in events if isinstance(event, Came))
    if not sources:
        return ""
    new = sources.pop("", 0)
    parts = [f"{number} from {name}" for name, number in sources.most_common()]
    parts += [f"{new} that nobody had led"] if new else []
    came = f"{_counted(sources.total() + new, 'case')} came"
    if len(parts) == 1:  # from one, the number is said once
        return f"{came} {parts[0].partition(' ')[2]}"
    return f"{came}, {_listed(parts)}"


def _covers(events: Iterable[Event]) -> str:
    names = dict.fromkeys(event.whom for event in events if isinstance(event, Covers))
    return f"stands in for {_listed(list(names))}" if names else ""


def _rose(events: Iterable[Event]) -> str:
    number = sum(isinstance(event, Rose) for event in events)
    return f"{_counted(number, 'tier')} rose" if number else ""


def _lost(events: Iterable[Event]) -> str:
    hours = sum((event.hours for event in events if isinstance(event, Lost)), Decimal(0))
    return f"{hours:.1f} hours a week less".replace(".0 ", " ") if hours else ""


def _released(events: Iterable[Event]) -> str:
    number = sum(isinstance(event, Released) for event in events)
    return f"{_counted(number, 'release')} from custody" if number else ""


def _overran(events: Iterable[Event]) -> str:
    number = sum(isinstance(event, Overran) for event in events)
    if not number:
        return ""
    return f"{_counted(number, 'case')} {'is' if number == 1 else 'are'} open though the last sentence ended"


# In the order of what a supervisor can do most about.
TELLING = (_came, _covers, _lost, _rose, _released, _overran)


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _listed(parts: list[str]) -> str:
    return " and ".join(filter(None, [", ".join(parts[:-1]), parts[-1]]))

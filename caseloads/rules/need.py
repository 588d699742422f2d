"""Who of a team most needs help, and why: one weight for everything that an officer carries and is late with."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from caseloads.choices import Band
from caseloads.rules.load import CAPACITY, COUNT, REGISTERED
from caseloads.rules.measures import Measures
from offenders.choices import RiskLevel

# Ours: what is overdue of somebody at very high risk weighs as much as a load that is red.
OF_BAND = {Band.AMBER: 5, Band.RED: 10, Band.CRITICAL: 20}
OF_LEVEL = {RiskLevel.VERY_HIGH: 10, RiskLevel.HIGH: 4}
OF_ANY, OF_FLAG, OUTCOMES_IN_ONE = 1, 5, 5
# The flags that say in words what the bands of the same officer say already.
SAID_BY_BANDS = frozenset({COUNT, REGISTERED, CAPACITY, "no_hours"})
SUPERVISION = "supervision"


class Reason(NamedTuple):
    """One of the reasons; `code` names the list behind it, of the cases or of the officers of a team."""

    weight: int
    code: str
    words: str


@dataclass(frozen=True, slots=True)
class Load:
    """What is known of one officer: measured, overdue over all kinds of work, flagged, not recorded."""

    measures: Measures
    bands: Mapping[str, Band] = field(default_factory=dict)
    overdue: int = 0
    by_level: Mapping[RiskLevel, int] = field(default_factory=dict)
    oldest: int = 0
    flags: Mapping[str, str] = field(default_factory=dict)  # what the flags are called, by kind
    outcomes: int = 0
    supervised_days: int | None = None  # since the last supervision, where one is on record


def need(reasons: Collection[Reason]) -> int:
    """POL-23, CAS-27: how much an officer needs help: the weights together; 0 where nothing is over and nothing is late."""
    return sum(reason.weight for reason in reasons)


def reasons_of(load: Load) -> list[Reason]:
    """POL-23, CAS-27: what the need of an officer is made of, as one sentence says it: the load, what is late, the rest."""
    return [*_bands(load), *_overdue(load), *_flags(load), *_outcomes(load)]


def worst(reasons: Collection[Reason], most: int = 3) -> list[Reason]:
    """Those that weigh most."""
    return sorted(reasons, key=lambda reason: -reason.weight)[:most]


def _bands(load: Load) -> list[Reason]:
    measures, said = load.measures, []
    if capacity := load.bands.get(CAPACITY):
        words = f"{measures.capacity}% of capacity"
        if measures.capacity and measures.capacity.is_without_hours:
            words = f"no hours for {_counted(measures.cases, 'case')}"
        said.append(Reason(OF_BAND[capacity], "points", words))
    if band := load.bands.get(REGISTERED):
        words = (
            f"{_counted(measures.counts['registered'], 'registered person', 'registered people')}"
        )
        said.append(Reason(OF_BAND[band], "registered", words))
    if band := load.bands.get(COUNT):
        said.append(Reason(OF_BAND[band], "cases", _counted(measures.cases, "case")))
    return said


def _overdue(load: Load) -> list[Reason]:
    if not load.overdue:
        return []
    rest = load.overdue - sum(load.by_level.get(level, 0) for level in OF_LEVEL)
    weight = rest * OF_ANY + sum(
        load.by_level.get(level, 0) * each for level, each in OF_LEVEL.items()
    )
    words = f"{load.overdue} overdue"
    first = next((level for level in OF_LEVEL if load.by_level.get(level)), None)
    if first:
        words += f", {load.by_level[first]} of them {first.label.lower()} risk"
    return [Reason(weight, "overdue", f"{words}, the oldest by {_counted(load.oldest, 'day')}")]


def _flags(load: Load) -> list[Reason]:
    said = []
    for kind, label in load.flags.items():
        if kind in SAID_BY_BANDS:
            continue
        words = label.lower()
        if kind == SUPERVISION and load.supervised_days is not None:
            words = f"last supervision {_counted(load.supervised_days, 'day')} ago"
        said.append(Reason(OF_FLAG, kind, words))
    return said


def _outcomes(load: Load) -> list[Reason]:
    if not load.outcomes:
        return []
    weight = max(1, load.outcomes // OUTCOMES_IN_ONE)
    return [Reason(weight, "outcomes", f"{_counted(load.outcomes, 'outcome')} to record")]


def _counted(number: int, noun: str, many: str = "") -> str:
    return f"{number} {noun if number == 1 else many or noun + 's'}"

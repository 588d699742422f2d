"""Where everyone is: how many are in each state, for how long, and which share has no work at all (PRG-58, F-28)."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from statistics import median

from programmes.choices.referral import COMPLETED
from programmes.choices.state import WAITING, State
from programmes.rules.start import NOT_MADE
from programmes.rules.state import Standing, StateFacts

# The share of 2019 with no work at all, beside which ours is shown (F-28).
OF_2019 = 40


@dataclass(frozen=True, slots=True)
class Line:
    """One state: who is in it, and the weeks that they have been, where the day is known."""

    state: State
    case_ids: tuple[int, ...]
    weeks: tuple[int, ...]

    @property
    def people(self) -> int:
        return len(self.case_ids)

    @property
    def median(self) -> int | None:
        return round(median(self.weeks)) if self.weeks else None

    @property
    def longest(self) -> int | None:
        return max(self.weeks, default=None)


@dataclass(frozen=True, slots=True)
class Share:
    """Some of a number of people; in a hundred, rounded, and none of nobody."""

    some: int
    of: int

    @property
    def percent(self) -> int | None:
        return round(100 * self.some / self.of) if self.of else None

    @property
    def words(self) -> str:
        """ "3 of 40 (8%)"; of nobody nothing is a share."""
        return f"{self.some} of {self.of}" + ("" if self.percent is None else f" ({self.percent}%)")


def lines_of(standings: Mapping[int, Standing], on: date) -> list[Line]:
    """A line for each state, in the order of the states, empty ones too: that nobody is there is an answer."""
    found: dict[State, list[tuple[int, date | None]]] = {state: [] for state in State}
    for case_id, standing in standings.items():
        found[standing.state].append((case_id, standing.since))
    return [
        Line(
            state,
            tuple(case_id for case_id, _ in rows),
            tuple((on - since).days // 7 for _, since in rows if since is not None),
        )
        for state, rows in found.items()
    ]


def without_work(lines: Iterable[Line]) -> Share:
    """PRG-58: of those with a sentence in force, how many have no work on the offending."""
    counted = {line.state: line.people for line in lines}
    of = sum(people for state, people in counted.items() if state != State.NO_SENTENCE)
    return Share(counted.get(State.NO_WORK, 0), of)


def in_states(lines: Iterable[Line], states: Iterable[State]) -> int:
    wanted = set(states)
    return sum(line.people for line in lines if line.state in wanted)


def waiting(lines: Iterable[Line]) -> int:
    return in_states(lines, WAITING)


@dataclass(frozen=True, slots=True)
class Steps:
    """R-10: who of those with a sentence in force came how far, by their cases."""

    suitable: frozenset[int]
    referred: frozenset[int]
    started: frozenset[int]
    completed: frozenset[int]

    @property
    def put_forward(self) -> frozenset[int]:
        return self.referred & self.suitable


def steps_of(facts: Mapping[int, StateFacts], suitable: Collection[int], on: date) -> Steps:
    """By the referral that counts and not by the state: who was found not suitable, or is in breach, was referred all
    the same, and who left a programme had started it. A referral that was begun and not submitted is none yet.
    """
    made = {pk: row.referral for pk, row in facts.items() if row.referral is not None}
    referred = {pk: row for pk, row in made.items() if row.status not in NOT_MADE}
    return Steps(
        suitable=frozenset(pk for pk in suitable if pk in facts and facts[pk].sentence),
        referred=frozenset(referred),
        started=frozenset(pk for pk, row in referred.items() if row.has_begun(on)),
        completed=frozenset(pk for pk, row in referred.items() if row.status in COMPLETED),
    )

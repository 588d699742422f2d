"""Where everyone is: how many are in each state, for how long, and which share has no work at all (PRG-58, F-28)."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from statistics import median

from programmes.choices.state import WAITING, State
from programmes.rules.state import Standing

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


REFERRED = frozenset(
    {
        State.ASSESSMENT,
        State.GROUP,
        State.NOT_READY,
        State.SCHEDULED,
        State.ON_PROGRAMME,
        State.COMPLETED,
        State.ENFORCEMENT,
    }
)
STARTED = frozenset({State.ON_PROGRAMME, State.COMPLETED})


def in_states(lines: Iterable[Line], states: Iterable[State]) -> int:
    wanted = set(states)
    return sum(line.people for line in lines if line.state in wanted)


def funnel(lines: Iterable[Line], eligible: Collection[int]) -> list[tuple[str, Share]]:
    """R-10: referred of those suitable by their inputs, started of those referred, completed of those started."""
    by_state = {line.state: set(line.case_ids) for line in lines}
    referred = set().union(*(by_state[state] for state in REFERRED))
    started = set().union(*(by_state[state] for state in STARTED))
    suitable = set(eligible)
    return [
        (
            "Referred, of those suitable by their inputs",
            Share(len(referred & suitable), len(suitable)),
        ),
        ("Started, of those referred", Share(len(started), len(referred))),
        ("Completed, of those started", Share(len(by_state[State.COMPLETED]), len(started))),
    ]


def waiting(lines: Iterable[Line]) -> int:
    return in_states(lines, WAITING)

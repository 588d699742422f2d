"""F-13: when a manager looks again at a case of high or very high risk, and by when the officer answers."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple
from uuid import UUID

from core.calendar import in_full
from core.errors import Problem
from offenders.choices import PauseKind, RiskLevel, Severity
from offenders.rules import Due, Input
from offenders.rules.clock import Dated, Paused, clock_start, paused_now, restart
from people.choices import Agency

# The kinds of deadline.
REVIEW, ANSWER = "manager_review", "manager_answer"
VERY_HIGH, HIGH = "manager.vh_review", "manager.high_review"
SETTING_OF = {RiskLevel.VERY_HIGH: VERY_HIGH, RiskLevel.HIGH: HIGH}
# Time at large does not stop this clock: whoever looks for somebody is the one who needs a manager.
STOPS = frozenset({PauseKind.CUSTODY, PauseKind.HOSPITAL, PauseKind.TRANSFERRED})
# Of what was asked a line says so many characters; the page of the answer has the rest.
MOST_WORDS = 1_200


class Level(NamedTuple):
    """One assessment of a tool."""

    level: RiskLevel
    on: date
    ref: str


class Every(NamedTuple):
    """Every how many days, and since when that holds; 0 asks for none."""

    days: int
    since: date


@dataclass(frozen=True, slots=True)
class Reviewed:
    """What decides about the reviews of one case by managers of one agency."""

    agency: Agency
    tool: str
    levels: Sequence[Level]  # oldest first
    every: dict[RiskLevel, Every]
    counts_from: date
    last: Dated | None = None
    pauses: Sequence[Paused] = ()


def came_up(levels: Sequence[Level]) -> Level | None:
    """F-13: the assessment with which the newest level, or one above it, began to hold without a break; None below high."""
    if not levels or levels[-1].level not in SETTING_OF:
        return None
    wanted = {RiskLevel.VERY_HIGH} | {levels[-1].level}
    first = levels[-1]
    for row in reversed(levels):
        if row.level not in wanted:
            break
        first = row
    return first


def manager_review_due(facts: Iterable[Reviewed], on: date) -> list[Due]:
    """F-13: a manager reviews very high cases every 28 days and high ones every 84 (settings; 0 asks for none).

    The clock runs from the latest of the last review, the day on which the level came up, the day from which the kind
    counts for the team, and the last release, discharge or transfer back. It stands still in custody, in hospital and
    while transferred out, and runs on while somebody is at large.
    """
    found = (_review_due(row, on) for row in facts)
    return [due for due in found if due is not None]


def _review_due(row: Reviewed, on: date) -> Due | None:
    first = came_up(row.levels)
    if first is None or on < row.counts_from or paused_now(_stops(row), on=on):
        return None
    newest = row.levels[-1]
    every = row.every.get(newest.level, Every(0, date.min))
    if not every.days:
        return None
    counted = Dated(row.counts_from, "", "Asked for here since")
    risen = Dated(first.on, first.ref, f"{newest.level.label} since")
    start = clock_start(row.last, risen, restart(_stops(row), on=on), counted)
    if start is None:
        return None
    return Due(
        on=start.on + timedelta(days=every.days),
        rule="F-13",
        because=f"{newest.level.label} ({row.tool}): a manager reviews the case every {every.days} days. "
        f"{_since(start)} {in_full(start.on)}.",
        severity=Severity.HIGH if newest.level == RiskLevel.VERY_HIGH else Severity.STANDARD,
        inputs=(
            Input("Level", newest.level.label, newest.on, newest.ref),
            Input("Counts from", start.words, start.on, start.ref),
            Input("Standard", f"Every {every.days} days, in force since", every.since),
        ),
        subject=row.agency.value,
        agency=row.agency,
    )


def _stops(row: Reviewed) -> list[Paused]:
    return [pause for pause in row.pauses if pause.kind in STOPS]


def _since(start: Dated) -> str:
    return start.words if start.words.endswith("since") else f"{start.words} on"


@dataclass(frozen=True, slots=True)
class Unanswered:
    """Something that a manager asked for and nobody had answered by the day. `key` is its UUID."""

    key: UUID
    agency: Agency
    about: str
    asks: str
    asked_by: str
    asked_on: date
    due_on: date
    ref: str


def manager_answer_due(facts: Iterable[Unanswered], on: date) -> list[Due]:
    """F-13, F-30: what a manager asks is answered by the day that they named; shown from the day on which it is asked."""
    return [
        Due(
            on=row.due_on,
            rule="F-13",
            because=f"{row.asked_by} asks after {row.about}: {_cut(row.asks)}",
            severity=Severity.STANDARD,
            inputs=(
                Input("Asked", f"By {row.asked_by}, after {row.about}", row.asked_on, row.ref),
            ),
            subject=str(row.key),
            told_on=min(row.asked_on, row.due_on),
            agency=row.agency,
        )
        for row in facts
    ]


def _cut(words: str) -> str:
    line = " ".join(words.split())
    if len(line) <= MOST_WORDS:
        return line
    return f"{line[:MOST_WORDS].rstrip()}… (the rest is where you answer)"


def asking_problem(*, must_ask: bool, asks: str, due_on: date | None, on: date) -> Problem | None:
    """F-13: an outcome that needs the officer says what they are to do, and whatever is asked has a day, which is ahead."""
    if must_ask and not asks:
        return Problem("asks", "Say what the officer is to do")
    if asks and due_on is None:
        return Problem("answer_by", "Say by when the officer answers")
    if due_on is not None and not asks:
        return Problem("asks", "Say what is to be done by that day, or take the day out")
    if due_on is not None and due_on < on:
        return Problem("answer_by", "The day must be today or later")
    return None

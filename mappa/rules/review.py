"""When MAPPA management is reviewed, and what a review says (MAP-20, MAP-21, MAP-25, MAP-33 to MAP-35)."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from core.calendar import add_months, in_full
from core.errors import Problem
from mappa.choices import Category, Considered, Level, ReviewOutcome
from offenders.choices import PauseKind, Severity
from offenders.rules import Due, Input
from offenders.rules.clock import Dated, Paused, clock_start, paused_now
from people.choices import Agency

# The kind of deadline, and the numbers that it runs by.
REVIEW = "mappa_review"
SETTING_OF = {
    Level.ONE: "mappa.l1_review",
    Level.TWO: "mappa.l2_review",
    Level.THREE: "mappa.l3_review",
}
RULE_OF = {Level.ONE: "MAP-25", Level.TWO: "MAP-21", Level.THREE: "MAP-20"}
# A meeting is called weeks before it is held.
TOLD_AHEAD = {
    Level.ONE: timedelta(days=14),
    Level.TWO: timedelta(days=28),
    Level.THREE: timedelta(days=28),
}
# Nobody asks for the review of level 1 meanwhile: the prison or the hospital has the person.
ASKS_NOTHING = frozenset({PauseKind.CUSTODY, PauseKind.HOSPITAL})


@dataclass(frozen=True, slots=True)
class Every:
    """How often a level is reviewed, and since when that is the standard; 0 asks for nothing."""

    number: int
    unit: str
    since: date

    @property
    def words(self) -> str:
        one = self.unit.removesuffix("s")
        return one if self.number == 1 else f"{self.number} {self.unit}"

    def after(self, day: date) -> date:
        """DAT-7: months are those of the calendar, clamped to the last day of one; weeks are seven days each."""
        if self.unit.startswith("month"):
            return add_months(day, self.number)
        return day + timedelta(weeks=self.number)


@dataclass(frozen=True, slots=True, kw_only=True)
class Managed:
    """A level in force: since when it is set, when it was last reviewed, what stands in the way of asking.

    `last` is the newest review until the day, of this level or of the one before it; `agency` is who leads, where that
    is an agency here that holds the case.
    """

    category: Category
    level: Level
    lead: str
    set_on: date
    ref: str
    every: Every
    last: Dated | None = None
    pauses: Sequence[Paused] = ()
    agency: Agency | None = None


def mappa_review_due(facts: Managed, on: date) -> list[Due]:
    """MAP-35: the later of the last review and the day on which the level was set, and the interval of the level.

    MAP-25: 6 calendar months at level 1, MAP-21: 16 weeks at level 2, MAP-20: 8 weeks at level 3 (settings). At level 1
    nothing is asked for while somebody is in custody or hospital, and coming out does not begin the clock anew; at
    levels 2 and 3 it is asked for there too, as from somebody at large. A transfer ends it. No visit touches it (MAP-33).
    """
    if not facts.every.number or _stops(facts, on):
        return []
    level_set = Dated(facts.set_on, facts.ref, "Level set")
    start = clock_start(facts.last, level_set) or level_set
    due_on = facts.every.after(start.on)
    return [
        Due(
            on=due_on,
            rule=RULE_OF[facts.level],
            because=f"{facts.level.label}: a review every {facts.every.words}. {start.words} {in_full(start.on)}.",
            severity=Severity.STANDARD if facts.level == Level.ONE else Severity.HIGH,
            inputs=(
                Input(
                    "Level",
                    f"{facts.level.label}, category {facts.category.value}",
                    facts.set_on,
                    facts.ref,
                ),
                Input("Lead agency", facts.lead),
                Input("Counts from", start.words, start.on, start.ref),
                Input("Standard", f"Every {facts.every.words}, in force since", facts.every.since),
            ),
            told_on=due_on - TOLD_AHEAD[facts.level],
            agency=facts.agency,
        )
    ]


def _stops(facts: Managed, on: date) -> bool:
    kinds = {PauseKind.TRANSFERRED} | (ASKS_NOTHING if facts.level == Level.ONE else set())
    return paused_now([row for row in facts.pauses if row.kind in kinds], on=on) is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingSaid:
    """A meeting held elsewhere: when, who was in the chair, and what its minutes are found by."""

    held_on: date | None = None
    chair: str = ""
    reference: str = ""

    @property
    def is_empty(self) -> bool:
        return not (self.held_on or self.chair or self.reference)


NO_MEETING = MeetingSaid()


def meeting_problem(meeting: MeetingSaid, *, must: bool, on: date) -> Problem | None:
    """MAP-14: what a meeting decided names its day, its chair and its reference, all three or none."""
    if meeting.is_empty and not must:
        return None
    if meeting.held_on is None:
        return Problem("meeting_on", "Enter the day of the meeting")
    if meeting.held_on > on:
        return Problem("meeting_on", "The meeting cannot be in the future")
    if not meeting.chair.strip():
        return Problem("meeting_chair", "Say who was in the chair")
    if not meeting.reference.strip():
        return Problem("meeting_ref", "Enter the reference of the minutes")
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewSaid:
    """A review as it is typed: never a line in a log (MAP-34)."""

    reviewed_on: date
    considered: Collection[str]
    findings: str
    outcome: str
    meeting: MeetingSaid = NO_MEETING


def review_problem(said: ReviewSaid, *, level_set_on: date, on: date) -> Problem | None:
    """MAP-34: a review says on which day, what was considered, what was found and what comes of it."""
    if said.reviewed_on > on:
        return Problem("reviewed_on", "A review cannot be in the future")
    if said.reviewed_on < level_set_on:
        return Problem(
            "reviewed_on", f"The level was set on {in_full(level_set_on)}, so the review is later"
        )
    if not said.considered or not set(said.considered) <= set(Considered.values):
        return Problem("considered", "Choose what was considered")
    if not said.findings.strip():
        return Problem("findings", "Say what was found")
    if said.outcome not in ReviewOutcome.values:
        return Problem("outcome", "Choose what comes of it")
    return meeting_problem(said.meeting, must=False, on=said.reviewed_on)


def next_review_on(level: Level, day: date, every: Mapping[Level, Every]) -> date | None:
    """MAP-35: by when a level that is reviewed or set on this day is reviewed again; None where nothing is asked for."""
    standard = every.get(level)
    return standard.after(day) if standard and standard.number else None

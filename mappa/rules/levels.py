"""Which level may be set of whom, on what, and who decides (MAP-4, MAP-6, MAP-9 to MAP-14)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from core.calendar import add_working_days, expected_words, in_full
from core.errors import Problem
from mappa.choices import Category, Criterion, LeadAgency, Level
from mappa.rules.review import MeetingSaid, meeting_problem
from offenders.choices import Severity
from offenders.rules import Due, Input
from people.choices import Agency

# The kind of deadline of what waits to be decided, and the number of days that a manager has for what is theirs to read.
TO_DECIDE, WAIT = "level_to_decide", "prob.countersign_wait"

# MAP-10 to MAP-12: what each level may rest on, and of what it needs at least one.
FOR_LEVEL_1 = frozenset({Criterion.LEAD_CAN_MANAGE})
FOR_LEVEL_2 = frozenset({Criterion.HIGH_RISK, Criterion.OTHERS_ACTIVE, Criterion.WAS_LEVEL_3})
FOR_LEVEL_3 = frozenset({Criterion.RESOURCES, Criterion.PUBLIC_INTEREST})
ALLOWED = {
    Level.ONE: FOR_LEVEL_1,
    Level.TWO: FOR_LEVEL_2,
    # Nobody is at level 3 because they no longer need it.
    Level.THREE: FOR_LEVEL_2 - {Criterion.WAS_LEVEL_3} | FOR_LEVEL_3,
}
CATEGORY_3_NEEDS_MORE = (
    "Category 3 is managed at level 2 or 3 only. If level 1 is enough, they leave MAPPA"
)


@dataclass(frozen=True, slots=True)
class Screened:
    """The screening that counts; `category` is None where it found that the person is not eligible."""

    on: date
    category: Category | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelSaid:
    """A level as it is proposed."""

    level: int
    lead_agency: str
    criteria: Collection[str]
    rationale: str


def screening_problem(screened: Screened | None, *, on: date) -> Problem | None:
    """MAP-8, MAP-13: no level without a screening that found the person eligible, and none before it."""
    if screened is None:
        return Problem("level", "They are not screened yet: record the screening first")
    if screened.category is None:
        return Problem("level", "The screening says that they are not eligible: screen them again")
    if screened.on > on:
        return Problem("level", f"They were screened on {in_full(screened.on)}, after that day")
    return None


def category_problem(category: int, level: int) -> Problem | None:
    """MAP-4: others are in category 3 only because they need level 2 or 3."""
    if category == Category.THREE and level == Level.ONE:
        return Problem("level", CATEGORY_3_NEEDS_MORE)
    return None


def level_problem(said: LevelSaid, screened: Screened | None, *, on: date) -> Problem | None:
    """MAP-4, MAP-9, MAP-13: what is wrong with a level that is proposed on a day, the first thing found.

    The category is that of the screening (MAP-6): a person is in one, and it is decided there.
    """
    if said.level not in Level.values:
        return Problem("level", "Choose the level")
    found = screening_problem(screened, on=on)
    if found is None and screened and screened.category:
        found = category_problem(screened.category, said.level)
    if found:
        return found
    if said.lead_agency not in LeadAgency.values:
        return Problem("lead_agency", "Choose the lead agency")
    return criteria_problem(Level(said.level), said.criteria) or (
        None if said.rationale.strip() else Problem("rationale", "Say why this level")
    )


def criteria_problem(level: Level, criteria: Collection[str]) -> Problem | None:
    """MAP-11: level 2 meets one of its criteria at least. MAP-12: level 3 one of those, and one of its own."""
    given = frozenset(criteria)
    if not given <= set(Criterion.values):
        return Problem("criteria", "Choose from the criteria")
    if level != Level.ONE and not given:
        return Problem("criteria", f"Choose what {level.label.lower()} rests on")
    stray = sorted(given - ALLOWED[level])
    if stray:
        return Problem(
            "criteria", f"Not a criterion of {level.label.lower()}: {Criterion(stray[0]).label}"
        )
    if level == Level.THREE and not given & FOR_LEVEL_3:
        return Problem("criteria", "Choose why senior people are needed: that makes it level 3")
    if level == Level.THREE and not given & FOR_LEVEL_2:
        return Problem("criteria", "Level 3 meets a criterion of level 2 too: choose which")
    return None


def is_for_a_meeting(level: int, before: int | None) -> bool:
    """MAP-14: a meeting decides of levels 2 and 3, and of coming down from them; a manager of level 1."""
    return level != Level.ONE or before not in {None, Level.ONE}


@dataclass(frozen=True, slots=True, kw_only=True)
class Approval:
    """How a proposed level is set: by a manager on a day, or by a meeting that was held."""

    level: int
    before: int | None  # the level in force, None where there is none
    before_on: date | None
    meeting: MeetingSaid
    is_own: bool  # whoever approves has proposed it
    screened_on: date


def set_on(approval: Approval, *, on: date) -> date:
    """MAP-14: a level holds from the day of the meeting that decided it; a manager's from the day of the approval."""
    return approval.meeting.held_on or on


def approval_problem(approval: Approval, *, on: date) -> Problem | None:
    """MAP-14: level 1 is approved by a manager who did not propose it, everything else by a meeting that is named."""
    must = is_for_a_meeting(approval.level, approval.before)
    if not must and approval.is_own:
        return Problem("decision", "You proposed this level, so another manager decides about it")
    found = meeting_problem(approval.meeting, must=must, on=on)
    if found:
        return found
    starts_on = set_on(approval, on=on)
    if starts_on < approval.screened_on:
        return Problem(
            "meeting_on",
            f"They were screened on {in_full(approval.screened_on)}: no level is set before that",
        )
    if approval.before_on and starts_on <= approval.before_on:
        about = "meeting_on" if approval.meeting.held_on else "decision"
        return Problem(
            about,
            f"A level was set on {in_full(approval.before_on)}: the next one can hold from the day after",
        )
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposed:
    """A level that waits to be decided; `agency` is that of whoever proposed it, whose managers decide."""

    key: UUID
    level: Level
    by: str
    on: date
    is_for_a_meeting: bool
    agency: Agency | None
    days: int
    since: date


def level_to_decide_due(facts: Proposed, on: date) -> list[Due]:
    """MAP-14: what is proposed is decided, or sent back with the reason, within the days of a countersignature (PRO-24)."""
    due_on = add_working_days(facts.on, facts.days)
    expected = expected_words(facts.on, due_on)
    note = f" ({expected})" if expected else ""
    who = (
        "A meeting decides, and a manager records it"
        if facts.is_for_a_meeting
        else "A manager decides"
    )
    return [
        Due(
            on=due_on,
            rule="MAP-14",
            because=f"{facts.by} proposed {facts.level.label.lower()} on {in_full(facts.on)}. {who}{note}.",
            severity=Severity.STANDARD if facts.level == Level.ONE else Severity.HIGH,
            inputs=(
                Input("Proposed", f"{facts.level.label}, by {facts.by}", facts.on),
                Input("Standard", f"{facts.days} working days, in force since", facts.since),
            ),
            subject=str(facts.key),
            told_on=min(facts.on, due_on),
            agency=facts.agency,
        )
    ]

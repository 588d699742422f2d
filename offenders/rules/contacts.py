"""What a contact may say: which outcome fits, when an action is asked for, by when the person must answer."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from core.calendar import LONDON, in_full, london_date
from core.errors import Problem
from offenders.choices import OutcomeRule

# VOC-16, VOC-17: a letter that somebody else writes is requested, and stands as to be sent until it was.
REQUESTED = "WLS"
LETTERS = frozenset({"EA02", "EA03", "EA04", "EA05", "EA08", "LCL"})
REPEATS_WITHIN = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class TypeFacts:
    """What a contact type allows (VOC-1, VOC-12)."""

    name: str
    outcome_rule: OutcomeRule
    is_appointment: bool
    can_send_home: bool


@dataclass(frozen=True, slots=True)
class OutcomeFacts:
    """What an outcome means (section 10.2)."""

    name: str
    needs_action: bool
    is_sent_home: bool
    for_home_visits: bool


def outcome_fits(kind: TypeFacts, outcome: OutcomeFacts) -> bool:
    """VOC-1, VOC-12, VOC-19: home visit outcomes belong to visit records; nobody is sent home from a call."""
    if kind.outcome_rule == OutcomeRule.NONE or outcome.for_home_visits:
        return False
    return kind.can_send_home or not outcome.is_sent_home


def outcome_problem(
    kind: TypeFacts, outcome: OutcomeFacts | None, *, is_future: bool
) -> Problem | None:
    """What is wrong with this outcome of this type (VOC-12)."""
    is_missing = kind.outcome_rule == OutcomeRule.REQUIRED and not is_future
    words = ""
    if outcome is None:
        words = f"Choose how it ended: {kind.name} needs an outcome" if is_missing else ""
    elif is_future:
        words = (
            "An appointment that is still to come has no outcome: leave it empty, or change the day"
        )
    elif not outcome_fits(kind, outcome):
        words = f"“{outcome.name}” is not an outcome of {kind.name}: choose another"
    return Problem("outcome", words) if words else None


def action_problem(outcome: OutcomeFacts | None, *, has_action: bool) -> Problem | None:
    """VOC-17: an outcome that needs action asks which; no other outcome has one."""
    needs = outcome is not None and outcome.needs_action
    if needs == has_action:
        return None
    words = (
        f"Choose what you are doing about it: “{outcome.name}” needs an action"
        if outcome and needs
        else "This outcome needs no enforcement action: leave it empty, or change the outcome"
    )
    return Problem("enforcement_action", words)


def letter_problem(action: str, letter: str) -> Problem | None:
    """VOC-17: a request says for which letter; no other action has one."""
    if action == REQUESTED and letter not in LETTERS:
        return Problem("letter", "Choose which letter was requested")
    if action != REQUESTED and letter:
        return Problem("letter", "Leave the letter empty, or choose that one was requested")
    return None


def sent_problem(sent_on: date, *, requested_on: date, on: date) -> Problem | None:
    """A letter is sent after it was requested, and not after today."""
    if sent_on > on:
        return Problem("sent_on", f"The day must be today, {in_full(on)}, or in the past")
    if sent_on < requested_on:
        return Problem(
            "sent_on", f"It was requested on {in_full(requested_on)}: choose a later day"
        )
    return None


def respond_by(happened_on: date, *, response_days: int | None) -> date | None:
    """VOC-17: the contact's date and the action's response period; None where the action has none."""
    return happened_on + timedelta(days=response_days) if response_days else None


def planning_problem(kind: TypeFacts, *, happened_at: datetime, at: datetime) -> Problem | None:
    """Only appointments lie ahead."""
    if happened_at <= at or kind.is_appointment:
        return None
    return Problem(
        "happened_on",
        f"{kind.name} cannot be planned: choose a planned type, like Planned Office Visit, "
        "or a time that is over",
    )


def repeat_problem(
    recorded_at: datetime | None, *, at: datetime, is_another: bool
) -> Problem | None:
    """The browser's Back button and Save: whether the same was meant twice, only the person knows.

    `recorded_at` is when they recorded a contact of this person, type and time (`REPEATS_WITHIN`), if they did.
    """
    if recorded_at is None or is_another:
        return None
    here, day = recorded_at.astimezone(LONDON), london_date(recorded_at)
    when = f"{here:%H:%M}" if day == london_date(at) else f"{here:%H:%M} on {in_full(day)}"
    return Problem("is_another", f"You recorded this at {when}: another one?")

"""When an officer is to be supervised, and what can be planned and recorded of a session."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from core.calendar import in_full, london_date
from core.errors import Problem
from offenders.choices import Severity
from offenders.rules import Due, Input

# Nobody supervises somebody who is away for so long, and nobody is asked to.
LONG_AWAY = timedelta(days=28)
FURTHEST = timedelta(days=366)
MOST_ACTIONS = 5


@dataclass(frozen=True, slots=True)
class Away:
    """From a day to a day that is no longer part of it; an empty end is open."""

    starts_on: date
    ends_on: date | None

    @property
    def is_long(self) -> bool:
        return self.ends_on is None or self.ends_on - self.starts_on >= LONG_AWAY


@dataclass(frozen=True, slots=True)
class SupervisionFacts:
    """What is known of one officer: the last session, since when it is asked for here, what is planned, who is asked."""

    interval: int
    since: date
    held_on: date | None = None
    away: Sequence[Away] = ()  # begun by the day, oldest first
    planned_at: datetime | None = None
    supervisor: str = ""
    supervisor_id: int | None = None


def supervision_due(facts: SupervisionFacts, on: date) -> list[Due]:
    """F-2: an officer is supervised within so many days of the last session that was held.

    Counted from the day on which this is asked for here, or on which they came, where that is later, and from the end
    of a long absence; not while one lasts. Twice as late it is grave. A session that is only planned changes nothing.
    """
    away = [each for each in facts.away if each.is_long]
    if any(each.ends_on is None or on < each.ends_on for each in away):
        return []
    back_on = max((each.ends_on for each in away if each.ends_on), default=None)
    start = max(filter(None, (facts.held_on, facts.since, back_on)))
    due_on = start + timedelta(days=facts.interval)
    is_grave = (on - start).days > 2 * facts.interval
    return [
        Due(
            on=due_on,
            rule="F-2",
            because=_because(facts, start, back_on),
            severity=Severity.HIGH if is_grave else Severity.STANDARD,
            inputs=_inputs(facts, back_on),
            asked_of=facts.supervisor_id,
        )
    ]


def _because(facts: SupervisionFacts, start: date, back_on: date | None) -> str:
    said = [f"Supervision at least every {facts.interval} days."]
    if facts.held_on:
        said.append(f"Last held {in_full(facts.held_on)}.")
    else:
        said.append("None is on record.")
    if start == back_on and start != facts.held_on:
        said.append(f"Back from a long absence on {in_full(back_on)}.")
    elif start != facts.held_on:
        said.append(f"Asked for here since {in_full(start)}.")
    if facts.planned_at:
        said.append(f"Planned for {in_full(london_date(facts.planned_at))}.")
    return " ".join(said)


def _inputs(facts: SupervisionFacts, back_on: date | None) -> tuple[Input, ...]:
    found = [Input("Asked for here", "Since", facts.since)]
    if facts.held_on:
        found.append(Input("Last session", "Held", facts.held_on))
    if back_on:
        found.append(Input("A long absence", "Back", back_on))
    if facts.supervisor:
        found.append(Input("Asked of", facts.supervisor))
    return tuple(found)


def plan_problem(starts_at: datetime, *, at: datetime) -> Problem | None:
    """What is wrong with the time for which a session is planned."""
    if starts_at <= at:
        return Problem("day", "Choose a time ahead; what has been is recorded as held.")
    if london_date(starts_at) > london_date(at) + FURTHEST:
        return Problem("day", "That is more than a year ahead: check the year.")
    return None


def held_problem(held_on: date, *, on: date, others: Sequence[date]) -> Problem | None:
    """What is wrong with the day on which a session is said to have been held."""
    words = ""
    if held_on > on:
        words = "A session that is still to come cannot have been held: plan it."
    elif held_on < on - FURTHEST:
        words = "That is more than a year ago: check the year."
    elif held_on in others:
        words = f"A session on {in_full(held_on)} is on record already."
    return Problem("held_on", words) if words else None


def action_problem(due_on: date, *, held_on: date) -> Problem | None:
    """What is wrong with the day by which something that was agreed is to be done."""
    if due_on < held_on:
        return Problem("due_on", "It cannot be due before the session in which it was agreed.")
    return None

"""What a deadline says, when it is overdue, when a record is late."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from core.calendar import in_full
from offenders.choices import Severity


@dataclass(frozen=True, slots=True)
class Input:
    """A fact that a date was worked out from (JOB-2). `ref` names the record: "risk:15", "visit:<uuid>"."""

    label: str
    value: str
    on: date | None = None
    ref: str = ""


@dataclass(frozen=True, slots=True)
class Due:
    """What must happen to a case by a day, and why.

    `on` is the last day in time; overdue starts the next day (JOB-4). `missing` names a fact without which no
    date can be worked out: such an answer is a `data_missing` deadline, never "not due" (JOB-6).
    """

    on: date
    rule: str
    because: str
    severity: Severity
    inputs: tuple[Input, ...] = ()
    subject: str = ""
    missing: str = ""


def is_overdue(due_on: date, *, on: date) -> bool:
    """JOB-4: the due day itself is in time; overdue from the next London day."""
    return due_on < on


def days_overdue(due_on: date, *, on: date) -> int:
    """Whole days since the due day; 0 when not overdue."""
    return max((on - due_on).days, 0)


def is_recorded_late(*, happened_at: datetime, recorded_at: datetime, hours: int) -> bool:
    """POL-12, F-14: recorded more than `hours` hours after it happened."""
    return recorded_at - happened_at > timedelta(hours=hours)


@dataclass(frozen=True, slots=True)
class AtLargeFacts:
    """An open period unlawfully at large."""

    since: date
    ref: str


def at_large_due(facts: AtLargeFacts, on: date) -> list[Due]:
    """POL-16, JOB-5: clocks stand still for somebody unlawfully at large; that they are is a flag of its own.

    Asked for on the day itself, a flag from the day after until the period ends.
    """
    return [
        Due(
            on=facts.since,
            rule="POL-16",
            because=f"Unlawfully at large since {in_full(facts.since)}. Visits are not asked for meanwhile.",
            severity=Severity.CRITICAL,
            inputs=(Input("Unlawfully at large", "Since", facts.since, facts.ref),),
        )
    ]

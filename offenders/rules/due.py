"""What a deadline says, when it is overdue, when a record is late."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from core.calendar import in_full
from offenders.choices import Severity
from people.choices import Agency


@dataclass(frozen=True, slots=True)
class Input:
    """A fact that a date was worked out from (JOB-2). `ref` names the record: "risk:15", "visit:<uuid>"."""

    label: str
    value: str
    on: date | None = None
    ref: str = ""


# The room that the database has for what a rule says, in characters.
ROOM = {"rule": 20, "because": 2000, "subject": 120, "missing": 60, "value": 120, "cause": 120}
# A deadline is shown ahead from so many days before its day, where its rule names no other day.
TOLD_AHEAD = timedelta(days=7)


class UnfitAnswerError(ValueError):
    """A rule said what cannot be stored: a defect of the rule, found in its own tests."""


@dataclass(frozen=True, slots=True)
class Due:
    """What must happen to a case by a day, and why.

    `on` is the last day in time; overdue starts the next day (JOB-4). `subject` says which of several: an
    enrolment, or the UUID of a record where an act is about that record. `missing` names a fact without which
    no date can be worked out: such an answer says so, never "not due" (JOB-6). `value` is what was measured,
    where something was ("63 cases"), or which of several it is, in words. `told_on` is the first day on which it is shown ahead of its day, by default a
    week before. `cause` is the key of what makes several deadlines at once; empty where it stands for itself.
    `is_held` is a value that is no longer at its threshold and has not gone far enough below it (CAS-28): it is on no list
    and raises nothing, but a flag that is open stays. `flagged_as` is the severity that an open flag has meanwhile, where
    that is another.
    `agency` is whose work it is where its kind does not say, `asked_of` the id of the officer who is asked where that
    is one person and not whoever holds the case.
    Raises UnfitAnswerError when it does not fit into the database.
    """

    on: date
    rule: str
    because: str
    severity: Severity
    inputs: tuple[Input, ...] = ()
    subject: str = ""
    missing: str = ""
    value: str = ""
    told_on: date | None = None
    cause: str = ""
    agency: Agency | None = None
    asked_of: int | None = None
    is_held: bool = False
    flagged_as: Severity | None = None

    def __post_init__(self) -> None:
        for name, room in ROOM.items():
            if len(getattr(self, name)) > room:
                raise UnfitAnswerError(
                    f"{self.rule[:20]}: {name} has {len(getattr(self, name))} characters, {room} fit"
                )
        if self.told_on is not None and self.told_on > self.on:
            raise UnfitAnswerError(f"{self.rule}: told on {self.told_on}, after its day {self.on}")

    @property
    def first_told_on(self) -> date:
        """The first day on which it is shown ahead of its day."""
        return self.on - TOLD_AHEAD if self.told_on is None else self.told_on


def is_overdue(due_on: date, *, on: date) -> bool:
    """JOB-4: the due day itself is in time; overdue from the next London day."""
    return due_on < on


def days_overdue(due_on: date, *, on: date) -> int:
    """Whole days since the due day; 0 when not overdue."""
    return max((on - due_on).days, 0)


def is_told(told_on: date, due_on: date, *, on: date) -> bool:
    """Whether it is shown ahead of its day: from the first day told up to the due day itself."""
    return told_on <= on <= due_on


def is_accepted(until: date | None, *, on: date) -> bool:
    """CAS-30: an acceptance holds up to and including its last day, then the flag needs a person again."""
    return until is not None and on <= until


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

"""PRO-24: which records a manager countersigns, and by when."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from core.calendar import add_working_days, expected_words, in_full
from offenders.choices import RiskLevel, Severity
from offenders.rules import Due, Input
from people.choices import Agency, Grade, ReductionReason

COUNTERSIGNATURE = "countersignature"  # the kind of deadline
SIGNED_AT = frozenset({RiskLevel.VERY_HIGH, RiskLevel.HIGH})
LEARNING = frozenset({ReductionReason.TRAINEE, ReductionReason.NEWLY_QUALIFIED})


def is_learning(grade: str, reasons: Iterable[str]) -> bool:
    """PRO-24: a trainee, or somebody newly qualified, by their grade or by why they have hours less on the day."""
    return grade == Grade.PQIP or not LEARNING.isdisjoint(reasons)


def is_to_be_signed(level: str, *, is_rosh: bool, learning: bool) -> bool:
    """PRO-24: high and very high risk of serious harm whoever assessed it; of those who are learning every level."""
    return learning or (is_rosh and level in SIGNED_AT)


def is_plan_to_be_signed(rosh: str, *, mappa: int, concerns: bool, learning: bool) -> bool:
    """PRO-24: the plan of somebody at high or very high risk of serious harm or at MAPPA level 2 or 3, one that names
    somebody at risk, and each of those who are learning."""
    return learning or concerns or mappa >= 2 or rosh in SIGNED_AT


@dataclass(frozen=True, slots=True)
class ToSign:
    """A record that waits, since when, and why a second person has to read it. `key` is the record's UUID."""

    key: UUID
    agency: Agency
    what: str
    author: str
    since: date
    is_answered: bool  # it was sent back, and the officer has answered
    is_gravest: bool
    ref: str


@dataclass(frozen=True, slots=True)
class Signing:
    """What waits in a case, within how many working days it is signed, and since when that holds."""

    waiting: tuple[ToSign, ...]
    days: int
    since: date


def countersignature_due(facts: Signing, on: date) -> list[Due]:
    """PRO-24: countersigned within five working days of being recorded, or of the answer to what was sent back."""
    return [_due(row, facts) for row in facts.waiting]


def _due(row: ToSign, facts: Signing) -> Due:
    last = add_working_days(row.since, facts.days)
    expected = expected_words(row.since, last)
    did = "answered what was sent back" if row.is_answered else "recorded it"
    return Due(
        on=last,
        rule="PRO-24",
        because=f"{row.what}: {row.author} {did} on {in_full(row.since)}."
        + (f" (The day is {expected}.)" if expected else ""),
        severity=Severity.HIGH if row.is_gravest else Severity.STANDARD,
        inputs=(
            Input("Record", f"{row.what}, by {row.author}", row.since, row.ref),
            Input("Standard", f"Within {facts.days} working days, in force since", facts.since),
        ),
        subject=str(row.key),
        value=row.what,
        told_on=row.since,
        agency=row.agency,
    )

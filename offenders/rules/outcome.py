"""VOC-12: when the outcome of an appointment that is over is asked for, of whom, and when it is late."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from core.calendar import add_working_days, expected_words, in_full
from offenders.choices import Severity
from offenders.rules.due import Due, Input
from people.choices import Agency


@dataclass(frozen=True, slots=True)
class OutcomeDays:
    """VOC-12: within how many working days an outcome is recorded, and since when that holds."""

    days: int
    since: date


@dataclass(frozen=True, slots=True)
class Unanswered:
    """An appointment without outcome in the version that held on the day. `key` is the contact's UUID."""

    key: UUID
    what: str
    held_on: date
    agency: Agency
    officer: str = ""
    officer_id: int | None = None


@dataclass(frozen=True, slots=True)
class OutcomeFacts:
    """The appointments of a case up to the day that have no outcome."""

    appointments: Sequence[Unanswered]
    standard: OutcomeDays


def contact_outcome_due(facts: OutcomeFacts, on: date) -> list[Due]:
    """VOC-12: asked for from the day after the appointment, late when that many working days have passed.

    On the day itself the diary asks for it, as soon as its hour is over. It is the work of the officer whose appointment
    it was and of that officer's agency, whoever holds the case. Custody and the like do not stop it: how it ended is
    known. The end of the last working day is in time (JOB-4, DAT-4).
    """
    return [_due(row, facts.standard) for row in facts.appointments]


def _due(row: Unanswered, standard: OutcomeDays) -> Due:
    last = add_working_days(row.held_on, standard.days)
    expected = expected_words(row.held_on, last)
    who = f" with {row.officer}" if row.officer else ""
    plural = "" if standard.days == 1 else "s"
    return Due(
        on=last,
        rule="VOC-12",
        because=f"{row.what} on {in_full(row.held_on)}{who}: nobody has recorded how it ended."
        + (f" The day is {expected}." if expected else ""),
        severity=Severity.STANDARD,
        inputs=(
            Input("Appointment", f"{row.what}{who}", row.held_on, f"contact:{row.key}"),
            Input(
                "Standard",
                f"Within {standard.days} working day{plural}, in force since",
                standard.since,
            ),
        ),
        subject=str(row.key),
        told_on=row.held_on + timedelta(days=1),
        agency=row.agency,
        asked_of=row.officer_id,
    )

"""When an officer is away, as their own page says it."""

from dataclasses import dataclass
from datetime import date, timedelta

from caseloads.rules.absences import Days
from core.calendar import falls_in, in_full
from people.models import Absence, Officer


@dataclass(frozen=True, slots=True)
class AbsenceRow:
    """One absence as a page lists it; `is_open` while it can be ended."""

    row: Absence
    words: str
    is_open: bool
    holds: bool


def absences_of(officer: Officer, *, on: date) -> list[AbsenceRow]:
    """All that are on record, the newest first, without what was taken back before it held; one query."""
    rows = Absence.objects.filter(officer=officer).order_by("-starts_on", "-id")
    return [
        AbsenceRow(
            row,
            as_days(row).words,
            is_open=row.ends_on is None or row.ends_on > on,
            holds=falls_in(on, row.starts_on, row.ends_on),
        )
        for row in rows
        if row.ends_on != row.starts_on
    ]


def version_of_absences(officer: Officer) -> int:
    """Of all absences of the officer together: it changes with each that is recorded, changed or ended."""
    return sum(Absence.objects.filter(officer=officer).values_list("version", flat=True))


def as_days(row: Absence) -> Days:
    return Days(row.starts_on, row.ends_on)


def absence_lines(row: Absence) -> list[tuple[str, str]]:
    """What is on record, as a page says it to whoever was second."""
    last = in_full(row.ends_on - timedelta(days=1)) if row.ends_on else "Not known yet"
    return [
        ("Reason", row.get_kind_display()),
        ("From", in_full(row.starts_on)),
        ("Last day", last),
    ]

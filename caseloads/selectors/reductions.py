"""The hours of an officer, and what they have less."""

from dataclasses import dataclass
from datetime import date, timedelta

from caseloads.rules.reductions import Less
from core.calendar import falls_in, in_full
from people.models import Officer, Reduction


@dataclass(frozen=True, slots=True)
class ReductionRow:
    """One reduction as a page lists it; `is_open` while it can be ended."""

    row: Reduction
    words: str
    is_open: bool
    holds: bool


def reductions_of(officer: Officer, *, on: date) -> list[ReductionRow]:
    """All that are on record, the newest first, without what was taken back before it held; one query."""
    rows = Reduction.objects.filter(officer=officer).order_by("-starts_on", "-id")
    return [
        ReductionRow(
            row,
            reduction_words(row),
            is_open=row.ends_on is None or row.ends_on > on,
            holds=falls_in(on, row.starts_on, row.ends_on),
        )
        for row in rows
        if row.ends_on != row.starts_on
    ]


def version_of_hours(officer: Officer) -> int:
    """Of all reductions of the officer together: it changes with each that is recorded or ended."""
    return sum(Reduction.objects.filter(officer=officer).values_list("version", flat=True))


def as_less(row: Reduction) -> Less:
    return Less(row.hours, row.starts_on, row.ends_on)


def reduction_lines(row: Reduction) -> list[tuple[str, str]]:
    """What is on record, as a page says it to whoever was second."""
    return [
        ("Reason", row.get_reason_display()),
        ("Hours less", str(row.hours)),
        ("From", in_full(row.starts_on)),
        ("Last day", _last(row) or "No end"),
    ]


def reduction_words(row: Reduction) -> str:
    until = f" until {_last(row)}" if row.ends_on else ", until further notice"
    return f"{row.hours.normalize():f} hours a week less from {in_full(row.starts_on)}{until}"


def _last(row: Reduction) -> str:
    return in_full(row.ends_on - timedelta(days=1)) if row.ends_on else ""

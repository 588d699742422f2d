"""What may be recorded of a requirement or a licence condition, and of its end (PRO-81b)."""

from dataclasses import dataclass
from datetime import date

from core.calendar import in_full
from core.errors import Problem
from orders.choices import AskedEnding
from orders.rules.facts import Span, last_of

NEVER_HELD = f"If it never held, choose “{AskedEnding.ERROR.label}”"


@dataclass(frozen=True, slots=True)
class AskedEnds:
    """What is said about an end: why, the last day on which it held, and a note."""

    because: AskedEnding
    last_day: date | None = None
    note: str = ""


def asked_problem(span: Span) -> Problem | None:
    """What is wrong with its dates; it may begin on a day to come, as with a release."""
    last = last_of(span)
    if last is not None and last < span.starts_on:
        return Problem(
            "last_day", f"The last day cannot be before it begins, on {in_full(span.starts_on)}"
        )
    return None


def asked_ending_problem(span: Span, ending: AskedEnds, *, on: date) -> Problem | None:
    """What is wrong with ending it so; None when nothing is. How it ended can be put right, an error is final."""
    if span.ended_because == AskedEnding.ERROR:
        return Problem(
            "", "This was recorded here in error, so it never held and cannot be changed"
        )
    if ending.because == AskedEnding.ERROR:
        return _error_problem(ending)
    last = ending.last_day
    if last is None:
        return Problem("last_day", "Enter the last day on which it held")
    if last > on:
        return Problem("last_day", "The last day cannot be in the future")
    if last < span.starts_on:
        begins = "It began" if span.starts_on <= on else "It begins"
        return Problem("last_day", f"{begins} on {in_full(span.starts_on)}. {NEVER_HELD}")
    return None


def _error_problem(ending: AskedEnds) -> Problem | None:
    if ending.last_day is not None:
        words = "What was recorded in error held on no day: leave the last day empty"
        return Problem("last_day", words)
    return None if ending.note.strip() else Problem("note", "Say what was wrong")

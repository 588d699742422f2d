"""JOB-5: which stays in custody or hospital, and which times at large, can stand beside each other."""

from collections.abc import Iterable
from datetime import date

from core.calendar import in_full
from core.errors import Problem
from offenders.choices import PauseKind
from offenders.rules.clock import Paused

# How a state is spoken of in a sentence that begins with it.
IS = {
    PauseKind.CUSTODY: "In custody",
    PauseKind.HOSPITAL: "Detained in hospital",
    PauseKind.TRANSFERRED: "Transferred out",
    PauseKind.UNLAWFULLY_AT_LARGE: "Unlawfully at large",
}
# What is recorded elsewhere, by whoever allocates: no page here begins or ends it.
BY_PAGE = (PauseKind.CUSTODY, PauseKind.HOSPITAL, PauseKind.UNLAWFULLY_AT_LARGE)
AT_LARGE = PauseKind.UNLAWFULLY_AT_LARGE


def span_words(row: Paused) -> str:
    """ "In custody since 3 March 2026, until 9 April 2026"; the end is exclusive, the day of the release."""
    until = f", until {in_full(row.ends_on)}" if row.ends_on else ""
    return f"{IS[row.kind]} since {in_full(row.starts_on)}{until}"


def excludes(one: PauseKind, other: PauseKind) -> bool:
    """Whether nobody is in both on one day.

    Of one kind there is one at a time; somebody at large is neither in custody nor in hospital. A prisoner whom a
    hospital detains is in both, and one who was transferred out is still wherever they are.
    """
    if one == other:
        return True
    return PauseKind.TRANSFERRED not in (one, other) and AT_LARGE in (one, other)


def pause_problem(
    row: Paused,
    others: Iterable[Paused],
    *,
    on: date,
    born_on: date | None = None,
    died_on: date | None = None,
) -> Problem | None:
    """Why this cannot stand on record beside the others; None when it can."""
    return _days_problem(row, on=on) or _life_problem(row, born_on, died_on) or _clash(row, others)


def _days_problem(row: Paused, *, on: date) -> Problem | None:
    if row.starts_on > on:
        return Problem(
            "starts_on", f"{in_full(row.starts_on)} is still to come: record it on the day"
        )
    if row.ends_on is None:
        return None
    if row.ends_on > on:
        return Problem("ends_on", f"{in_full(row.ends_on)} is still to come: record it on the day")
    if row.ends_on <= row.starts_on:
        return Problem(
            "ends_on",
            f"It must end after it began on {in_full(row.starts_on)}. If both were on one day, no clock stood still "
            "and there is nothing to record",
        )
    return None


def _life_problem(row: Paused, born_on: date | None, died_on: date | None) -> Problem | None:
    if born_on and row.starts_on < born_on:
        return Problem("starts_on", f"They were born on {in_full(born_on)}")
    if died_on and row.starts_on >= died_on:
        return Problem("starts_on", f"They died on {in_full(died_on)}")
    return None


def _clash(row: Paused, others: Iterable[Paused]) -> Problem | None:
    for other in others:
        if excludes(row.kind, other.kind) and overlap(row, other):
            about = "ends_on" if row.starts_on < other.starts_on and row.ends_on else "starts_on"
            return Problem(about, f"This cannot be: on record already is “{span_words(other)}”")
    return None


def overlap(one: Paused, other: Paused) -> bool:
    """Whether two spans have a day in common; ends are exclusive, an empty one is open."""
    return (other.ends_on is None or one.starts_on < other.ends_on) and (
        one.ends_on is None or other.starts_on < one.ends_on
    )

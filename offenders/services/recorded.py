"""What facts that are recorded by page have in common: behind which lock they change, who wrote them, why they were wrong."""

from collections.abc import Callable
from datetime import datetime
from typing import TypeVar

from core.calendar import london_date
from core.editing import held
from core.errors import Lines, RefusedError, StaleError
from core.history import changes_of
from offenders.models import Address, Pause
from people.models import User

Fact = TypeVar("Fact", Address, Pause)


def held_fact(row: Fact, version: int, *, lines: Callable[[Fact], Lines]) -> Fact:
    """As it is now, its case locked before it; `lines` say what it says.

    Raises StaleError when somebody changed it meanwhile: one that was taken back has changed too.
    """
    model = type(row)

    def stale(now: Fact | None) -> StaleError:
        last = changes_of(model, pgh_obj_id=row.pk)[0]
        theirs = lines(now) if now else [("Taken back", "It is no longer on record")]
        return StaleError(saved_by=last.who or "Somebody", saved_at=last.at, theirs=theirs)

    rows = model._default_manager.select_related("case").filter(pk=row.pk)
    try:
        return held(rows, version=version, stale=stale, behind=row.case)
    except model.DoesNotExist:
        raise stale(None) from None


def stamp(row: Fact, *, by: User, at: datetime) -> None:
    """Save it as written by `by`; a further version of what was on record."""
    row.recorded_by, row.recorded_on = by, london_date(at)
    row.version += 1 if row.pk else 0
    row.save()


def says_why(reason: str) -> None:
    """Raise RefusedError where nothing says why something on record is wrong."""
    if not reason.strip():
        raise RefusedError("Say why it was wrong.", about="reason")

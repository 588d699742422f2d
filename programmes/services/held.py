"""Rows of programmes are changed behind the lock of their case, and by whoever read what they are now."""

from collections.abc import Callable
from datetime import datetime
from typing import TypeVar

from core.calendar import london_date
from core.editing import held
from core.errors import Lines, StaleError
from core.history import changes_of
from people.models import User
from programmes.models import Barrier, Preparation

R = TypeVar("R", Barrier, Preparation)


def held_row(row: R, version: int, *, beside: str, lines: Callable[[R], Lines]) -> R:
    """As it is now, its case locked before it; `beside` is what comes along. Raises StaleError when it was changed."""
    model = type(row)

    def stale(now: R) -> StaleError:
        last = changes_of(model, pgh_obj_id=now.pk)[0]
        return StaleError(saved_by=last.who or "Somebody", saved_at=last.at, theirs=lines(now))

    rows = model._default_manager.select_related(beside).filter(pk=row.pk)
    return held(rows, version=version, stale=stale, behind=row.case)


def stamp(row: Barrier | Preparation, *, by: User, at: datetime) -> None:
    """Save it as written by `by`; a further version of what was on record."""
    row.recorded_by, row.recorded_on = by, london_date(at)
    row.version += 1 if row.pk else 0
    row.save()

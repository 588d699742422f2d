"""What one person has instead of a standard, set with a reason: put, decided by a supervisor, ended.

How often probation sees somebody, and how often the police visit, are such settings; both go through here. Each is locked
with its case, so that two people cannot cross. Set again on its day it takes the place of what was there; on a later day
it ends that. A decision about it falls away when it is set again.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any, Generic, TypeVar

from django.db.models import Model

from core.calendar import in_full
from core.editing import held, lock
from core.errors import Lines, RefusedError, StaleError
from core.history import Change
from offenders.models import Case
from people.models import User

M = TypeVar("M", bound=Model)


@dataclass(frozen=True, slots=True)
class Chosen(Generic[M]):
    """Which setting it is: its table, what it is called ("interval"), its history, how it is said to whoever was overtaken."""

    model: type[M]
    name: str
    history: Callable[[Case], list[Change]]
    lines: Callable[[M | None], Lines]


@dataclass(frozen=True, slots=True)
class Decision:
    """Approved; or refused, with the reason."""

    by: User
    refusal: str = ""


def put(chosen: Chosen[M], case: Case, values: Mapping[str, Any], *, version: int, on: date) -> M:
    """Have it hold from a day. `version` is that of the one on the screen, 0 when there was none.

    Raises StaleError when it has been changed meanwhile.
    """
    lock(case)
    current: Any = chosen.model._default_manager.filter(case=case, ends_on__isnull=True).first()
    if (current.version if current else 0) != version:
        raise _stale(chosen, case, current)
    if current is not None and current.starts_on == on:
        again: M = _replaced(current, values)
        return again
    _close(current, on)
    made: M = chosen.model._default_manager.create(case=case, starts_on=on, **values)
    return made


def decide(
    chosen: Chosen[M],
    row: M,
    decision: Decision,
    *,
    needs_approval: Callable[[M], bool],
    version: int,
    on: date,
) -> M:
    """A supervisor approves or refuses it.

    Raises StaleError when it was changed or decided since the page was opened, RefusedError when it has ended, needs no
    approval, or when the same person set it: nobody decides about their own.
    """
    stored: Any = _locked(chosen, row, version)
    if stored.ends_on is not None and stored.ends_on <= on:
        raise RefusedError(f"This {chosen.name} ended on {in_full(stored.ends_on)}.")
    if not needs_approval(stored):
        raise RefusedError(
            f"This {chosen.name} is no longer than the standard, so it needs no approval."
        )
    if stored.set_by_id == decision.by.pk:
        raise RefusedError(f"You set this {chosen.name}, so somebody else has to decide.")
    stored.decided_by, stored.decided_on = decision.by, on
    stored.is_approved, stored.refusal = not decision.refusal, decision.refusal
    stored.version += 1
    stored.save()
    decided: M = stored
    return decided


def end(chosen: Chosen[M], row: M, *, version: int, on: date) -> M:
    """Have the standard hold again from a day. Raises StaleError when it was changed since the page was opened."""
    stored = _locked(chosen, row, version)
    _close(stored, on)
    return stored


def refusal_of(reason: str) -> str:
    """The reason of a refusal. Raises RefusedError where there is none: whoever set it reads it."""
    if not reason.strip():
        raise RefusedError("Say why it is refused.")
    return reason.strip()


def _locked(chosen: Chosen[M], row: M, version: int) -> M:
    """Locked with its case. One that was taken away meanwhile is as stale as a changed one."""
    given: Any = row
    case: Case = given.case
    rows = chosen.model._default_manager.select_related("case").filter(pk=row.pk)
    try:
        return held(rows, version=version, stale=partial(_stale, chosen, case), behind=case)
    except chosen.model.DoesNotExist:  # type: ignore[attr-defined]
        raise _stale(chosen, case, None) from None


def _stale(chosen: Chosen[M], case: Case, now: M | None) -> StaleError:
    newest = chosen.history(case)[0]
    return StaleError(
        saved_by=newest.who or "Somebody", saved_at=newest.at, theirs=chosen.lines(now)
    )


def _replaced(row: Any, values: Mapping[str, Any]) -> Any:
    """Set again on the day it was set: the change history keeps the first, which never held a whole day."""
    for name, value in values.items():
        setattr(row, name, value)
    row.decided_by = row.decided_on = None
    row.is_approved, row.refusal = False, ""
    row.version += 1
    row.save()
    return row


def _close(row: Any, on: date) -> None:
    """End it at the start of `on`; one that started today is taken away (its history stays)."""
    if row is None:
        return
    if row.starts_on >= on:
        row.delete()
        return
    row.ends_on = on
    row.version += 1
    row.save(update_fields=["ends_on", "version"])

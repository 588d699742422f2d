"""Requirements of sentences and licence conditions: recorded, put right, ended. Their words are never altered."""

from collections.abc import Collection
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from functools import partial
from typing import TypeVar

from django.db import transaction

from core.calendar import in_full, london_date
from core.editing import held, lock
from core.errors import RefusedError, StaleError, refuse
from core.history import changes_of
from offenders import deadlines
from offenders.models import Case
from orders.models import Asked
from orders.rules import Span
from orders.rules.asked import AskedEnds, asked_ending_problem, asked_problem
from orders.selectors.asked import asked_lines, span_of_asked
from people.models import User

A = TypeVar("A", bound=Asked)
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedDetails:
    """One requirement or condition; `ends_on` is exclusive. `sentence_id` only of a requirement."""

    category: str
    words: str
    starts_on: date
    ends_on: date | None = None
    monitoring: str = ""
    sentence_id: int | None = None


@transaction.atomic
def record_asked(
    *, case: Case, model: type[A], details: Collection[AskedDetails], by: User, at: datetime
) -> list[A]:
    """Record requirements or licence conditions as they are passed or imposed, all of them or none.

    Raises RefusedError when the dates cannot be, or when the same words are on record from that day already.
    """
    by.staff_record()
    lock(case)
    rows = [_record(case, model, each, by=by, on=london_date(at)) for each in details]
    if not rows:
        raise RefusedError("Choose at least one condition.")
    _refresh(rows[0], at=at)
    return rows


@transaction.atomic
def correct_asked(
    *, row: A, monitoring: str, ends_on: date | None, version: int, by: User, at: datetime
) -> A:
    """Put right how it is checked, or the last day that is planned; the history keeps both.

    Raises RefusedError when it has ended, nothing is different or the day cannot be, StaleError when somebody changed
    it meanwhile.
    """
    by.staff_record()
    stored = _held(row, version)
    if stored.ended_because:
        raise RefusedError("How this ended is recorded: correct that instead.")
    if (stored.monitoring, stored.ends_on) == (monitoring.strip(), ends_on):
        raise RefusedError("Nothing is different from what is on record.")
    refuse(asked_problem(Span(starts_on=stored.starts_on, ends_on=ends_on)))
    stored.monitoring, stored.ends_on = monitoring.strip(), ends_on
    _save(stored, ["monitoring", "ends_on"], at=at)
    return stored


@transaction.atomic
def end_asked(*, row: A, ending: AskedEnds, version: int, by: User, at: datetime) -> A:
    """End it, or say that it was recorded in error and held on no day.

    Raises RefusedError when the end cannot be, StaleError when somebody changed it meanwhile.
    """
    by.staff_record()
    stored = _held(row, version)
    refuse(asked_ending_problem(span_of_asked(stored), ending, on=london_date(at)))
    stored.ends_on = ending.last_day + DAY if ending.last_day else stored.starts_on
    stored.ended_because, stored.ended_note = ending.because, ending.note.strip()
    _save(stored, ["ends_on", "ended_because", "ended_note"], at=at)
    return stored


def _record(case: Case, model: type[A], details: AskedDetails, *, by: User, on: date) -> A:
    values = asdict(details) | {"words": details.words.strip()}
    if values["sentence_id"] is None:
        del values["sentence_id"]
    if not values["words"]:
        raise RefusedError("Enter its words", about="words")
    refuse(asked_problem(Span(starts_on=details.starts_on, ends_on=details.ends_on)))
    row = model(case=case, recorded_by=by, recorded_on=on, **values)
    named = {name: values[name] for name in ("category", "words", "starts_on")}
    before = model._default_manager.filter(case=case, **named).first()
    if before:
        if not before.is_error:
            words = f"It is on record already in these words from {in_full(details.starts_on)}."
            raise RefusedError(words, about="words")
        # It holds after all: one row says it, and its history what became of it.
        row.pk, row.uuid, row.version = before.pk, before.uuid, before.version + 1
    row.save()
    return row


def _save(row: Asked, names: list[str], *, at: datetime) -> None:
    row.version += 1
    row.save(update_fields=[*names, "version"])
    _refresh(row, at=at)


def _refresh(row: Asked, *, at: datetime) -> None:
    fact = f"{row._meta.model_name}:{row.uuid}"
    deadlines.refresh([row.case_id], changed=type(row), on=london_date(at), at=at, fact=fact)


def _held(row: A, version: int) -> A:
    """The row as it is now, if nobody changed it meanwhile."""
    rows = type(row)._default_manager.filter(pk=row.pk)
    return held(rows, version=version, stale=partial(_stale, case=row.case))


def _stale(row: Asked, *, case: Case) -> StaleError:
    last = changes_of(type(row), uuid=row.uuid)[0]
    return StaleError(
        saved_by=last.who or "Somebody",
        saved_at=last.at,
        theirs=asked_lines(row),
        link=case.get_absolute_url(),
    )

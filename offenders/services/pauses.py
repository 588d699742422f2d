"""JOB-5: into custody and out, into hospital and out, at large and found; put right or taken back, with the reason."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from core.calendar import london_date
from core.editing import lock
from core.errors import RefusedError, refuse
from offenders import deadlines
from offenders.choices import PauseKind
from offenders.models import Case, Pause
from offenders.rules.pauses import AT_LARGE, BY_PAGE, excludes, pause_problem
from offenders.selectors.pauses import as_fact, pause_lines, pauses_of
from offenders.services.recorded import held_fact, says_why, stamp
from people.models import User


@transaction.atomic
def begin_pause(
    *,
    case: Case,
    kind: PauseKind,
    starts_on: date,
    by: User,
    at: datetime,
    ends_on: date | None = None,
    note: str = "",
    told_in: UUID | None = None,
) -> Pause:
    """Record that somebody was taken into custody or hospital, or went at large, and when that ended if it has.

    Whoever is taken into custody or hospital while at large has been found: that ends on the same day. Raises
    RefusedError when the days cannot be, or contradict what is on record.
    """
    stored, on = lock(case), london_date(at)
    row = Pause(case=stored, kind=kind, starts_on=starts_on, ends_on=ends_on, note=note.strip())
    row.told_in = told_in
    _found_by(row, by=by, at=at)
    return _write(row, by=by, at=at, on=on)


@transaction.atomic
def end_pause(
    *,
    pause: Pause,
    ends_on: date,
    version: int,
    by: User,
    at: datetime,
    note: str = "",
    told_in: UUID | None = None,
) -> Pause:
    """Record a release, a discharge, or that somebody at large was found: clocks run again from that day.

    Raises RefusedError when it has ended or the day cannot be, StaleError when somebody changed it meanwhile.
    """
    row = _held(pause, version)
    if row.ends_on is not None:
        raise RefusedError("This has ended already. Put its days right instead.")
    row.ends_on = ends_on
    row.note = "\n".join(text for text in (row.note, note.strip()) if text)[:500]
    row.told_in = told_in or row.told_in
    return _write(row, by=by, at=at, on=london_date(at))


@transaction.atomic
def correct_pause(
    *,
    pause: Pause,
    starts_on: date,
    ends_on: date | None,
    reason: str,
    version: int,
    by: User,
    at: datetime,
) -> Pause:
    """Put the days right, with the reason; the history keeps both.

    Raises RefusedError without a reason, when nothing is different or the days cannot be, StaleError when somebody
    changed it meanwhile.
    """
    says_why(reason)
    row = _held(pause, version)
    if (row.starts_on, row.ends_on) == (starts_on, ends_on):
        raise RefusedError("Nothing is different from what is on record.")
    row.starts_on, row.ends_on, row.note = starts_on, ends_on, reason.strip()
    return _write(row, by=by, at=at, on=london_date(at))


@transaction.atomic
def take_back_pause(*, pause: Pause, reason: str, version: int, by: User, at: datetime) -> None:
    """It never happened: no clock has stood still for it. The history keeps it, with the reason.

    Raises RefusedError without a reason, StaleError when somebody changed it meanwhile.
    """
    says_why(reason)
    row = _held(pause, version)
    row.note = reason.strip()
    stamp(row, by=by, at=at)
    fact = f"pause:{row.pk}"
    row.delete()
    _refresh(row.case_id, fact, at=at)


def _found_by(row: Pause, *, by: User, at: datetime) -> None:
    """The open time at large that this stay ends, if there is one and the stay began after it."""
    if row.kind == AT_LARGE or not excludes(PauseKind(row.kind), AT_LARGE):
        return
    open_rows = Pause.objects.filter(case=row.case, kind=AT_LARGE, ends_on=None)
    at_large = open_rows.filter(starts_on__lt=row.starts_on).first()
    if at_large and row.starts_on <= london_date(at):
        at_large.ends_on = row.starts_on
        stamp(at_large, by=by, at=at)


def _write(row: Pause, *, by: User, at: datetime, on: date) -> Pause:
    case = row.case
    others = [fact for fact in pauses_of(case) if fact.ref != as_fact(row).ref]
    refuse(
        pause_problem(as_fact(row), others, on=on, born_on=case.date_of_birth, died_on=case.died_on)
    )
    stamp(row, by=by, at=at)
    _refresh(case.pk, f"pause:{row.pk}", at=at)
    return row


def _refresh(case_id: int, fact: str, *, at: datetime) -> None:
    deadlines.refresh([case_id], changed=Pause, on=london_date(at), at=at, fact=fact)


def _held(pause: Pause, version: int) -> Pause:
    """Raises as `held_fact` does; RefusedError for what no page records."""
    if pause.kind not in BY_PAGE:
        raise RefusedError("A transfer is recorded where the case is allocated.")
    return held_fact(pause, version, lines=pause_lines)

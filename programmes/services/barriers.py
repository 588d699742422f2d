"""PRG-55: what keeps somebody from a programme is noted, with what was done about it, until it is resolved."""

from datetime import date, datetime

from django.db import transaction

from core.calendar import in_full, london_date
from core.editing import lock
from core.errors import Problem, RefusedError, refuse
from offenders import deadlines
from offenders.models import Case
from people.choices import Permission
from people.models import User
from people.services import only_its_agency
from programmes.choices.referral import BarrierCode
from programmes.models import Barrier, Referral
from programmes.selectors.case import barrier_lines
from programmes.services.held import held_row, stamp


@transaction.atomic
def note_barrier(
    *,
    case: Case,
    code: BarrierCode,
    starts_on: date,
    referral: Referral | None = None,
    done: str = "",
    by: User,
    at: datetime,
) -> Barrier:
    """Note what stands in the way, since when. Raises RefusedError for a day ahead, or one that is open already."""
    only_its_agency(by, Permission.REFER)
    stored = lock(case)
    refuse(_ahead("starts_on", starts_on, today=london_date(at)))
    label = BarrierCode(code).label
    if Barrier.objects.filter(case=stored, code=code, ends_on=None).exists():
        raise RefusedError(f"{label} is noted already, and not resolved.", about="code")
    row = Barrier(case=stored, referral=referral, code=code, starts_on=starts_on, done=done.strip())
    stamp(row, by=by, at=at)
    _refresh(row, at=at)
    return row


@transaction.atomic
def change_barrier(
    barrier: Barrier, *, done: str, ends_on: date | None, version: int, by: User, at: datetime
) -> Barrier:
    """Say what was done about it, and since when it stands in the way no more.

    Raises RefusedError for a day ahead, or before it began; StaleError when somebody changed it meanwhile.
    """
    only_its_agency(by, Permission.REFER)
    row = held_row(barrier, version, beside="case", lines=barrier_lines)
    refuse(_end_problem(row, ends_on, today=london_date(at)))
    row.done, row.ends_on = done.strip(), ends_on
    stamp(row, by=by, at=at)
    _refresh(row, at=at)
    return row


def _end_problem(row: Barrier, ends_on: date | None, *, today: date) -> Problem | None:
    if ends_on is None:
        others = Barrier.objects.filter(case=row.case, code=row.code, ends_on=None)
        if row.ends_on and others.exclude(pk=row.pk).exists():
            return Problem("ends_on", "It was noted again since: change that one")
        return None
    if ends_on < row.starts_on:
        return Problem("ends_on", f"It was noted since {in_full(row.starts_on)}, after this day")
    return _ahead("ends_on", ends_on, today=today)


def _ahead(about: str, day: date, *, today: date) -> Problem | None:
    if day <= today:
        return None
    return Problem(about, f"The day must be today, {in_full(today)}, or in the past")


def _refresh(row: Barrier, *, at: datetime) -> None:
    deadlines.refresh([row.case_id], changed=Barrier, on=london_date(at), at=at)

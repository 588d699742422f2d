"""When an officer is away: recorded, changed and ended by the officer or whoever leads the team."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import QuerySet

from caseloads.rules.absences import Days, absence_problem, back_problem
from caseloads.selectors.absences import absence_lines, as_days, version_of_absences
from core.calendar import london_date
from core.editing import held, lock
from core.errors import StaleError, refuse
from core.history import changes_of
from people.choices import AbsenceKind
from people.models import Absence, Cover, Officer, User


@transaction.atomic
def record_absence(
    *,
    officer: Officer,
    kind: AbsenceKind,
    starts_on: date,
    ends_on: date | None,
    version: int,
    by: User,
    at: datetime,
) -> Absence:
    """Have an officer away from a day to a day that is no longer part of it; only sickness may be open.

    `version` is that of the absences on the screen (`version_of_absences`). Raises RefusedError where the days cannot
    be, StaleError when somebody changed the officer's absences meanwhile.
    """
    stored = lock(officer)
    rows = Absence.objects.filter(officer=stored)
    if version_of_absences(stored) != version:
        raise _stale(rows.latest("version", "id"))
    _check(Days(starts_on, ends_on), kind, rows)
    return Absence.objects.create(
        officer=stored,
        kind=kind,
        starts_on=starts_on,
        ends_on=ends_on,
        recorded_by=by,
        recorded_at=at,
    )


@transaction.atomic
def change_absence(
    *,
    absence: Absence,
    kind: AbsenceKind,
    starts_on: date,
    ends_on: date | None,
    version: int,
    by: User,
    at: datetime,
) -> Absence:
    """Other days or another kind. Cover that lay within it does not reach past its new end."""
    lock(absence.officer)
    row = held(Absence.objects.filter(pk=absence.pk), version=version, stale=_stale)
    others = Absence.objects.filter(officer=row.officer_id).exclude(pk=row.pk)
    _check(Days(starts_on, ends_on), kind, others)
    return _stored(row, Days(starts_on, ends_on), kind=kind, by=by, at=at)


@transaction.atomic
def end_absence(
    *, absence: Absence, ends_on: date, version: int, by: User, at: datetime
) -> Absence:
    """They are back on `ends_on`; on its first day or before, it is taken back. Their cover ends with it.

    Raises RefusedError for a day that cannot be, StaleError when somebody changed it meanwhile.
    """
    lock(absence.officer)
    row = held(Absence.objects.filter(pk=absence.pk), version=version, stale=_stale)
    refuse(back_problem(as_days(row), ends_on, on=london_date(at)))
    return _stored(row, Days(row.starts_on, ends_on), kind=AbsenceKind(row.kind), by=by, at=at)


def _check(new: Days, kind: AbsenceKind, others: QuerySet[Absence]) -> None:
    may_be_open = kind == AbsenceKind.SICKNESS
    refuse(absence_problem(new, map(as_days, others), may_be_open=may_be_open))


def _stored(row: Absence, days: Days, *, kind: AbsenceKind, by: User, at: datetime) -> Absence:
    before = as_days(row)
    row.starts_on, row.ends_on, row.kind = days.starts_on, days.ends_on, kind
    row.recorded_by, row.recorded_at = by, at
    row.version += 1
    row.save()
    if days.ends_on is not None:
        _end_cover(row.officer_id, before, days.ends_on, on=london_date(at))
    return row


def _end_cover(officer_id: int, within: Days, ends_on: date, *, on: date) -> None:
    """End what covered this absence on the day that the officer is back; what began before today held until today."""
    rows = Cover.objects.filter(
        absent=officer_id, starts_on__gte=within.starts_on, ends_on__gt=max(ends_on, on)
    )
    for cover in rows.select_for_update(no_key=True):
        if within.ends_on is None or cover.ends_on <= within.ends_on:
            cover.ends_on = max(ends_on, cover.starts_on, min(on, cover.ends_on))
            cover.version += 1
            cover.save(update_fields=["ends_on", "version"])


def _stale(row: Absence) -> StaleError:
    last = changes_of(Absence, officer=row.officer_id)[0]
    row = Absence.objects.get(pk=last.row.pgh_obj_id)
    return StaleError(saved_by=last.who or "An import", saved_at=last.at, theirs=absence_lines(row))

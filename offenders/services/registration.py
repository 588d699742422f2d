"""An entry in a register: recorded from its day. Its end is told, and takes effect once a supervisor has confirmed it."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from core.calendar import in_full, london_date
from core.editing import lock
from core.errors import Problem, RefusedError, refuse
from offenders import deadlines
from offenders.models import Case, RegisterType, Registration, Report
from offenders.services.effects import Effect
from people.models import User


@transaction.atomic
def record_registration(
    *,
    case: Case,
    register: RegisterType,
    starts_on: date,
    note: str,
    by: User,
    at: datetime,
    told_in: UUID | None = None,
) -> Registration:
    """Record one from its day on, with what it rests on; what is due follows at once.

    Raises RefusedError for a day that cannot be, and for a register in which the person is or will be on that day.
    """
    on, stored = london_date(at), lock(case)
    refuse(_begin_problem(stored, register, starts_on, on=on))
    if not note.strip():
        raise RefusedError("Say what it rests on.", about="note")
    registration = Registration.objects.create(
        case=stored,
        register=register,
        starts_on=starts_on,
        note=note.strip(),
        told_in=told_in,
        recorded_by=by,
        recorded_on=on,
    )
    fact = f"registration:{registration.pk}"
    deadlines.refresh([stored.pk], changed=Registration, on=on, at=at, fact=fact)
    return registration


def _begin_problem(
    case: Case, register: RegisterType, starts_on: date, *, on: date
) -> Problem | None:
    if starts_on > on:
        return Problem("starts_on", "The first day cannot be in the future")
    if case.date_of_birth and starts_on < case.date_of_birth:
        return Problem("starts_on", f"They were born on {in_full(case.date_of_birth)}")
    same = Registration.objects.filter(
        Q(ends_on__isnull=True) | Q(ends_on__gt=starts_on), case=case, register=register
    ).first()
    if same:
        since = in_full(same.starts_on)
        return Problem("register", f"They are in this register already, since {since}")
    return None


def _end_problem(report: Report) -> Problem | None:
    registration = report.registration
    if registration is None or registration.case_id != report.case_id:
        return Problem("", "This is the end of no registration of this person.")
    if registration.ends_on is not None:
        return Problem("", f"It has ended already: {in_full(registration.ends_on)}.")
    if report.happened_on <= registration.starts_on:
        began = in_full(registration.starts_on)
        return Problem("happened_on", f"It began on {began}: it cannot have ended before")
    if report.happened_on > report.recorded_on:
        return Problem("happened_on", "It cannot end on a day that is still to come")
    return None


def _begin(report: Report) -> None:
    _store(report, report.happened_on)


def _undo(report: Report) -> None:
    registration = report.registration
    later = Registration.objects.filter(
        case=report.case,
        register=registration.register if registration else None,
        starts_on__gte=report.happened_on,
    )
    if later.exists():
        raise RefusedError("They were registered anew since then, so this end has to stay.")
    _store(report, None)


def _store(report: Report, ends_on: date | None) -> None:
    registration = report.registration
    if registration is not None:
        registration.ends_on = ends_on
        registration.version += 1
        registration.save(update_fields=["ends_on", "version"])


REGISTRATION_END = Effect(problem=_end_problem, begin=_begin, undo=_undo, changed=(Registration,))

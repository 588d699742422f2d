"""Hours that an officer has less: recorded and ended by whoever leads the team (CAS-15)."""

from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from caseloads.rules.reductions import Less, end_problem, reduction_problem
from caseloads.selectors.reductions import as_less, reduction_lines, version_of_hours
from caseloads.selectors.signing import signable_ids
from core.calendar import london_date
from core.editing import held, lock
from core.errors import StaleError, refuse
from core.history import changes_of
from offenders import deadlines
from people.choices import ReductionReason
from people.models import Officer, Reduction


@transaction.atomic
def record_reduction(
    *,
    officer: Officer,
    reason: ReductionReason,
    hours: Decimal,
    starts_on: date,
    ends_on: date | None,
    version: int,
    at: datetime,
) -> Reduction:
    """Have an officer so many hours a week less, from a day to a day that is no longer part of it.

    `version` is that of the reductions on the screen. Raises RefusedError where the hours or days cannot be,
    StaleError when somebody changed the officer's hours meanwhile.
    """
    stored = lock(officer)
    if version_of_hours(stored) != version:
        raise _stale(Reduction.objects.filter(officer=stored).latest("version", "id"))
    rows = Reduction.objects.filter(officer=stored, reason=reason)
    new = Less(hours, starts_on, ends_on)
    refuse(reduction_problem(new, map(as_less, rows), contracted=stored.contracted_hours))
    row = Reduction.objects.create(
        officer=stored, reason=reason, hours=hours, starts_on=starts_on, ends_on=ends_on
    )
    _refresh(row, at=at)
    return row


@transaction.atomic
def end_reduction(*, reduction: Reduction, ends_on: date, version: int, at: datetime) -> Reduction:
    """From `ends_on` the officer has the hours again; on its first day or before, it is taken back.

    Raises RefusedError for what has ended and for a day that cannot be, StaleError when somebody changed it meanwhile.
    """
    lock(reduction.officer)
    row = held(Reduction.objects.filter(pk=reduction.pk), version=version, stale=_stale)
    refuse(end_problem(as_less(row), ends_on, on=london_date(at)))
    row.ends_on = ends_on
    row.version += 1
    row.save(update_fields=["ends_on", "version"])
    _refresh(row, at=at)
    return row


def _refresh(row: Reduction, *, at: datetime) -> None:
    deadlines.refresh(
        # Who is learning has their levels of risk read by a second person (PRO-24).
        signable_ids(row.officer),
        officer_ids=[row.officer_id],
        changed=Reduction,
        on=london_date(at),
        at=at,
        fact=f"reduction:{row.pk}",
    )


def _stale(row: Reduction) -> StaleError:
    last = changes_of(Reduction, officer=row.officer_id)[0]
    row = Reduction.objects.get(pk=last.row.pgh_obj_id)
    return StaleError(
        saved_by=last.who or "An import", saved_at=last.at, theirs=reduction_lines(row)
    )

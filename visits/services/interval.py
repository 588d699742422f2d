"""POL-4: how often one person is visited, instead of the standard for their risk level."""

from datetime import date, datetime
from functools import partial

from django.db import transaction

from core.calendar import in_full, london_date
from core.editing import held, lock
from core.errors import RefusedError, StaleError
from offenders import deadlines
from offenders.models import Case
from people.choices import Permission
from people.models import User
from people.services import only_its_agency
from visits.models import Interval
from visits.selectors.interval import history_of, interval_lines, standard_for


@transaction.atomic
def set_interval(
    *, case: Case, months: int, reason: str, version: int, by: User, at: datetime
) -> Interval:
    """Set this person's interval from today. Longer than the standard waits for a supervisor's approval.

    `version` is that of the interval on the screen, 0 when there was none. Raises StaleError when it has been
    changed meanwhile, RefusedError when there is no police risk level to compare with.
    """
    only_its_agency(by, Permission.SET_INTERVAL)
    on = london_date(at)
    standard = standard_for(case, on=on)
    if standard is None:
        raise RefusedError(
            f"{case.name} has no police risk level, so there is no standard to compare with. "
            "Have the level assessed first."
        )
    current = _locked_in_force(case, version=version)
    values = {"months": months, "reason": reason, "risk_level": standard.level, "set_by": by}
    if current is not None and current.starts_on == on:
        interval = _replaced(current, values)
    else:
        _close(current, on)
        interval = Interval.objects.create(case=case, starts_on=on, **values)
    deadlines.refresh([case.pk], changed=Interval, on=on, at=at)
    return interval


@transaction.atomic
def approve_interval(*, interval: Interval, version: int, by: User, at: datetime) -> Interval:
    """Approve an interval longer than the standard; it holds from now.

    Raises StaleError when it was changed or approved since the page was opened, RefusedError when it has ended
    or when `by` set it: nobody approves their own.
    """
    only_its_agency(by, Permission.APPROVE_INTERVAL)
    on = london_date(at)
    stored = _locked(interval, version)
    if stored.ends_on is not None and stored.ends_on <= on:
        raise RefusedError(f"This interval ended on {in_full(stored.ends_on)}.")
    standard = standard_for(stored.case, on=on)
    if standard is not None and stored.months <= standard.months:
        raise RefusedError("This interval is no longer than the standard, so it needs no approval.")
    if stored.set_by_id == by.pk:
        raise RefusedError("You set this interval, so somebody else has to approve it.")
    stored.approved_by, stored.approved_on = by, on
    stored.version += 1
    stored.save(update_fields=["approved_by", "approved_on", "version"])
    deadlines.refresh([stored.case_id], changed=Interval, on=on, at=at)
    return stored


@transaction.atomic
def end_interval(*, interval: Interval, version: int, by: User, at: datetime) -> None:
    """Go back to the standard for the risk level from today."""
    only_its_agency(by, Permission.SET_INTERVAL)
    on = london_date(at)
    stored = _locked(interval, version)
    _close(stored, on)
    deadlines.refresh([stored.case_id], changed=Interval, on=on, at=at)


def _locked_in_force(case: Case, *, version: int) -> Interval | None:
    """The interval in force, locked together with the case, so that two settings cannot cross."""
    lock(case)
    current = Interval.objects.filter(case=case, ends_on__isnull=True).first()
    if (current.version if current else 0) != version:
        raise _stale(case, current)
    return current


def _locked(interval: Interval, version: int) -> Interval:
    """The interval, locked with its case. One that was taken away meanwhile is as stale as a changed one."""
    case = interval.case
    rows = Interval.objects.select_related("case").filter(pk=interval.pk)
    try:
        return held(rows, version=version, stale=partial(_stale, case), behind=case)
    except Interval.DoesNotExist:
        raise _stale(case, None) from None


def _stale(case: Case, now: Interval | None) -> StaleError:
    newest = history_of(case)[0]
    return StaleError(
        saved_by=newest.who or "Somebody", saved_at=newest.at, theirs=interval_lines(now)
    )


def _replaced(interval: Interval, values: dict[str, object]) -> Interval:
    """Set again on the day it was set: the change history keeps the first, which never held a whole day."""
    for name, value in values.items():
        setattr(interval, name, value)
    interval.approved_by = interval.approved_on = None
    interval.version += 1
    interval.save()
    return interval


def _close(interval: Interval | None, on: date) -> None:
    """End an interval at the start of `on`; one that started today is taken away (its history stays)."""
    if interval is None:
        return
    if interval.starts_on >= on:
        interval.delete()
        return
    interval.ends_on = on
    interval.version += 1
    interval.save(update_fields=["ends_on", "version"])

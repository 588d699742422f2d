"""PRO-33: how often one person is seen, instead of the standard for their risk of serious harm."""

from datetime import date, datetime
from functools import partial
from typing import Any

from django.db import transaction

from core.calendar import in_full, london_date
from core.editing import held, lock
from core.errors import RefusedError, StaleError
from offenders import deadlines
from offenders.models import Case, Frequency
from offenders.rules.supervision import is_longer
from offenders.selectors.frequency import frequency_lines, history_of, standard_for
from people.choices import Permission
from people.models import User
from people.services import only_its_agency


@transaction.atomic
def set_frequency(
    *, case: Case, days: int, reason: str, version: int, by: User, at: datetime
) -> Frequency:
    """Have this person seen every so many days from today. Longer than the standard waits for a supervisor.

    `version` is that of the frequency on the screen, 0 when there was none. Raises StaleError when it has been changed
    meanwhile, RefusedError without a reason or without a RoSH level to compare with.
    """
    only_its_agency(by, Permission.SET_FREQUENCY)
    on = london_date(at)
    standard = standard_for(case, on=on)
    if standard is None:
        raise RefusedError(
            f"{case.name} has no risk of serious harm on record, so there is no standard to compare with. "
            "Record the level first."
        )
    if not reason.strip():
        raise RefusedError("Say why this person is to be seen this often.")
    current = _locked_in_force(case, version=version)
    values: dict[str, Any] = {
        "days": days,
        "reason": reason.strip(),
        "risk_level": standard.level,
        "needs_approval": is_longer(days, standard.often),
        "set_by": by,
    }
    if current is not None and current.starts_on == on:
        frequency = _replaced(current, values)
    else:
        _close(current, on)
        frequency = Frequency.objects.create(case=case, starts_on=on, **values)
    _follow(frequency, on=on, at=at)
    return frequency


@transaction.atomic
def approve_frequency(*, frequency: Frequency, version: int, by: User, at: datetime) -> Frequency:
    """Approve one that is longer than the standard; it holds from now.

    Raises StaleError when it was changed or decided since the page was opened, RefusedError when it has ended, needs
    no approval, or when `by` set it: nobody approves their own.
    """
    return _decided(frequency, version, is_approved=True, refusal="", by=by, at=at)


@transaction.atomic
def refuse_frequency(
    *, frequency: Frequency, version: int, reason: str, by: User, at: datetime
) -> Frequency:
    """Refuse one that is longer than the standard, with the reason, which whoever set it reads. Raises as above."""
    if not reason.strip():
        raise RefusedError("Say why it is refused.")
    return _decided(frequency, version, is_approved=False, refusal=reason.strip(), by=by, at=at)


@transaction.atomic
def end_frequency(*, frequency: Frequency, version: int, by: User, at: datetime) -> None:
    """Go back to the standard for the risk of serious harm from today."""
    only_its_agency(by, Permission.SET_FREQUENCY)
    on = london_date(at)
    stored = _locked(frequency, version)
    _close(stored, on)
    _follow(stored, on=on, at=at)


def _decided(
    frequency: Frequency, version: int, *, is_approved: bool, refusal: str, by: User, at: datetime
) -> Frequency:
    only_its_agency(by, Permission.APPROVE_FREQUENCY)
    on = london_date(at)
    stored = _locked(frequency, version)
    if stored.ends_on is not None and stored.ends_on <= on:
        raise RefusedError(f"This frequency ended on {in_full(stored.ends_on)}.")
    if not stored.needs_approval:
        raise RefusedError("This is no less often than the standard, so it needs no approval.")
    if stored.set_by_id == by.pk:
        raise RefusedError("You set this, so somebody else has to decide.")
    stored.decided_by, stored.decided_on = by, on
    stored.is_approved, stored.refusal = is_approved, refusal
    stored.version += 1
    stored.save()
    _follow(stored, on=on, at=at)
    return stored


def _follow(frequency: Frequency, *, on: date, at: datetime) -> None:
    deadlines.refresh(
        [frequency.case_id],
        changed=Frequency,
        on=on,
        at=at,
        fact=f"frequency:{frequency.uuid}",
    )


def _locked_in_force(case: Case, *, version: int) -> Frequency | None:
    """The one in force, locked together with the case, so that two settings cannot cross."""
    lock(case)
    current = Frequency.objects.filter(case=case, ends_on__isnull=True).first()
    if (current.version if current else 0) != version:
        raise _stale(case, current)
    return current


def _locked(frequency: Frequency, version: int) -> Frequency:
    """Locked with its case. One that was taken away meanwhile is as stale as a changed one."""
    case = frequency.case
    rows = Frequency.objects.select_related("case").filter(pk=frequency.pk)
    try:
        return held(rows, version=version, stale=partial(_stale, case), behind=case)
    except Frequency.DoesNotExist:
        raise _stale(case, None) from None


def _stale(case: Case, now: Frequency | None) -> StaleError:
    newest = history_of(case)[0]
    return StaleError(
        saved_by=newest.who or "Somebody", saved_at=newest.at, theirs=frequency_lines(now)
    )


def _replaced(frequency: Frequency, values: dict[str, Any]) -> Frequency:
    """Set again on the day it was set: the change history keeps the first, which never held a whole day."""
    for name, value in values.items():
        setattr(frequency, name, value)
    frequency.decided_by = frequency.decided_on = None
    frequency.is_approved, frequency.refusal = False, ""
    frequency.version += 1
    frequency.save()
    return frequency


def _close(frequency: Frequency | None, on: date) -> None:
    """End it at the start of `on`; one that started today is taken away (its history stays)."""
    if frequency is None:
        return
    if frequency.starts_on >= on:
        frequency.delete()
        return
    frequency.ends_on = on
    frequency.version += 1
    frequency.save(update_fields=["ends_on", "version"])

"""What a person does about a flag: accept it for a while, with a reason. Facts cure it, nobody closes it."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import F

from core.calendar import in_full
from core.errors import RefusedError, StaleError
from core.standards import number
from offenders.models import Flag
from people.models import User


@transaction.atomic
def accept_flag(
    *, flag: Flag, until: date, reason: str, version: int, by: User, on: date, at: datetime
) -> None:
    """CAS-30: accept a flag up to and including `until`; it stays on every list, and needs a person again after.

    Raises RefusedError when the day is not ahead, too far ahead or the reason is missing, StaleError when the
    flag changed since the form was shown.
    """
    last = number("flag.accept_days", on=on)
    if not reason.strip():
        raise RefusedError("Say why this is accepted.")
    if until < on:
        raise RefusedError("The date must be today or later.")
    if (until - on).days > last:
        raise RefusedError(f"A flag can be accepted for {last} days at most.")
    changed = Flag.objects.filter(pk=flag.pk, version=version, cured_at__isnull=True).update(
        accepted_at=at,
        accepted_by=by,
        accepted_until=until,
        accepted_reason=reason.strip(),
        version=F("version") + 1,
    )
    if not changed:
        raise _stale(flag)


def _stale(flag: Flag) -> StaleError:
    now = Flag.objects.select_related("accepted_by").get(pk=flag.pk)
    theirs = [("State", "Cured" if now.cured_at else "Open"), ("Because", now.because)]
    if now.accepted_until:
        theirs.append(("Accepted until", in_full(now.accepted_until)))
        theirs.append(("Reason", now.accepted_reason))
    who = now.accepted_by.name if now.accepted_by else "The record"
    return StaleError(
        saved_by=who, saved_at=now.cured_at or now.accepted_at or now.raised_at, theirs=theirs
    )

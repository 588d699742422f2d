"""What a person does about a flag: accept it for a while, with a reason. Facts cure it, nobody closes it."""

from datetime import date, datetime

from django.db import transaction

from core.calendar import in_full, london_date
from core.editing import held
from core.errors import RefusedError, StaleError
from core.standards import number
from offenders.models import Flag
from offenders.rules import kind
from people.models import User

ACCEPTANCE = ("accepted_at", "accepted_by", "accepted_until", "accepted_reason")


@transaction.atomic
def accept_flag(
    *, flag: Flag, until: date, reason: str, version: int, by: User, at: datetime
) -> None:
    """CAS-30: accept a flag up to and including `until`; it stays on every list, and needs a person again after.

    Raises RefusedError when its kind cannot wait, the day is not ahead, too far ahead or the reason is missing, StaleError when the
    flag changed since the form was shown.
    """
    if kind(flag.kind).at_once:
        raise RefusedError(
            "This cannot wait, so nobody accepts that it stands. Do what it asks for."
        )
    on = london_date(at)
    last = number("flag.accept_days", on=on)
    if not reason.strip():
        raise RefusedError("Say why this is accepted.")
    if until < on:
        raise RefusedError("The date must be today or later.")
    if (until - on).days > last:
        raise RefusedError(f"A flag can be accepted for {last} days at most.")
    stored = held(Flag.objects.filter(pk=flag.pk), version=version, stale=_stale)
    if stored.cured_at:
        raise _stale(stored)
    stored.accepted_at, stored.accepted_by = at, by
    stored.accepted_until, stored.accepted_reason = until, reason.strip()
    stored.version += 1
    stored.save(update_fields=[*ACCEPTANCE, "version"])


def _stale(now: Flag) -> StaleError:
    theirs = [("State", "Cured" if now.cured_at else "Open"), ("Because", now.because)]
    if now.accepted_until:
        theirs.append(("Accepted until", in_full(now.accepted_until)))
        theirs.append(("Reason", now.accepted_reason))
    who = now.accepted_by.name if now.accepted_by else "The record"
    return StaleError(
        saved_by=who, saved_at=now.cured_at or now.accepted_at or now.raised_at, theirs=theirs
    )

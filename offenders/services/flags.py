"""What a person does about a flag: accept it for a while, with a reason. Facts cure it, nobody closes it."""

from datetime import date, datetime

from django.db import transaction

from core.calendar import in_full, london_date
from core.editing import held
from core.errors import RefusedError, StaleError
from offenders.choices import Severity
from offenders.models import Flag
from offenders.rules import is_accepted, kind
from offenders.selectors.flag import last_day_of_acceptance
from people.models import User

ACCEPTANCE = (
    "accepted_at",
    "accepted_by",
    "accepted_until",
    "accepted_reason",
    "accepted_severity",
    "is_acceptance_seen",
)


@transaction.atomic
def accept_flag(
    *,
    flag: Flag,
    until: date,
    reason: str,
    version: int,
    by: User,
    at: datetime,
    as_supervisor: bool = False,
) -> None:
    """CAS-30: accept a flag up to and including `until`; it stays on every list, and needs a person again after.

    Whoever works on the case accepts a critical flag for two working days at most, and until a supervisor has seen that
    it counts as before. `as_supervisor`: by somebody who leads the team and does not hold the case.

    Raises RefusedError when its kind cannot wait, the day is not ahead, too far ahead or the reason is missing, StaleError when the
    flag changed since the form was shown.
    """
    if kind(flag.kind).at_once:
        raise RefusedError(
            "This cannot wait, so nobody accepts that it stands. Do what it asks for."
        )
    on = london_date(at)
    if not reason.strip():
        raise RefusedError("Say why this is accepted.")
    if until < on:
        raise RefusedError("The date must be today or later.")
    stored = held(Flag.objects.filter(pk=flag.pk), version=version, stale=_stale)
    if stored.cured_at:
        raise _stale(stored)
    last = last_day_of_acceptance(stored, on=on, as_supervisor=as_supervisor)
    if until > last:
        raise RefusedError(_too_long(stored, on, last, as_supervisor=as_supervisor))
    stored.accepted_at, stored.accepted_by = at, by
    stored.accepted_until, stored.accepted_reason = until, reason.strip()
    stored.accepted_severity = stored.severity
    stored.is_acceptance_seen = as_supervisor or stored.severity != Severity.CRITICAL
    stored.version += 1
    stored.save(update_fields=[*ACCEPTANCE, "version"])


def _too_long(flag: Flag, on: date, last: date, *, as_supervisor: bool) -> str:
    if flag.severity == Severity.CRITICAL and not as_supervisor:
        return f"You can accept a critical flag until {in_full(last)} at most. For longer, ask a supervisor."
    return f"A flag can be accepted for {(last - on).days} days at most, until {in_full(last)}."


@transaction.atomic
def see_acceptance(*, flag: Flag, version: int, by: User, at: datetime) -> None:
    """A supervisor has seen that whoever works on the case accepted a critical flag: from now on it counts as accepted.

    Raises RefusedError for one's own acceptance and where none waits to be seen, StaleError when the flag changed since
    the page was shown.
    """
    stored = held(Flag.objects.filter(pk=flag.pk), version=version, stale=_stale)
    if stored.cured_at:
        raise _stale(stored)
    if stored.is_acceptance_seen or not is_accepted(stored.accepted_until, on=london_date(at)):
        raise RefusedError("No acceptance of this flag waits to be seen.")
    if stored.accepted_by_id == by.pk:
        raise RefusedError("Somebody else has to see what you accepted yourself.")
    stored.is_acceptance_seen = True
    stored.version += 1
    stored.save(update_fields=["is_acceptance_seen", "version"])


def _stale(now: Flag) -> StaleError:
    theirs = [("State", "Cured" if now.cured_at else "Open"), ("Because", now.because)]
    if now.accepted_until:
        theirs.append(("Accepted until", in_full(now.accepted_until)))
        theirs.append(("Reason", now.accepted_reason))
    who = now.accepted_by.name if now.accepted_by else "The record"
    return StaleError(
        saved_by=who, saved_at=now.cured_at or now.accepted_at or now.raised_at, theirs=theirs
    )

"""What was arranged is moved or cancelled: a further version of it, with the reason and who was told (VOC-1)."""

from datetime import datetime

from django.db import transaction

from core.errors import RefusedError, refuse
from offenders.choices import VersionKind
from offenders.models import Contact
from offenders.rules.moving import Arranged, Telling, cancel_problem, move_problem
from offenders.services.contacts import keep, latest_of
from offenders.services.overlaps import refuse_what_is_in_the_way
from offenders.services.versions import next_version
from people.models import User


@transaction.atomic
def move_appointment(
    *,
    contact: Contact,
    version: int,
    to: datetime,
    reason: str,
    told: Telling,
    by: User,
    at: datetime,
    is_meant: bool = False,
) -> Contact:
    """Put an appointment at another time; it stays the same one, and its versions say when it was to be before.

    Raises RefusedError without a reason, or when it has an outcome, is no appointment, `to` has passed, or its hour is
    over and nobody had been told by then; where something is in the way at that time, unless that is meant (VOC-1);
    StaleError when somebody saved a version meanwhile.
    """
    latest = latest_of(contact, version)
    refuse(move_problem(arranged(latest), told, to=to, at=at))
    refuse_what_is_in_the_way(latest, to, by=by, is_meant=is_meant)
    moved = told_version(latest, VersionKind.MOVED, reason=reason, told=told, by=by, at=at)
    moved.happened_at = to
    return keep(moved, at=at)


@transaction.atomic
def cancel_appointment(
    *, contact: Contact, version: int, reason: str, told: Telling, by: User, at: datetime
) -> Contact:
    """Say that an appointment will not be; it stays readable, counts nowhere and needs no outcome.

    Raises RefusedError and StaleError as moving does.
    """
    latest = latest_of(contact, version)
    refuse(cancel_problem(arranged(latest), told, at=at))
    return keep(
        told_version(latest, VersionKind.CANCELLED, reason=reason, told=told, by=by, at=at), at=at
    )


def told_version(
    latest: Contact, kind: VersionKind, *, reason: str, told: Telling, by: User, at: datetime
) -> Contact:
    """The version that says that something was moved or cancelled, why and who was told; not saved yet."""
    if not reason.strip():
        raise RefusedError("Say why.", about="reason")
    return next_version(
        latest,
        kind=kind,
        reason=reason.strip(),
        by=by,
        at=at,
        told_how=told.how,
        told_whom=told.whom.strip(),
        told_at=told.at,
    )


def arranged(contact: Contact) -> Arranged:
    """An appointment as the rules take it."""
    return Arranged(
        name=contact.type.name,
        happens_at=contact.happened_at,
        is_appointment=contact.type.is_appointment,
        has_outcome=contact.outcome_id is not None,
    )

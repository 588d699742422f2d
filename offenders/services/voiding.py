"""A contact that should not be on a record is voided: it stays readable and counts nowhere. Nothing is deleted."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from core.errors import RefusedError
from offenders.choices import VersionKind, VoidWhy
from offenders.models import Case, Contact
from offenders.selectors.voiding import why_not_voided
from offenders.services.contacts import keep, latest_of
from offenders.services.versions import next_version
from people.models import User


@transaction.atomic
def void_contact(
    *, contact: Contact, version: int, why: VoidWhy, words: str, by: User, at: datetime
) -> Contact:
    """Void a contact on the wrong person, or on record twice, with the reason; what it answered is due again.

    Raises RefusedError when it is voided already, `by` may not or nothing is said where it never happened; StaleError
    when somebody saved a version meanwhile.
    """
    latest = latest_of(contact, version, also_cancelled=True)
    grounds = grounds_of(latest, by)
    voided = voided_version(latest, why=why, words=words, by=by, at=at, grounds=grounds)
    return keep(voided, at=at)


def grounds_of(contact: Contact, by: User) -> list[str]:
    """The grounds that `by` has on the case of a contact, maybe none."""
    case = Case.objects.one_for(by, contact.case.uuid)
    return list(case.grounds) if case else []


def voided_version(
    latest: Contact,
    *,
    why: VoidWhy,
    words: str,
    by: User,
    at: datetime,
    grounds: Collection[str],
) -> Contact:
    """The version that voids a contact, not saved yet. Raises RefusedError like `void_contact`."""
    refusal = why_not_voided(latest, by, grounds=grounds)
    if refusal:
        raise RefusedError(refusal)
    said = words.strip()
    if why == VoidWhy.NEVER and not said:
        raise RefusedError("Say how it came to be on record.", about="words")
    reason = f"{why.label}: {said}" if said else why.label
    return next_version(latest, kind=VersionKind.VOIDED, reason=reason, by=by, at=at)

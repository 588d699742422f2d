"""The one writer of a contact's versions: nothing on the timeline is altered, each change is a further version.

What an upper floor keeps beside a contact (the record of a visit) is written with the version that it belongs to.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from core.editing import held
from core.errors import Lines, RefusedError, StaleError
from offenders.choices import ContactSource, VersionKind
from offenders.models import Contact
from offenders.selectors.voiding import withdrawn_words
from people.models import User


def held_version(
    contact: Contact,
    version: int,
    *,
    among: QuerySet[Contact],
    theirs: Callable[[Contact], Lines],
    mine: Lines = (),
    link: str = "",
    also_cancelled: bool = False,
) -> Contact:
    """The last version of this contact, its case locked; `among` are last versions with what is needed.

    Raises StaleError, with `theirs` of what was saved and `mine`, when it is not the `version` on the screen;
    RefusedError when it was cancelled or voided, of which nothing comes any more: what was cancelled may be voided.
    """

    def stale(latest: Contact) -> StaleError:
        return StaleError(
            saved_by=str(latest.author or latest.officer or "An import"),
            saved_at=latest.recorded_at,
            theirs=theirs(latest),
            mine=mine,
            link=link or latest.get_absolute_url(),
        )

    rows = among.filter(uuid=contact.uuid)
    latest = held(rows, version=version, stale=stale, behind=contact.case)
    is_open = also_cancelled and latest.version_kind == VersionKind.CANCELLED
    if latest.is_withdrawn and not is_open:
        raise RefusedError(withdrawn_words(latest))
    return latest


def next_version(
    latest: Contact,
    *,
    kind: VersionKind,
    by: User,
    at: datetime,
    reason: str = "",
    **values: Any,
) -> Contact:
    """A copy of the version that holds, amending it, with these values; not saved yet."""
    copied = {
        field.attname: getattr(latest, field.attname)
        for field in Contact._meta.concrete_fields
        if not field.primary_key
    }
    contact = Contact(
        **copied
        | {
            "version": latest.version + 1,
            "amends_id": latest.pk,
            "version_kind": kind,
            "version_reason": reason,
            "author_id": by.pk,
            "recorded_at": at,
            "source": ContactSource.SERVICE,
            "told_how": "",
            "told_whom": "",
            "told_at": None,
        }
    )
    for name, value in values.items():
        setattr(contact, name, value)
    return contact

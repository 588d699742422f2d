"""Limited access: naming who may not open a case, or who alone may (INF-30). Rows end; they are never removed."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet

from core.editing import lock
from core.errors import RefusedError
from offenders.models import Case, Exclusion, Restriction
from people.models import User

Listing = type[Exclusion] | type[Restriction]


@transaction.atomic
def name_on_list(
    listing: Listing,
    *,
    case: Case,
    user: User,
    reason: str,
    at: datetime,
    until: datetime | None = None,
) -> Exclusion | Restriction:
    """Name a user on the case's list from `at`. Raises RefusedError without a reason, or when named already."""
    if not reason.strip():
        raise RefusedError("Say why.")
    if until is not None and until <= at:
        raise RefusedError("The end must be in the future.")
    if _open(listing, case, user, at).exists():
        raise RefusedError(f"{user.name} is on this list already.")
    return listing.objects.create(
        case=case, user=user, reason=reason.strip(), starts_at=at, ends_at=until
    )


@transaction.atomic
def end_listing(listing: Listing, *, case: Case, user: User, at: datetime) -> None:
    """Take a user off the case's list from `at`. Raises RefusedError when not on it."""
    if not _open(listing, case, user, at).update(ends_at=at):
        raise RefusedError(f"{user.name} is not on this list.")


def _open(listing: Listing, case: Case, user: User, at: datetime) -> QuerySet[Any]:
    """The user's row that holds at `at`, locked against another change of it."""
    lock(case)
    holds = Q(ends_at__isnull=True) | Q(ends_at__gt=at)
    rows: QuerySet[Any] = listing.objects.filter(holds, case=case, user=user)
    return rows

"""Keeping what somebody is writing about a case, until it is saved to the record or thrown away."""

from datetime import datetime

from django.db import transaction

from offenders.models import Case, Draft
from people.models import User


@transaction.atomic
def save_draft(
    *, case: Case, form: str, data: dict[str, list[str]], by: User, at: datetime
) -> Draft:
    """Keep what somebody is writing; the newest text replaces the older, also when two arrive at once.

    In one statement: an insert that fails on the other's would put the whole text into the server's log.
    """
    (draft,) = Draft.objects.bulk_create(
        [Draft(user=by, case=case, form=form, data=data, saved_at=at)],
        update_conflicts=True,
        unique_fields=["user", "case", "form"],
        update_fields=["data", "saved_at"],
    )
    return draft


@transaction.atomic
def drop_draft(*, case: Case, form: str, by: User) -> None:
    """Forget a draft: it was saved to the record, or thrown away."""
    Draft.objects.filter(user=by, case=case, form=form).delete()

"""Keeping what somebody is writing about a case, until it is saved to the record or thrown away."""

from datetime import datetime

from django.db import transaction

from offenders.models import Case, Draft
from people.models import User


@transaction.atomic
def save_draft(
    *, case: Case, form: str, data: dict[str, list[str]], by: User, at: datetime
) -> Draft:
    """Keep what somebody is writing; the newest text replaces the older."""
    draft, _ = Draft.objects.update_or_create(
        user=by, case=case, form=form, defaults={"data": data, "saved_at": at}
    )
    return draft


@transaction.atomic
def drop_draft(*, case: Case, form: str, by: User) -> None:
    """Forget a draft: it was saved to the record, or thrown away."""
    Draft.objects.filter(user=by, case=case, form=form).delete()

"""Keeping what somebody is writing about a case, until it is saved to the record, thrown away, or too old."""

import json
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from core.errors import RefusedError
from core.jobs import Figures
from offenders.models import Case, Draft
from people.models import User


@transaction.atomic
def save_draft(
    *, case: Case, form: str, data: dict[str, list[str]], by: User, at: datetime
) -> Draft:
    """Keep what somebody is writing; the newest text replaces the older, also when two arrive at once.

    In one statement: an insert that fails on the other's would put the whole text into the server's log.
    Raises RefusedError, in words for whoever types, when it is too long or one draft too many.
    """
    if len(json.dumps(data, ensure_ascii=False).encode()) > settings.DRAFT_MOST_BYTES:
        raise RefusedError(
            f"a draft can be {settings.DRAFT_MOST_BYTES // 1000} KB long and this is longer. Save it, or copy it"
        )
    if not Draft.objects.filter(user=by, case=case, form=form).exists():
        _make_sure_of_room(by)
    (draft,) = Draft.objects.bulk_create(
        [Draft(user=by, case=case, form=form, data=data, saved_at=at)],
        update_conflicts=True,
        unique_fields=["user", "case", "form"],
        update_fields=["data", "saved_at"],
    )
    return draft


def _make_sure_of_room(by: User) -> None:
    """One at a time for each user, so that two at once do not both find the last place free."""
    User.objects.select_for_update(no_key=True).get(pk=by.pk)
    if Draft.objects.filter(user=by).count() >= settings.DRAFTS_PER_USER:
        raise RefusedError(
            f"you have {settings.DRAFTS_PER_USER} drafts already. Save or discard one first, or copy this text"
        )


def drop_draft(*, case: Case, form: str, by: User) -> None:
    """Forget a draft: it was saved to the record, or thrown away."""
    Draft.objects.filter(user=by, case=case, form=form).delete()


@transaction.atomic
def forget_old_drafts(*, at: datetime) -> Figures:
    """Remove drafts that nobody has touched for so long that they would rather mislead than help."""
    oldest = at - timedelta(days=settings.DRAFT_DAYS)
    forgotten, _ = Draft.objects.filter(saved_at__lt=oldest).delete()
    return {"forgotten": forgotten}

"""Everything that is written about users: one verb each."""

import hashlib
import hmac
from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction

from audit import services as audit
from audit.choices import Outcome
from people.models import Submission, User


@transaction.atomic
def submit(
    *, by: User, key: UUID, content: bytes, at: datetime, save: Callable[[], str]
) -> tuple[Submission, bool]:
    """Run `save` unless this form was saved before; the submission, and whether this was the first.

    The unique key decides between two at once: the second waits for the first to commit, then finds its
    answer. If `save` raises, the key is free again.
    """
    fresh = Submission(user=by, key=key, content=content, saved_at=at)
    Submission.objects.bulk_create([fresh], ignore_conflicts=True)
    kept = Submission.objects.get(user=by, key=key)
    if kept.answer:
        return kept, False
    kept.answer = save()
    kept.save(update_fields=["answer"])
    return kept, True


def digest_of(typed: str) -> str:
    """A keyed digest of what was typed as an e-mail address, the same whatever its case."""
    name = typed.strip().casefold().encode()
    return hmac.new(settings.SECRET_KEY.encode(), name, hashlib.sha256).hexdigest()


def note_failed_sign_in(*, email: str) -> None:
    """Put a failed sign-in on record without what was typed, unless it is the address of a user.

    An investigator needs to see attempts on one account together and attempts by one guesser together. The
    address field sometimes holds a password, so an unknown one is kept only as a keyed digest.
    """
    known = User.objects.filter(email__iexact=email).first()
    if known:
        audit.about(known.uuid)
    audit.identified(
        user_id=None, label=known.email if known else f"unknown address {digest_of(email)[:12]}"
    )
    audit.ended(Outcome.SIGN_IN_FAILED)

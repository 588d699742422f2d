"""POL-11: a supervisor's review of a visit's record, and the officer's answer to what it asks for."""

from datetime import datetime

from django.db import transaction

from core.addresses import address
from core.calendar import london_date
from core.editing import lock
from core.errors import RefusedError, StaleError
from offenders import deadlines
from offenders.models import Contact
from offenders.services.versions import held_version
from people.choices import Permission
from people.models import User
from people.services import only_its_agency
from visits.models import Review
from visits.selectors.review import is_unanswered, review_lines, reviews, why_not_reviewed
from visits.selectors.visit import versions, visits_in_full

MAKES, ASKS, ANSWERS = (
    "What you make of the record",
    "What the officer should do",
    "Your answer",
)


@transaction.atomic
def review_visit(
    *, contact: Contact, version: int, words: str, asks: str, by: User, at: datetime
) -> Review:
    """Keep what a supervisor makes of one version of a record; `version` is the one on the screen.

    Raises StaleError when the record was corrected or reviewed meanwhile, RefusedError when there is no
    outcome yet, when `by` is no police officer, was at the visit or wrote the record.
    """
    only_its_agency(by, Permission.REVIEW_VISIT)
    mine = [(MAKES, words), (ASKS, asks)]
    current = _held_at_version(contact, version, mine, at=at)
    reason = why_not_reviewed(current, by)
    if reason:
        raise RefusedError(reason)
    review = Review.objects.create(
        contact=current, words=words, asks=asks, reviewed_by=by, reviewed_at=at
    )
    _refresh(current, at)
    return review


@transaction.atomic
def answer_review(*, review: Review, version: int, answer: str, by: User, at: datetime) -> Review:
    """Say what came of what was asked; `version` is that of the review on the screen.

    Raises StaleError when it was answered meanwhile, RefusedError when nothing was asked, when `by` asked
    it, or is no police officer.
    """
    only_its_agency(by, Permission.RECORD_VISIT)
    lock(review)
    stored = reviews().get(pk=review.pk)
    if not stored.asks:
        raise RefusedError("Nothing was asked in this review, so there is nothing to answer.")
    if stored.version != version or not is_unanswered(stored):
        raise StaleError(
            saved_by=str(stored.answered_by or stored.reviewed_by),
            saved_at=stored.answered_at or stored.reviewed_at,
            theirs=review_lines(stored),
            mine=[(ANSWERS, answer)],
            link=address("visits:visit", stored.contact.uuid),
        )
    if stored.reviewed_by_id == by.pk:
        raise RefusedError("You asked this, so the officer has to answer it.")
    stored.answer, stored.answered_by, stored.answered_at = answer, by, at
    stored.version += 1
    stored.save(update_fields=["answer", "answered_by", "answered_at", "version"])
    _refresh(stored.contact, at)
    return stored


def _refresh(contact: Contact, at: datetime) -> None:
    deadlines.refresh(
        [contact.case_id],
        changed=Review,
        on=london_date(at),
        at=at,
        fact=f"answer:{contact.uuid}",
    )


def _held_at_version(
    contact: Contact, version: int, mine: list[tuple[str, str]], *, at: datetime
) -> Contact:
    """The version that holds and nobody has reviewed yet, locked, as for recording and correcting."""
    link = address("visits:visit", contact.uuid)
    current = held_version(
        contact,
        version,
        among=visits_in_full(),
        theirs=lambda latest: versions(latest, on=london_date(at))[0].lines,
        mine=mine,
        link=link,
    )
    review = Review.objects.filter(contact=current).select_related("reviewed_by").first()
    if review is not None:
        raise StaleError(
            saved_by=str(review.reviewed_by),
            saved_at=review.reviewed_at,
            theirs=review_lines(review),
            mine=mine,
            link=link,
        )
    return current

"""F-13: a manager's review of a case, what is asked of the officer, and the answer to it."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction

from caseloads.choices import ASKING, ReviewOutcome
from caseloads.models import Asked, Countersignature, ManagerReview, SampleItem
from caseloads.rules.oversight import asking_problem
from caseloads.selectors.oversight import (
    all_asked,
    asked_lines,
    lead_of,
    level_of,
    review_lines,
    timeline_words,
    why_not_answered,
    why_not_reviewed,
)
from core.addresses import address
from core.calendar import london_date
from core.editing import lock
from core.errors import RefusedError, StaleError, refuse
from offenders import deadlines
from offenders.models import Case, Contact, ContactType
from offenders.services.contacts import log_contact
from people.models import User

OVERSIGHT_TYPE = "MO1"  # Management Oversight - General


@transaction.atomic
def review_case(
    *,
    case: Case,
    evidence: Mapping[str, str],
    outcome: ReviewOutcome,
    asks: str,
    answer_by: date | None,
    by: User,
    at: datetime,
) -> ManagerReview:
    """Keep what a manager saw in a case, put it on the timeline, and ask the officer where something is to be done.

    `evidence` answers each of QUESTIONS. Raises RefusedError for one's own case, without an officer of the agency or a
    level of risk, and where something is asked without a day or the outcome needs something to be asked.
    """
    on = london_date(at)
    if why_not := why_not_reviewed(case, by, on=on):
        raise RefusedError(why_not)
    must_ask = outcome in ASKING
    refuse(asking_problem(must_ask=must_ask, asks=asks, due_on=answer_by, on=on))
    agency = by.officer.agency
    level = level_of(case, agency, on=on)
    review = ManagerReview(
        case=case,
        agency=agency,
        level=level.level if level else "",
        outcome=outcome,
        reviewed_by=by,
        reviewed_at=at,
        **evidence,
    )
    asked = ask(case=case, agency=agency, asks=asks, due_on=answer_by, by=by, at=at)
    words = timeline_words(review_lines(review), asked)
    review.contact = tell(case=case, words=words, by=by, at=at)
    review.save(force_insert=True)
    keep_asked(asked, review=review)
    _refresh(review, on=on, at=at)
    return review


def _refresh(review: ManagerReview, *, on: date, at: datetime) -> None:
    deadlines.refresh(
        [review.case_id],
        changed=(ManagerReview, Asked),
        on=on,
        at=at,
        fact=f"manager_review:{review.uuid}",
    )


def ask(
    *, case: Case, agency: str, asks: str, due_on: date | None, by: User, at: datetime
) -> Asked | None:
    """What whoever holds the case for this agency is asked to do, not saved yet; None where nothing is."""
    if not asks or due_on is None:
        return None
    return Asked(
        case=case,
        agency=agency,
        officer=lead_of(case, agency, on=london_date(at)),
        asks=asks,
        due_on=due_on,
        asked_by=by,
        asked_at=at,
    )


def keep_asked(
    asked: Asked | None,
    *,
    review: ManagerReview | None = None,
    signature: Countersignature | None = None,
    item: SampleItem | None = None,
) -> None:
    """Save what is asked, after the one thing that it was asked after."""
    if asked is None:
        return
    asked.review, asked.signature, asked.item = review, signature, item
    asked.save(force_insert=True)


def tell(*, case: Case, words: str, by: User, at: datetime) -> Contact:
    """Put what a manager made of a case or a record on the timeline."""
    return log_contact(
        case=case,
        type=ContactType.objects.get(code=OVERSIGHT_TYPE),
        happened_at=at,
        officer=by.officer,
        by=by,
        at=at,
        notes=words,
        # Two reviews within minutes are two: the form is saved once by its key.
        is_another=True,
    )


@transaction.atomic
def answer_manager(*, asked: Asked, version: int, answer: str, by: User, at: datetime) -> Asked:
    """Say what came of what a manager asked; `version` is the one on the screen.

    Raises StaleError when it was answered meanwhile, RefusedError when `by` asked it or works for the other agency.
    """
    lock(asked)
    stored = all_asked().get(pk=asked.pk)
    if stored.version != version or stored.answer:
        raise StaleError(
            saved_by=str(stored.answered_by or stored.asked_by),
            saved_at=stored.answered_at or stored.asked_at,
            theirs=asked_lines(stored),
            mine=[("Your answer", answer)],
            link=address("caseloads:asked", stored.uuid),
        )
    if why_not := why_not_answered(stored, by):
        raise RefusedError(why_not)
    stored.answer, stored.answered_by, stored.answered_at = answer, by, at
    stored.version += 1
    stored.save(update_fields=["answer", "answered_by", "answered_at", "version"])
    deadlines.refresh(
        [stored.case_id],
        changed=Asked,
        on=london_date(at),
        at=at,
        fact=f"asked:{stored.uuid}",
    )
    return stored

"""A supervisor reads a record; the officer answers what was asked."""

from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from core import clock
from core.addresses import address
from offenders.http import case_page, keeping, record_or_404
from offenders.models import Case, Contact, Draft
from offenders.selectors.drafts import draft_of
from offenders.services.drafts import drop_draft
from people.choices import Permission
from people.http import AuthedRequest, requires, saved_if_valid
from visits import services
from visits.forms import AnswerReviewForm, ReviewVisitForm
from visits.models import Review
from visits.rules import effect_of
from visits.selectors.review import is_unanswered, record_of, reviews, why_not_reviewed
from visits.selectors.visit import visits_in_full
from visits.views.read import SECTION


@requires(Permission.REVIEW_VISIT)
def review(request: AuthedRequest, contact_uuid: UUID) -> HttpResponse:
    """The record as the visit's page shows it, and what the supervisor makes of it."""
    contact = record_or_404(request, visits_in_full(), contact_uuid)
    record = record_of(contact, user=request.user, may_answer=False, on=clock.today())
    if record.is_reviewed and request.method == "GET":
        messages.info(request, "This record has been reviewed already.")
        return redirect("visits:visit", contact.uuid)
    draft = draft_of(request.user, contact.case, _draft_name("review", contact.uuid))
    kept = _keeping(contact.case, _draft_name("review", contact.uuid), draft)
    form = ReviewVisitForm(request.POST or None, version=contact.version, **kept)
    saved = saved_if_valid(request, form, partial(_review, request, contact, form))
    return saved or case_page(
        request,
        contact.case,
        SECTION,
        "visits/review.html",
        contact=contact,
        form=form,
        draft=None if form.is_bound else draft,
        record=record,
        effect=effect_of(contact.visit.outcome),
        why_not=why_not_reviewed(contact, request.user),
    )


@requires(Permission.RECORD_VISIT)
def answer(request: AuthedRequest, review_uuid: UUID) -> HttpResponse:
    """What came of what the supervisor asked for."""
    review = record_or_404(request, reviews(), review_uuid)
    case = review.case
    if not is_unanswered(review) and request.method == "GET":
        said = "This has been answered already." if review.asks else "Nothing was asked here."
        messages.info(request, said)
        return redirect("visits:visit", review.contact.uuid)
    draft = draft_of(request.user, case, _draft_name("answer", review.uuid))
    kept = _keeping(case, _draft_name("answer", review.uuid), draft)
    form = AnswerReviewForm(request.POST or None, version=review.version, **kept)
    saved = saved_if_valid(request, form, partial(_answer, request, review, form))
    return saved or case_page(
        request,
        case,
        SECTION,
        "visits/answer.html",
        contact=review.contact,
        form=form,
        draft=None if form.is_bound else draft,
        review=review,
        is_own=review.reviewed_by_id == request.user.pk,
    )


def _draft_name(act: str, uuid: UUID) -> str:
    return f"{act}-{uuid.hex[:12]}"


def _keeping(case: Case, name: str, draft: Draft | None) -> dict[str, Any]:
    """The kept text, but the version that is on the screen now."""
    kept = keeping(case, name, draft)
    words = {key: said for key, said in (kept["draft"] or {}).items() if key != "version"}
    return kept | {"draft": words or None}


def _review(request: AuthedRequest, contact: Contact, form: ReviewVisitForm) -> str:
    done = services.review_visit(
        contact=contact,
        version=form.cleaned_data["version"],
        words=form.cleaned_data["words"],
        asks=form.cleaned_data["asks"],
        by=request.user,
        at=clock.now(),
    )
    name = _draft_name("review", contact.uuid)
    drop_draft(case=contact.case, form=name, by=request.user)
    if done.asks:
        words = "Reviewed. What you ask is on the first page of whoever holds the case."
    else:
        words = "Reviewed."
    messages.success(request, words)
    return address("visits:visit", contact.uuid)


def _answer(request: AuthedRequest, review: Review, form: AnswerReviewForm) -> str:
    services.answer_review(
        review=review,
        version=form.cleaned_data["version"],
        answer=form.cleaned_data["answer"],
        by=request.user,
        at=clock.now(),
    )
    name = _draft_name("answer", review.uuid)
    drop_draft(case=review.contact.case, form=name, by=request.user)
    messages.success(request, f"Answered. {review.reviewed_by} reads it on this page.")
    return address("visits:visit", review.contact.uuid)

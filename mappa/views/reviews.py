"""A review of MAPPA management recorded, and taken back."""

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from audit import services as audit
from core import clock
from core.addresses import address
from mappa.choices import ReviewOutcome
from mappa.forms.levels import ReviewForm
from mappa.forms.screening import TakeBackForm
from mappa.models import MappaReview
from mappa.selectors import managed as selectors
from mappa.services import levels as services
from mappa.views.page import SECTION
from mappa.views.screening import page_of
from offenders.http import case_or_404, case_page, keeping, record_or_404, say_moved
from offenders.models import Case
from offenders.selectors.contacts import due_dates
from offenders.selectors.drafts import draft_of
from offenders.services.drafts import drop_draft
from people.choices import Permission
from people.http import AuthedRequest, requires, saved_if_valid

DRAFT = "mappa-review"
# What a review leads to, where it is more than a record.
NEXT = {
    ReviewOutcome.LEVEL_CHANGE: ("mappa:propose", "Now propose the level."),
    ReviewOutcome.CATEGORY_CHANGE: (
        "mappa:screen",
        "Now screen them again: it decides the category.",
    ),
}


@requires(Permission.REVIEW_MAPPA)
def record_review(request: AuthedRequest, case_uuid: UUID) -> HttpResponse:
    """MAP-34: what was considered, what was found, what comes of it."""
    case, on = case_or_404(request, case_uuid), clock.today()
    row, draft = selectors.level_on(case, on=on), draft_of(request.user, case, DRAFT)
    if row is None:
        messages.info(request, services.NOTHING_IN_FORCE)
        return redirect(page_of(case))
    form = ReviewForm(
        request.POST or None,
        on=on,
        version=selectors.version_of(case),
        level_set_on=row.starts_on,
        **keeping(case, DRAFT, draft),
    )
    saved = saved_if_valid(request, form, partial(_reviewed, request, case, form))
    return saved or case_page(
        request,
        case,
        SECTION,
        "mappa/review.html",
        form=form,
        row=row,
        draft=None if form.is_bound else draft,
        last=selectors.last_review(case),
    )


@requires(Permission.REVIEW_MAPPA)
def take_back_review(request: AuthedRequest, mappareview_uuid: UUID) -> HttpResponse:
    """It was recorded in error that there was a review."""
    review = record_or_404(request, selectors.reviews(), mappareview_uuid)
    if review.taken_back_at is not None and request.method == "GET":
        messages.info(request, "This is taken back already.")
        return redirect(page_of(review.case))
    form = TakeBackForm(request.POST or None, version=review.version)
    saved = saved_if_valid(request, form, partial(_taken_back, request, review, form))
    return saved or case_page(
        request,
        review.case,
        SECTION,
        "mappa/take_back_review.html",
        form=form,
        review=review,
        lines=selectors.review_lines(review),
    )


def _reviewed(request: AuthedRequest, case: Case, form: ReviewForm) -> str:
    before = due_dates(case)
    saved = services.record_review(
        case=case,
        said=form.said,
        version=form.cleaned_data["version"],
        by=request.user,
        at=clock.now(),
    )
    drop_draft(case=case, form=DRAFT, by=request.user)
    name, then = NEXT.get(ReviewOutcome(saved.outcome), ("", ""))
    say_moved(request, case, " ".join(filter(None, ("Review saved.", then))), before)
    return address(name, case.uuid) if name else page_of(case)


def _taken_back(request: AuthedRequest, review: MappaReview, form: TakeBackForm) -> str:
    before, said = due_dates(review.case), form.cleaned_data
    audit.because(said["because"])
    services.take_back_review(
        review=review,
        because=said["because"],
        version=said["version"],
        by=request.user,
        at=clock.now(),
    )
    say_moved(request, review.case, "Taken back.", before)
    return page_of(review.case)

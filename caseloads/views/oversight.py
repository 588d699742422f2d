"""What waits for a manager, the review of a case, and what was asked of the officer."""

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from caseloads.choices import ReviewOutcome
from caseloads.deadlines import COUNTERSIGNATURE, MANAGER_REVIEW
from caseloads.forms.oversight import AnswerManagerForm, ReviewCaseForm
from caseloads.models import Asked
from caseloads.selectors import oversight as selectors
from caseloads.selectors.plans import plan_now
from caseloads.selectors.sampling import table_of_managers
from caseloads.selectors.unanswered import MOST, answers_of, table_of
from caseloads.services import oversight as services
from core import clock
from core.table import Table
from mappa.deadlines import LEVEL_TO_DECIDE
from offenders.http import case_or_404, case_page, keeping, may, record_or_404, shows
from offenders.models import Case
from offenders.selectors.drafts import draft_of
from offenders.services.drafts import drop_draft
from people.choices import Permission
from people.http import AuthedRequest, requires, saved_if_valid

SECTION = "contacts"
REVIEW, ANSWER, SIGN = "manager-review", "manager-answer", "countersign"
# The lists of the page, by the kind of deadline behind each.
LISTS = {"reviews": MANAGER_REVIEW, "unsigned": COUNTERSIGNATURE, "levels": LEVEL_TO_DECIDE}


@requires(Permission.VIEW_TEAM)
def oversight(request: AuthedRequest) -> HttpResponse:
    """Everything that waits for this manager."""
    on = clock.today()
    waiting = {
        name: selectors.waiting_for(request.user, kind.code, on=on) for name, kind in LISTS.items()
    }
    waiting["unsigned"].sort(key=lambda row: row.due_on)
    answers = answers_of(request.user, on=on)
    shows([*(row.case for rows in waiting.values() for row in rows), *answers.cases])
    tables: dict[str, Table | None] = {
        "back_table": table_of(answers.back, "Flags whose acceptance ended, the gravest first"),
        "unanswered_table": table_of(
            answers.unanswered, "Flags that nobody has answered, the gravest first"
        ),
    }
    tables["samples_table"] = table_of_managers(request.user, on=on)
    context = waiting | tables | {"on": on, "answers": answers, "most": MOST}
    return render(request, "caseloads/oversight.html", context)


@requires(Permission.OVERSEE)
def review_case(request: AuthedRequest, case_uuid: UUID) -> HttpResponse:
    """The questions, with what managers saw before beside them."""
    case, on = case_or_404(request, case_uuid), clock.today()
    draft = draft_of(request.user, case, REVIEW)
    form = ReviewCaseForm(request.POST or None, on=on, **keeping(case, REVIEW, draft))
    saved = saved_if_valid(request, form, partial(_review, request, case, form))
    return saved or case_page(
        request,
        case,
        SECTION,
        "caseloads/review_case.html",
        form=form,
        draft=None if form.is_bound else draft,
        why_not=selectors.why_not_reviewed(case, request.user, on=on),
        last=selectors.reviews_of(case).first(),
        now=plan_now(case),
    )


@requires(Permission.VIEW_CASE)
def manager_review(request: AuthedRequest, manager_review_uuid: UUID) -> HttpResponse:
    review = record_or_404(request, selectors.manager_reviews(), manager_review_uuid)
    asked = getattr(review, "asked", None)
    return case_page(
        request,
        review.case,
        SECTION,
        "caseloads/manager_review.html",
        review=review,
        lines=selectors.review_lines(review),
        asked=asked,
        may_answer=may_answer(request, review.case, asked),
    )


@requires(Permission.VIEW_CASE)
def asked(request: AuthedRequest, asked_uuid: UUID) -> HttpResponse:
    """What a manager asked and what was answered, for whoever sees the case."""
    asked = record_or_404(request, selectors.all_asked(), asked_uuid)
    return case_page(
        request,
        asked.case,
        SECTION,
        "caseloads/asked.html",
        asked=asked,
        may_answer=may_answer(request, asked.case, asked),
    )


@requires(Permission.LOG_CONTACT)
def answer_manager(request: AuthedRequest, asked_uuid: UUID) -> HttpResponse:
    """What came of what the manager asked for."""
    asked = record_or_404(request, selectors.all_asked(), asked_uuid)
    if asked.answer and request.method == "GET":
        messages.info(request, "This has been answered already.")
        return redirect("caseloads:asked", asked.uuid)
    draft = draft_of(request.user, asked.case, _answer_draft(asked))
    kept = keeping(asked.case, _answer_draft(asked), draft)
    words = {name: said for name, said in (kept["draft"] or {}).items() if name != "version"}
    form = AnswerManagerForm(
        request.POST or None, version=asked.version, **kept | {"draft": words or None}
    )
    saved = saved_if_valid(request, form, partial(_answer, request, asked, form))
    return saved or case_page(
        request,
        asked.case,
        SECTION,
        "caseloads/answer_manager.html",
        form=form,
        draft=None if form.is_bound else draft,
        asked=asked,
        why_not=selectors.why_not_answered(asked, request.user),
    )


def _answer_draft(asked: Asked) -> str:
    """Several things may be asked about one person."""
    return f"{ANSWER}-{asked.uuid.hex[:12]}"


def may_answer(request: AuthedRequest, case: Case, asked: Asked | None) -> bool:
    """Whether this user is the one to say what came of what a manager asked."""
    return (
        asked is not None
        and not asked.answer
        and may(request, case, Permission.LOG_CONTACT)
        and not selectors.why_not_answered(asked, request.user)
    )


def _review(request: AuthedRequest, case: Case, form: ReviewCaseForm) -> str:
    answers = form.cleaned_data
    review = services.review_case(
        case=case,
        evidence={name: answers[name] for name in selectors.QUESTIONS},
        outcome=ReviewOutcome(answers["outcome"]),
        asks=answers["asks"],
        answer_by=answers["answer_by"],
        by=request.user,
        at=clock.now(),
    )
    drop_draft(case=case, form=REVIEW, by=request.user)
    words = (
        "What you ask is on the first page of whoever holds the case." if answers["asks"] else ""
    )
    messages.success(request, f"Reviewed. {words}".strip())
    return review.get_absolute_url()


def _answer(request: AuthedRequest, asked: Asked, form: AnswerManagerForm) -> str:
    answers = form.cleaned_data
    done = services.answer_manager(
        asked=asked,
        version=answers["version"],
        answer=answers["answer"],
        by=request.user,
        at=clock.now(),
    )
    drop_draft(case=asked.case, form=_answer_draft(asked), by=request.user)
    messages.success(request, f"Answered. {done.asked_by} reads it on this page.")
    return done.get_absolute_url()

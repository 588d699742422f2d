"""A manager's quality sample: what was drawn, the scoring of a record, and what the officer reads of it."""

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from audit import services as audit
from caseloads.forms.oversight import ScoreForm
from caseloads.models import SampleItem
from caseloads.selectors import sampling as selectors
from caseloads.selectors.oversight import overseen_by
from caseloads.services import sampling as services
from caseloads.views.oversight import SECTION, may_answer
from core import clock
from offenders.http import case_page, record_or_404, shows
from people.choices import Permission
from people.http import AuthedRequest, requires, saved_if_valid
from people.models import Officer


@requires(Permission.VIEW_TEAM)
def samples(request: AuthedRequest, officer_uuid: UUID) -> HttpResponse:
    """What was drawn for a manager, month by month, for them and for whoever leads them."""
    officers = Officer.objects.visible_to(request.user, request.permission, on=clock.today())
    officer: Officer = get_object_or_404(officers, uuid=officer_uuid)
    audit.asked(officer=officer.code)
    is_own = officer.user_id == request.user.pk
    months = selectors.months_of(officer, overseen_by(request.user))
    shows(item.case for month in months for item in month.items)
    tables = [(month, selectors.table_of_items(month, may_score=is_own)) for month in months]
    context = {"officer": officer, "months": tables}
    return render(request, "caseloads/samples.html", context)


@requires(Permission.OVERSEE)
def score(request: AuthedRequest, sample_uuid: UUID) -> HttpResponse:
    """The record beside the questions."""
    item = record_or_404(request, selectors.sample_items(), sample_uuid)
    form = ScoreForm(
        request.POST or None,
        on=clock.today(),
        version=item.version,
        questions=selectors.QUESTIONS,
    )
    saved = saved_if_valid(request, form, partial(_score, request, item, form))
    return saved or case_page(
        request,
        item.case,
        SECTION,
        "caseloads/score.html",
        form=form,
        item=item,
        drawn=selectors.drawn_lines(item),
        why_not=selectors.why_not_scored(item, request.user),
    )


@requires(Permission.VIEW_CASE)
def sampled(request: AuthedRequest, sample_uuid: UUID) -> HttpResponse:
    """How a record was scored, for everybody who sees the case."""
    item = record_or_404(request, selectors.sample_items(), sample_uuid)
    asked = getattr(item, "asked", None)
    return case_page(
        request,
        item.case,
        SECTION,
        "caseloads/sampled.html",
        item=item,
        scores=selectors.score_lines(item),
        drawn=selectors.drawn_lines(item),
        asked=asked,
        may_answer=may_answer(request, item.case, asked),
    )


def _score(request: AuthedRequest, item: SampleItem, form: ScoreForm) -> str:
    answers = form.cleaned_data
    done = services.score_record(
        item=item,
        version=answers["version"],
        marks=form.marks,
        asks=answers["asks"],
        answer_by=answers["answer_by"],
        by=request.user,
        at=clock.now(),
    )
    messages.success(request, "Scored. It is on the timeline, where the officer reads it.")
    return done.get_absolute_url()

"""Suitability of a case: its working, what one source says, a decision against it."""

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from audit import services as audit
from core import clock
from core.addresses import address
from core.calendar import in_full
from core.forms import ButtonForm
from offenders.http import case_or_404, case_page, may, record_or_404
from offenders.models import Case
from people.choices import Permission
from people.http import AuthedRequest, requires, saved_before, saved_if_valid, saved_once
from programmes.choices.suitability import Pathway, ScoreSource
from programmes.forms.suitability import DecideSuitabilityForm, ScoresForm, TakeBackScoreForm
from programmes.models import Score
from programmes.selectors import suitability as selectors
from programmes.services import suitability as services

SECTION = "programmes"


@requires(Permission.VIEW_CASE)
def suitability(request: AuthedRequest, case_uuid: UUID) -> HttpResponse:
    case = case_or_404(request, case_uuid)
    may_refer = may(request, case, Permission.REFER)
    found = selectors.suitability_page(case, on=clock.today(), may_take_back=may_refer)
    end = ButtonForm(version=found.standing.version) if found.standing.decision else None
    return case_page(
        request,
        case,
        SECTION,
        "programmes/suitability.html",
        found=found,
        standing=found.standing,
        may_refer=may_refer,
        end_form=end if may_refer else None,
    )


@requires(Permission.REFER)
def record_scores(request: AuthedRequest, case_uuid: UUID) -> HttpResponse:
    case, on = case_or_404(request, case_uuid), clock.today()
    form = ScoresForm(request.POST or None, on=on, sex=case.sex)
    saved = saved_if_valid(request, form, partial(_recorded, request, case, form))
    return saved or case_page(request, case, SECTION, "programmes/record_scores.html", form=form)


@requires(Permission.REFER)
def take_back_score(request: AuthedRequest, score_uuid: UUID) -> HttpResponse:
    """What was taken off the record is not found, but by its own form again."""
    if request.method == "POST" and (before := saved_before(request)):
        return before
    score = record_or_404(request, selectors.scores(), score_uuid)
    form = TakeBackScoreForm(request.POST or None, version=score.version)
    saved = saved_if_valid(request, form, partial(_taken_back, request, score, form))
    return saved or case_page(
        request,
        score.case,
        SECTION,
        "programmes/take_back_score.html",
        form=form,
        lines=selectors.score_lines(score),
    )


@requires(Permission.REFER)
def decide_suitability(request: AuthedRequest, case_uuid: UUID) -> HttpResponse:
    """PRG-14: another pathway than the one that is worked out."""
    case, on = case_or_404(request, case_uuid), clock.today()
    standing = selectors.standing_of(case, on=on)
    form = DecideSuitabilityForm(
        request.POST or None, version=standing.version, worked_out=standing.worked_out.pathway
    )
    saved = saved_if_valid(request, form, partial(_decided, request, case, form))
    if saved is None and form.is_bound:
        saved = saved_before(request)
    return saved or case_page(
        request, case, SECTION, "programmes/decide_suitability.html", form=form, standing=standing
    )


@requires(Permission.REFER)
@require_POST
def end_decision(request: AuthedRequest, case_uuid: UUID) -> HttpResponse:
    """What is worked out holds again."""
    case = case_or_404(request, case_uuid)
    form = ButtonForm(request.POST)
    if before := saved_before(request):
        return before
    if not form.is_valid() or selectors.current_decision(case) is None:
        messages.info(request, "Nothing is decided: what is worked out holds.")
        return redirect(_page(case))
    return saved_once(request, form, partial(_ended, request, case, form))


def _page(case: Case) -> str:
    return address("programmes:suitability", case.uuid)


def _recorded(request: AuthedRequest, case: Case, form: ScoresForm) -> str:
    said = form.cleaned_data
    saved = services.record_scores(
        case=case,
        values=form.values,
        assessed_on=said["assessed_on"],
        source=ScoreSource(said["source"]),
        note=said["note"],
        by=request.user,
        at=clock.now(),
    )
    count = f"{len(saved)} input{'' if len(saved) == 1 else 's'} of {in_full(said['assessed_on'])}"
    words = f"{count} saved." if saved else "Nothing was different from what is on record."
    standing = selectors.standing_of(case, on=clock.today())
    messages.success(request, f"{words} {standing.worked_out.because}")
    return _page(case)


def _taken_back(request: AuthedRequest, score: Score, form: TakeBackScoreForm) -> str:
    said = form.cleaned_data
    audit.because(said["reason"])
    services.take_back_score(
        score=score,
        reason=said["reason"],
        version=said["version"],
        by=request.user,
        at=clock.now(),
    )
    messages.success(request, f"{score.get_input_display()}: taken off the record.")
    return _page(score.case)


def _decided(request: AuthedRequest, case: Case, form: DecideSuitabilityForm) -> str:
    said = form.cleaned_data
    audit.because(said["reason"])
    saved = services.decide_suitability(
        case=case,
        decided=Pathway(said["decided"]),
        reason=said["reason"],
        version=said["version"],
        by=request.user,
        at=clock.now(),
    )
    messages.success(request, f"Decided: {saved.get_decided_display().lower()}.")
    return _page(case)


def _ended(request: AuthedRequest, case: Case, form: ButtonForm) -> str:
    version = form.cleaned_data["version"]
    services.end_decision(case=case, version=version, by=request.user, at=clock.now())
    messages.success(request, "What is worked out holds again.")
    return _page(case)

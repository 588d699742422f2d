"""How often a person is visited: set, decide, end."""

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from audit import services as audit
from core import clock
from core.addresses import address
from core.forms import ButtonForm
from offenders.forms.chosen import APPROVE, DecideForm
from offenders.http import case_or_404, case_page, record_or_404
from offenders.models import Case
from people.choices import Permission
from people.http import AuthedRequest, requires, saved_if_valid, saved_once
from visits import services
from visits.forms import IntervalForm
from visits.models import Interval
from visits.selectors.interval import every, how_often
from visits.selectors.visit import due_words
from visits.views.read import SECTION


def _visits_url(case: Case) -> str:
    return f"{address('visits:visits', case.uuid)}#interval"


@requires(Permission.SET_INTERVAL)
def interval(request: AuthedRequest, case_uuid: UUID) -> HttpResponse:
    case = case_or_404(request, case_uuid)
    often = how_often(case, on=clock.today())
    form = IntervalForm(request.POST or None, version=often.version)
    saved = saved_if_valid(request, form, partial(_set, request, case, form))
    if saved:
        return saved
    end_form = ButtonForm(version=often.version, auto_id="end_%s") if often.interval else None
    return case_page(
        request, case, SECTION, "visits/interval.html", form=form, often=often, end_form=end_form
    )


@requires(Permission.SET_INTERVAL)
@require_POST
def end_interval(request: AuthedRequest, case_uuid: UUID) -> HttpResponse:
    """Back to the standard for the risk level."""
    case = case_or_404(request, case_uuid)
    form = ButtonForm(request.POST)
    current = how_often(case, on=clock.today()).interval
    if current is None or not form.is_valid():
        messages.info(request, "No interval is set for this person: the standard holds.")
        return redirect(_visits_url(case))
    return saved_once(request, form, partial(_end, request, case, current, form))


@requires(Permission.APPROVE_INTERVAL)
def decide_interval(request: AuthedRequest, interval_uuid: UUID) -> HttpResponse:
    intervals = Interval.objects.select_related("case", "set_by", "decided_by")
    interval = record_or_404(request, intervals, interval_uuid)
    form = DecideForm(request.POST or None, version=interval.version)
    saved = saved_if_valid(request, form, partial(_decide, request, interval, form))
    if saved:
        return saved
    return case_page(
        request,
        interval.case,
        SECTION,
        "visits/decide_interval.html",
        form=form,
        interval=interval,
        every=every(interval.months),
        often=how_often(interval.case, on=clock.today()),
        is_own=interval.set_by_id == request.user.pk,
    )


def _set(request: AuthedRequest, case: Case, form: IntervalForm) -> str:
    at = clock.now()
    audit.because(form.answers["reason"])
    services.set_interval(case=case, by=request.user, at=at, **form.answers, version=form.version)
    often = how_often(case, on=clock.today())
    if often.awaits_approval and often.standard:
        words = (
            "It is longer than the standard, so it waits for a supervisor's approval. "
            f"Until then the standard holds ({often.standard.words})."
        )
    else:
        words = due_words(case, on=clock.today())
    messages.success(request, f"Set to a visit {every(form.answers['months'])}. {words}")
    return _visits_url(case)


def _end(request: AuthedRequest, case: Case, current: Interval, form: ButtonForm) -> str:
    services.end_interval(
        interval=current, version=form.cleaned_data["version"], by=request.user, at=clock.now()
    )
    words = due_words(case, on=clock.today())
    messages.success(request, f"The standard for the risk level holds again. {words}")
    return _visits_url(case)


def _decide(request: AuthedRequest, interval: Interval, form: DecideForm) -> str:
    answers = form.cleaned_data
    who = {
        "interval": interval,
        "version": answers["version"],
        "by": request.user,
        "at": clock.now(),
    }
    if answers["decision"] == APPROVE:
        services.approve_interval(**who)
        said = f"Approved: a visit {every(interval.months)}."
    else:
        audit.because(answers["reason"])
        services.refuse_interval(**who, reason=answers["reason"])
        said = "Refused: the standard holds."
    messages.success(request, f"{said} {due_words(interval.case, on=clock.today())}")
    return _visits_url(interval.case)

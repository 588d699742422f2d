"""How often a person is visited: set, approve, end."""

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from core import clock
from offenders.http import case_or_404
from offenders.models import Case
from people.choices import Permission
from people.http import AuthedRequest, requires, saved_if_valid, saved_once
from visits import services
from visits.forms import ApproveIntervalForm, EndIntervalForm, IntervalForm
from visits.models import Interval
from visits.selectors.interval import every, how_often
from visits.selectors.setting import is_police
from visits.selectors.visit import due_words
from visits.views.read import case_context, police_only


def _visits_url(case: Case) -> str:
    return f"{reverse('visits:visits', args=[case.uuid])}#interval"


@requires(Permission.SET_INTERVAL)
def interval(request: AuthedRequest, case: UUID) -> HttpResponse:
    found = case_or_404(request, case, needs=Permission.SET_INTERVAL)
    if not is_police(request.user):
        return police_only(request, found)
    often = how_often(found, on=clock.today())
    form = IntervalForm(request.POST or None, version=often.version)
    saved = saved_if_valid(request, form, partial(_set, request, found, form))
    if saved:
        return saved
    end_form = EndIntervalForm(version=often.version, auto_id="end_%s") if often.interval else None
    context = case_context(found) | {"form": form, "often": often, "end_form": end_form}
    return render(request, "visits/interval.html", context)


@requires(Permission.SET_INTERVAL)
@require_POST
def end_interval(request: AuthedRequest, case: UUID) -> HttpResponse:
    """Back to the standard for the risk level."""
    found = case_or_404(request, case, needs=Permission.SET_INTERVAL)
    if not is_police(request.user):
        messages.error(request, "How often the police visit is set by police officers.")
        return redirect(_visits_url(found))
    form = EndIntervalForm(request.POST)
    current = how_often(found, on=clock.today()).interval
    if current is None or not form.is_valid():
        messages.info(request, "No interval is set for this person: the standard holds.")
        return redirect(_visits_url(found))
    return saved_once(request, form, partial(_end, request, found, current, form))


@requires(Permission.APPROVE_INTERVAL)
def approve_interval(request: AuthedRequest, interval: UUID) -> HttpResponse:
    found, case = _interval_or_404(request, interval)
    if not is_police(request.user):
        return police_only(request, case)
    form = ApproveIntervalForm(request.POST or None, version=found.version)
    saved = saved_if_valid(request, form, partial(_approve, request, found, form))
    if saved:
        return saved
    return render(
        request,
        "visits/approve_interval.html",
        case_context(case)
        | {
            "form": form,
            "interval": found,
            "every": every(found.months),
            "often": how_often(case, on=clock.today()),
            "is_own": found.set_by_id == request.user.pk,
        },
    )


def _interval_or_404(request: AuthedRequest, uuid: UUID) -> tuple[Interval, Case]:
    found = Interval.objects.select_related("case", "set_by").filter(uuid=uuid).first()
    wanted = found.case.uuid if found else None
    case = case_or_404(request, wanted, needs=Permission.APPROVE_INTERVAL)
    if found is None:
        raise Http404
    return found, case


def _set(request: AuthedRequest, case: Case, form: IntervalForm) -> str:
    at = clock.now()
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


def _end(request: AuthedRequest, case: Case, current: Interval, form: EndIntervalForm) -> str:
    services.end_interval(
        interval=current, version=form.cleaned_data["version"], by=request.user, at=clock.now()
    )
    words = due_words(case, on=clock.today())
    messages.success(request, f"The standard for the risk level holds again. {words}")
    return _visits_url(case)


def _approve(request: AuthedRequest, found: Interval, form: ApproveIntervalForm) -> str:
    services.approve_interval(
        interval=found, version=form.cleaned_data["version"], by=request.user, at=clock.now()
    )
    messages.success(
        request,
        f"Approved: a visit {every(found.months)}. {due_words(found.case, on=clock.today())}",
    )
    return _visits_url(found.case)

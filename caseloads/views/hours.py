"""The hours of an officer, for whoever leads the team."""

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from audit import services as audit
from caseloads.forms.reductions import EndReductionForm, ReductionForm
from caseloads.selectors.reductions import reduction_words, reductions_of, version_of_hours
from caseloads.services import reductions as services
from core import clock
from core.addresses import address
from core.calendar import in_full
from people.choices import Permission, ReductionReason
from people.http import AuthedRequest, requires, saved_if_valid
from people.models import Officer, Reduction


@requires(Permission.SET_HOURS)
def hours(request: AuthedRequest, officer_uuid: UUID) -> HttpResponse:
    """What an officer has less, and a form for more of it."""
    officer, on = _officer(request, officer_uuid), clock.today()
    form = ReductionForm(request.POST or None, on=on, version=version_of_hours(officer))
    saved = saved_if_valid(request, form, partial(_record, request, officer, form))
    context = {"officer": officer, "form": form, "rows": reductions_of(officer, on=on)}
    return saved or render(request, "caseloads/hours.html", context)


@requires(Permission.SET_HOURS)
def end_reduction(request: AuthedRequest, officer_uuid: UUID, reduction_uuid: UUID) -> HttpResponse:
    officer, on = _officer(request, officer_uuid), clock.today()
    rows = Reduction.objects.filter(officer=officer).select_related("officer")
    row = get_object_or_404(rows, uuid=reduction_uuid)
    form = EndReductionForm(request.POST or None, on=on, version=row.version)
    saved = saved_if_valid(request, form, partial(_end, request, row, form))
    context = {"officer": officer, "form": form, "row": row, "words": reduction_words(row)}
    return saved or render(request, "caseloads/end_reduction.html", context)


def _officer(request: AuthedRequest, officer_uuid: UUID) -> Officer:
    """One whose hours this user sets: of a team that they lead, and never themselves."""
    officers = Officer.objects.visible_to(request.user, request.permission, on=clock.today())
    officer: Officer = get_object_or_404(officers.select_related("team"), uuid=officer_uuid)
    audit.asked(officer=officer.code)
    return officer


def _record(request: AuthedRequest, officer: Officer, form: ReductionForm) -> str:
    asked = form.cleaned_data
    audit.because(asked["reason"])
    row = services.record_reduction(
        officer=officer,
        reason=ReductionReason(asked["what"]),
        hours=asked["hours"],
        starts_on=asked["starts_on"],
        ends_on=form.ends_on,
        version=asked["version"],
        at=clock.now(),
    )
    messages.success(request, f"{officer.name}: {reduction_words(row)}.")
    return address("caseloads:officer", officer.uuid)


def _end(request: AuthedRequest, row: Reduction, form: EndReductionForm) -> str:
    asked = form.cleaned_data
    audit.because(asked["reason"])
    ended = services.end_reduction(
        reduction=row, ends_on=asked["ends_on"], version=asked["version"], at=clock.now()
    )
    words = (
        "It never held."
        if ended.ends_on == ended.starts_on
        else f"They have the hours again from {in_full(asked['ends_on'])}."
    )
    messages.success(request, f"{ended.get_reason_display()}: {words}")
    return address("caseloads:officer", row.officer.uuid)

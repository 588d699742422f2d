"""When somebody can come, where they cannot, and whom they must not meet."""

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from audit import services as audit
from core import clock
from core.addresses import address
from core.errors import Problem, refuse
from core.forms import ButtonForm
from offenders.http import case_or_404, case_page, record_or_404, shows
from offenders.models import Case
from people.choices import Permission
from people.http import AuthedRequest, requires, saved_if_valid, saved_once
from programmes.forms.wishes import AvailabilityForm, KeepApartForm
from programmes.models import NonAssociation, Referral
from programmes.selectors import wishes as selectors
from programmes.services import wishes as services

SECTION = "programmes"


@requires(Permission.REFER)
def availability(request: AuthedRequest, referral_uuid: UUID) -> HttpResponse:
    rows = Referral.objects.select_related("case", "programme")
    referral = record_or_404(request, rows, referral_uuid)
    stated = selectors.stated(referral, on=clock.today())
    form = AvailabilityForm(
        request.POST or None,
        available=stated.available,
        places=stated.places,
        barred=stated.barred,
    )
    saved = saved_if_valid(request, form, partial(_state, request, referral, form))
    return saved or case_page(
        request,
        referral.case,
        SECTION,
        "programmes/availability.html",
        form=form,
        referral=referral,
    )


@requires(Permission.REFER)
def apart(request: AuthedRequest, case_uuid: UUID) -> HttpResponse:
    """Whom somebody must not meet in a group; of whom the reader may not open, only that there is somebody."""
    case = case_or_404(request, case_uuid)
    rows = selectors.kept_apart(case, request.user, on=clock.today())
    shows(row.other for row in rows if row.other)
    form = KeepApartForm(request.POST or None)
    saved = saved_if_valid(request, form, partial(_keep, request, case, form))
    ends = [(row, ButtonForm(version=0, auto_id="")) for row in rows]
    return saved or case_page(request, case, SECTION, "programmes/apart.html", form=form, rows=ends)


@requires(Permission.REFER)
@require_POST
def end_apart(request: AuthedRequest, case_uuid: UUID, apart_uuid: UUID) -> HttpResponse:
    case = case_or_404(request, case_uuid)
    row = get_object_or_404(selectors.pairs_of(case, on=clock.today()), uuid=apart_uuid)
    form = ButtonForm(request.POST)
    if not form.is_valid():
        messages.info(request, "Nothing was changed: send it again.")
        return apart(request, case_uuid)
    return saved_once(request, form, partial(_end, request, case, row))


def _state(request: AuthedRequest, referral: Referral, form: AvailabilityForm) -> str:
    services.state_availability(
        referral=referral,
        available=form.available,
        barred=form.cleaned_data.get("barred", ()),
        by=request.user,
        at=clock.now(),
    )
    messages.success(request, "Saved. Groups are offered by it from now on.")
    return address("programmes:availability", referral.uuid)


def _keep(request: AuthedRequest, case: Case, form: KeepApartForm) -> str:
    other = selectors.to_keep_apart(form.crns, request.user)
    if other is None:
        refuse(Problem("other", selectors.NOT_FOUND))
        raise AssertionError  # for the type checker: refused above
    shows([other])
    audit.because(form.cleaned_data["note"])
    services.keep_apart(
        case=case, other=other, note=form.cleaned_data["note"], by=request.user, at=clock.now()
    )
    words = f"{case.name} and {other.name} are kept apart from now on."
    if services.are_together(case, other):
        words += " Both have a seat in one group now: tell the treatment manager."
    messages.success(request, words)
    return address("programmes:apart", case.uuid)


def _end(request: AuthedRequest, case: Case, row: NonAssociation) -> str:
    services.end_keeping_apart(apart=row, by=request.user, at=clock.now())
    messages.success(request, "Ended. They may be in one group again.")
    return address("programmes:apart", case.uuid)

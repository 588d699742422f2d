"""A seat in a group for somebody, and the seat given up again."""

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from audit import services as audit
from core import clock
from core.calendar import in_full
from offenders.http import case_or_404, case_page, record_or_404
from people.choices import Permission
from people.http import AuthedRequest, requires, saved_if_valid
from programmes.forms.groups import PlaceForm, TakeOutForm
from programmes.models import Group, Placement, Referral
from programmes.selectors.group_pages import place_page
from programmes.services import placing as services

SECTION = "programmes"


@requires(Permission.RUN_GROUPS)
def place(request: AuthedRequest, referral_uuid: UUID) -> HttpResponse:
    """The groups that fit, to choose from; of the others why they do not. `?group=` is chosen already."""
    rows = Referral.objects.select_related("case", "programme")
    referral = record_or_404(request, rows, referral_uuid)
    page = place_page(referral, at=clock.now())
    form = PlaceForm(
        request.POST or None,
        offered=page.offered,
        hints=page.hints,
        initial={"group": request.GET.get("group", "")},
    )
    saved = saved_if_valid(request, form, partial(_place, request, referral, form), at="group")
    return saved or case_page(
        request,
        referral.case,
        SECTION,
        "programmes/place.html",
        form=form,
        page=page,
        referral=referral,
    )


@requires(Permission.RUN_GROUPS)
def take_out(request: AuthedRequest, placement_uuid: UUID) -> HttpResponse:
    rows = Placement.objects.select_related("referral__case", "group__place")
    placement = rows.filter(uuid=placement_uuid).first()
    case = case_or_404(request, placement.referral.case.uuid if placement else None)
    placement = get_object_or_404(rows, uuid=placement_uuid)
    form = TakeOutForm(request.POST or None)
    saved = saved_if_valid(request, form, partial(_take_out, request, placement, form))
    return saved or case_page(
        request, case, SECTION, "programmes/take_out.html", form=form, placement=placement
    )


def _place(request: AuthedRequest, referral: Referral, form: PlaceForm) -> str:
    group = get_object_or_404(Group, uuid=form.cleaned_data["group"])
    services.place(referral=referral, group=group, by=request.user, at=clock.now())
    words = f"{group}. First session {in_full(group.first_session_on)}."
    messages.success(request, f"{referral.case.name} has a seat: {words}")
    return group.get_absolute_url()


def _take_out(request: AuthedRequest, placement: Placement, form: TakeOutForm) -> str:
    reason = form.cleaned_data["reason"]
    audit.because(reason)
    services.take_out(placement=placement, reason=reason, by=request.user, at=clock.now())
    name = placement.referral.case.name
    messages.success(request, f"{name} has no seat in this group any more.")
    return placement.group.get_absolute_url()

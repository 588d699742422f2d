"""A seat in a group for somebody, and the seat given up again."""

from datetime import date
from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect

from audit import services as audit
from core import clock
from core.addresses import address
from core.calendar import in_full
from offenders.http import case_or_404, case_page, record_or_404
from people.choices import Permission
from people.http import AuthedRequest, requires, saved_before, saved_if_valid
from programmes.choices.referral import CLOSED, Machine, ReferralStatus
from programmes.forms.groups import PlaceForm
from programmes.forms.leaving import LeaveForm
from programmes.models import Group, Placement, Referral
from programmes.rules.leaving import moves_on_leaving
from programmes.selectors.group_pages import place_page
from programmes.selectors.groups import groups_of
from programmes.services import moves, placing as services

SECTION = "programmes"


@requires(Permission.RUN_GROUPS)
def place(request: AuthedRequest, referral_uuid: UUID) -> HttpResponse:
    """The groups that fit, to choose from; of the others why they do not. `?group=` is chosen already."""
    rows = Referral.objects.select_related("case", "programme")
    referral = record_or_404(request, rows, referral_uuid)
    page = place_page(referral, request.user, at=clock.now())
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
    """Somebody leaves a group: on which day, why, and what becomes of the referral."""
    rows = Placement.objects.select_related("referral__case", "group__place")
    placement = rows.filter(uuid=placement_uuid).first()
    case = case_or_404(request, placement.referral.case.uuid if placement else None)
    placement, on = get_object_or_404(rows, uuid=placement_uuid), clock.today()
    if request.method == "POST" and (before := saved_before(request)):
        return before
    if gone := _gone(request, placement):
        return gone
    form = _leave_form(request, placement, on)
    saved = saved_if_valid(request, form, partial(_take_out, request, placement, form))
    return saved or case_page(
        request, case, SECTION, "programmes/take_out.html", form=form, placement=placement
    )


def _leave_form(request: AuthedRequest, placement: Placement, on: date) -> LeaveForm:
    referral = placement.referral
    return LeaveForm(
        request.POST or None,
        on=on,
        referral=referral,
        moves=moves_on_leaving(Machine(referral.machine), ReferralStatus(referral.status)),
        stands=moves.stands_of(referral),
    )


def _gone(request: AuthedRequest, placement: Placement) -> HttpResponse | None:
    """Who opens the form of a seat that has ended, or of a referral that is closed, is told so; who sends it, by the service."""
    if request.method == "POST":
        return None
    if placement.left_on:
        messages.info(request, f"They left this group on {in_full(placement.left_on)} already.")
    elif placement.referral.status in CLOSED:
        words = placement.referral.get_status_display().lower()
        messages.info(request, f"The referral is closed: {words}.")
    else:
        return None
    return redirect(_back(request, placement))


def _back(request: AuthedRequest, placement: Placement) -> str:
    """To the group; of another region, whose group is not open to this manager, to the case."""
    if groups_of(request.user, on=clock.today()).filter(pk=placement.group_id).exists():
        return placement.group.get_absolute_url()
    return address("programmes:programmes", placement.referral.case.uuid)


def _place(request: AuthedRequest, referral: Referral, form: PlaceForm) -> str:
    group = get_object_or_404(Group, uuid=form.cleaned_data["group"])
    services.place(referral=referral, group=group, by=request.user, at=clock.now())
    words = f"{group}. First session {in_full(group.first_session_on)}."
    messages.success(request, f"{referral.case.name} has a seat: {words}")
    return group.get_absolute_url()


def _take_out(request: AuthedRequest, placement: Placement, form: LeaveForm) -> str:
    said = form.cleaned_data
    audit.because(said["details"])
    referral = services.take_out(
        placement=placement,
        to=ReferralStatus(said["status"]),
        on=said["on"],
        reason=form.reason,
        details=said["details"],
        version=said["version"],
        by=request.user,
        at=clock.now(),
    )
    words = referral.get_status_display().lower()
    messages.success(
        request, f"{referral.case.name} has no seat in this group any more. The referral: {words}."
    )
    return _back(request, placement)

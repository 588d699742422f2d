"""What is to be done before a start, what stands in the way, what is decided instead."""

from datetime import date
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from audit import services as audit
from core import clock
from core.forms import ButtonForm
from offenders.http import case_or_404, case_page, may, record_or_404, say_moved
from offenders.models import Case
from offenders.selectors.contacts import due_dates
from people.choices import Permission
from people.http import AuthedRequest, requires, saved_before, saved_if_valid
from programmes.choices.referral import BarrierCode, Decided
from programmes.deadlines.runway import Runway, runway
from programmes.forms.preparing import (
    YES,
    AddItemForm,
    BarrierForm,
    ChangeBarrierForm,
    ItemForm,
    RunwayForm,
)
from programmes.models import Barrier, Preparation, Referral
from programmes.selectors.case import barriers, items, programmes_page, referrals
from programmes.selectors.referring import Catalogue, catalogue, owners_of
from programmes.services import barriers as barrier_services, preparing as services
from programmes.services.decisions import NONE_SHORTER, answers_for, decide_runway as decide
from programmes.views.read import SECTION
from programmes.views.referrals import page_of


@requires(Permission.REFER)
def add_item(request: AuthedRequest, referral_uuid: UUID) -> HttpResponse:
    """Work of the team's own before a start."""
    referral, on = record_or_404(request, referrals(), referral_uuid), clock.today()
    if request.method == "POST" and (before := saved_before(request)):
        return before
    owners = owners_of(referral.case, on=on)
    form = AddItemForm(request.POST or None, on=on, version=referral.version, owners=owners)
    saved = saved_if_valid(request, form, partial(_added, request, referral, form))
    return saved or case_page(
        request, referral.case, SECTION, "programmes/item.html", form=form, referral=referral
    )


@requires(Permission.REFER)
def item(request: AuthedRequest, preparation_uuid: UUID) -> HttpResponse:
    """One piece of work: whose, by when, done."""
    row, on = record_or_404(request, items(), preparation_uuid), clock.today()
    if request.method == "POST" and (before := saved_before(request)):
        return before
    owners = owners_of(row.case, on=on, also=row.owner)
    form = ItemForm(request.POST or None, on=on, item=row, owners=owners)
    saved = saved_if_valid(request, form, partial(_changed, request, row, form))
    return saved or case_page(
        request,
        row.case,
        SECTION,
        "programmes/item.html",
        form=form,
        item=row,
        referral=row.referral,
    )


@requires(Permission.REFER)
@require_POST
def complete(request: AuthedRequest, referral_uuid: UUID) -> HttpResponse:
    """All of it is done (C308)."""
    referral = record_or_404(request, referrals(), referral_uuid)
    form = ButtonForm(request.POST)
    saved = saved_if_valid(request, form, partial(_completed, request, referral, form))
    if saved is None:
        for wrong in form.errors.values():
            messages.error(request, " ".join(map(str, wrong)))
    return saved or redirect(page_of(referral.case))


@requires(Permission.REFER)
def note_barrier(request: AuthedRequest, case_uuid: UUID) -> HttpResponse:
    """What stands in the way; one that an extract names comes with its code."""
    case, on = case_or_404(request, case_uuid), clock.today()
    if request.method == "POST" and (before := saved_before(request)):
        return before
    code = request.GET.get("code", "")
    initial = {"code": code} if code in BarrierCode.values else {}
    form = BarrierForm(request.POST or None, on=on, initial=initial)
    saved = saved_if_valid(request, form, partial(_noted, request, case, form))
    return saved or case_page(request, case, SECTION, "programmes/barrier.html", form=form)


@requires(Permission.REFER)
def barrier(request: AuthedRequest, barrier_uuid: UUID) -> HttpResponse:
    """What was done about it, and that it is resolved."""
    row, on = record_or_404(request, barriers(), barrier_uuid), clock.today()
    if request.method == "POST" and (before := saved_before(request)):
        return before
    form = ChangeBarrierForm(request.POST or None, on=on, barrier=row)
    saved = saved_if_valid(request, form, partial(_resolved, request, row, form))
    return saved or case_page(
        request, row.case, SECTION, "programmes/barrier.html", form=form, barrier=row
    )


@requires(Permission.REFER)
def decide_runway(request: AuthedRequest, case_uuid: UUID) -> HttpResponse:
    """What is done where a programme no longer fits, with what would."""
    return _decide_page(request, case_or_404(request, case_uuid))


@requires(Permission.DECIDE_PROGRAMME)
def decide_none(request: AuthedRequest, case_uuid: UUID) -> HttpResponse:
    """That nothing is done, which is a supervisor's to decide."""
    return _decide_page(request, case_or_404(request, case_uuid), only=Decided.NONE)


def _decide_page(
    request: AuthedRequest, case: Case, *, only: Decided | None = None
) -> HttpResponse:
    if request.method == "POST" and (before := saved_before(request)):
        return before
    on, offered = clock.today(), catalogue()
    found = runway(case, on=on)
    if found is None:
        messages.info(request, "No programme has to fit before the end of a sentence now.")
        return redirect(page_of(case))
    answers = [only] if only else answers_for(found, offered, on=on)
    form = RunwayForm(request.POST or None, due_on=found.last, answers=answers)
    saved = saved_if_valid(request, form, partial(_decided, request, case, form))
    return saved or case_page(
        request,
        case,
        SECTION,
        "programmes/decide_runway.html",
        form=form,
        runway=found,
        is_past=found.last < on,
        why_not="" if only or Decided.SHORTER in answers else NONE_SHORTER,
        **_beside(found, offered, on),
        is_lead=may(request, case, Permission.DECIDE_PROGRAMME),
    )


def _beside(found: Runway, offered: Catalogue, on: date) -> dict[str, Any]:
    """What would do instead."""
    return {
        "fitting": [row for row in offered.accredited_on(on) if found.fits(row.weeks, on=on)],
        "toolkits": [row.programme.name for row in offered.toolkits_on(on)],
    }


def _added(request: AuthedRequest, referral: Referral, form: AddItemForm) -> str:
    said = form.cleaned_data
    saved = services.add_item(
        referral,
        title=said["title"],
        owner=form.chosen_owner,
        by_on=said["by_on"],
        version=said["version"],
        by=request.user,
        at=clock.now(),
    )
    messages.success(request, f"Added: {saved}.")
    return page_of(referral.case)


def _changed(request: AuthedRequest, row: Preparation, form: ItemForm) -> str:
    before, said = due_dates(row.case), form.cleaned_data
    saved = services.change_item(
        row,
        owner=form.chosen_owner,
        by_on=said["by_on"],
        done_on=said["done_on"],
        came=said.get("came") == YES,
        note=said["note"],
        version=said["version"],
        by=request.user,
        at=clock.now(),
    )
    say_moved(request, row.case, f"{saved}: {'done' if saved.done_on else 'saved'}.", before)
    return page_of(row.case)


def _completed(request: AuthedRequest, referral: Referral, form: ButtonForm) -> str:
    before = due_dates(referral.case)
    services.complete_work(
        referral, version=form.cleaned_data["version"], by=request.user, at=clock.now()
    )
    say_moved(request, referral.case, "The work before the start is complete.", before)
    return page_of(referral.case)


def _noted(request: AuthedRequest, case: Case, form: BarrierForm) -> str:
    before, said = due_dates(case), form.cleaned_data
    current = programmes_page(case, on=clock.today()).current
    saved = barrier_services.note_barrier(
        case=case,
        code=BarrierCode(said["code"]),
        starts_on=said["starts_on"],
        referral=current.referral if current else None,
        done=said["done"],
        by=request.user,
        at=clock.now(),
    )
    say_moved(request, case, f"{saved.get_code_display()}: noted.", before)
    return page_of(case)


def _resolved(request: AuthedRequest, row: Barrier, form: ChangeBarrierForm) -> str:
    before, said = due_dates(row.case), form.cleaned_data
    saved = barrier_services.change_barrier(
        row,
        done=said["done"],
        ends_on=said["ends_on"],
        version=said["version"],
        by=request.user,
        at=clock.now(),
    )
    became = "resolved" if saved.ends_on else "saved"
    say_moved(request, row.case, f"{saved.get_code_display()}: {became}.", before)
    return page_of(row.case)


def _decided(request: AuthedRequest, case: Case, form: RunwayForm) -> str:
    before, said = due_dates(case), form.cleaned_data
    audit.because(said["reason"])
    saved = decide(
        case=case,
        decided=Decided(said["decided"]),
        reason=said["reason"],
        due_on=form.due_on,
        by=request.user,
        at=clock.now(),
    )
    say_moved(request, case, f"Decided: {saved.get_decided_display().lower()}.", before)
    return page_of(case)

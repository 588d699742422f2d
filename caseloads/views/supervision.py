"""Supervision of an officer: for the officer, and for whoever supervises them."""

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from audit import services as audit
from caseloads.forms.supervision import NO, OFFICER, SUPERVISOR, YES, CancelForm, HoldForm, PlanForm
from caseloads.selectors import supervision as selectors
from caseloads.selectors.coverage import runs_out_of
from caseloads.services import supervision as services
from core import clock
from core.addresses import address
from core.calendar import LONDON
from core.templatetags.core import date_and_time
from offenders.http import shows
from people.choices import Permission
from people.http import AuthedRequest, requires, saved_if_valid
from people.models import AgreedAction, Officer, SupervisionSession


@requires(Permission.VIEW_SUPERVISION)
def supervision(request: AuthedRequest, officer_uuid: UUID) -> HttpResponse:
    """What is planned, was held and agreed."""
    officer = _officer(request, officer_uuid)
    page = selectors.supervision_page(officer, user=request.user, at=clock.now())
    context = {"page": page, "officer": officer, "at": clock.now(), "on": clock.today()}
    return render(request, "caseloads/supervision.html", context)


@requires(Permission.VIEW_SUPERVISION)
def agenda(request: AuthedRequest, officer_uuid: UUID) -> HttpResponse:
    """What the next session is about, for paper too."""
    officer = _officer(request, officer_uuid)
    said = runs_out_of(officer, on=clock.today())
    found = selectors.agenda_of(officer, user=request.user, training=said, at=clock.now())
    shows(found.cases)
    return render(request, "caseloads/agenda.html", {"agenda": found, "officer": officer})


@requires(Permission.SUPERVISE)
def supervise(request: AuthedRequest, officer_uuid: UUID) -> HttpResponse:
    """Plan the next session, or move the one that is planned."""
    officer = _officer(request, officer_uuid)
    planned = services.planned_of(officer)
    initial = {}
    if planned and not request.POST:
        when = planned.starts_at.astimezone(LONDON)
        initial = {"day": when.date(), "time": when.time()}
    form = PlanForm(
        request.POST or None,
        on=clock.today(),
        version=planned.version if planned else 0,
        initial=initial,
    )
    saved = saved_if_valid(request, form, partial(_plan, request, officer, planned, form), at="day")
    context = {"officer": officer, "planned": planned, "form": form, "at": clock.now()}
    return saved or render(request, "caseloads/supervise.html", context)


@requires(Permission.SUPERVISE)
def hold_session(request: AuthedRequest, officer_uuid: UUID) -> HttpResponse:
    """Record what came of a session, planned or not."""
    officer, by = _officer(request, officer_uuid), _self(request)
    planned, on = services.planned_of(officer), clock.today()
    was = planned.starts_at.astimezone(LONDON).date() if planned else None
    form = HoldForm(
        request.POST or None,
        on=on,
        version=planned.version if planned else 0,
        initial={"held_on": was} if was and was <= on else {},
        owners={OFFICER: officer.name, SUPERVISOR: by.name},
    )
    saved = saved_if_valid(request, form, partial(_hold, request, officer, by, planned, form))
    page = selectors.supervision_page(officer, user=request.user, at=clock.now())
    context = {"officer": officer, "planned": planned, "form": form, "page": page}
    return saved or render(request, "caseloads/hold_session.html", context)


@requires(Permission.SUPERVISE)
def cancel_session(
    request: AuthedRequest, officer_uuid: UUID, supervisionsession_uuid: UUID
) -> HttpResponse:
    officer = _officer(request, officer_uuid)
    rows = SupervisionSession.objects.filter(officer=officer).select_related("supervisor")
    session = get_object_or_404(rows, uuid=supervisionsession_uuid)
    form = CancelForm(request.POST or None, version=session.version)

    def save() -> str:
        services.cancel_session(
            session=session,
            reason=form.cleaned_data["reason"],
            version=form.cleaned_data["version"],
            by=_self(request),
            at=clock.now(),
        )
        messages.success(request, "The session is cancelled.")
        return address("caseloads:supervision", officer.uuid)

    saved = saved_if_valid(request, form, save)
    context = {"officer": officer, "session": session, "form": form}
    return saved or render(request, "caseloads/cancel_session.html", context)


@requires(Permission.VIEW_SUPERVISION)
@require_POST
def finish_action(
    request: AuthedRequest, officer_uuid: UUID, agreedaction_uuid: UUID
) -> HttpResponse:
    """Say that what was agreed is done: whose it is, or whoever supervises."""
    officer = _officer(request, officer_uuid)
    rows = AgreedAction.objects.filter(session__officer=officer).select_related("owner")
    action = get_object_or_404(rows, uuid=agreedaction_uuid)
    if officer.user_id == request.user.pk and action.owner_id != officer.pk:
        raise PermissionDenied("That is for your supervisor to do.")
    services.finish_action(action=action, on=clock.today())
    return redirect(address("caseloads:supervision", officer.uuid))


def _officer(request: AuthedRequest, officer_uuid: UUID) -> Officer:
    officers = Officer.objects.visible_to(request.user, request.permission, on=clock.today())
    officer: Officer = get_object_or_404(officers.select_related("team"), uuid=officer_uuid)
    audit.asked(officer=officer.code)
    return officer


def _self(request: AuthedRequest) -> Officer:
    """Whoever supervises has a staff record: it is how they do."""
    officer = request.user.officer_or_none
    if officer is None:
        raise PermissionDenied
    return officer


def _plan(
    request: AuthedRequest, officer: Officer, planned: SupervisionSession | None, form: PlanForm
) -> str:
    by, at = _self(request), clock.now()
    if planned:
        version = form.cleaned_data["version"]
        row = services.move_session(
            session=planned, starts_at=form.starts_at, version=version, by=by, at=at
        )
    else:
        row = services.plan_session(officer=officer, starts_at=form.starts_at, by=by, at=at)
    messages.success(request, f"Supervision is planned for {date_and_time(row.starts_at)}.")
    return address("caseloads:supervision", officer.uuid)


def _hold(
    request: AuthedRequest,
    officer: Officer,
    by: Officer,
    planned: SupervisionSession | None,
    form: HoldForm,
) -> str:
    asked = form.cleaned_data
    whose = {OFFICER: officer, SUPERVISOR: by}
    services.hold_session(
        officer=officer,
        session=planned,
        held_on=asked["held_on"],
        notes=asked["notes"],
        support_offered={YES: True, NO: False}[asked["support_offered"]],
        agreed=[services.Agreed(what, whose[owner], due_on) for what, owner, due_on in form.agreed],
        version=asked["version"],
        by=by,
        at=clock.now(),
    )
    messages.success(request, "The session is recorded.")
    return address("caseloads:supervision", officer.uuid)

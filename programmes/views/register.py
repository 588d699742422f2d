"""Keeping the register of a session, and arranging what makes a missed one good."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render

from audit import services as audit
from core import clock
from core.addresses import address
from core.calendar import LONDON, in_full, london_date
from offenders.http import case_or_404, case_page, record_or_404, shows
from offenders.models import Case
from offenders.rules.appointments import USUAL_MINUTES
from offenders.selectors.appointments import concerns_of
from people.choices import Permission
from people.http import AuthedRequest, requires, saved_if_valid
from programmes.choices.referral import Decided
from programmes.forms.register import CatchUpForm, DecideMissedForm, RegisterForm
from programmes.models import Attendance, Session
from programmes.rules.attendance import register_problem
from programmes.selectors import register as selectors
from programmes.selectors.missed import asked_about
from programmes.services import missed as missed_services, register as services


@requires(Permission.KEEP_REGISTER)
def register(request: AuthedRequest, register_uuid: UUID) -> HttpResponse:
    session, at = _session_or_404(request, register_uuid), clock.now()
    seen = Case.objects.seen_by(request.user, Permission.KEEP_REGISTER)
    found = selectors.register_of(session, seen, at=at)
    shows(line.case for line in found.lines)
    form = RegisterForm(request.POST or None, register=found)
    saved = saved_if_valid(request, form, lambda: _keep(request, session, form))
    if saved:
        return saved
    problem = register_problem(session.starts_at, cancelled_on=session.group.cancelled_on, at=at)
    context = {"form": form, "register": found, "session": session, "problem": problem}
    return render(request, "programmes/register.html", context)


@requires(Permission.KEEP_REGISTER)
def catch_up(request: AuthedRequest, attendance_uuid: UUID) -> HttpResponse:
    missed = record_or_404(request, selectors.missed_in_full(), attendance_uuid)
    usual = missed.session.minutes if missed.session else USUAL_MINUTES
    form = CatchUpForm(request.POST or None, at=clock.now(), minutes=usual)
    saved = saved_if_valid(request, form, lambda: _arrange(request, missed, form))
    if saved:
        return saved
    return case_page(
        request,
        missed.case,
        "",
        "programmes/catch_up.html",
        form=form,
        missed=missed,
        concerns=_concerns(request, missed, form),
    )


@requires(Permission.REFER)
def decide_missed(request: AuthedRequest, case_uuid: UUID) -> HttpResponse:
    """PRG-45: whether to catch up, go on, start anew or deselect."""
    case = case_or_404(request, case_uuid)
    form = DecideMissedForm(request.POST or None)
    saved = saved_if_valid(request, form, lambda: _decide(request, case, form))
    if saved:
        return saved
    asked = asked_about(case)
    return case_page(request, case, "", "programmes/decide_missed.html", form=form, asked=asked)


def _decide(request: AuthedRequest, case: Case, form: DecideMissedForm) -> str:
    said = form.cleaned_data
    audit.because(said["reason"])
    row = missed_services.decide_missed(
        case=case,
        decided=Decided(said["decided"]),
        reason=said["reason"],
        by=request.user,
        at=clock.now(),
    )
    messages.success(
        request, f"Decided about the missed sessions: {row.get_decided_display().lower()}."
    )
    return case.get_absolute_url()


def _session_or_404(request: AuthedRequest, uuid: UUID) -> Session:
    """A session of a group that the user runs: for anybody else there is none."""
    officer = request.user.officer_or_none
    if officer is None:
        raise Http404
    # Asked in one query: one that is somebody else's takes the same steps as one that is not there.
    return get_object_or_404(selectors.sessions_run_by(officer, on=clock.today()), uuid=uuid)


def _keep(request: AuthedRequest, session: Session, form: RegisterForm) -> str:
    saved = services.keep_register(
        session=session,
        version=form.cleaned_data["version"],
        said=form.said,
        by=request.user,
        at=clock.now(),
    )
    people = f"{len(saved)} {'person' if len(saved) == 1 else 'people'}"
    messages.success(request, f"Register saved: {people}.")
    return address("programmes:register", session.uuid)


def _arrange(request: AuthedRequest, missed: Attendance, form: CatchUpForm) -> str:
    contact = services.arrange_catch_up(
        missed=missed,
        catch_up=form.wanted,
        by=request.user,
        at=clock.now(),
        answer=form.answer,
    )
    here = contact.happened_at.astimezone(LONDON)
    when = f"{in_full(london_date(here))} at {here:%H:%M}"
    messages.success(request, f"Catch-up arranged for {missed.case.name}: {when}.")
    session = missed.session
    return address("programmes:register", session.uuid) if session else contact.get_absolute_url()


def _concerns(request: AuthedRequest, missed: Attendance, form: CatchUpForm) -> Any:
    if "in_spite" not in form.errors:
        return None
    plan = services.plan_of(missed, form.wanted, request.user.officer)
    concerns = concerns_of(plan, user=request.user)
    shows(concerns.cases)
    form.ask(concerns)
    return concerns

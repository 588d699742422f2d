"""What a user was given, on their page; each sort is given and ended on a page of its own."""

from collections.abc import Callable, Mapping
from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from audit import services as audit
from core import clock
from core.calendar import in_full
from core.forms import BaseForm
from people import selectors, services
from people.choices import Permission
from people.forms import CoverForm, EndForm, GrantForm, NewPasswordForm, ReasonForm
from people.http import AuthedRequest, requires, saved_before, saved_if_valid
from people.models import (
    Grant,
    User,
)
from people.rules import gaps
from people.views.sorts import (
    AREA,
    COVER,
    HEADSHIP,
    ROLE,
    SUPERVISION,
    Sort,
    record_field,
    team_field,
)


@requires(Permission.MANAGE_USERS)
def roles(request: AuthedRequest) -> HttpResponse:
    context = {
        "roles": selectors.table_of_roles(on=clock.today()),
        "permissions": selectors.table_of_permissions(),
    }
    return render(request, "people/roles.html", context)


@requires(Permission.MANAGE_USERS)
def user(request: AuthedRequest, user_uuid: UUID) -> HttpResponse:
    shown, on = _shown(user_uuid), clock.today()
    look = selectors.Look(shown, on, may_change=not _is_oneself(request, shown))
    given = selectors.given_to(shown)
    context = {
        "shown": shown,
        "look": look,
        "parts": selectors.parts_of(look, given),
        "gaps": gaps(selectors.standing_of(shown, given, on=on)),
        "password_form": NewPasswordForm(),
    }
    return render(request, "people/user.html", context)


# Given and ended --------------------------------------------------------------------------------------


@requires(Permission.MANAGE_USERS)
def give_role(request: AuthedRequest, user_uuid: UUID) -> HttpResponse:
    return give(request, user_uuid, ROLE)


@requires(Permission.MANAGE_USERS)
def end_role(request: AuthedRequest, user_uuid: UUID, role_uuid: UUID) -> HttpResponse:
    return end(request, user_uuid, role_uuid, ROLE)


@requires(Permission.MANAGE_USERS)
def give_area(request: AuthedRequest, user_uuid: UUID) -> HttpResponse:
    return give(request, user_uuid, AREA)


@requires(Permission.MANAGE_USERS)
def end_area(request: AuthedRequest, user_uuid: UUID, area_uuid: UUID) -> HttpResponse:
    return end(request, user_uuid, area_uuid, AREA)


@requires(Permission.MANAGE_USERS)
def give_supervision(request: AuthedRequest, user_uuid: UUID) -> HttpResponse:
    return give(request, user_uuid, SUPERVISION)


@requires(Permission.MANAGE_USERS)
def end_supervision(
    request: AuthedRequest, user_uuid: UUID, supervision_uuid: UUID
) -> HttpResponse:
    return end(request, user_uuid, supervision_uuid, SUPERVISION)


@requires(Permission.MANAGE_USERS)
def give_headship(request: AuthedRequest, user_uuid: UUID) -> HttpResponse:
    return give(request, user_uuid, HEADSHIP)


@requires(Permission.MANAGE_USERS)
def end_headship(request: AuthedRequest, user_uuid: UUID, headship_uuid: UUID) -> HttpResponse:
    return end(request, user_uuid, headship_uuid, HEADSHIP)


@requires(Permission.MANAGE_USERS)
def give_cover(request: AuthedRequest, user_uuid: UUID) -> HttpResponse:
    return give(request, user_uuid, COVER)


@requires(Permission.MANAGE_USERS)
def end_cover(request: AuthedRequest, user_uuid: UUID, cover_uuid: UUID) -> HttpResponse:
    return end(request, user_uuid, cover_uuid, COVER)


def give(request: AuthedRequest, user_uuid: UUID, sort: Sort) -> HttpResponse:
    """The page on which something of this sort is given, an upper floor's too."""
    shown = _shown(user_uuid)
    if why_not := _why_not(request, shown, needs_record=sort.needs_record):
        messages.info(request, why_not)
        return redirect(shown)
    form = sort.form(request.POST or None, on=clock.today(), fields={sort.asked: sort.ask(shown)})
    words = {"title": sort.title, "intro": sort.intro, "button": "Give"}
    return _answer(request, shown, form, partial(_given, request, shown, form, sort), words)


def _given(request: AuthedRequest, shown: User, form: GrantForm, sort: Sort) -> str:
    """Cover keeps its reason; that of anything else is in the log alone, where that of cover is too."""
    what, reason = form.cleaned_data[sort.asked], form.cleaned_data["reason"]
    audit.because(reason)
    kept = {"reason": reason} if isinstance(form, CoverForm) else {}
    grant = sort.give(
        user=shown, by=request.user, at=clock.now(), **{sort.asked: what}, **form.span, **kept
    )
    _noted(request, shown, f"{grant}: given from {in_full(grant.starts_on)}")
    return shown.get_absolute_url()


def end(request: AuthedRequest, user_uuid: UUID, grant_uuid: UUID, sort: Sort) -> HttpResponse:
    """The page on which something of this sort is ended."""
    shown = _shown(user_uuid)
    grant = get_object_or_404(sort.rows(shown), uuid=grant_uuid)
    if why_not := _why_not(request, shown, needs_record=False):
        messages.info(request, why_not)
        return redirect(shown)
    form = EndForm(request.POST or None, on=clock.today(), version=grant.version)
    words = {
        "title": f"End: {grant}",
        "intro": f"Given from {in_full(grant.starts_on)}. What was done under it stays as it is.",
        "button": "End",
    }
    return _answer(request, shown, form, partial(_ended, request, shown, form, grant), words)


def _ended(request: AuthedRequest, shown: User, form: EndForm, grant: Grant) -> str:
    ends_on, on = form.cleaned_data["ends_on"], clock.today()
    audit.because(form.cleaned_data["reason"])
    services.end_grant(
        grant=grant,
        user=shown,
        version=form.cleaned_data["version"],
        ends_on=ends_on,
        by=request.user,
        at=clock.now(),
    )
    _noted(
        request, shown, f"{grant}: ended {'now' if ends_on == on else f'from {in_full(ends_on)}'}"
    )
    return shown.get_absolute_url()


# The staff record --------------------------------------------------------------------------------------


@requires(Permission.MANAGE_USERS)
def give_staff_record(request: AuthedRequest, user_uuid: UUID) -> HttpResponse:
    shown = _shown(user_uuid)
    if why_not := _why_not(request, shown, needs_record=False):
        messages.info(request, why_not)
        return redirect(shown)
    form = ReasonForm(request.POST or None, fields={"officer": record_field(shown)})
    words = {
        "title": "Give a staff record",
        "intro": "It holds from now on, and opens the cases of that officer to whoever has a role for it.",
        "button": "Give",
    }
    return _answer(request, shown, form, partial(_record_given, request, shown, form), words)


@requires(Permission.MANAGE_USERS)
def end_staff_record(request: AuthedRequest, user_uuid: UUID) -> HttpResponse:
    shown = _shown(user_uuid)
    if why_not := _why_not(request, shown, needs_record=True):
        messages.info(request, why_not)
        return redirect(shown)
    form = ReasonForm(request.POST or None, version=shown.officer.version)
    words = {
        "title": f"End: staff record of {shown.officer}",
        "intro": "From now on they are not this officer. The record keeps its cases, and can be given to somebody else.",
        "button": "End",
    }
    return _answer(request, shown, form, partial(_record_ended, request, shown, form), words)


@requires(Permission.MANAGE_USERS)
def move_to_team(request: AuthedRequest, user_uuid: UUID) -> HttpResponse:
    shown = _shown(user_uuid)
    if why_not := _why_not(request, shown, needs_record=True):
        messages.info(request, why_not)
        return redirect(shown)
    fields = {"team": team_field(shown)}
    form = ReasonForm(request.POST or None, version=shown.officer.version, fields=fields)
    words = {
        "title": f"Move {shown.officer} to another team",
        "intro": f"Now in {shown.officer.team}. It holds from now on: their cases go with them, and colleagues of the "
        "new team see those cases. The next extract that names a team moves them to that one.",
        "button": "Move",
    }
    return _answer(request, shown, form, partial(_moved, request, shown, form), words)


def _record_given(request: AuthedRequest, shown: User, form: ReasonForm) -> str:
    audit.because(form.cleaned_data["reason"])
    officer = services.give_staff_record(
        user=shown, officer=form.cleaned_data["officer"], by=request.user, at=clock.now()
    )
    _noted(request, shown, f"The staff record of {officer} ({officer.code}): given")
    return shown.get_absolute_url()


def _record_ended(request: AuthedRequest, shown: User, form: ReasonForm) -> str:
    audit.because(form.cleaned_data["reason"])
    officer = services.end_staff_record(
        user=shown,
        officer=shown.officer,
        version=form.cleaned_data["version"],
        by=request.user,
        at=clock.now(),
    )
    _noted(request, shown, f"The staff record of {officer} ({officer.code}): ended")
    return shown.get_absolute_url()


def _moved(request: AuthedRequest, shown: User, form: ReasonForm) -> str:
    audit.because(form.cleaned_data["reason"])
    moved = services.move_to_team(
        user=shown,
        officer=shown.officer,
        team=form.cleaned_data["team"],
        version=form.cleaned_data["version"],
        by=request.user,
        at=clock.now(),
    )
    _noted(request, shown, f"{moved}: now in {moved.team}")
    return shown.get_absolute_url()


# What they share ---------------------------------------------------------------------------------------


def _shown(user_uuid: UUID) -> User:
    return get_object_or_404(selectors.users(), uuid=user_uuid)


def _is_oneself(request: AuthedRequest, shown: User) -> bool:
    return request.user.pk == shown.pk


def _why_not(request: AuthedRequest, shown: User, *, needs_record: bool) -> str:
    """Why this page has nothing to offer; empty where it has. What is sent is refused by the service."""
    if needs_record and shown.officer_or_none is None:
        return selectors.NO_RECORD
    if request.method == "GET" and _is_oneself(request, shown):
        return services.NOT_ONESELF
    return ""


def _noted(request: AuthedRequest, shown: User, words: str) -> None:
    """What was done, for whoever did it and for the log."""
    audit.asked(done=words)
    messages.success(request, f"{shown.name}. {words}.")


def _answer(
    request: AuthedRequest,
    shown: User,
    form: BaseForm,
    save: Callable[[], str],
    words: Mapping[str, str],
) -> HttpResponse:
    """Save a valid form once; show any other (again) with what is wrong."""
    saved = saved_if_valid(request, form, save)
    if saved is None and form.is_bound:
        saved = saved_before(request)
    return saved or render(request, "people/grant.html", {"shown": shown, "form": form, **words})

"""Signing in and out, one's own password, and the accounts that an administrator manages."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth import authenticate, logout, update_session_auth_hash
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from audit import services as audit
from audit.choices import Outcome
from core import clock
from core.errors import RefusedError
from people import selectors, services
from people.choices import Permission
from people.forms import (
    AddUserForm,
    ChangeUserForm,
    FindUserForm,
    NewPasswordForm,
    OwnPasswordForm,
    SignInForm,
)
from people.http import (
    AuthedRequest,
    by_itself,
    ended_because,
    enter,
    proven,
    requires,
    safe_next,
    saved_before,
    saved_if_valid,
    saved_once,
    session_ends_at,
)
from people.models import User
from people.selectors.kept import keys_for, owner_of

PAGE = 25
CHANGED = "Your password was changed. Wherever else you were signed in, you are signed out."
SHOWN_ONCE = "This was saved before. The password was shown once: make a new one if it is lost."


@requires(Permission.ANYONE)
@sensitive_post_parameters("password")
def sign_in(request: HttpRequest) -> HttpResponse:
    onward = safe_next(request, request.POST.get("next") or request.GET.get("next", ""))
    if request.user.is_authenticated:
        return redirect(onward)
    form = SignInForm(request.POST or None)
    if form.is_valid():
        email, password = form.cleaned_data["email"].strip(), form.cleaned_data["password"]
        user = authenticate(request, username=email, password=password)
        if user is not None:
            enter(request, user)
            return redirect(onward)
        services.note_failed_sign_in(email=email)
        form.refuse()
    context = {"form": form, "next": onward, "notice": ended_because(request)}
    return render(request, "people/sign_in.html", context)


@requires(Permission.ANYONE)
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    if request.user.is_authenticated:
        audit.ended(Outcome.SIGNED_OUT)
    logout(request)
    return redirect(f"{reverse('people:sign_in')}?ended=out")


@requires(Permission.SIGNED_IN)
@require_POST
def stay(request: AuthedRequest) -> HttpResponse:
    """The request itself kept the session alive; a page without JavaScript goes back to where it was."""
    audit.ended(Outcome.SHOWN)
    if request.accepts("text/html"):
        return redirect(safe_next(request, request.POST.get("next", "")))
    ends_at = session_ends_at(request)
    return JsonResponse({"ends_at": ends_at.isoformat() if ends_at else None})


@by_itself
@requires(Permission.SIGNED_IN)
@require_safe
def keys(request: AuthedRequest) -> HttpResponse:
    """For the pages of this session alone: what it takes to keep a text on the device, and to send it later."""
    audit.ended(Outcome.SHOWN)
    return JsonResponse(
        {
            "owner": owner_of(request.user),
            "keys": keys_for(request.user, on=clock.today()),
            "token": get_token(request),
        }
    )


@requires(Permission.SIGNED_IN)
@sensitive_post_parameters("current_password", "new_password")
def password(request: AuthedRequest) -> HttpResponse:
    onward = safe_next(request, request.POST.get("next") or request.GET.get("next", ""))
    form = OwnPasswordForm(request.POST or None, user=request.user)
    if form.is_valid():
        current, new = form.cleaned_data["current_password"], form.cleaned_data["new_password"]
        try:
            changed = services.change_password(
                by=proven(request, current), current=current, new=new
            )
        except RefusedError as error:
            form.add_error("current_password", str(error))
        else:
            update_session_auth_hash(request, changed)
            audit.about(changed.uuid)
            messages.success(request, CHANGED)
            return redirect(onward)
    return render(request, "people/own_password.html", {"form": form, "next": onward})


@requires(Permission.MANAGE_USERS)
def users(request: AuthedRequest) -> HttpResponse:
    form = FindUserForm(request.GET)
    words = form.cleaned_data["q"] if form.is_valid() else ""
    page = Paginator(selectors.users(words), PAGE).get_page(request.GET.get("page"))
    context = {"form": form, "page": page, "table": selectors.table_of(page)}
    return render(request, "people/users.html", context)


@requires(Permission.MANAGE_USERS)
def add_user(request: AuthedRequest) -> HttpResponse:
    if before := saved_before(request):
        messages.info(request, SHOWN_ONCE)
        return before
    form = AddUserForm(request.POST or None)
    made: list[tuple[User, str]] = []

    def save() -> str:
        made.append(services.add_user(by=request.user, at=clock.now(), **form.answers))
        return made[0][0].get_absolute_url()

    saved = saved_if_valid(request, form, save, at="officer")
    if saved:
        return _password_or(request, saved, made)
    return render(request, "people/add_user.html", {"form": form})


@requires(Permission.MANAGE_USERS)
def change_user(request: AuthedRequest, user_uuid: UUID) -> HttpResponse:
    shown = get_object_or_404(selectors.users(), uuid=user_uuid)
    form = ChangeUserForm(
        request.POST or None, user=shown, version=shown.version, initial=_as_stored(shown)
    )

    def save() -> str:
        version = form.cleaned_data["version"]
        services.change_user(
            user=shown, by=request.user, version=version, at=clock.now(), **form.answers
        )
        messages.success(request, f"{form.cleaned_data['name']} was changed")
        return shown.get_absolute_url()

    saved = saved_if_valid(request, form, save)
    return saved or render(request, "people/change_user.html", {"shown": shown, "form": form})


@requires(Permission.MANAGE_USERS)
@require_POST
def new_password(request: AuthedRequest, user_uuid: UUID) -> HttpResponse:
    shown = get_object_or_404(selectors.users(), uuid=user_uuid)
    form = NewPasswordForm(request.POST)
    made: list[tuple[User, str]] = []

    def save() -> str:
        made.append((shown, services.renew_password(user=shown, by=request.user)))
        return shown.get_absolute_url()

    if not form.is_valid():
        return redirect(shown)
    try:
        return _password_or(request, saved_once(request, form, save), made)
    except RefusedError as error:
        messages.error(request, str(error))
        return redirect(shown)


def _password_or(
    request: AuthedRequest, answer: HttpResponse, made: list[tuple[User, str]]
) -> HttpResponse:
    """The page with the password, the one time that there is one; else where the saving led."""
    if not made:
        messages.info(request, SHOWN_ONCE)
        return answer
    shown, password = made[0]
    audit.about(shown.uuid)
    audit.ended(Outcome.CHANGED)
    return render(request, "people/password.html", {"shown": shown, "password": password})


def _as_stored(shown: User) -> dict[str, object]:
    return {
        "name": shown.name,
        "email": shown.email,
        "is_active": "yes" if shown.is_active else "no",
    }

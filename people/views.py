"""Signing in and out, and the users that an administrator manages."""

from django.contrib.auth import authenticate, logout
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from audit import services as audit
from audit.choices import Outcome
from people import services
from people.choices import Permission
from people.forms import SignInForm
from people.http import (
    AuthedRequest,
    ended_because,
    enter,
    requires,
    safe_next,
    session_ends_at,
)


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
    return redirect("people:sign_in")


@requires(Permission.SIGNED_IN)
@require_POST
def stay(request: AuthedRequest) -> HttpResponse:
    """The request itself kept the session alive; a page without JavaScript goes back to where it was."""
    audit.ended(Outcome.SHOWN)
    if request.accepts("text/html"):
        return redirect(safe_next(request, request.POST.get("next", "")))
    ends_at = session_ends_at(request)
    return JsonResponse({"ends_at": ends_at.isoformat() if ends_at else None})

"""Who is asking, how long a session lasts, and that every view states its permission.

A second factor and emergency access come later. Their door: `enter` is the only way into a session, so a
second factor goes between the password and `enter` (docs/adr/0007-sign-in-by-django-and-axes.md).
"""

import functools
import hashlib
import json
import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, TypeVar, cast
from urllib.parse import urlsplit
from uuid import UUID

import pghistory
from django.conf import settings
from django.contrib.auth import authenticate, login, logout
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import resolve, reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode

from audit import services as audit
from audit.choices import Outcome
from core import clock
from core.calendar import LONDON
from core.errors import LostWriteError, RefusedError, StaleError
from core.forms import BaseForm
from core.http import MACHINERY, GetResponse, is_recorded, not_allowed
from core.jobs import is_stale, oldest_success
from core.models import JobRun
from people import services
from people.choices import SESSION_ENDED, Permission
from people.models import Officer, Submission, User
from people.selectors.kept import owner_of

log = logging.getLogger("caseload.people")
METHODS = ("GET", "HEAD", "POST")
STARTED, SEEN = "started_at", "seen_at"
# What a page sends by itself says so (assets/js/session.js).
BY_ITSELF = "X-By-Itself"
# Where somebody may go before they have a password that only they know; signing out is open to anyone.
BEFORE_OWN_PASSWORD = frozenset({"people:password", "people:stay"})


class AuthedRequest(HttpRequest):
    """A request whose user is known: every view but those open to anyone gets one."""

    user: User
    permission: Permission  # the view's, as `requires` states it


View = TypeVar("View", bound=Callable[..., HttpResponse])


def requires(permission: Permission) -> Callable[[View], View]:
    """The permission of a view, stated once; PolicyMiddleware enforces it, config/checks.py compares it with the table.

    What the view then looks for (offenders.http.case_or_404) is asked for this permission. A view that swallowed a database error, and whose writes are therefore going to be undone, fails loudly.
    """

    def mark(view: View) -> View:
        @functools.wraps(view)
        def whole(request: AuthedRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            request.permission = permission
            response = view(request, *args, **kwargs)
            if connection.needs_rollback and response.status_code < 500:
                raise LostWriteError
            return response

        whole.permission = permission  # type: ignore[attr-defined]
        return cast(View, whole)

    return mark


def by_itself(view: View) -> View:
    """Marks a view that pages ask without anybody's doing: it does not count as a sign of the person."""
    view.is_by_itself = True  # type: ignore[attr-defined]
    return view


class SessionLimitsMiddleware:
    """Ends a session that was idle, or simply old; tells the log and the change history who is asking.

    Only what a person does keeps a session: neither a view that is `by_itself` nor a request that says so of itself.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if is_recorded(request) and request.user.is_authenticated:
            identify(request, request.user)
            request.session_ended = _ended_because(request, at=clock.now())  # type: ignore[attr-defined]
            if request.session_ended:  # type: ignore[attr-defined]
                logout(request)
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: Any, kwargs: Any
    ) -> None:
        is_going_on = getattr(request, "session_ended", None) == ""
        if is_going_on and _is_a_persons(request, view):
            _seen(request, at=clock.now())


def ended_because(request: HttpRequest) -> str:
    """What the sign-in page says about a session that has just ended; empty when none has."""
    why = getattr(request, "session_ended", "") or request.GET.get("ended", "")
    return SESSION_ENDED.get(why, "")


def identify(request: HttpRequest, user: User) -> None:
    """Names the user in the request's row, and in the history of everything that it changes."""
    audit.identified(
        user_id=user.pk,
        label=user.email,
        roles=tuple(user.roles),
        session_key=request.session.session_key,
    )
    pghistory.context(user=user.pk, user_label=user.name)


def _ended_because(request: HttpRequest, *, at: datetime) -> str:
    """ "idle", "limit", or nothing: then it goes on."""
    session, now = request.session, int(at.timestamp())
    started, seen = session.setdefault(STARTED, now), session.setdefault(SEEN, now)
    if now - seen >= settings.SESSION_IDLE_SECONDS:
        return "idle"
    return "limit" if now - started >= settings.SESSION_ABSOLUTE_SECONDS else ""


def _is_a_persons(request: HttpRequest, view: Callable[..., HttpResponse]) -> bool:
    return not getattr(view, "is_by_itself", False) and BY_ITSELF not in request.headers


def _seen(request: HttpRequest, *, at: datetime) -> None:
    """Note that somebody was here: twice a minute at most, or each page would write its session.

    The end that a page shows is the one that holds, up to so many seconds early and never late.
    """
    now = int(at.timestamp())
    if now - request.session[SEEN] >= settings.SESSION_NOTED_SECONDS:
        request.session[SEEN] = now


def session_ends_at(request: HttpRequest) -> datetime | None:
    """When this session ends if nothing more happens; None when nobody is signed in."""
    session = getattr(request, "session", None)
    if session is None or SEEN not in session:
        return None
    ends = min(
        session[SEEN] + settings.SESSION_IDLE_SECONDS,
        session[STARTED] + settings.SESSION_ABSOLUTE_SECONDS,
    )
    return datetime.fromtimestamp(ends, tz=UTC)


class PolicyMiddleware:
    """Nobody reaches a view without the permission that the view states; a view that states none is closed."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        if request.method not in METHODS:
            return not_allowed(request, METHODS)
        permission = getattr(view, "permission", None)
        if permission is None:
            log.error("A view without a permission was asked for: %s", request.path_info)
            raise PermissionDenied
        if permission == Permission.ANYONE:
            return None
        if not request.user.is_authenticated:
            return _to_sign_in(request)
        if request.user.must_change_password and not _is_open_before_own_password(request):
            return _to_password(request)
        if not request.user.has(permission):
            raise PermissionDenied
        return None


def _to_sign_in(request: HttpRequest) -> HttpResponse:
    """To the sign-in page and back to where the person was."""
    audit.ended(Outcome.REFUSED)
    ended = getattr(request, "session_ended", "") or _gone(request)
    sent = {"next": _came_from(request), "ended": ended}
    query = urlencode({name: value for name, value in sent.items() if value})
    return redirect(f"{reverse(settings.LOGIN_URL)}?{query}")


def _gone(request: HttpRequest) -> str:
    """ "gone" where the browser brings a session that is none any more."""
    return "gone" if settings.SESSION_COOKIE_NAME in request.COOKIES else ""


def _is_open_before_own_password(request: HttpRequest) -> bool:
    match = request.resolver_match
    return match is not None and match.view_name in BEFORE_OWN_PASSWORD


def _to_password(request: HttpRequest) -> HttpResponse:
    """To the page for a password of one's own, and then to where the person was going."""
    audit.ended(Outcome.REFUSED)
    return redirect(f"{reverse('people:password')}?{urlencode({'next': _came_from(request)})}")


def _came_from(request: HttpRequest) -> str:
    """The page that was asked for; where something was sent, the page that it was sent from."""
    if request.method in {"GET", "HEAD"}:
        return request.get_full_path()
    return urlsplit(request.META.get("HTTP_REFERER", "")).path


def safe_next(request: HttpRequest, wanted: str) -> str:
    """Where to go after signing in: only within this service, never where a link from outside says."""
    is_ours = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if is_ours and wanted.startswith("/") else reverse(settings.LOGIN_REDIRECT_URL)


def enter(request: HttpRequest, user: User) -> None:
    """Start the session of somebody who has proved who they are, under a new key."""
    login(request, user, backend="django.contrib.auth.backends.ModelBackend")
    now = int(clock.now().timestamp())
    request.session[STARTED] = request.session[SEEN] = now
    identify(request, user)
    audit.ended(Outcome.SIGNED_IN)


def proven(request: AuthedRequest, password: str) -> User:
    """Who is signed in, proving it once more; RefusedError for a wrong password.

    It counts and is recorded as a failed sign-in, so that nobody guesses at a screen that was left unlocked:
    the fifth answers 429 (`locked_out`), and then the right one is refused too.
    """
    user = authenticate(request, username=request.user.email, password=password)
    if user is None:
        audit.about(request.user.uuid)
        audit.ended(Outcome.SIGN_IN_FAILED)
        raise RefusedError(services.NOT_CURRENT)
    return user


def throttled_name(request: HttpRequest, credentials: dict[str, Any] | None = None) -> str:
    """What failed sign-ins are counted by: a keyed digest, because people type passwords into the wrong box."""
    given = credentials or {}
    typed = given.get("email") or given.get("username") or request.POST.get("email", "")
    return services.digest_of(str(typed))


def locked_out(
    request: HttpRequest, response: HttpResponse | None, credentials: dict[str, Any] | None
) -> HttpResponse:
    """429 in general words: the same for an account that exists and one that does not."""
    minutes = round(settings.AXES_COOLOFF_TIME * 60)
    context = {"minutes": minutes}
    answer = render(request, "people/locked_out.html", context, status=429)
    answer["Retry-After"] = str(minutes * 60)
    return answer


def saved_once(request: AuthedRequest, form: Form, save: Callable[[], str]) -> HttpResponse:
    """Run `save` once for this rendered form and go where it says; sent again, go there again.

    A second sending that waits for a first still under way sees its answer. The same form sent with other
    words (the browser's Back button) is no double submission: it answers 409 with those words, not silence.
    """
    key: UUID = form.cleaned_data["form_key"]
    try:
        kept, is_first = services.submit(
            by=request.user, key=key, content=_digest(request), at=clock.now(), save=save
        )
        return _saved(kept) if is_first else _as_before(request, kept)
    except StaleError as stale:
        # In the questions and answers of the page; the names and codes that were sent are not for people.
        if isinstance(form, BaseForm):
            stale.mine = stale.mine or form.in_words
        raise


def saved_if_valid(
    request: AuthedRequest, form: Form, save: Callable[[], str], *, at: str | None = None
) -> HttpResponse | None:
    """`saved_once` for a valid form; None where the page is to be shown, with what is wrong in the form.

    What the service refuses is said at the field that it is about, else at the field `at`, else above all fields.
    """
    if not form.is_valid():
        return None
    try:
        return saved_once(request, form, save)
    except RefusedError as refused:
        form.add_error(refused.about if refused.about in form.fields else at, str(refused))
        return None


def saved_before(request: AuthedRequest) -> HttpResponse | None:
    """The answer to a form that was saved already, for forms that would find their own first save invalid."""
    try:
        kept = Submission.objects.get(user=request.user, key=UUID(request.POST.get("form_key", "")))
    except (ValueError, Submission.DoesNotExist):
        return None
    return _as_before(request, kept)


def _saved(kept: Submission) -> HttpResponse:
    """To where it led. A script is told that it was saved: a page that leads elsewhere has saved nothing."""
    answer = HttpResponseRedirect(kept.answer)
    answer.is_saved = True  # type: ignore[attr-defined]
    return answer


def _as_before(request: AuthedRequest, kept: Submission) -> HttpResponse:
    if bytes(kept.content) == _digest(request):
        return _saved(kept)
    raise StaleError(
        saved_by=request.user.name,
        saved_at=kept.saved_at,
        theirs=[("Saved", "The form as you sent it first")],
        link=kept.answer,
    )


def _digest(request: HttpRequest) -> bytes:
    sent = sorted((name, values) for name, values in request.POST.lists() if name not in MACHINERY)
    return hashlib.sha256(json.dumps(sent).encode()).digest()


def officer_or_404(request: AuthedRequest, officer: Officer) -> None:
    """Let go on whoever may do about an officer what the view is for; 403 if they may only see it, 404 if not even that."""
    officers, on = Officer.objects.filter(pk=officer.pk), clock.today()
    audit.asked(officer=officer.code)
    if not officers.visible_to(request.user, Permission.VIEW_CASE, on=on).exists():
        raise Http404
    if not officers.visible_to(request.user, request.permission, on=on).exists():
        raise PermissionDenied


@dataclass(frozen=True, slots=True)
class NavItem:
    label: str
    url: str
    is_current: bool


@functools.cache
def _sections() -> tuple[tuple[str, str, str], ...]:
    """(label, address, permission) of the main navigation; settings name it, the views say who may."""
    found = []
    for label, name in settings.NAVIGATION:
        url = reverse(name)
        found.append((label, url, getattr(resolve(url).func, "permission", "")))
    return tuple(found)


def _navigation(request: HttpRequest, user: User) -> list[NavItem]:
    mine = [section for section in _sections() if user.has(Permission(section[2]))]
    under = [url for _, url, _ in mine if request.path_info.startswith(url)]
    current = max(under, key=len, default="")
    return [NavItem(label, url, url == current) for label, url, _ in mine]


def page_context(request: HttpRequest) -> dict[str, Any]:
    """What every page has around it. Figures that only some pages show are read when a template asks."""
    user: User | None = getattr(request, "user", None)
    is_known = user is not None and user.is_authenticated

    @functools.cache
    def flags_checked() -> JobRun | None:
        return oldest_success()

    def flags_stale() -> bool:
        return is_stale(flags_checked(), minutes=settings.FLAGS_STALE_AFTER_MINUTES)

    return {
        "user": user,
        "nav": _navigation(request, user) if user and is_known else [],
        "now_london": clock.now().astimezone(LONDON),
        "session_ends_at": session_ends_at(request) if is_known else None,
        "session_warning_seconds": settings.SESSION_WARNING_SECONDS,
        "kept_owner": owner_of(user) if user and is_known else "",
        "flags_checked": flags_checked,
        "flags_stale": flags_stale,
    }

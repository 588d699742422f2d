"""What holds for every request whatever the app: input that cannot be text, caching, and the pages of refusal.

The pages that must work without a database, a session or a user (400, 500, 503) are rendered without a
request; the others show who is signed in.
"""

import ipaddress
import json
import logging
import sys
from collections.abc import Callable, Iterable
from typing import TypeVar

from django.conf import settings
from django.core.exceptions import BadRequest, PermissionDenied, SuspiciousOperation
from django.db import DataError, InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.template.loader import render_to_string
from django.urls import Resolver404, resolve

from core.errors import Lines, StaleError
from core.wsgi import UNREADABLE, is_utf8

log = logging.getLogger("caseload.http")
GetResponse = Callable[[HttpRequest], HttpResponse]
View = TypeVar("View", bound=Callable[..., HttpResponse])

# Names of fields that carry the form itself, not what somebody wrote: never shown again, never digested.
PASSWORDS = frozenset({"password", "current_password", "new_password"})
MACHINERY = PASSWORDS | {"csrfmiddlewaretoken", "form_key", "version", "next"}
LONGEST_QUERY = 4_000
FROM_SCRIPT = "X-From-Script"
# A process that only asks whether the service lives must not need a session, and leaves no row in the log.
UNRECORDED_VIEWS = frozenset({"core:health"})


def open_to_anyone(view: View) -> View:
    """Marks a view of the ground floor as open; the upper floors say `people.http.requires`."""
    view.permission = "anyone"  # type: ignore[attr-defined]
    return view


class BadInputMiddleware:
    """400 for what no page can mean and PostgreSQL cannot store: NUL, lone surrogates, foreign charsets.

    Standing before everything that reads or stores, so no view or session meets such a value. Only the row of
    the log is outside: it is told by `is_unreadable` to take nothing from the query.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not _is_readable(request):
            log.warning("Unreadable input refused")
            request.is_unreadable = True  # type: ignore[attr-defined]
            return bad_request(request)
        return self.get_response(request)


def _is_readable(request: HttpRequest) -> bool:
    if UNREADABLE in request.META or len(request.META.get("QUERY_STRING", "")) > LONGEST_QUERY:
        return False
    try:
        # The charset decides how query and form are decoded: UTF-7 and its like make surrogates out of ASCII.
        if request.encoding and not is_utf8(request.encoding):
            return False
        return all(_is_text(value) for value in _texts(request))
    except UNREADABLE_FORMS:
        return False


# A body that was cut off, is too large or has too many fields, or is no form at all.
UNREADABLE_FORMS = (
    UnreadablePostError,
    UnicodeError,
    SuspiciousOperation,
    MultiPartParserError,
    BadRequest,
)


def _texts(request: HttpRequest) -> Iterable[str]:
    yield request.path_info
    yield from request.COOKIES.values()
    for data in (request.GET, request.POST):
        for name, values in data.lists():
            yield name
            yield from values
    for name, files in request.FILES.lists():
        yield name
        yield from (file.name or "" for file in files)


def _is_text(value: str) -> bool:
    """Whether the database can store it: no NUL, no half of a surrogate pair."""
    return "\0" not in value and not any("\ud800" <= char <= "\udfff" for char in value)


def neutral(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Marks a view of which no log tells whether it was read from or written to: only that the page was used."""
    view.is_neutral = True  # type: ignore[attr-defined]
    return view


def is_neutral(request: HttpRequest, response: HttpResponse) -> bool:
    """Whether the logs say of this request that a page was shown, and nothing else; of a refusal and a failure all is said."""
    match = request.resolver_match
    of_view = match is not None and getattr(match.func, "is_neutral", False)
    return of_view and response.status_code in {200, 302, 404}


def storable(text: str) -> str:
    """The same text, with a mark in the place of what the database cannot store."""
    return text.replace("\0", "\ufffd").encode(errors="replace").decode()


class NoSuchFileMiddleware:
    """The end of the line for static files, which are public: what is not among them is no page of anybody's."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path_info.startswith(settings.STATIC_URL):
            words = "There is no such file."
            answer = HttpResponse(words, status=404, content_type="text/plain; charset=utf-8")
            answer["Cache-Control"] = "no-store"
            return answer
        return self.get_response(request)


class CompressionMiddleware(GZipMiddleware):
    """Pages are compressed, where their length tells a listener nothing (docs/adr/0018-compressed-pages.md).

    Somebody who can make a browser ask, choose words that the page repeats and see how long the answer is, can guess
    what else the page says (BREACH). So whatever may repeat words of the request leaves as it is: an answer to a
    query or to something sent, and every refusal. The others get Django's padding of random length as well.
    """

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        if not _is_plain_page(request, response):
            return response
        return super().process_response(request, response)


def _is_plain_page(request: HttpRequest, response: HttpResponseBase) -> bool:
    return (
        request.method == "GET"
        and not request.META.get("QUERY_STRING")
        and response.status_code == 200
        and response.get("Content-Type", "").startswith("text/html")
    )


class ScriptMiddleware:
    """Tells a page that sends a form itself where the form led: a script cannot see where a redirect leads.

    Outside of AuditMiddleware: the row says how the request ended, not in which form the answer left.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if FROM_SCRIPT in request.headers and response.status_code == 302:
            response.status_code = 200
            response["Content-Type"] = "application/json"
            told = {
                "leads_to": response["Location"],
                "is_saved": getattr(response, "is_saved", False),
            }
            response.content = json.dumps(told).encode()
            response["Content-Length"] = str(len(response.content))
            del response["Location"]
        return response


class NoStoreMiddleware:
    """Nothing but the static files, which are answered before, may stay in a browser's or a proxy's cache."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response["Cache-Control"] = "no-store"
        return response


class FailureMiddleware:
    """Expected failures of a view become their pages; Django has undone the view's writes before."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code == 405 and not response.content:
            return not_allowed(request, [response.get("Allow", "")])
        return response

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, StaleError):
            return conflict(request, error)
        if isinstance(error, OperationalError | InterfaceError):
            log.error("The database did not answer", exc_info=error)
            return unavailable(request)
        if isinstance(error, DataError):
            # A value that a form should have refused; nothing was stored.
            log.error("The database refused a value", exc_info=error)
            return bad_request(request)
        return None


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return HttpResponse(render_to_string("400.html"), status=400)


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The exception's own words, where somebody wrote them for the person."""
    reason = str(exception) if isinstance(exception, PermissionDenied) else ""
    return HttpResponse(render_to_string("403.html", {"reason": reason}, request), status=403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    log.warning("CSRF: %s", reason.partition(" - ")[0])  # an address may follow
    words = (
        "This form was opened too long ago, or in another browser. "
        "Go back, reload the page and send it again."
    )
    return HttpResponse(render_to_string("403.html", {"reason": words}, request), status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The same text whether there is nothing or nothing for this person."""
    return HttpResponse(render_to_string("404.html", {}, request), status=404)


def not_allowed(request: HttpRequest, methods: Iterable[str]) -> HttpResponse:
    response = HttpResponse(render_to_string("404.html", {}, request), status=405)
    response["Allow"] = ", ".join(methods)
    return response


def conflict(request: HttpRequest, error: StaleError) -> HttpResponse:
    context = {
        "saved_by": error.saved_by,
        "saved_at": error.saved_at,
        "theirs": error.theirs,
        "mine": error.mine or as_sent(request),
        "link": error.link,
    }
    return HttpResponse(render_to_string("409.html", context, request), status=409)


def as_sent(request: HttpRequest) -> Lines:
    """What somebody wrote into a form, as (label, text): kept on the page when it could not be saved."""
    return [
        (name.replace("_", " ").capitalize(), ", ".join(values))
        for name, values in request.POST.lists()
        if name not in MACHINERY and any(values)
    ]


def server_error(request: HttpRequest) -> HttpResponse:
    """What was typed is on the page, to be kept. The page itself cannot fail: a form that cannot be read is left out.

    Where the database did not answer, or not in time, before the view was reached (the session is locked), it is
    no fault of ours and worth trying again.
    """
    if isinstance(sys.exc_info()[1], OperationalError | InterfaceError):
        return unavailable(request)
    return HttpResponse(render_to_string("500.html", {"mine": _if_readable(request)}), status=500)


def _if_readable(request: HttpRequest) -> Lines:
    try:
        return as_sent(request)
    except Exception:  # whatever is wrong with the form, the page of the failure must come
        log.warning("The form could not be shown again", exc_info=True)
        return []


def unavailable(request: HttpRequest) -> HttpResponse:
    """Nothing of a case was shown and nothing was stored; what was typed is on the page, to be kept."""
    response = HttpResponse(
        render_to_string("503.html", {"mine": _if_readable(request)}), status=503
    )
    response["Retry-After"] = "30"
    return response


def address_of(request: HttpRequest) -> str | None:
    """The client's address; behind `PROXY_COUNT` proxies the one that the outermost of them saw."""
    address = request.META.get("REMOTE_ADDR", "")
    if settings.PROXY_COUNT:
        hops = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
        address = hops[-min(settings.PROXY_COUNT, len(hops))].strip() or address
    try:
        return str(ipaddress.ip_address(address))
    except ValueError:
        return None  # a Unix socket, or a proxy's nonsense


def is_recorded(request: HttpRequest) -> bool:
    """Whether this request belongs into the log: all that get here but the health page."""
    try:
        return resolve(request.path_info).view_name not in UNRECORDED_VIEWS
    except Resolver404:
        return True

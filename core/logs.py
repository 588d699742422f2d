"""What the process logs say: what went wrong and where, never about whom.

Whoever keeps a service running reads its logs, and copies of them travel; none of that is a look at a case with a
ground. So there are no addresses as asked, no queries, no forms, and no messages of exceptions, which quote what they
choke on. The request's id leads from a line to the row of the audit log, which holds the rest for those who may.
"""

import copy
import logging
import time
import traceback
from collections.abc import Callable, Iterator, Mapping
from types import TracebackType
from typing import Any

import psycopg2
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse

from core.errors import OwnWordsError
from core.http import is_neutral

access = logging.getLogger("caseload.access")
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"})
# Their words are the server's or ours, about places and not about people.
IN_OWN_WORDS = (
    OwnWordsError,
    ImproperlyConfigured,
    OperationalError,
    InterfaceError,
    psycopg2.OperationalError,
    psycopg2.InterfaceError,
)


class Formatter(logging.Formatter):
    """Lines without personal data, whatever library wrote them."""

    def format(self, record: logging.LogRecord) -> str:
        own = copy.copy(record)
        own.exc_text = None  # another handler's formatter may have written the message into it
        if hasattr(record, "request") and hasattr(record, "status_code"):
            own.msg, own.args = _of_request(record), ()
            own.exc_info = record.exc_info if record.status_code >= 500 else None
        elif (
            isinstance(record.args, Mapping) and "exc" in record.args
        ):  # Celery's, of a task that failed
            own.args = {**record.args, "exc": "failed", "args": "", "kwargs": ""}
        return super().format(own)

    def formatException(self, ei: Any) -> str:  # noqa: N802 - the library's name
        return "\n".join(_told(ei[1])) if ei[1] else ""


def _of_request(record: logging.LogRecord) -> str:
    """Django's own line would name the address as it was asked for."""
    request: HttpRequest = record.request  # type: ignore[attr-defined]
    return f"{record.status_code} {_method(request)} {_view(request)}"  # type: ignore[attr-defined]


def _told(error: BaseException) -> Iterator[str]:
    """The error and those that it came of, first cause first: where, and what kind."""
    cause = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if cause is not None:
        yield from _told(cause)
        yield "which led to"
    yield "Traceback (most recent call last):"
    yield from _frames(error.__traceback__)
    yield f"{type(error).__module__}.{type(error).__qualname__}{_particulars(error)}"


def kind_of(error: BaseException) -> str:
    """What went wrong, in one line without personal data: an exception quotes what it chokes on."""
    return f"{type(error).__name__}{_particulars(error)}"


def _frames(trace: TracebackType | None) -> Iterator[str]:
    for line in traceback.format_tb(trace):
        yield line.rstrip("\n")


def _particulars(error: BaseException) -> str:
    """What is known to be about the service: the database's code and constraint, the system's error number."""
    code = getattr(error, "pgcode", None)
    if code:
        diagnosis = getattr(error, "diag", None)
        names = (getattr(diagnosis, f"{part}_name", None) for part in ("table", "constraint"))
        return ": " + " ".join(filter(None, [f"SQLSTATE {code}", *names]))
    if isinstance(error, IN_OWN_WORDS):
        return f": {str(error).splitlines()[0]}" if str(error) else ""
    if isinstance(error, OSError) and error.errno:
        return f": [Errno {error.errno}] {error.strerror}"
    return ""


class AccessLogMiddleware:
    """One line for each request: the page by the name of its URL, never the address as it was asked for."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        began = time.monotonic()
        response = self.get_response(request)
        hides = is_neutral(request, response)
        access.info(
            "%d %s %s %d ms %s",
            200 if hides else response.status_code,
            "GET" if hides else _method(request),
            _view(request),
            (time.monotonic() - began) * 1000,
            response.get("X-Request-ID", "-"),
        )
        return response


def _method(request: HttpRequest) -> str:
    return str(request.method) if request.method in METHODS else "other"


def _view(request: HttpRequest) -> str:
    if request.resolver_match:
        return str(request.resolver_match.view_name)
    return "static" if request.path_info.startswith(settings.STATIC_URL) else "-"

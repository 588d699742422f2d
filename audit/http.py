"""One transaction and one row per request: committed before the first byte leaves (design section 4)."""

import logging
from uuid import UUID

import pghistory
from django.db import DatabaseError, InterfaceError, transaction
from django.http import HttpRequest, HttpResponse

from audit import services
from audit.choices import Outcome
from audit.rules import outcome_of
from audit.services import Trace
from core import clock
from core.http import (
    GetResponse,
    address_of,
    is_neutral,
    is_recorded,
    server_error,
    storable,
    unavailable,
)

log = logging.getLogger("caseload.audit")
LONGEST_VALUE = 200
MOST_VALUES = 50
# Of somebody who is not signed in there is nothing to hold to account but that they came, from where and when.
LONGEST_PATH, LONGEST_PATH_OF_NOBODY = 300, 100


class StreamedError(Exception):
    """A view answered with a stream: its bytes would leave before the row is written."""


class AuditMiddleware:
    """INF-2: runs everything that can read a session, a user or a case inside one transaction, and logs it there.

    The request runs in a savepoint. An answer of 500 or above undoes it, the row stays. If the row cannot be
    written, nothing that the view said leaves the process: the answer is 503.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not is_recorded(request):
            return self.get_response(request)
        trace = Trace(at=clock.now())
        with services.tracing(trace), pghistory.context(request=str(trace.request_id)):
            response = self._committed(request, trace)
        response["X-Request-ID"] = str(trace.request_id)
        return response

    def _committed(self, request: HttpRequest, trace: Trace) -> HttpResponse:
        try:
            with transaction.atomic():
                response = self._answer(request)
                _record(request, response, trace)
        except (DatabaseError, InterfaceError):
            log.exception("The request could not be recorded with its answer")
            return _recorded_alone(request, trace)
        return response

    def _answer(self, request: HttpRequest) -> HttpResponse:
        """The finished answer; the request's writes stay only if it is below 500."""
        try:
            with transaction.atomic():
                response = _whole(self.get_response(request))
                if response.status_code >= 500:
                    transaction.set_rollback(True)
        except (DatabaseError, StreamedError):
            log.exception("The request failed after its view")
            return server_error(request)
        return response


def _whole(response: HttpResponse) -> HttpResponse:
    if response.streaming:
        raise StreamedError("Case data is never streamed: build the answer, then return it")
    return response


def _record(request: HttpRequest, response: HttpResponse, trace: Trace) -> None:
    match = request.resolver_match
    kwargs = match.kwargs if match else {}
    trace.about = trace.about or next(
        (value for value in kwargs.values() if isinstance(value, UUID)), None
    )
    is_nobody = trace.user_id is None
    if getattr(request, "is_unreadable", False):
        trace.asked["unreadable"] = "yes"
    trace.asked = ({} if is_nobody else _asked(request, kwargs)) | trace.asked
    longest = LONGEST_PATH_OF_NOBODY if is_nobody else LONGEST_PATH
    method, status = request.method or "", response.status_code
    if is_neutral(request, response) and not is_nobody:
        method, status = "GET", 200
        trace.asked, trace.reason, trace.about, trace.outcome = {}, "", None, None
    services.record(
        trace,
        method=method,
        view=match.view_name if match else "",
        path=storable(request.path_info)[:longest],
        address=address_of(request),
        status=status,
        outcome=trace.outcome
        if trace.outcome and response.status_code < 500
        else outcome_of(
            method=method,
            status=status,
            refused="refused_case" in trace.asked,
        ),
    )


def _asked(request: HttpRequest, kwargs: dict[str, object]) -> dict[str, object]:
    """The address's parts and the query as sent, shortened; never a body, where notes and passwords are."""
    parts = {name: str(value)[:LONGEST_VALUE] for name, value in kwargs.items()}
    query = {
        name[:LONGEST_VALUE]: [value[:LONGEST_VALUE] for value in values[:MOST_VALUES]]
        for name, values in list(request.GET.lists())[:MOST_VALUES]
    }
    found: dict[str, object] = {"url": parts, "query": query}
    return {name: value for name, value in found.items() if value}


def _recorded_alone(request: HttpRequest, trace: Trace) -> HttpResponse:
    """The first try is undone, whatever it did. What was attempted is recorded if the database can."""
    response = unavailable(request)
    trace.outcome = Outcome.FAILED
    try:
        with transaction.atomic():
            _record(request, response, trace)
    except (DatabaseError, InterfaceError):
        log.exception("The request could not be recorded at all")
    return response

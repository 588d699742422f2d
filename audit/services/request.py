"""What a request adds to its row while it runs, and the writing of the row.

Everything below the middleware speaks to the row through a context variable, so a view names the cases that
it shows and never handles the log itself.
"""

import hashlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import BigIntegerField, Func

from audit.choices import Outcome
from audit.models import Event
from core.errors import NotRecordedError

Asked = Mapping[str, object]


@dataclass
class Trace:
    """What is known of the request under way."""

    at: datetime
    request_id: UUID = field(default_factory=uuid4)
    user_id: int | None = None
    user_label: str = ""
    roles: tuple[str, ...] = ()
    session: str = ""
    cases: dict[int, str] = field(default_factory=dict)
    asked: dict[str, object] = field(default_factory=dict)
    reason: str = ""
    about: UUID | None = None
    outcome: Outcome | None = None


class CurrentTransaction(Func):
    """The 64-bit number of this transaction, the outermost one also inside a savepoint."""

    template = "pg_current_xact_id()::text::bigint"
    output_field = BigIntegerField()


_trace: ContextVar[Trace] = ContextVar("caseload_audit_trace")


@contextmanager
def tracing(trace: Trace) -> Iterator[Trace]:
    token = _trace.set(trace)
    try:
        yield trace
    finally:
        _trace.reset(token)


def current() -> Trace:
    """The row of the request under way. Raises NotRecordedError outside one: what is not logged is not shown."""
    try:
        return _trace.get()
    except LookupError:
        raise NotRecordedError("Case data may only be read inside a recorded request") from None


def identified(
    *, user_id: int | None, label: str, roles: tuple[str, ...] = (), session_key: str | None = None
) -> None:
    """Who asks. The session is kept as a hash: the log must not let its reader take the session over."""
    trace = current()
    trace.user_id, trace.user_label, trace.roles = user_id, label[:254], tuple(sorted(roles))
    trace.session = hashlib.sha256(session_key.encode()).hexdigest() if session_key else ""


def note(case_id: int, ground: str) -> None:
    """This case's data is in the answer, and why this user may see it; the first ground named stays."""
    current().cases.setdefault(case_id, ground)


def asked(**what: object) -> None:
    """What the address alone does not say: an export's format, a case that was refused."""
    current().asked.update(what)


def because(reason: str) -> None:
    """The reason that somebody typed for looking or acting."""
    current().reason = reason[:500]


def about(uuid: UUID) -> None:
    """What the request concerns, where the address does not name it."""
    current().about = uuid


def ended(outcome: Outcome) -> None:
    """How the request ended, where the status alone does not say."""
    current().outcome = outcome


@transaction.atomic(
    savepoint=False
)  # the caller's transaction is this row's: it stands or falls with it
def record(
    trace: Trace,
    *,
    method: str,
    view: str,
    path: str,
    address: str | None,
    status: int,
    outcome: Outcome,
) -> None:
    """Write the request's one row. Any error is the caller's to answer with 503."""
    Event.objects.create(
        request_id=trace.request_id,
        at=trace.at,
        transaction_id=CurrentTransaction(),
        user_id=trace.user_id,
        user_label=trace.user_label,
        roles=list(trace.roles),
        session=trace.session,
        address=address,
        method=method[:8],
        view=view[:100],
        path=path[:300],
        object_uuid=trace.about,
        asked=trace.asked,
        case_ids=list(trace.cases),
        grounds=list(trace.cases.values()),
        reason=trace.reason,
        status=status,
        outcome=outcome,
    )

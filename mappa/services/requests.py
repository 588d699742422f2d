"""Requests for surveillance and other work: recorded, and what became of each (POL-25)."""

from datetime import date, datetime

from django.db import transaction

from core.calendar import in_full, london_date
from core.editing import held
from core.errors import StaleError, refuse
from core.history import changes_of
from mappa.choices import RequestKind
from mappa.models import Request
from mappa.rules.requests import Answered, Asked, answer_problem, asking_problem
from mappa.selectors.requests import answer_words
from offenders.models import Case
from people.models import User


@transaction.atomic
def record_request(
    *,
    case: Case,
    kind: RequestKind,
    asked_on: date,
    asked_days: int,
    asked_of: str,
    reference: str,
    by: User,
    at: datetime,
) -> Request:
    """POL-25: what was asked, of whom, for how long. Raises RefusedError for a day ahead and for no days."""
    by.staff_record(so="you cannot record a request")
    asked = Asked(asked_on=asked_on, asked_days=asked_days)
    refuse(asking_problem(asked, on=london_date(at)))
    return Request.objects.create(
        case=case,
        kind=kind,
        asked_on=asked_on,
        asked_days=asked_days,
        asked_of=asked_of,
        reference=reference,
        recorded_by=by,
        recorded_at=at,
    )


@transaction.atomic
def answer_request(
    *, request: Request, answered: Answered, version: int, by: User, at: datetime
) -> Request:
    """POL-25: what was decided and whether it was carried out; said again it puts right what was said.

    Raises RefusedError where one contradicts the other, StaleError if somebody answered meanwhile.
    """
    by.staff_record(so="you cannot record a request")
    stored = held(Request.objects.filter(pk=request.pk), version=version, stale=_stale)
    asked = Asked(asked_on=stored.asked_on, asked_days=stored.asked_days)
    refuse(answer_problem(asked, answered, on=london_date(at)))
    stored.decision = answered.decision or ""
    stored.decided_on = answered.decided_on
    stored.granted_days = answered.granted_days
    stored.result = answered.result or ""
    stored.done_days = answered.done_days
    stored.version += 1
    stored.save()
    return stored


def _stale(stored: Request) -> StaleError:
    last = changes_of(Request, pgh_obj_id=stored.pk)[0]
    decided = in_full(stored.decided_on) if stored.decided_on else "Not decided"
    return StaleError(
        saved_by=last.who or "Somebody",
        saved_at=last.at,
        theirs=[("Decided on", decided), ("Answer", answer_words(stored))],
        link=stored.get_absolute_url(),
    )

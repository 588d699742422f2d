"""The dated facts of a case, each with an anchor that flags and deadlines lead to."""

from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpResponse

from core import clock
from offenders.http import case_or_404, case_page, may
from offenders.models import Case
from offenders.selectors.assessed import assessed_of
from offenders.selectors.case import record_of
from offenders.selectors.dated import dated
from offenders.selectors.due import acts_at
from offenders.selectors.harm import harm_of
from offenders.selectors.person import person_of
from offenders.selectors.record import RecordPart, record_parts
from offenders.selectors.release import key_dates_of
from offenders.selectors.removed import removed_from
from offenders.selectors.worked_tier import worked_tier
from people.choices import Permission
from people.http import AuthedRequest, requires


@requires(Permission.VIEW_CASE)
def record(request: AuthedRequest, case_uuid: UUID) -> HttpResponse:
    case, on = case_or_404(request, case_uuid), clock.today()
    facts = dated(case)
    return case_page(
        request,
        case,
        "record",
        "offenders/record.html",
        facts=facts,
        record=record_of(facts),
        parts=_parts(request, case, on),
        on=on,
        harm=harm_of(facts, on=on),
        harm_acts=acts_at("harm", case, request.user),
        facts_told=acts_at("facts", case, request.user),
        person=person_of(facts, case.uuid),
        assessed=assessed_of(facts, on=on),
        worked=worked_tier(facts, on=on),
        removed=removed_from(case),
        key_dates=key_dates_of(facts, on),
        allocate=acts_at("allocations", case, request.user),
        **_allowed(request, case),
    )


def _allowed(request: AuthedRequest, case: Case) -> dict[str, Any]:
    """What the page offers to this user."""
    return {
        "may_record_person": may(request, case, Permission.RECORD_PERSON),
        "may_record": may(request, case, Permission.RECORD_FACT),
        "may_record_risk": may(request, case, Permission.RECORD_RISK),
        "may_intelligence": may(request, case, Permission.RECORD_INTELLIGENCE),
    }


def _parts(request: AuthedRequest, case: Case, on: date) -> list[tuple[RecordPart, Any, bool]]:
    """The parts of the floors above: each with what it shows, and whether this user may add to it."""
    return [
        (part, part.read(case, on), may(request, case, part.permission)) for part in record_parts()
    ]

"""Reading visits: the list of a case, and one visit with all its versions."""

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from core import clock
from offenders.choices import VersionKind
from offenders.http import case_or_404, case_page, may, record_or_404
from offenders.models import Contact
from offenders.selectors.case import flags_of
from offenders.selectors.due import acts_at
from offenders.selectors.voiding import why_not_voided, withdrawn_words
from people.choices import Permission
from people.http import AuthedRequest, requires
from visits.rules import effect_of, spread_of
from visits.selectors.child import child_part, why_not_decided
from visits.selectors.interval import how_often
from visits.selectors.listing import visits_of
from visits.selectors.review import record_of, why_not_reviewed
from visits.selectors.setting import LAST_VISITS
from visits.selectors.strip import first_day, strip_of
from visits.selectors.visit import due_on_of, due_sentence, visits_in_full
from visits.selectors.warrant import WarrantPart, address_of, warrant_part

SECTION = "visits"


@requires(Permission.VIEW_CASE)
def visits(request: AuthedRequest, case_uuid: UUID) -> HttpResponse:
    case = case_or_404(request, case_uuid)
    on, at = clock.today(), clock.now()
    found, due_on = visits_of(case, on=on, at=at), due_on_of(case)
    made = [(row.visit.contact.happened_at, row.visit.outcome) for row in found.made]
    flags = flags_of(case, since=first_day(on))
    return case_page(
        request,
        case,
        SECTION,
        "visits/visits.html",
        visits=found,
        strip=strip_of(made, flags=flags, due_on=due_on, on=on),
        often=how_often(case, on=on),
        due=due_sentence(due_on, on=on),
        spread=spread_of([when for when, _ in made[:LAST_VISITS]]),
        may_plan=may(request, case, Permission.PLAN_VISIT),
        may_record=may(request, case, Permission.RECORD_VISIT),
        may_set=may(request, case, Permission.SET_INTERVAL),
        may_approve=may(request, case, Permission.APPROVE_INTERVAL),
    )


@requires(Permission.VIEW_CASE)
def visit(request: AuthedRequest, contact_uuid: UUID) -> HttpResponse:
    contact = record_or_404(request, visits_in_full(), contact_uuid)
    on = clock.today()
    case, is_withdrawn = contact.case, contact.is_withdrawn
    may_record = may(request, case, Permission.RECORD_VISIT) and not is_withdrawn
    record = record_of(contact, user=request.user, may_answer=may_record, on=on)
    return case_page(
        request,
        contact.case,
        SECTION,
        "visits/visit.html",
        contact=contact,
        effect="" if is_withdrawn else effect_of(contact.visit.outcome),
        record=record,
        child=child_part(contact),
        may_enquire=may(request, contact.case, Permission.RECORD_ENQUIRY),
        may_decide=may(request, contact.case, Permission.DECIDE_CHILD)
        and not why_not_decided(contact, request.user),
        warrant=_warrant(contact, on=on),
        may_record=may_record,
        facts_told=acts_at("facts", contact.case, request.user),
        **_changes(request, contact),
        may_review=not record.is_reviewed and _may_review(request, contact),
    )


def _warrant(contact: Contact, *, on: date) -> WarrantPart | None:
    """What counts where it went; what was withdrawn counts nowhere."""
    if contact.is_withdrawn:
        return None
    return warrant_part(contact.case, address_of(contact.visit), on=on)


def settled_page(request: AuthedRequest, contact: Contact) -> HttpResponse | None:
    """To the page of what was cancelled or voided; what is sent all the same is answered by the service."""
    words = withdrawn_words(contact)
    if not words or request.method == "POST":
        return None
    messages.info(request, words)
    return redirect("visits:visit", contact.uuid)


def _changes(request: AuthedRequest, contact: Contact) -> dict[str, Any]:
    """What this user may change about it beside its record."""
    case, is_open = contact.case, not (contact.is_withdrawn or contact.outcome_id)
    is_voided = contact.version_kind == VersionKind.VOIDED
    return {
        "may_change": is_open and may(request, case, Permission.PLAN_VISIT),
        "may_void": may(request, case, Permission.VOID_CONTACT)
        and not why_not_voided(contact, request.user, grounds=case.grounds),
        "may_start_again": is_voided and may(request, case, Permission.LOG_CONTACT),
    }


def _may_review(request: AuthedRequest, contact: Contact) -> bool:
    """Whether the act is offered: a police supervisor of the case, not for a visit of their own."""
    is_allowed = may(request, contact.case, Permission.REVIEW_VISIT)
    return is_allowed and not why_not_reviewed(contact, request.user)

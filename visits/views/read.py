"""Reading visits: the list of a case, and one visit with all its versions."""

from functools import partial
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render

from core import clock
from offenders.http import case_or_404, may
from offenders.models import Case, Contact
from offenders.selectors.case import banner
from people.choices import Permission
from people.http import AuthedRequest, requires
from visits.rules import effect_of, spread_of
from visits.selectors.interval import how_often
from visits.selectors.listing import visits_of
from visits.selectors.review import record_of, why_not_reviewed
from visits.selectors.setting import is_police, last_visits
from visits.selectors.visit import due_words, of_contact, warrant_at


def case_context(case: Case) -> dict[str, Any]:
    """What every page about a case needs for its banner and navigation."""
    return {"case": case, "banner": banner(case, on=clock.today()), "section": "visits"}


def police_only(request: AuthedRequest, case: Case) -> HttpResponse:
    """For somebody who may work on the case but is no police officer: where their visit belongs."""
    context = case_context(case) | {"may_log": may(request, case, Permission.LOG_CONTACT)}
    return render(request, "visits/police_only.html", context)


def visit_or_404(request: AuthedRequest, uuid: UUID, *, needs: Permission) -> Contact:
    """The visit in the version that holds; 404 unless its case is visible to the user."""
    contact = of_contact(uuid).first()
    case = case_or_404(request, contact.case.uuid if contact else None, needs=needs)
    if contact is None:
        raise Http404
    contact.case = case
    return contact


@requires(Permission.VIEW_CASE)
def visits(request: AuthedRequest, case_uuid: UUID) -> HttpResponse:
    case = case_or_404(request, case_uuid, needs=Permission.VIEW_CASE)
    on, at = clock.today(), clock.now()
    can = partial(_may_as_police, request, case)
    context = case_context(case) | {
        "visits": visits_of(case, on=on, at=at),
        "often": how_often(case, on=on),
        "due": due_words(case, on=on),
        "spread": spread_of(last_visits(case, before=at)),
        "may_plan": can(Permission.PLAN_VISIT),
        "may_record": can(Permission.RECORD_VISIT),
        "may_set": can(Permission.SET_INTERVAL),
        "may_approve": can(Permission.APPROVE_INTERVAL),
    }
    return render(request, "visits/visits.html", context)


@requires(Permission.VIEW_CASE)
def visit(request: AuthedRequest, contact_uuid: UUID) -> HttpResponse:
    contact = visit_or_404(request, contact_uuid, needs=Permission.VIEW_CASE)
    on = clock.today()
    may_record = _may_as_police(request, contact.case, Permission.RECORD_VISIT)
    record = record_of(contact, user=request.user, may_answer=may_record, on=on)
    context = case_context(contact.case) | {
        "contact": contact,
        "effect": effect_of(contact.visit.outcome),
        "record": record,
        "warrant": warrant_at(contact.visit, on=on),
        "may_record": may_record,
        "may_review": not record.is_reviewed and _may_review(request, contact),
    }
    return render(request, "visits/visit.html", context)


def _may_as_police(request: AuthedRequest, case: Case, permission: Permission) -> bool:
    """Whether an act of the police is offered: the pages behind these only send anybody else away."""
    return is_police(request.user) and may(request, case, permission)


def _may_review(request: AuthedRequest, contact: Contact) -> bool:
    """Whether the act is offered: a police supervisor of the case, not for a visit of their own."""
    is_allowed = _may_as_police(request, contact.case, Permission.REVIEW_VISIT)
    return is_allowed and not why_not_reviewed(contact, request.user)

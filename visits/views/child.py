"""A child that a visit met: who was asked, what they answered, or why a supervisor decided that nobody need be."""

from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from core import clock
from core.addresses import address
from core.calendar import LONDON, london_date
from offenders.http import case_page, keeping, may, record_or_404
from offenders.models import Case, Contact
from offenders.selectors.drafts import draft_of
from offenders.services.drafts import drop_draft
from people.choices import Permission
from people.http import AuthedRequest, requires, saved_if_valid
from visits import services
from visits.forms.child import ConsiderForm, DecideChildForm, EnquiryAnswerForm, EnquiryForm
from visits.models import Enquiry
from visits.selectors.child import enquiries, enquiry_lines, told_of, why_not_decided
from visits.selectors.visit import visits_in_full
from visits.views.read import SECTION, settled_page


@requires(Permission.RECORD_ENQUIRY)
def enquire(request: AuthedRequest, contact_uuid: UUID) -> HttpResponse:
    """Who was asked or told about the child of a visit."""
    contact, at = record_or_404(request, visits_in_full(), contact_uuid), clock.now()
    if settled := settled_page(request, contact):
        return settled
    if not contact.outcome_id and request.method == "GET":
        messages.info(request, "This visit is still to come, so it has found nothing to ask about.")
        return redirect("visits:visit", contact.uuid)
    kept = _keeping(request, contact.case, _name("enquiry", contact.uuid))
    form = EnquiryForm(
        request.POST or None,
        visited_at=contact.happened_at,
        at=at,
        on=london_date(at),
        version=contact.version,
        initial={"about": told_of(contact)} | _now_as("asked", at),
        **kept,
    )
    saved = saved_if_valid(request, form, partial(_enquired, request, contact, form))
    return saved or case_page(
        request, contact.case, SECTION, "visits/enquire.html", contact=contact, form=form
    )


@requires(Permission.DECIDE_CHILD)
def decide(request: AuthedRequest, contact_uuid: UUID) -> HttpResponse:
    """A supervisor's decision that no enquiry is needed."""
    contact = record_or_404(request, visits_in_full(), contact_uuid)
    kept = _keeping(request, contact.case, _name("no-enquiry", contact.uuid))
    form = DecideChildForm(request.POST or None, version=contact.version, **kept)
    saved = saved_if_valid(request, form, partial(_decided, request, contact, form))
    return saved or case_page(
        request,
        contact.case,
        SECTION,
        "visits/decide_child.html",
        contact=contact,
        form=form,
        told=told_of(contact),
        why_not=why_not_decided(contact, request.user),
    )


@requires(Permission.VIEW_CASE)
def enquiry(request: AuthedRequest, enquiry_uuid: UUID) -> HttpResponse:
    found = record_or_404(request, enquiries(), enquiry_uuid)
    return case_page(
        request,
        found.case,
        SECTION,
        "visits/enquiry.html",
        enquiry=found,
        lines=enquiry_lines(found),
        may_answer=not found.considered and may(request, found.case, Permission.RECORD_ENQUIRY),
    )


@requires(Permission.RECORD_ENQUIRY)
def answer(request: AuthedRequest, enquiry_uuid: UUID) -> HttpResponse:
    """What they answered; where that is on record, what it means."""
    found, at = record_or_404(request, enquiries(), enquiry_uuid), clock.now()
    if found.considered and request.method == "GET":
        messages.info(request, "This enquiry is answered and considered already.")
        return redirect("visits:enquiry", found.uuid)
    form = _answer_form(request, found, at)
    saved = saved_if_valid(request, form, partial(_answered, request, found, form))
    return saved or case_page(
        request,
        found.case,
        SECTION,
        "visits/answer_enquiry.html",
        enquiry=found,
        lines=enquiry_lines(found),
        form=form,
    )


def _answer_form(
    request: AuthedRequest, found: Enquiry, at: datetime
) -> EnquiryAnswerForm | ConsiderForm:
    """What is still to be said about an enquiry: the answer, or only what it means."""
    kept = _keeping(request, found.case, _name("enquiry-answer", found.uuid))
    given: dict[str, Any] = {"version": found.version, **kept}
    if found.answer:
        return ConsiderForm(request.POST or None, **given)
    return EnquiryAnswerForm(
        request.POST or None,
        asked_at=found.asked_at,
        at=at,
        on=london_date(at),
        initial=_now_as("answered", at),
        **given,
    )


def _now_as(name: str, at: datetime) -> dict[str, Any]:
    """Day and time as they stand in the form before anybody has answered: mostly it was just now."""
    here = at.astimezone(LONDON).replace(second=0, microsecond=0)
    return {f"{name}_on": here.date(), f"{name}_time": here.time()}


def _name(act: str, uuid: UUID) -> str:
    return f"{act}-{uuid.hex[:12]}"


def _keeping(request: AuthedRequest, case: Case, name: str) -> dict[str, Any]:
    """The kept text, but the version that is on the screen now."""
    kept = keeping(case, name, draft_of(request.user, case, name))
    words = {key: said for key, said in (kept["draft"] or {}).items() if key != "version"}
    return kept | {"draft": words or None}


def _enquired(request: AuthedRequest, contact: Contact, form: EnquiryForm) -> str:
    done = services.record_enquiry(
        contact=contact,
        version=form.cleaned_data["version"],
        said=form.said,
        answer=form.answered,
        by=request.user,
        at=clock.now(),
    )
    drop_draft(case=contact.case, form=_name("enquiry", contact.uuid), by=request.user)
    _tell(request, done)
    return done.get_absolute_url()


def _answered(
    request: AuthedRequest, found: Enquiry, form: EnquiryAnswerForm | ConsiderForm
) -> str:
    common: dict[str, Any] = {
        "enquiry": found,
        "version": form.cleaned_data["version"],
        "by": request.user,
        "at": clock.now(),
    }
    if isinstance(form, ConsiderForm):
        done = services.consider_enquiry(considered=form.cleaned_data["considered"], **common)
    else:
        done = services.answer_enquiry(said=form.said, **common)
    drop_draft(case=found.case, form=_name("enquiry-answer", found.uuid), by=request.user)
    _tell(request, done)
    return done.get_absolute_url()


def _tell(request: AuthedRequest, enquiry: Enquiry) -> None:
    """What is still to be done about it, if anything."""
    if enquiry.considered:
        messages.success(request, "Saved. The enquiry is answered and considered.")
    elif enquiry.answer:
        words = "Saved. It stays open until somebody says what the answer means for the risk."
        messages.warning(request, words)
    else:
        messages.info(request, "Saved. It stays open until they have answered.")


def _decided(request: AuthedRequest, contact: Contact, form: DecideChildForm) -> str:
    services.decide_child(
        contact=contact,
        version=form.cleaned_data["version"],
        reason=form.cleaned_data["reason"],
        by=request.user,
        at=clock.now(),
    )
    drop_draft(case=contact.case, form=_name("no-enquiry", contact.uuid), by=request.user)
    messages.success(request, "Decided. Your reason stays with the visit.")
    return address("visits:visit", contact.uuid)

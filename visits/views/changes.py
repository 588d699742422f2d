"""Moving and cancelling a planned visit, and voiding one."""

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from audit import services as audit
from core import clock
from core.addresses import address
from offenders.choices import VoidWhy
from offenders.forms.moving import CancelForm, MoveForm, VoidForm
from offenders.http import case_page, record_or_404, say_moved
from offenders.models import Contact
from offenders.selectors.contacts import due_dates
from offenders.selectors.voiding import why_not_voided, withdrawn_words
from people.choices import Permission
from people.http import AuthedRequest, requires, saved_if_valid
from visits.selectors.record import moment
from visits.selectors.visit import visits_in_full
from visits.selectors.voiding import why_child_holds
from visits.services import changes as services
from visits.views.read import SECTION


@requires(Permission.PLAN_VISIT)
def move(request: AuthedRequest, contact_uuid: UUID) -> HttpResponse:
    contact = record_or_404(request, visits_in_full(), contact_uuid)
    form = _form(request, contact, MoveForm)
    return _changing(request, contact, form, "offenders/move_appointment.html")


@requires(Permission.PLAN_VISIT)
def cancel(request: AuthedRequest, contact_uuid: UUID) -> HttpResponse:
    contact = record_or_404(request, visits_in_full(), contact_uuid)
    form = _form(request, contact, CancelForm)
    return _changing(request, contact, form, "offenders/cancel_appointment.html")


@requires(Permission.VOID_CONTACT)
def void(request: AuthedRequest, contact_uuid: UUID) -> HttpResponse:
    contact = record_or_404(request, visits_in_full(), contact_uuid)
    grounds = contact.case.grounds
    refusal = why_not_voided(contact, request.user, grounds=grounds) or why_child_holds(
        contact, request.user, grounds=grounds
    )
    if refusal and request.method != "POST":
        messages.info(request, refusal)
        return redirect("visits:visit", contact.uuid)
    form = VoidForm(request.POST or None, version=contact.version)
    if saved := saved_if_valid(request, form, partial(_voided, request, contact, form)):
        return saved
    return _page(request, contact, form, "offenders/void_contact.html")


def _changing(
    request: AuthedRequest, contact: Contact, form: CancelForm, template: str
) -> HttpResponse:
    settled = withdrawn_words(contact)
    if contact.outcome_id and not settled:
        settled = "This visit has its outcome already. What is wrong can be corrected."
    # What is sent all the same, having waited for a signal, is answered and not passed over.
    if settled and request.method != "POST":
        messages.info(request, settled)
        return redirect("visits:visit", contact.uuid)
    if saved := saved_if_valid(request, form, partial(_changed, request, contact, form)):
        return saved
    return _page(request, contact, form, template)


def _page(
    request: AuthedRequest, contact: Contact, form: CancelForm | VoidForm, template: str
) -> HttpResponse:
    return case_page(
        request,
        contact.case,
        SECTION,
        template,
        form=form,
        contact=contact,
        is_visit=True,
        back_url=address("visits:visit", contact.uuid),
        move_url=address("visits:move", contact.uuid),
    )


def _form(request: AuthedRequest, contact: Contact, form: type[CancelForm]) -> CancelForm:
    return form(
        request.POST or None,
        what=services.arranged(contact),
        whom=contact.case.name if contact.visit.is_announced else "",
        at=clock.now(),
        version=contact.version,
    )


def _changed(request: AuthedRequest, contact: Contact, form: CancelForm) -> str:
    before = due_dates(contact.case)
    change = services.move_visit if isinstance(form, MoveForm) else services.cancel_visit
    saved = change(contact=contact, by=request.user, at=clock.now(), **form.facts)
    audit.because(saved.version_reason)
    done = "cancelled" if saved.is_withdrawn else f"moved to {moment(saved.happened_at)}"
    say_moved(request, contact.case, f"Visit {done}.", before)
    return address("visits:visit", saved.uuid)


def _voided(request: AuthedRequest, contact: Contact, form: VoidForm) -> str:
    before = due_dates(contact.case)
    why = VoidWhy(form.cleaned_data["why"])
    saved = services.void_visit(
        contact=contact,
        version=form.cleaned_data["version"],
        why=why,
        words=form.cleaned_data["words"],
        by=request.user,
        at=clock.now(),
    )
    audit.because(saved.version_reason)
    say_moved(request, contact.case, "Visit voided: it counts nowhere any more.", before)
    if why == VoidWhy.WRONG_PERSON:
        return address("offenders:start_again", saved.uuid)
    return address("visits:visit", saved.uuid)

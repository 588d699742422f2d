"""Moving and cancelling an appointment."""

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from audit import services as audit
from core import clock
from core.addresses import address
from offenders.forms.moving import CancelForm, MoveForm
from offenders.http import case_page, record_or_404, say_moved
from offenders.models import Contact
from offenders.rules.moving import moment
from offenders.selectors import contacts as selectors
from offenders.selectors.voiding import why_settled
from offenders.services import moving as services
from people.choices import Permission
from people.http import AuthedRequest, requires, saved_if_valid

SECTION = "contacts"


@requires(Permission.LOG_CONTACT)
def move_appointment(request: AuthedRequest, contact_uuid: UUID) -> HttpResponse:
    contact = record_or_404(request, selectors.last_contacts(), contact_uuid)
    detail = selectors.details_of([contact.pk]).get(contact.pk)
    if detail:
        return redirect(detail.move_url)
    form = _form(request, contact, MoveForm)
    return _changing(request, contact, form, "offenders/move_appointment.html")


@requires(Permission.LOG_CONTACT)
def cancel_appointment(request: AuthedRequest, contact_uuid: UUID) -> HttpResponse:
    contact = record_or_404(request, selectors.last_contacts(), contact_uuid)
    detail = selectors.details_of([contact.pk]).get(contact.pk)
    if detail:
        return redirect(detail.cancel_url)
    form = _form(request, contact, CancelForm)
    return _changing(request, contact, form, "offenders/cancel_appointment.html")


def _changing(
    request: AuthedRequest, contact: Contact, form: CancelForm, template: str
) -> HttpResponse:
    settled = why_settled(contact)
    # What is sent all the same, having waited for a signal, is answered and not passed over.
    if settled and request.method != "POST":
        messages.info(request, settled)
        return redirect(contact.get_absolute_url())
    if saved := saved_if_valid(request, form, partial(_changed, request, contact, form)):
        return saved
    return case_page(
        request,
        contact.case,
        SECTION,
        template,
        form=form,
        contact=contact,
        back_url=contact.get_absolute_url(),
        move_url=address("offenders:move_appointment", contact.uuid),
    )


def _form(request: AuthedRequest, contact: Contact, form: type[CancelForm]) -> CancelForm:
    return form(
        request.POST or None,
        what=services.arranged(contact),
        whom=contact.case.name,
        at=clock.now(),
        version=contact.version,
    )


def _changed(request: AuthedRequest, contact: Contact, form: CancelForm) -> str:
    before = selectors.due_dates(contact.case)
    change = (
        services.move_appointment if isinstance(form, MoveForm) else services.cancel_appointment
    )
    saved = change(contact=contact, by=request.user, at=clock.now(), **form.facts)
    audit.because(saved.version_reason)
    done = "cancelled" if saved.is_withdrawn else f"moved to {moment(saved.happened_at)}"
    say_moved(request, contact.case, f"{saved.called} {done}.", before)
    return saved.get_absolute_url()

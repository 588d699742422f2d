"""Recording what was done about a failure to comply."""

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from audit import services as audit
from core import clock
from core.calendar import in_full
from offenders.forms.enforcement import ActionForm, SentForm
from offenders.http import case_page, record_or_404
from offenders.models import Contact
from offenders.selectors import contacts as selectors
from offenders.selectors.enforcement import failure_page
from offenders.selectors.letters import requested_on
from offenders.services import enforcement as services
from people.choices import Permission
from people.http import AuthedRequest, requires, saved_if_valid


@requires(Permission.ENFORCE)
def record_action(request: AuthedRequest, contact_uuid: UUID) -> HttpResponse:
    contact = record_or_404(request, selectors.last_contacts(), contact_uuid)
    if contact.outcome is None or not contact.outcome.needs_action:
        messages.info(request, "There is no failure to comply on this contact.")
        return redirect(contact.get_absolute_url())
    on = clock.today()
    page = failure_page(contact, on=on)
    form = ActionForm(request.POST or None, page=page, on=on, version=contact.version)
    if saved := saved_if_valid(request, form, partial(_recorded, request, contact, form)):
        return saved
    return case_page(
        request,
        contact.case,
        "contacts",
        "offenders/record_action.html",
        form=form,
        page=page,
        contact=contact,
    )


@requires(Permission.ENFORCE)
def send_letter(request: AuthedRequest, contact_uuid: UUID) -> HttpResponse:
    """VOC-17: a letter stands as to be sent until this says when it was."""
    contact = record_or_404(request, selectors.last_contacts(), contact_uuid)
    if contact.letter is None and request.method != "POST":
        messages.info(request, "No letter waits to be sent for this contact.")
        return redirect(contact.get_absolute_url())
    form = SentForm(request.POST or None, on=clock.today(), version=contact.version)
    if saved := saved_if_valid(request, form, partial(_sent, request, contact, form)):
        return saved
    return case_page(
        request,
        contact.case,
        "contacts",
        "offenders/send_letter.html",
        form=form,
        contact=contact,
        requested_on=requested_on(contact),
    )


def _sent(request: AuthedRequest, contact: Contact, form: SentForm) -> str:
    before = selectors.due_dates(contact.case)
    asked = form.cleaned_data
    saved = services.send_letter(
        contact=contact,
        version=asked["version"],
        sent_on=asked["sent_on"],
        how=asked["how"],
        by=request.user,
        at=clock.now(),
    )
    _say(request, saved, before)
    return contact.get_absolute_url()


def _recorded(request: AuthedRequest, contact: Contact, form: ActionForm) -> str:
    before = selectors.due_dates(contact.case)
    facts = form.facts
    audit.because(facts["reason"])
    saved = services.record_action(
        contact=contact,
        version=form.cleaned_data["version"],
        by=request.user,
        at=clock.now(),
        **facts,
    )
    _say(request, saved, before)
    return contact.get_absolute_url()


def _say(request: AuthedRequest, saved: Contact, before: selectors.Dates) -> None:
    words = [f"Saved: {saved.enforcement_action or saved.outcome}."]
    if saved.respond_by:
        words.append(f"An answer is due by {in_full(saved.respond_by)}.")
    changed = selectors.what_changed(before, selectors.due_dates(saved.case))
    messages.success(request, " ".join([*words, *changed]))

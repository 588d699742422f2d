"""Voiding a contact, and starting it again on the right case with its text."""

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from audit import services as audit
from core import clock
from core.addresses import address
from offenders.choices import VersionKind, VoidWhy
from offenders.forms.moving import VoidForm, WhoseForm
from offenders.http import case_page, record_or_404, say_moved, shows
from offenders.models import Contact
from offenders.selectors import contacts as selectors
from offenders.selectors.case import cases_like
from offenders.selectors.voiding import start_again_urls, why_not_voided
from offenders.services import voiding as services
from people.choices import Permission
from people.http import AuthedRequest, requires, saved_if_valid

SECTION = "contacts"


@requires(Permission.VOID_CONTACT)
def void_contact(request: AuthedRequest, contact_uuid: UUID) -> HttpResponse:
    contact = record_or_404(request, selectors.last_contacts(), contact_uuid)
    detail = selectors.details_of([contact.pk]).get(contact.pk)
    if detail:
        return redirect(detail.void_url)
    refusal = why_not_voided(contact, request.user, grounds=contact.case.grounds)
    if refusal and request.method != "POST":
        messages.info(request, refusal)
        return redirect(contact.get_absolute_url())
    form = VoidForm(request.POST or None, version=contact.version)
    if saved := saved_if_valid(request, form, partial(_voided, request, contact, form)):
        return saved
    return case_page(
        request,
        contact.case,
        SECTION,
        "offenders/void_contact.html",
        form=form,
        contact=contact,
        back_url=contact.get_absolute_url(),
    )


@requires(Permission.VIEW_CASE)
def start_again(request: AuthedRequest, contact_uuid: UUID) -> HttpResponse:
    """Whose it is: a voided contact is recorded on another case, from its text."""
    contact = record_or_404(request, selectors.last_contacts(), contact_uuid)
    if contact.version_kind != VersionKind.VOIDED:
        return redirect(contact.get_absolute_url())
    form = WhoseForm(request.GET)
    found = cases_like(form.words, request.user, Permission.LOG_CONTACT, besides=contact.case)
    shows(found)
    return case_page(
        request,
        contact.case,
        SECTION,
        "offenders/start_again.html",
        contact=contact,
        form=form,
        words=form.words,
        found=start_again_urls(contact, found),
        back_url=contact.get_absolute_url(),
    )


def _voided(request: AuthedRequest, contact: Contact, form: VoidForm) -> str:
    before = selectors.due_dates(contact.case)
    why = VoidWhy(form.cleaned_data["why"])
    saved = services.void_contact(
        contact=contact,
        version=form.cleaned_data["version"],
        why=why,
        words=form.cleaned_data["words"],
        by=request.user,
        at=clock.now(),
    )
    audit.because(saved.version_reason)
    say_moved(request, contact.case, f"{saved.called} voided: it counts nowhere any more.", before)
    if why == VoidWhy.WRONG_PERSON:
        return address("offenders:start_again", saved.uuid)
    return saved.get_absolute_url()

"""A warrant to enter: whether to apply for one."""

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from audit import services as audit
from core import clock
from core.addresses import address
from offenders.http import case_page, keeping, record_or_404
from offenders.models import Contact
from offenders.selectors.drafts import draft_of
from offenders.services.drafts import drop_draft
from people.choices import Permission
from people.http import AuthedRequest, requires, saved_if_valid
from visits import services
from visits.choices import WarrantChoice
from visits.forms.warrant import WarrantForm
from visits.selectors.visit import visits_in_full
from visits.selectors.warrant import address_of, decisions, warrant_part
from visits.views.read import SECTION, settled_page

DRAFT = "warrant"


@requires(Permission.RECORD_VISIT)
def decide(request: AuthedRequest, contact_uuid: UUID) -> HttpResponse:
    """What is decided about a warrant for the address of a visit."""
    contact, on = record_or_404(request, visits_in_full(), contact_uuid), clock.today()
    if settled := settled_page(request, contact):
        return settled
    premises = address_of(contact.visit)
    part = warrant_part(contact.case, premises, on=on)
    if not part.count.is_eligible and request.method == "GET":
        messages.info(request, f"There is no warrant to decide about now. {part.count.because}")
        return redirect("visits:visit", contact.uuid)
    kept = keeping(contact.case, DRAFT, draft_of(request.user, contact.case, DRAFT))
    version = decisions(contact.case).count() + 1
    form = WarrantForm(request.POST or None, version=version, on=on, **kept)
    saved = saved_if_valid(request, form, partial(_decided, request, contact, form))
    return saved or case_page(
        request,
        contact.case,
        SECTION,
        "visits/decide_warrant.html",
        contact=contact,
        premises=premises,
        warrant=part,
        form=form,
    )


def _decided(request: AuthedRequest, contact: Contact, form: WarrantForm) -> str:
    answers = form.cleaned_data
    audit.because(answers["reason"])
    decided = services.decide_warrant(
        contact=contact,
        decision=WarrantChoice(answers["decision"]),
        reason=answers["reason"],
        version=answers["version"],
        by=request.user,
        at=clock.now(),
    )
    drop_draft(case=contact.case, form=DRAFT, by=request.user)
    messages.success(request, f"{decided}: saved. Your reason stands with the occasions.")
    return address("visits:visit", contact.uuid)

"""The timeline of a case: read, log, amend, record how an appointment ended."""

from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect

from core import clock
from core.addresses import address
from core.calendar import LONDON
from offenders.choices import VersionKind
from offenders.forms.contacts import (
    AmendForm,
    ContactForm,
    CorrectOutcomeForm,
    OutcomeForm,
    TimelineFilterForm,
)
from offenders.http import case_or_404, case_page, keeping, may, record_or_404, shows
from offenders.models import Case, Contact, Draft
from offenders.selectors import contacts as selectors
from offenders.selectors.attendance import attendance
from offenders.selectors.drafts import draft_of
from offenders.selectors.drawn import Look, days_of
from offenders.selectors.due import acts_at
from offenders.selectors.offer import offer_to
from offenders.selectors.voiding import voided_of, why_not_voided, withdrawn_words
from offenders.services import contacts as services
from offenders.services.drafts import drop_draft
from people.choices import Permission
from people.http import AuthedRequest, requires, saved_if_valid

SECTION = "contacts"
DRAFT = "log-contact"


@requires(Permission.VIEW_CASE)
def contacts(request: AuthedRequest, case_uuid: UUID) -> HttpResponse:
    case, at = case_or_404(request, case_uuid), clock.now()
    groups = selectors.groups_of(case)
    form = TimelineFilterForm(request.GET, groups=list(groups))
    timeline = selectors.timeline(case, form.filters, at=at, groups=groups)
    page = Paginator(timeline, selectors.PAGE).get_page(request.GET.get("page"))
    look = Look(
        level=4,
        new=request.GET.get("new", ""),
        may_log=may(request, case, Permission.LOG_CONTACT),
        may=partial(may, request, case),
    )
    rows = selectors.rows_of(page, at=at)
    return case_page(
        request,
        case,
        SECTION,
        "offenders/contacts.html",
        form=form,
        page=page,
        strip=attendance(case, at=at),
        days=days_of(rows, look),
        withdrawn=sum(row.contact.is_withdrawn for row in rows),
        may_log=look.may_log,
    )


@requires(Permission.LOG_CONTACT)
def log_contact(request: AuthedRequest, case_uuid: UUID) -> HttpResponse:
    case, at = case_or_404(request, case_uuid), clock.now()
    again = voided_of(request.GET.get("again", ""), request.user)
    draft = None if again else draft_of(request.user, case, DRAFT)
    form = _log_form(request, case, draft, again)
    saved = saved_if_valid(request, form, lambda: _logged(request, case, form, again))
    if saved:
        return saved
    return case_page(
        request,
        case,
        SECTION,
        "offenders/log_contact.html",
        form=form,
        at=at,
        again=again,
        draft=None if form.is_bound else draft,
        apart=acts_at("log_contact", case, request.user),
    )


@requires(Permission.VIEW_CASE)
def contact(request: AuthedRequest, contact_uuid: UUID) -> HttpResponse:
    contact = record_or_404(request, selectors.last_contacts(), contact_uuid)
    (row,) = selectors.rows_of([contact], at=clock.now())
    may_log = may(request, contact.case, Permission.LOG_CONTACT)
    return case_page(
        request,
        contact.case,
        SECTION,
        "offenders/contact.html",
        row=row,
        versions=selectors.versions_of(contact_uuid),
        facts_told=acts_at("facts", contact.case, request.user),
        may_log=may_log and not contact.is_withdrawn,
        may_change=row.is_open and may(request, contact.case, row.move_needs),
        may_void=may(request, contact.case, Permission.VOID_CONTACT)
        and not why_not_voided(contact, request.user, grounds=contact.case.grounds),
        may_start_again=may_log and contact.version_kind == VersionKind.VOIDED,
        may_correct_outcome=row.detail is None and _has_ended(contact),
        **_failure(request, contact),
    )


def _has_ended(contact: Contact) -> bool:
    return contact.outcome is not None and not contact.is_withdrawn


def _failure(request: AuthedRequest, contact: Contact) -> dict[str, Any]:
    """What this user may do about a failure to comply."""
    may_enforce = (
        _has_ended(contact)
        and contact.outcome is not None
        and contact.outcome.needs_action
        and may(request, contact.case, Permission.ENFORCE)
    )
    return {
        "may_enforce": may_enforce,
        "may_send_letter": may_enforce and contact.letter is not None,
    }


@requires(Permission.LOG_CONTACT)
def amend_contact(request: AuthedRequest, contact_uuid: UUID) -> HttpResponse:
    contact = record_or_404(request, selectors.last_contacts(), contact_uuid)
    detail = selectors.details_of([contact.pk]).get(contact.pk)
    if detail:
        return redirect(detail.amend_url)
    if settled := _settled(request, contact):
        return settled
    form = _amend_form(request, contact)
    saved = saved_if_valid(request, form, lambda: _amended(request, contact, form))
    if saved:
        return saved
    return case_page(
        request, contact.case, SECTION, "offenders/amend_contact.html", form=form, contact=contact
    )


@requires(Permission.LOG_CONTACT)
def record_outcome(request: AuthedRequest, contact_uuid: UUID) -> HttpResponse:
    contact = record_or_404(request, selectors.last_contacts(), contact_uuid)
    detail = selectors.details_of([contact.pk]).get(contact.pk)
    if detail:
        return redirect(detail.record_url)
    if settled := _settled(request, contact):
        return settled
    is_settled = contact.outcome_id is not None or contact.happened_at > clock.now()
    # What is sent all the same, having waited for a signal, is answered and not passed over.
    if is_settled and request.method != "POST":
        return redirect(contact.get_absolute_url())
    form = _outcome_form(request, contact)
    saved = saved_if_valid(request, form, lambda: _ended(request, contact, form))
    if saved:
        return saved
    return case_page(
        request, contact.case, SECTION, "offenders/record_outcome.html", form=form, contact=contact
    )


@requires(Permission.LOG_CONTACT)
def correct_outcome(request: AuthedRequest, contact_uuid: UUID) -> HttpResponse:
    """Outcome and action together, of what has an outcome."""
    contact = record_or_404(request, selectors.last_contacts(), contact_uuid)
    detail = selectors.details_of([contact.pk]).get(contact.pk)
    if detail:
        return redirect(detail.amend_url)
    if settled := _settled(request, contact):
        return settled
    if contact.outcome_id is None:
        return redirect("offenders:record_outcome", contact.uuid)
    form = CorrectOutcomeForm(
        request.POST or None,
        contact=contact,
        offer=offer_to(request.user.officer_or_none),
        at=clock.now(),
        version=contact.version,
    )
    saved = saved_if_valid(request, form, lambda: _amended(request, contact, form))
    if saved:
        return saved
    return case_page(
        request, contact.case, SECTION, "offenders/correct_outcome.html", form=form, contact=contact
    )


def _settled(request: AuthedRequest, contact: Contact) -> HttpResponse | None:
    """To the page of what was cancelled or voided; what is sent all the same is answered by the service."""
    words = withdrawn_words(contact)
    if not words or request.method == "POST":
        return None
    messages.info(request, words)
    return redirect(contact.get_absolute_url())


def _log_form(
    request: AuthedRequest, case: Case, draft: Draft | None, again: Contact | None
) -> ContactForm:
    """A new contact, or one that was voided on another case, with its text."""
    at = clock.now()
    here = at.astimezone(LONDON)
    if again is not None:
        shows([again.case])
        form = ContactForm(
            request.POST or None, offer=offer_to(request.user.officer_or_none), at=at
        )
        form.show(again)
        return form
    return ContactForm(
        request.POST or None,
        offer=offer_to(request.user.officer_or_none),
        at=at,
        initial={"happened_on": here.date(), "happened_time": here.time()},
        **keeping(case, DRAFT, draft),
    )


def _amend_form(request: AuthedRequest, contact: Contact) -> AmendForm:
    offer = offer_to(request.user.officer_or_none)
    form = AmendForm(request.POST or None, offer=offer, at=clock.now(), version=contact.version)
    form.show(contact)
    return form


def _outcome_form(request: AuthedRequest, contact: Contact) -> OutcomeForm:
    form = OutcomeForm(
        request.POST or None,
        contact=contact,
        offer=offer_to(request.user.officer_or_none),
        at=clock.now(),
        version=contact.version,
    )
    form.start_from(request.GET.get("outcome", ""))
    return form


def _logged(request: AuthedRequest, case: Case, form: ContactForm, again: Contact | None) -> str:
    """Log it, say what it changed, and where to go. Started again, it stays whose it was."""
    own = partial(request.user.staff_record, so="a contact cannot be yours")
    officer = again.officer if again and again.officer else own()
    before = selectors.due_dates(case)
    saved = services.log_contact(
        case=case, officer=officer, by=request.user, at=clock.now(), **form.facts
    )
    if again is None:
        drop_draft(case=case, form=DRAFT, by=request.user)
    words = "Appointment arranged" if saved.happened_at > saved.recorded_at else "Contact saved"
    _say(request, saved, words, before)
    if request.POST.get("then") == "next":
        return address("offenders:arrange", case.uuid)
    return on_timeline(saved)


def _amended(request: AuthedRequest, contact: Contact, form: AmendForm | CorrectOutcomeForm) -> str:
    before = selectors.due_dates(contact.case)
    saved = services.amend_contact(
        contact=contact,
        version=form.cleaned_data["version"],
        reason=form.cleaned_data["reason"],
        by=request.user,
        at=clock.now(),
        **form.facts,
    )
    _say(request, saved, "Correction saved", before)
    return saved.get_absolute_url()


def _ended(request: AuthedRequest, contact: Contact, form: OutcomeForm) -> str:
    before = selectors.due_dates(contact.case)
    saved = services.record_outcome(
        contact=contact,
        version=form.cleaned_data["version"],
        by=request.user,
        at=clock.now(),
        **form.facts,
    )
    _say(request, saved, "Outcome saved", before)
    return on_timeline(saved)


def _say(request: AuthedRequest, saved: Contact, words: str, before: selectors.Dates) -> None:
    """What was saved, and which deadlines it moved."""
    changed = selectors.what_changed(before, selectors.due_dates(saved.case))
    sentence = f"{words}: {saved.called}."
    if saved.respond_by:
        sentence += f" An answer is due by {saved.respond_by:%-d %B %Y}."
    messages.success(request, " ".join([sentence, *changed]))


def on_timeline(contact: Contact) -> str:
    """Where a contact stands, marked as new."""
    url = address("offenders:contacts", contact.case.uuid)
    return f"{url}?new={contact.uuid}"

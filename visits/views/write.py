"""Planning, recording and correcting a visit."""

from datetime import date
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.safestring import SafeString

from core import clock
from core.addresses import address
from core.calendar import london_date
from core.markup import markup
from core.table import link
from offenders.http import case_or_404, case_page, keeping, may, record_or_404, shows
from offenders.models import Case, Contact, Draft
from offenders.selectors.drafts import draft_of
from offenders.selectors.voiding import voided_of
from offenders.services.drafts import drop_draft
from people.choices import Permission
from people.http import AuthedRequest, requires, saved_if_valid
from visits import services
from visits.choices import VisitOutcome
from visits.forms import VisitForm, amend_form, plan_form, record_form
from visits.models import Visit
from visits.selectors.arranged import arranged
from visits.selectors.child import is_open
from visits.selectors.known import known
from visits.selectors.record import moment, place_of
from visits.selectors.setting import Setting, is_closed_to, setting
from visits.selectors.visit import next_due_words, visits_in_full
from visits.selectors.warrant import warrant_count, warrant_words
from visits.views.read import SECTION, settled_page

PLAN_DRAFT, RECORD_DRAFT = "plan-visit", "record-visit"
CHILD = (
    "It is not finished: it tells of a child, so somebody who may know has to be asked or told today. Your supervisor "
    "sees it too."
)
MOVED = (
    "Not living at the notified address may be an offence (section 91, Sexual Offences Act 2003). "
    "Tell your supervisor today, start the enquiry, and have the address and ViSOR brought up to date."
)

WENT_THOUGH_CLOSED = "Access to this case is limited, and {} may not open it. Tell your supervisor today that they were there."
COUNTS_IF: dict[str, str] = {
    VisitOutcome.ENTRY_REFUSED: (
        "This one counts as well if you asked to come in to search and assess risk: choose that below."
    ),
    VisitOutcome.NOT_IN: (
        "This one counts as well if you went to enter and search to assess risk."
    ),
}


@requires(Permission.PLAN_VISIT)
def plan(request: AuthedRequest, case_uuid: UUID) -> HttpResponse:
    case = case_or_404(request, case_uuid)
    around = setting(case, user=request.user, at=clock.now())
    again = _again(request)
    draft = None if again else draft_of(request.user, case, PLAN_DRAFT)
    kept = {"again": again.visit} if again else keeping(case, PLAN_DRAFT, draft)
    form = plan_form(request.POST or None, setting=around, **kept)
    if saved := saved_if_valid(request, form, partial(_plan, request, around, form, again)):
        return saved
    shown = _shown(form, draft, again) | {"setting": around}
    shown["others"] = arranged(case, since=around.on)
    return case_page(request, case, SECTION, "visits/plan.html", **shown)


@requires(Permission.RECORD_VISIT)
def record_new(request: AuthedRequest, case_uuid: UUID) -> HttpResponse:
    """A visit that nobody had planned."""
    return _recording(request, case_or_404(request, case_uuid), None)


@requires(Permission.RECORD_VISIT)
def record(request: AuthedRequest, contact_uuid: UUID) -> HttpResponse:
    """The outcome of a planned visit; one that has its outcome is corrected instead."""
    planned = record_or_404(request, visits_in_full(), contact_uuid)
    if settled := settled_page(request, planned):
        return settled
    if planned.outcome_id and request.method == "GET":
        messages.info(
            request, "This visit has its outcome already. What is wrong can be corrected."
        )
        return redirect("visits:visit", planned.uuid)
    return _recording(request, planned.case, planned)


@requires(Permission.RECORD_VISIT)
def amend(request: AuthedRequest, contact_uuid: UUID) -> HttpResponse:
    """A correction: a further version, with the reason."""
    contact = record_or_404(request, visits_in_full(), contact_uuid)
    if settled := settled_page(request, contact):
        return settled
    case, visit = contact.case, contact.visit
    outcome = _outcome(request) or VisitOutcome(visit.outcome or VisitOutcome.SEEN_INSIDE)
    if not contact.outcome_id:
        return redirect("visits:record", contact.uuid)
    around = setting(case, user=request.user, at=clock.now())
    form = _amend_form(request, around, contact, outcome)
    if saved := saved_if_valid(request, form, partial(_amend, request, around, contact, form)):
        return saved
    shown = _form_context(around, contact, outcome) | {
        "form": form,
        "is_another": outcome != visit.outcome,
        "others": [other for other in VisitOutcome if other != outcome],
    }
    return case_page(request, case, SECTION, "visits/amend.html", **shown)


def _amend_form(
    request: AuthedRequest, around: Setting, contact: Contact, outcome: VisitOutcome
) -> VisitForm:
    return amend_form(
        request.POST or None,
        setting=around,
        visit=contact.visit,
        outcome=outcome,
        known=known(contact.case, on=_day_of(contact), visit=contact.visit),
        version=contact.version,
    )


def _recording(request: AuthedRequest, case: Case, planned: Contact | None) -> HttpResponse:
    """First what happened, then what that answer needs."""
    around = setting(case, user=request.user, at=clock.now())
    again = None if planned else _again(request)
    outcome = _outcome(request) or _outcome_again(again)
    draft = None if again else draft_of(request.user, case, _draft_name(planned))
    if outcome is None:
        return case_page(
            request,
            case,
            SECTION,
            "visits/outcome.html",
            planned=planned,
            others=[] if planned else arranged(case, since=around.on, until=around.on),
            outcomes=VisitOutcome,
            setting=around,
            draft=draft,
            draft_outcome=_outcome_of(draft),
        )
    form = _record_form(request, around, planned, outcome, draft=draft, again=again)
    save = partial(_record, request, around, planned, form, again)
    if saved := saved_if_valid(request, form, save):
        return saved
    shown = _form_context(around, planned, outcome) | _shown(form, draft, again)
    return case_page(request, case, SECTION, "visits/record.html", **shown)


def _again(request: AuthedRequest) -> Contact | None:
    """The visit that was voided on another case and is started again here."""
    voided = voided_of(request.GET.get("again", ""), request.user)
    if voided is None or not hasattr(voided, "visit"):
        return None
    shows([voided.case])
    return voided


def _outcome_again(again: Contact | None) -> VisitOutcome | None:
    return VisitOutcome(again.visit.outcome) if again and again.visit.outcome else None


def _draft_name(planned: Contact | None) -> str:
    return f"visit-{planned.uuid.hex[:12]}" if planned else RECORD_DRAFT


def _shown(form: VisitForm, draft: Draft | None, again: Contact | None) -> dict[str, Any]:
    """The form and where its text is from; the kept text is spoken of only where it fills the form."""
    return {"form": form, "draft": None if form.is_bound else draft, "again": again}


def _day_of(contact: Contact) -> date:
    return london_date(contact.happened_at)


def _outcome_of(draft: Draft | None) -> VisitOutcome | None:
    """What a kept record was about."""
    code = next(iter(draft.data.get("outcome", [])), "") if draft else ""
    return VisitOutcome(code) if code in VisitOutcome.values else None


def _outcome(request: AuthedRequest) -> VisitOutcome | None:
    """What happened, as chosen on the first page or sent with the form."""
    code = request.POST.get("outcome") or request.GET.get("outcome")
    return VisitOutcome(code) if code in VisitOutcome.values else None


def _record_form(
    request: AuthedRequest,
    around: Setting,
    planned: Contact | None,
    outcome: VisitOutcome,
    *,
    draft: Draft | None,
    again: Contact | None,
) -> VisitForm:
    given: dict[str, Any] = {}
    if again is not None:
        given = {"again": again.visit}
    else:
        given = keeping(around.case, _draft_name(planned), draft)
    if planned is not None:
        given |= {"visit": planned.visit, "version": planned.version}
    return record_form(
        request.POST or None,
        setting=around,
        outcome=outcome,
        known=known(around.case, on=around.on),
        **given,
    )


def _form_context(
    around: Setting, contact: Contact | None, outcome: VisitOutcome
) -> dict[str, Any]:
    """What the second page shows beside the form."""
    return {
        "setting": around,
        "contact": contact,
        "planned_notes": contact.notes if contact else "",
        "outcome": outcome,
        "warrant": _warrant(around, contact, outcome),
        "moved": MOVED if outcome == VisitOutcome.MOVED_AWAY else "",
    }


def _warrant(around: Setting, contact: Contact | None, outcome: VisitOutcome) -> str:
    """How many occasions count so far, and when this one does as well; "" where it cannot."""
    if outcome not in COUNTS_IF:
        return ""
    home = str(around.home or "")
    premises = place_of(contact.visit) if contact else home
    count = warrant_count(around.case, premises=premises or home, on=around.on)
    return f"{count.because} {COUNTS_IF[outcome]}"


def _plan(request: AuthedRequest, around: Setting, form: VisitForm, again: Contact | None) -> str:
    others = arranged(around.case, since=around.on)
    contact = services.plan_visit(
        case=around.case,
        plan=form.plan,
        by=request.user,
        at=around.at,
        officer=again.officer if again else None,
        is_another=form.cleaned_data["is_another"],
    )
    if again is None:
        drop_draft(case=around.case, form=PLAN_DRAFT, by=request.user)
    messages.success(request, f"Visit planned for {moment(contact.happened_at)}.")
    if others:
        also = "; ".join(row.words for row in others)
        messages.warning(request, f"This is not the only one. Planned before: {also}.")
    return around.case.get_absolute_url()


def _record(
    request: AuthedRequest,
    around: Setting,
    planned: Contact | None,
    form: VisitForm,
    again: Contact | None,
) -> str:
    act: dict[str, Any] = {"record": form.record, "by": request.user, "at": around.at}
    if planned is None:
        officer = again.officer if again else None
        act["is_another"] = form.cleaned_data["is_another"]
        contact = services.record_visit(case=around.case, officer=officer, **act)
    else:
        version = form.cleaned_data["version"]
        contact = services.record_planned_visit(planned=planned, version=version, **act)
    if again is None:
        drop_draft(case=around.case, form=_draft_name(planned), by=request.user)
    _tell(request, contact, around)
    return _where_now(request, contact) or around.case.get_absolute_url()


def _where_now(request: AuthedRequest, contact: Contact) -> str:
    """Who was gone from their home lives somewhere else: the page that asks where, for whoever may record it."""
    gone = contact.visit.outcome == VisitOutcome.MOVED_AWAY
    if not gone or not may(request, contact.case, Permission.RECORD_FACT):
        return ""
    return f"{address('offenders:address', contact.case.uuid)}?contact={contact.uuid}"


def _amend(request: AuthedRequest, around: Setting, contact: Contact, form: VisitForm) -> str:
    amended = services.amend_visit(
        contact=contact,
        version=form.cleaned_data["version"],
        record=form.record,
        reason=form.reason,
        by=request.user,
        at=around.at,
    )
    _tell(request, amended, around)
    return amended.visit.get_absolute_url()


def _tell(request: AuthedRequest, contact: Contact, around: Setting) -> None:
    """Back on the case, with what the record changed."""
    visit = contact.visit
    words = next_due_words(around.case, outcome=visit.outcome, on=around.on)
    said = f"Visit recorded: {visit.get_outcome_display().lower()}. {words}"
    if is_open(contact):
        # PRO-87: no green beside a child that nobody has been asked about.
        messages.warning(request, markup("{} {} {}", said, CHILD, _ask_about(contact)))
    else:
        messages.success(request, said)
    if is_closed_to(visit.second_officer, around.case, at=around.at):
        # INF-30: who went is a fact, so it is kept; somebody has to know of it.
        messages.warning(request, WENT_THOUGH_CLOSED.format(visit.second_officer))
    counted = warrant_words(visit, on=around.on)
    if counted:
        messages.info(request, counted)
    if visit.outcome == VisitOutcome.MOVED_AWAY:
        messages.warning(request, MOVED)
    if Visit.objects.filter(pk=visit.pk).to_read().exists():
        messages.info(request, "This record is on your supervisor's list of records to read.")


def _ask_about(contact: Contact) -> SafeString:
    return link(address("visits:enquire", contact.uuid), "Record an enquiry or referral")

"""A level proposed, decided about, told and left."""

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from audit import services as audit
from core import clock
from core.addresses import address
from mappa.choices import Category, ProposalState
from mappa.forms.levels import DecideForm, LeaveForm, ProposeForm
from mappa.forms.screening import TellForm
from mappa.models import LevelProposal, Management
from mappa.rules.levels import is_for_a_meeting, screening_problem
from mappa.selectors import managed as selectors
from mappa.selectors.consistency_page import comparison_of
from mappa.selectors.screening import screenings, that_counts
from mappa.services import levels as services
from mappa.services.screening import tell
from mappa.views.page import SECTION
from mappa.views.screening import page_of
from offenders.http import case_or_404, case_page, keeping, may, record_or_404, say_moved
from offenders.models import Case
from offenders.selectors.contacts import due_dates
from offenders.selectors.drafts import draft_of
from offenders.services.drafts import drop_draft
from people.choices import Permission
from people.http import AuthedRequest, requires, saved_if_valid

DRAFT = "mappa-level"


@requires(Permission.VIEW_MAPPA)
def level(request: AuthedRequest, management_uuid: UUID) -> HttpResponse:
    """One level: what it rests on, who was told, how it was reviewed."""
    row = record_or_404(request, selectors.managements(), management_uuid)
    return case_page(
        request,
        row.case,
        SECTION,
        "mappa/level.html",
        row=row,
        lines=selectors.level_lines(row),
        told=selectors.told_of(row),
        reviews=selectors.review_rows(row.case, row),
        left=selectors.exit_of(row),
        may_tell=may(request, row.case, Permission.PROPOSE_LEVEL),
        may_review=may(request, row.case, Permission.REVIEW_MAPPA),
    )


@requires(Permission.PROPOSE_LEVEL)
def propose(request: AuthedRequest, case_uuid: UUID) -> HttpResponse:
    """Which level, on what, and why; without a screening there is none to propose."""
    case, on = case_or_404(request, case_uuid), clock.today()
    counts = that_counts(screenings().filter(case=case))
    screened = services.screened(counts)
    if request.method == "GET" and (problem := screening_problem(screened, on=on)):
        messages.info(request, f"{problem.words}.")
        return redirect(page_of(case))
    draft, version = draft_of(request.user, case, DRAFT), selectors.version_of(case)
    kept = keeping(case, DRAFT, draft)
    form = ProposeForm(request.POST or None, on=on, screened=screened, version=version, **kept)
    saved = saved_if_valid(request, form, partial(_proposed, request, case, form))
    return saved or case_page(
        request,
        case,
        SECTION,
        "mappa/propose.html",
        form=form,
        draft=None if form.is_bound else draft,
        screening=counts,
        part=selectors.level_part(case, on=on),
        compared=comparison_of(case, on=on),
    )


@requires(Permission.APPROVE_LEVEL)
def decide_level(request: AuthedRequest, levelproposal_uuid: UUID) -> HttpResponse:
    """MAP-14: a manager sets level 1; of the rest it is recorded what a meeting decided."""
    proposal = record_or_404(request, selectors.proposals(), levelproposal_uuid)
    case, on = proposal.case, clock.today()
    if proposal.state != ProposalState.WAITING and request.method == "GET":
        messages.info(request, "This proposal is decided already.")
        return redirect(page_of(case))
    now = selectors.level_on(case, on=on)
    form = DecideForm(request.POST or None, on=on, version=proposal.version)
    saved = saved_if_valid(request, form, partial(_decided, request, proposal, form))
    return saved or case_page(
        request,
        case,
        SECTION,
        "mappa/decide_level.html",
        form=form,
        proposal=proposal,
        lines=selectors.proposal_lines(proposal),
        now=now,
        is_for_a_meeting=is_for_a_meeting(proposal.level, now.level if now else None),
        is_own=proposal.proposed_by_id == request.user.pk,
        compared=comparison_of(case, on=on),
    )


@requires(Permission.PROPOSE_LEVEL)
def tell_level(request: AuthedRequest, management_uuid: UUID) -> HttpResponse:
    """R-9: an agency that was told of the level."""
    row = record_or_404(request, selectors.managements(), management_uuid)
    form = TellForm(request.POST or None, on=clock.today())
    saved = saved_if_valid(request, form, partial(_told, request, row, form))
    return saved or case_page(
        request, row.case, SECTION, "mappa/tell_level.html", form=form, row=row
    )


@requires(Permission.PROPOSE_LEVEL)
def leave(request: AuthedRequest, case_uuid: UUID) -> HttpResponse:
    """MAP-84: why somebody leaves MAPPA, who decided it and who was told."""
    case, on = case_or_404(request, case_uuid), clock.today()
    row = selectors.level_on(case, on=on)
    if row is None:
        messages.info(request, services.NOTHING_IN_FORCE)
        return redirect(page_of(case))
    form = LeaveForm(
        request.POST or None,
        on=on,
        version=selectors.version_of(case),
        category=Category(row.category),
        level_set_on=row.starts_on,
    )
    saved = saved_if_valid(request, form, partial(_left, request, case, form))
    return saved or case_page(request, case, SECTION, "mappa/leave.html", form=form, row=row)


def _proposed(request: AuthedRequest, case: Case, form: ProposeForm) -> str:
    audit.because(form.said.rationale)
    saved = services.propose_level(
        case=case,
        said=form.said,
        version=form.cleaned_data["version"],
        by=request.user,
        at=clock.now(),
    )
    drop_draft(case=case, form=DRAFT, by=request.user)
    messages.success(request, f"{saved.get_level_display()} proposed. It holds once it is decided.")
    return page_of(case)


def _decided(request: AuthedRequest, proposal: LevelProposal, form: DecideForm) -> str:
    before = due_dates(proposal.case)
    saved = services.decide_level(
        proposal=proposal,
        decision=form.said,
        version=form.cleaned_data["version"],
        by=request.user,
        at=clock.now(),
    )
    level = saved.management
    if level is None:
        messages.success(
            request, f"{saved.get_level_display()} is not set. Whoever proposed it reads why."
        )
        return page_of(saved.case)
    say_moved(request, saved.case, f"{level}: set. Now record who was told.", before)
    return address("mappa:tell_level", level.uuid)


def _told(request: AuthedRequest, row: Management, form: TellForm) -> str:
    before = due_dates(row.case)
    saved = tell(about=row, told=form.told, by=request.user, at=clock.now())
    words = f"Saved that {saved.get_agency_display()} was told."
    say_moved(request, row.case, words, before)
    return page_of(row.case)


def _left(request: AuthedRequest, case: Case, form: LeaveForm) -> str:
    before, said = due_dates(case), form.cleaned_data
    audit.because(said["words"])
    services.leave(
        case=case,
        said=form.said,
        told_note=said["told_note"],
        is_visor_done=said["is_visor_done"],
        version=said["version"],
        by=request.user,
        at=clock.now(),
    )
    say_moved(request, case, "Saved that they left MAPPA.", before)
    return page_of(case)

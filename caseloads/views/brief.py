"""The handover brief of a case: read, printed, confirmed."""

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse

from caseloads.forms.brief import BriefForm
from caseloads.selectors.brief import BriefPage, brief_page
from caseloads.services.brief import NO_STAFF_RECORD, confirm_brief as confirm
from core import clock
from core.addresses import address
from offenders.http import case_or_404, case_page, keeping, may
from offenders.models import Case
from offenders.selectors.drafts import draft_of
from offenders.services.drafts import drop_draft
from people.choices import Agency, Permission
from people.http import AuthedRequest, requires, saved_if_valid

DRAFT = "brief"
THEN = "allocate"


@requires(Permission.VIEW_CASE)
def brief(request: AuthedRequest, case_uuid: UUID) -> HttpResponse:
    """The newest brief with what changed since, or what the record says today."""
    case = case_or_404(request, case_uuid)
    return case_page(
        request,
        case,
        "",
        "caseloads/brief.html",
        page=_page(request, case),
        may_confirm=may(request, case, Permission.HAND_OVER),
    )


@requires(Permission.HAND_OVER)
def confirm_brief(request: AuthedRequest, case_uuid: UUID) -> HttpResponse:
    case = case_or_404(request, case_uuid)
    if request.user.officer_or_none is None:
        raise PermissionDenied(NO_STAFF_RECORD)
    page, draft = _page(request, case), draft_of(request.user, case, DRAFT)
    form = BriefForm(request.POST or None, page=page, **keeping(case, DRAFT, draft))
    saved = saved_if_valid(request, form, partial(_confirm, request, case, page, form))
    shown = None if form.is_bound else draft
    return saved or case_page(
        request, case, "", "caseloads/confirm_brief.html", page=page, form=form, draft=shown
    )


def _page(request: AuthedRequest, case: Case) -> BriefPage:
    officer = request.user.officer_or_none
    agency = Agency(officer.agency) if officer else None
    return brief_page(case, agency=agency, user=request.user, at=clock.now())


def _confirm(request: AuthedRequest, case: Case, page: BriefPage, form: BriefForm) -> str:
    asked = form.cleaned_data
    confirm(
        case=case,
        parts=page.parts,
        open_points=page.open_points,
        adds=asked["adds"],
        answers=asked.get("known", ""),
        version=asked["version"],
        by=request.user,
        at=clock.now(),
    )
    drop_draft(case=case, form=DRAFT, by=request.user)
    messages.success(request, "The handover brief is confirmed, as the record is now.")
    # Whoever came from giving the case away goes on there.
    after = "caseloads:allocate" if request.GET.get("then") == THEN else "caseloads:brief"
    return address(after, case.uuid)

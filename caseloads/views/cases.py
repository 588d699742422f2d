"""The list of cases and the overview of one."""

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render

from caseloads.forms.cases import CaseFilterForm
from caseloads.selectors import cases as selectors, overview
from core import clock
from core.calendar import london_date
from offenders.http import case_or_404, may, shows
from offenders.models import Case
from offenders.selectors.case import banner
from offenders.selectors.dated import dated
from people.choices import Agency, Permission
from people.http import AuthedRequest, requires

PAGE = 25


@requires(Permission.VIEW_CASE)
def cases(request: AuthedRequest) -> HttpResponse:
    at = clock.now()
    form = CaseFilterForm(request.GET, holds_cases=request.user.officer_or_none is not None)
    found = selectors.find(request.user, form.filters, at=at)
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    shown = list(page)
    shows(shown)
    is_logging = form.cleaned_data.get("then") == "log"
    if is_logging and form.filters.words and page.paginator.count == 1:
        return redirect("offenders:log_contact", shown[0].uuid)
    rows = selectors.rows_of(shown, on=london_date(at))
    context = {"form": form, "page": page, "rows": rows, "is_logging": is_logging}
    return render(request, "caseloads/cases.html", context)


@requires(Permission.VIEW_CASE)
def case(request: AuthedRequest, case_uuid: UUID) -> HttpResponse:
    case, at = case_or_404(request, case_uuid), clock.now()
    facts = dated(case)
    context = {
        "case": case,
        "on": london_date(at),
        "section": "overview",
        "banner": banner(case, on=london_date(at), facts=facts),
        "overview": overview.overview(case, facts, user=request.user, at=at),
        "may_log": may(request, case, Permission.LOG_CONTACT),
        "may_record_visit": _may_record_visit(request, case),
        "may_allocate": may(request, case, Permission.ALLOCATE),
        "may_record_order": may(request, case, Permission.RECORD_ORDER),
    }
    return render(request, "caseloads/case.html", context)


def _may_record_visit(request: AuthedRequest, case: Case) -> bool:
    """Home visits are the police's (POL-3)."""
    officer = request.user.officer_or_none
    is_police = officer is not None and officer.agency == Agency.POLICE
    return is_police and may(request, case, Permission.RECORD_VISIT)

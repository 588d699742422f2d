"""The list of cases and the overview of one."""

from functools import partial
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render

from caseloads.forms.cases import CaseFilterForm
from caseloads.selectors import cases as selectors, overview
from core import clock
from core.calendar import london_date
from core.templatetags.core import sort_words
from offenders.http import case_or_404, case_page, may, shows
from offenders.selectors.allocation import lead_names
from offenders.selectors.dated import dated
from offenders.selectors.drawn import Look, drawn
from offenders.selectors.due import acts_at
from offenders.selectors.person import numbers_found
from people.choices import Permission
from people.http import AuthedRequest, requires


@requires(Permission.VIEW_CASE)
def cases(request: AuthedRequest) -> HttpResponse:
    at = clock.now()
    form = CaseFilterForm(request.GET, holds_cases=request.user.officer_or_none is not None)
    found = selectors.find(request.user, form.filters, at=at)
    page = Paginator(found, selectors.PAGE).get_page(request.GET.get("page"))
    shown = list(page)
    shows(shown)
    is_logging = form.cleaned_data.get("then") == "log"
    words, on = form.filters.words, london_date(at)
    sure = selectors.surely(shown, words) if words and is_logging else None
    if sure and page.number == 1 and form.filters.sort == selectors.NEAREST:
        return redirect("offenders:log_contact", sure.uuid)
    rows, ids = selectors.rows_of(shown, on=on), [case.pk for case in shown]
    table = selectors.table_of(
        rows,
        leads=lead_names(ids, on=on) if words else None,
        numbers=numbers_found(ids, words),
        caption=f"Cases, {sort_words(form.filters.sort)}",
        page="offenders:log_contact" if is_logging else "caseloads:case",
        is_still=bool(form.filters.programme),
    )
    context = {"form": form, "page": page, "rows": rows, "table": table, "is_logging": is_logging}
    context["sort"] = form.filters.sort
    return render(request, "caseloads/cases.html", context)


@requires(Permission.VIEW_CASE)
def case(request: AuthedRequest, case_uuid: UUID) -> HttpResponse:
    case, at = case_or_404(request, case_uuid), clock.now()
    facts = dated(case)
    found = overview.overview(case, facts, user=request.user, at=at)
    may_log = may(request, case, Permission.LOG_CONTACT)
    return case_page(
        request,
        case,
        "overview",
        "caseloads/case.html",
        facts=facts,
        on=london_date(at),
        overview=found,
        latest=drawn(
            found.latest,
            Look(level=3, with_day=True, may_log=may_log, may=partial(may, request, case)),
        ),
        may_log=may_log,
        facts_told=acts_at("facts", case, request.user),
        may_record_visit=may(request, case, Permission.RECORD_VISIT),
        may_set_frequency=may(request, case, Permission.SET_FREQUENCY),
        may_decide=may(request, case, Permission.APPROVE_FREQUENCY),
        may_allocate=may(request, case, Permission.ALLOCATE),
        may_record_order=may(request, case, Permission.RECORD_ORDER),
    )

"""The list behind each number of a team, and the same list as CSV."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from audit import services as audit
from caseloads.rules.measures import FIGURES
from caseloads.selectors.cases import rows_of as case_rows
from caseloads.selectors.plans import GAP_CODES, GAPS, gap_rows
from caseloads.selectors.team import lists, officer_flags, tables
from caseloads.selectors.team.export import closed_rows, contact_export, export_rows
from caseloads.selectors.team.officers import officer_rows, officers_export
from caseloads.selectors.team.scope import Scope
from caseloads.selectors.team.tiles import (
    BY_ROSH,
    CONTACT_TILES,
    LABELS,
    NO_PROBATION,
    OF_NOBODY,
    OFFICERS,
    STILL,
    TRAINING,
    WEIGHTS,
    WHOLE,
)
from caseloads.selectors.team.weights import (
    closed_words,
    table_of_weights,
    weights_of,
    weights_rows,
)
from caseloads.views.team import scope_or_404
from core.spreadsheet import as_csv
from offenders.http import shows
from people.choices import Agency, Permission
from people.http import AuthedRequest, requires
from people.models import Officer
from programmes.deadlines import STANDS_STILL

PAGE = 50
GAP_LISTS = (GAPS, *GAP_CODES)  # whose file has a row for each thing


@requires(Permission.VIEW_TEAM)
def team_cases(request: AuthedRequest, team_uuid: UUID) -> HttpResponse:
    """The list behind a number: the same condition, so the same count."""
    scope = scope_or_404(request, team_uuid)
    code, officer = _asked(request, scope)
    if code in CONTACT_TILES:
        return _contacts(request, scope, code, officer)
    if code == OFFICERS:
        return redirect("caseloads:team", scope.team.uuid)
    if officer_flags.is_about_officers(code):
        return _officers(request, scope, code)
    if code == WEIGHTS and officer:
        return _weights(request, scope, officer)
    return _cases(request, scope, code, officer)


def _cases(
    request: AuthedRequest, scope: Scope, code: str, officer: Officer | None
) -> HttpResponse:
    page = Paginator(lists.cases_of(scope, code, officer), PAGE).get_page(request.GET.get("page"))
    shown = list(page)
    shows(shown)
    closed = _closed(scope, code, officer)
    context = _about(scope, code, officer) | {"page": page, "total": page.paginator.count + closed}
    context["closed"] = closed_words(closed) if closed else ""
    context["table"] = tables.table_of(
        lists.with_officers(case_rows(shown, on=scope.on), scope, code),
        f"{context['heading'].label}, gravest first",
        act=_act(request, scope, code, officer),
        by_rosh=code in BY_ROSH,
        agency=scope.team.agency,
    )
    return render(request, "caseloads/team_cases.html", context)


@requires(Permission.VIEW_TEAM)
def team_csv(request: AuthedRequest, team_uuid: UUID) -> HttpResponse:
    scope = scope_or_404(request, team_uuid)
    code, officer = _asked(request, scope)
    rows = _rows(scope, code, officer)
    audit.asked(export="csv", rows=len(rows) - 1)
    response = HttpResponse(as_csv(rows), content_type="text/csv; charset=utf-8")
    name = f"{scope.team.code}-{code}-{scope.on:%Y-%m-%d}.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _rows(scope: Scope, code: str, officer: Officer | None) -> list[Sequence[object]]:
    """The list as CSV, of whatever it is a list; the cases in it are in the log before a byte leaves."""
    if code == OFFICERS:
        return officers_export(officer_rows(scope, officer_flags.flags_of(scope)))
    if officer_flags.is_about_officers(code):
        return officer_flags.flagged_rows(scope, code)
    if code == WEIGHTS and officer:
        found = weights_of(officer, scope.user, at=scope.at)
        shows(found.cases)
        return weights_rows(found)
    if code in CONTACT_TILES:
        rows = lists.contact_rows(code, list(lists.contacts_of(scope, code, officer)), scope)
        shows(row.case for row in rows)
        return contact_export(rows)
    cases = list(lists.cases_of(scope, code, officer))
    shows(cases)
    if code in GAP_LISTS:
        leads = lists.leads_of([case.pk for case in cases], scope)
        return gap_rows(cases, scope.left_out, code, leads)
    exported = export_rows(cases, scope, STANDS_STILL if code == STILL else ())
    return [*exported, *closed_rows(_closed(scope, code, officer), officer)]


def _closed(scope: Scope, code: str, officer: Officer | None) -> int:
    """INF-31, JOB-7: how many of what an officer carries the user may not see; a figure counts them."""
    return scope.counted(code, officer).closed if code in FIGURES else 0


def _asked(request: AuthedRequest, scope: Scope) -> tuple[str, Officer | None]:
    """Which number, and whose; a number that there is not is not found."""
    code, wanted = request.GET.get("list", "cases"), request.GET.get("officer", "")
    of_officers = officer_flags.is_about_officers(code) or code == OFFICERS
    if not (code in LABELS or of_officers) or (wanted and (code in WHOLE or of_officers)):
        raise Http404
    if not wanted and code != WEIGHTS:
        return code, None
    try:
        return code, get_object_or_404(Officer, team=scope.team, uuid=UUID(wanted))
    except ValueError:
        raise Http404 from None


def _act(request: AuthedRequest, scope: Scope, code: str, officer: Officer | None) -> str:
    """What whoever reads this list can do to give its cases to officers: each agency to its own."""
    if not request.user.has(Permission.ALLOCATE):
        return ""
    if officer and code in FIGURES:
        return "Give to another officer"
    is_theirs = code != NO_PROBATION or scope.team.agency == Agency.PROBATION
    return "Allocate an officer" if code in OF_NOBODY and is_theirs else ""


def _about(scope: Scope, code: str, officer: Officer | None) -> dict[str, Any]:
    return {
        "team": scope.team,
        "code": code,
        "heading": lists.heading(scope, code, officer),
        "officer": officer,
    }


def _contacts(
    request: AuthedRequest, scope: Scope, code: str, officer: Officer | None
) -> HttpResponse:
    page = Paginator(lists.contacts_of(scope, code, officer), PAGE).get_page(
        request.GET.get("page")
    )
    rows = lists.contact_rows(code, list(page), scope)
    shows(row.case for row in rows)
    context = _about(scope, code, officer) | {"page": page, "contact_rows": rows}
    return render(request, "caseloads/team_cases.html", context | {"total": page.paginator.count})


def _weights(request: AuthedRequest, scope: Scope, officer: Officer) -> HttpResponse:
    found = weights_of(officer, scope.user, at=scope.at)
    shows(found.cases)
    context = _about(scope, WEIGHTS, officer) | {"found": found, "table": table_of_weights(found)}
    return render(request, "caseloads/team_weights.html", context)


def _officers(request: AuthedRequest, scope: Scope, code: str) -> HttpResponse:
    """Officers, never cases: what is flagged of them, or of whose training nothing is on record."""
    context: dict[str, Any] = {"team": scope.team, "code": code, "on": scope.on}
    context["label"] = officer_flags.label_of_list(code)
    if code == TRAINING:
        context["lacking"] = officer_flags.without_record(scope)
    else:
        context["found"] = officer_flags.flagged(scope, code)
    return render(request, "caseloads/team_flagged.html", context)

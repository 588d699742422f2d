"""A team for its supervisor: the page, the list behind each number, and the same list as CSV."""

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from audit import services as audit
from caseloads.selectors.cases import rows_of as case_rows
from caseloads.selectors.home import cannot_wait_in_my_teams
from caseloads.selectors.team import lists, tables
from caseloads.selectors.team.export import export_rows
from caseloads.selectors.team.page import team_page
from caseloads.selectors.team.scope import Scope, team_led_by
from caseloads.selectors.team.tiles import (
    BY_ROSH,
    CONTACT_TILES,
    LABELS,
    NO_PROBATION,
    OF_NOBODY,
    STILL,
    WHOLE,
)
from core import clock
from core.calendar import london_date
from core.spreadsheet import as_csv
from offenders.http import shows
from offenders.models import Case
from people.choices import Agency, Permission
from people.http import AuthedRequest, requires
from people.models import Officer, Team
from programmes.deadlines import STANDS_STILL

PAGE = 50


@requires(Permission.VIEW_TEAM)
def teams(request: AuthedRequest) -> HttpResponse:
    """The teams to choose from; with one, that one."""
    teams = list(Team.objects.led_by(request.user, on=clock.today()))
    if len(teams) == 1:
        return redirect("caseloads:team", teams[0].uuid)
    at, seen = clock.now(), Case.objects.seen_by(request.user)
    rows = lists.headlines(teams, request.user, at=at)
    at_once = cannot_wait_in_my_teams(seen, on=london_date(at), user=request.user)
    shows(row.case for row in at_once)
    context = {"table": tables.table_of_teams(rows), "at_once": at_once, "on": london_date(at)}
    return render(request, "caseloads/teams.html", context)


@requires(Permission.VIEW_TEAM)
def team(request: AuthedRequest, team_uuid: UUID) -> HttpResponse:
    scope = _scope_or_404(request, team_uuid)
    page = team_page(scope)
    shows(page.cases)
    context = {"page": page, "table": tables.officers_table(page)}
    return render(request, "caseloads/team.html", context)


@requires(Permission.VIEW_TEAM)
def team_cases(request: AuthedRequest, team_uuid: UUID) -> HttpResponse:
    """The list behind a number: the same condition, so the same count."""
    scope = _scope_or_404(request, team_uuid)
    code, officer = _asked(request, scope)
    if code in CONTACT_TILES:
        return _contacts(request, scope, code, officer)
    page = Paginator(lists.cases_of(scope, code, officer), PAGE).get_page(request.GET.get("page"))
    shown = list(page)
    shows(shown)
    context = _about(scope, code, officer) | {"page": page}
    context["table"] = tables.table_of(
        lists.with_officers(case_rows(shown, on=scope.on), scope, code),
        f"{context['heading'].label}, gravest first",
        allocates=_allocates(request, scope, code),
        by_rosh=code in BY_ROSH,
    )
    return render(request, "caseloads/team_cases.html", context)


@requires(Permission.VIEW_TEAM)
def team_csv(request: AuthedRequest, team_uuid: UUID) -> HttpResponse:
    scope = _scope_or_404(request, team_uuid)
    code, officer = _asked(request, scope)
    if code in CONTACT_TILES:
        raise Http404
    cases = list(lists.cases_of(scope, code, officer))
    shows(cases)
    audit.asked(export="csv", rows=len(cases))
    rows = export_rows(cases, scope, STANDS_STILL if code == STILL else ())
    response = HttpResponse(as_csv(rows), content_type="text/csv; charset=utf-8")
    name = f"{scope.team.code}-{code}-{scope.on:%Y-%m-%d}.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _scope_or_404(request: AuthedRequest, uuid: UUID) -> Scope:
    """A team that this user supervises or heads."""
    at = clock.now()
    team = team_led_by(request.user, uuid, on=london_date(at))
    if team is None:
        raise Http404
    return Scope(team, request.user, at)


def _asked(request: AuthedRequest, scope: Scope) -> tuple[str, Officer | None]:
    """Which number, and whose; a number that there is not is not found."""
    code, wanted = request.GET.get("list", "cases"), request.GET.get("officer", "")
    if code not in LABELS or (wanted and code in WHOLE):
        raise Http404
    if not wanted:
        return code, None
    try:
        return code, get_object_or_404(Officer, team=scope.team, uuid=UUID(wanted))
    except ValueError:
        raise Http404 from None


def _allocates(request: AuthedRequest, scope: Scope, code: str) -> bool:
    """Whether whoever reads this list gives its cases to officers: each agency to its own."""
    is_theirs = code != NO_PROBATION or scope.team.agency == Agency.PROBATION
    return code in OF_NOBODY and is_theirs and request.user.has(Permission.ALLOCATE)


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
    return render(request, "caseloads/team_cases.html", context)

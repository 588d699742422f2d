"""A team for its supervisor: the teams to choose from, and the page."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from caseloads.selectors.away import away_in_team
from caseloads.selectors.home import cannot_wait_in_my_teams
from caseloads.selectors.team import lists, tables
from caseloads.selectors.team.officers_table import officers_table, said_of
from caseloads.selectors.team.page import team_page
from caseloads.selectors.team.scope import Scope, team_led_by
from caseloads.selectors.unanswered import answers_of
from core import clock
from core.calendar import london_date
from offenders.http import shows
from offenders.models import Case
from people.choices import Permission
from people.http import AuthedRequest, requires
from people.models import Team


@requires(Permission.VIEW_TEAM)
def teams(request: AuthedRequest) -> HttpResponse:
    """The teams to choose from; with one, that one."""
    teams = list(Team.objects.led_by(request.user, on=clock.today()))
    if len(teams) == 1:
        return redirect("caseloads:team", teams[0].uuid)
    at, seen = clock.now(), Case.objects.seen_by(request.user)
    rows = lists.headlines(teams, request.user, at=at)
    on = london_date(at)
    at_once = cannot_wait_in_my_teams(seen, on=on, user=request.user)
    shows(row.case for row in at_once)
    context = {"table": tables.table_of_teams(rows), "at_once": at_once, "on": on}
    context["unanswered"] = len(answers_of(request.user, on=on).unanswered)
    return render(request, "caseloads/teams.html", context)


@requires(Permission.VIEW_TEAM)
def team(request: AuthedRequest, team_uuid: UUID) -> HttpResponse:
    scope = scope_or_404(request, team_uuid)
    page = team_page(scope)
    shows(page.cases)
    away = away_in_team([row.officer.pk for row in page.officers], user=request.user, at=scope.at)
    context = {"page": page, "table": officers_table(page), "why": said_of(page), "away": away}
    return render(request, "caseloads/team.html", context)


def scope_or_404(request: AuthedRequest, uuid: UUID) -> Scope:
    """A team that this user supervises or heads."""
    at = clock.now()
    team = team_led_by(request.user, uuid, on=london_date(at))
    if team is None:
        raise Http404
    return Scope(team, request.user, at)

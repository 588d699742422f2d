"""The numbers behind the trend lines, night by night: of an officer, and of a team together."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from caseloads.selectors.team.scope import team_led_by
from caseloads.selectors.trends import trend_of_team, trends_of
from core import clock
from people.choices import Permission
from people.http import AuthedRequest, requires
from people.models import Officer


@requires(Permission.VIEW_TEAM)
def officer_trend(request: AuthedRequest, officer_uuid: UUID) -> HttpResponse:
    on = clock.today()
    officers = Officer.objects.visible_to(request.user, Permission.VIEW_TEAM, on=on)
    officer = get_object_or_404(officers, uuid=officer_uuid)
    context = {
        "name": officer.name,
        "trend": trends_of([officer.pk], on=on)[officer.pk],
        "back": reverse("caseloads:officer", args=[officer.uuid]),
    }
    return render(request, "caseloads/trend.html", context)


@requires(Permission.VIEW_TEAM)
def team_trend(request: AuthedRequest, team_uuid: UUID) -> HttpResponse:
    on = clock.today()
    team = team_led_by(request.user, team_uuid, on=on)
    if team is None:
        raise Http404
    context = {
        "name": team.name,
        "team": team,
        "trend": trend_of_team(team, on=on),
        "back": reverse("caseloads:team", args=[team.uuid]),
    }
    return render(request, "caseloads/trend.html", context)

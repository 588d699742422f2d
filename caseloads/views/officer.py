"""One officer of a team, for whoever supervises or heads it, and what officers carry for themselves."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render

from caseloads.selectors.officer import officer_page
from caseloads.selectors.team.weights import figures_of, table_of_weights, weights_of
from core import clock
from offenders.http import shows
from people.choices import Permission
from people.http import AuthedRequest, requires
from people.models import Officer


@requires(Permission.VIEW_TEAM)
def officer(request: AuthedRequest, officer_uuid: UUID) -> HttpResponse:
    officers = Officer.objects.visible_to(request.user, Permission.VIEW_TEAM, on=clock.today())
    officer = get_object_or_404(officers.select_related("team"), uuid=officer_uuid)
    page = officer_page(officer, user=request.user, at=clock.now())
    return render(request, "caseloads/officer.html", {"page": page, "officer": officer})


@requires(Permission.VIEW_CASE)
def carried(request: AuthedRequest) -> HttpResponse:
    """CAS-30: the figures of whoever asks, as their supervisor has them."""
    officer = request.user.officer_or_none
    if officer is None:
        raise Http404
    found = weights_of(officer, request.user, at=clock.now())
    shows(found.cases)
    context = {"found": found, "figures": figures_of(found), "table": table_of_weights(found)}
    return render(request, "caseloads/carried.html", context)

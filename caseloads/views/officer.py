"""One officer of a team, for whoever supervises or heads it."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from caseloads.selectors.officer import officer_page
from core import clock
from people.choices import Permission
from people.http import AuthedRequest, requires
from people.models import Officer


@requires(Permission.VIEW_TEAM)
def officer(request: AuthedRequest, officer_uuid: UUID) -> HttpResponse:
    officers = Officer.objects.visible_to(request.user, Permission.VIEW_TEAM, on=clock.today())
    officer = get_object_or_404(officers.select_related("team"), uuid=officer_uuid)
    page = officer_page(officer, user=request.user, at=clock.now())
    return render(request, "caseloads/officer.html", {"page": page, "officer": officer})

"""Lists from which a supervisor gives cases: those that nobody leads, and those of one officer."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from caseloads.selectors.unallocated import held_by, table_of, unallocated as unallocated_cases
from caseloads.views.allocation import giver_of
from core import clock
from offenders.http import shows
from people.choices import Agency, Permission
from people.http import AuthedRequest, requires
from people.models import Officer


@requires(Permission.ALLOCATE)
def unallocated(request: AuthedRequest) -> HttpResponse:
    """Across the teams of the supervisor, the gravest first and then the oldest."""
    agency = Agency(giver_of(request).agency)
    rows = unallocated_cases(request.user, agency, at=clock.now())
    shows(row.row.case for row in rows)
    context = {"table": table_of(rows, agency=agency, is_held=False)}
    return render(request, "caseloads/unallocated.html", context)


@requires(Permission.ALLOCATE)
def reallocate(request: AuthedRequest, officer_uuid: UUID) -> HttpResponse:
    """The cases of one officer of the supervisor's teams, to be given to one or several others."""
    agency = Agency(giver_of(request).agency)
    officers = Officer.objects.visible_to(request.user, Permission.VIEW_TEAM, on=clock.today())
    officer = get_object_or_404(officers.select_related("team"), uuid=officer_uuid, agency=agency)
    rows = held_by(officer, user=request.user, at=clock.now())
    shows(row.row.case for row in rows)
    context = {"table": table_of(rows, agency=agency, is_held=True), "officer": officer}
    return render(request, "caseloads/reallocate.html", context)

"""The area of a head: the analysis of needs in it, and the same as a file. Numbers alone: nobody is named."""

from datetime import date

from django.http import Http404, HttpResponse
from django.shortcuts import render

from audit import services as audit
from caseloads.selectors.area import export
from caseloads.selectors.area.needs import DEFINITIONS, Needs, needs_of
from caseloads.selectors.area.people import units_headed_by
from caseloads.selectors.where.scope import FIRST_YEAR
from caseloads.views.where import csv_of
from core import clock
from people.choices import Permission
from people.http import AuthedRequest, requires


@requires(Permission.VIEW_AREA)
def needs(request: AuthedRequest) -> HttpResponse:
    context = {"needs": _needs(request), "definitions": DEFINITIONS}
    return render(request, "caseloads/area_needs.html", context)


@requires(Permission.VIEW_AREA)
def needs_file(request: AuthedRequest) -> HttpResponse:
    needs = _needs(request)
    rows = list(export.exported(needs, made_by=str(request.user), at=clock.now()))
    audit.asked(export="csv", rows=len(rows) - 1)
    return csv_of("needs", needs.on, rows)


def _needs(request: AuthedRequest) -> Needs:
    """Of the units that they head today, as at the day asked for; what is no day, or of the future, is not found."""
    today = on = clock.today()
    if said := request.GET.get("on", ""):
        try:
            on = date.fromisoformat(said)
        except ValueError:
            raise Http404 from None
    if on > today or on.year < FIRST_YEAR:
        raise Http404
    return needs_of(units_headed_by(request.user, on=today), on=on, today=today)

"""The area of a head: its teams side by side with the list behind each figure; the analysis of needs, which names nobody."""

from datetime import date

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from audit import services as audit
from caseloads.selectors.area import export, rollup_lists, rollup_table
from caseloads.selectors.area.needs import DEFINITIONS, Needs, needs_of
from caseloads.selectors.area.people import teams_in, units_headed_by
from caseloads.selectors.area.rollup import AreaScope, Rollup
from caseloads.selectors.where.scope import FIRST_YEAR
from caseloads.views.where import csv_of
from core import clock
from core.calendar import london_date
from offenders.http import shows
from people.choices import Permission
from people.http import AuthedRequest, requires

PAGE = 50


@requires(Permission.VIEW_AREA)
def area(request: AuthedRequest) -> HttpResponse:
    rollup = _rollup(request)
    table = rollup_table.table_of(rollup) if rollup else None
    return render(request, "caseloads/area.html", {"rollup": rollup, "table": table})


@requires(Permission.VIEW_AREA)
def area_file(request: AuthedRequest) -> HttpResponse:
    rollup = _rollup(request)
    if rollup is None:
        return redirect("caseloads:area")  # it says that they head no unit
    rows = list(rollup_table.exported(rollup))
    audit.asked(export="csv", rows=len(rows) - 1)
    return csv_of("area", rollup.on, rows)


@requires(Permission.VIEW_AREA)
def area_list(request: AuthedRequest) -> HttpResponse:
    """The list behind a sum: as many as it says."""
    rollup = _rollup(request)
    if rollup is None:
        return redirect("caseloads:area")
    code, key = request.GET.get("list", "cases"), request.GET.get("of", "")
    found = rollup_lists.listed(rollup, code, key or rollup.rows[0].key)
    if found is None:
        raise Http404
    page = Paginator(found.holdings, PAGE).get_page(request.GET.get("page"))
    holdings = list(page)
    cases = rollup_lists.cases_in(found, holdings)
    shows(cases.values())
    table = (
        rollup_lists.table_of_officers(found)
        if found.officers
        else rollup_lists.table_of_cases(found, holdings, cases)
    )
    return render(
        request, "caseloads/area_list.html", {"found": found, "page": page, "table": table}
    )


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


def _rollup(request: AuthedRequest) -> Rollup | None:
    """Of the units that they head today; None where these have no team."""
    at = clock.now()
    teams = teams_in(units_headed_by(request.user, on=london_date(at)))
    if not teams:
        return None
    return Rollup(AreaScope(teams[0], request.user, at, tuple(teams)))


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

"""A MAPPA area: who is under MAPPA in it, how levels are set, what was asked of other units."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render

from audit import services as audit
from core import clock
from core.calendar import london_date
from core.spreadsheet import as_csv
from mappa.forms.coordinating import FindForm
from mappa.selectors import coordinating as selectors
from mappa.selectors.area_requests import requests_by_area
from mappa.selectors.areas import coordinated, own_areas
from mappa.selectors.consistency_page import consistency
from offenders.http import shows
from people.choices import Permission
from people.http import AuthedRequest, requires


@requires(Permission.VIEW_MAPPA_AREA)
def cases(request: AuthedRequest) -> HttpResponse:
    """A coordinator's first page: the cases under MAPPA that one may see."""
    at, form = clock.now(), FindForm(request.GET)
    on, filters = london_date(at), form.filters
    found = selectors.cases_of(request.user, filters, at=at)
    page = Paginator(found, selectors.PAGE).get_page(request.GET.get("page"))
    shown = list(page)
    shows(shown)
    theirs = coordinated(request.user, on=on)
    context = {
        "form": form,
        "filters": filters,
        "page": page,
        "table": selectors.table_of(selectors.rows_of(shown, on=on), filters.shown),
        "areas": theirs or own_areas(request.user, on=on),
        "levels": selectors.level_links(request.user, at=at),
        "lists": selectors.LISTS.items(),
        "unscreened": selectors.unscreened(request.user, theirs, at=at),
    }
    return render(request, "mappa/cases.html", context)


@requires(Permission.VIEW_MAPPA_AREA)
def cases_file(request: AuthedRequest) -> HttpResponse:
    at, filters = clock.now(), FindForm(request.GET).filters
    found = list(selectors.cases_of(request.user, filters, at=at))
    shows(found)
    audit.asked(export="csv", rows=len(found))
    rows = selectors.rows_of(found, on=london_date(at))
    return _file("mappa-cases", as_csv(selectors.exported(rows)))


@requires(Permission.VIEW_MAPPA_AREA)
def levels(request: AuthedRequest) -> HttpResponse:
    """R-9: counts name nobody, and below five they are shown of one's own areas alone."""
    on = clock.today()
    own = own_areas(request.user, on=on)
    context = {"found": consistency(own, on=on), "areas": own, "lists": selectors.LISTS.items()}
    return render(request, "mappa/levels.html", context)


@requires(Permission.VIEW_MAPPA_AREA)
def levels_file(request: AuthedRequest) -> HttpResponse:
    on = clock.today()
    found = consistency(own_areas(request.user, on=on), on=on)
    audit.asked(export="csv")
    return _file("mappa-levels", as_csv(found.exported))


@requires(Permission.VIEW_MAPPA_AREA)
def area_requests(request: AuthedRequest) -> HttpResponse:
    """POL-25: what was asked of other units against what was granted and done."""
    on = clock.today()
    found = requests_by_area(own_areas(request.user, on=on), on=on)
    return render(request, "mappa/area_requests.html", {"found": found})


def _file(name: str, text: str) -> HttpResponse:
    response = HttpResponse(text, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}-{clock.today()}.csv"'
    return response

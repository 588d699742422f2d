"""Who is suitable and was not put forward, of whom it was never worked out: the lists and the same as CSV."""

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render

from audit import services as audit
from core import clock
from core.spreadsheet import as_csv
from offenders.http import shows
from people.choices import Permission
from people.http import AuthedRequest, requires
from programmes.rules.forward import Passed
from programmes.selectors import forward as selectors

PAGE = 50


@requires(Permission.VIEW_TEAM)
def not_put_forward(request: AuthedRequest) -> HttpResponse:
    found, way = selectors.forward(request.user, on=clock.today()), _asked(request)
    page = Paginator(found.ways[way], PAGE).get_page(request.GET.get("page"))
    rows = found.rows(list(page))
    shows(row.case for row in rows)
    context = {
        "page": page,
        "way": way.value,
        "lists": [(one.value, found.words(one)) for one in Passed],
        "heading": found.words(way),
        "note": selectors.NOTES[way],
        "share": len(found.share),
        "table": selectors.table_of(rows, selectors.LABELS[way]),
    }
    return render(request, "programmes/not_put_forward.html", context)


@requires(Permission.VIEW_TEAM)
def not_put_forward_csv(request: AuthedRequest) -> HttpResponse:
    on, way = clock.today(), _asked(request)
    found = selectors.forward(request.user, on=on)
    rows = found.rows(found.ways[way])
    shows(row.case for row in rows)
    audit.asked(export="csv", rows=len(rows))
    text = as_csv([selectors.HEADER, *(row.export for row in rows)])
    response = HttpResponse(text, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{way.value}-{on:%Y-%m-%d}.csv"'
    return response


def _asked(request: AuthedRequest) -> Passed:
    """Which list; one that there is not is not found."""
    try:
        return Passed(request.GET.get("list", Passed.NOT_PUT_FORWARD.value))
    except ValueError:
        raise Http404 from None

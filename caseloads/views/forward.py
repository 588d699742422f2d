"""Who is suitable and was not put forward, of whom it was never worked out: the lists and the same as CSV."""

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render

from audit import services as audit
from caseloads.selectors.where import forward as selectors, page as pages
from caseloads.views.where import csv_of, found_for
from offenders.http import shows
from people.choices import Permission
from people.http import AuthedRequest, requires
from programmes.rules.forward import Passed

PAGE = 50


@requires(Permission.VIEW_PROGRAMMES)
def not_put_forward(request: AuthedRequest) -> HttpResponse:
    found, way = found_for(request), _asked(request)
    passed, links = selectors.forward(found), pages.Links(found)
    page = Paginator(passed.cases(way), PAGE).get_page(request.GET.get("page"))
    rows = passed.rows(list(page))
    shows(row.case for row in rows)
    to = links.to
    context = {
        "found": found,
        "page": page,
        "way": way.value,
        "lists": [
            (one.value, passed.words(one), to("not_put_forward", list=one.value)) for one in Passed
        ],
        "heading": passed.words(way),
        "note": selectors.NOTES[way],
        "share": passed.share,
        "table": selectors.table_of(rows, selectors.LABELS[way]),
        "csv": to("not_put_forward_csv", list=way.value),
        "back": to("where"),
    }
    return render(request, "caseloads/not_put_forward.html", context)


@requires(Permission.VIEW_PROGRAMMES)
def not_put_forward_csv(request: AuthedRequest) -> HttpResponse:
    found, way = found_for(request), _asked(request)
    passed = selectors.forward(found)
    rows = passed.rows(passed.cases(way))
    shows(row.case for row in rows)
    audit.asked(export="csv", rows=len(rows))
    return csv_of(way.value, found.on, [selectors.HEADER, *(row.export for row in rows)])


def _asked(request: AuthedRequest) -> Passed:
    """Which list; one that there is not is not found."""
    try:
        return Passed(request.GET.get("list", Passed.NOT_PUT_FORWARD.value))
    except ValueError:
        raise Http404 from None

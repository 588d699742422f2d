"""Who was never screened, and who was screened with nobody told: lists, and the same as CSV."""

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode

from audit import services as audit
from core import clock
from core.spreadsheet import as_csv
from mappa.selectors.unscreened import (
    HEADER,
    LABELS,
    NOTES,
    Lacking,
    lacking,
    rows_of,
    table_of,
)
from offenders.http import shows
from offenders.models import Case
from offenders.querysets import CaseQuerySet
from people.choices import Permission
from people.http import AuthedRequest, requires

PAGE = 50
MINE = "mine"


@requires(Permission.VIEW_MAPPA)
def unscreened(request: AuthedRequest) -> HttpResponse:
    """One of the two lists, of everybody whom the reader may see for this or of those whom they hold."""
    way, on = _asked(request), clock.today()
    page = Paginator(_cases(request, way), PAGE).get_page(request.GET.get("page"))
    shown = list(page)
    shows(shown)
    context = {
        "on": on,
        "page": page,
        "heading": f"{LABELS[way]}: {page.paginator.count}",
        "note": NOTES[way],
        "choices": _choices(request, way),
        "table": table_of(rows_of(way, shown, on=on), LABELS[way]),
        "csv": _link(way, request, to="mappa:unscreened_csv"),
    }
    return render(request, "mappa/unscreened.html", context)


@requires(Permission.VIEW_MAPPA)
def unscreened_csv(request: AuthedRequest) -> HttpResponse:
    way, on = _asked(request), clock.today()
    cases = list(_cases(request, way))
    shows(cases)
    audit.asked(export="csv", rows=len(cases))
    rows = rows_of(way, cases, on=on)
    response = HttpResponse(
        as_csv([HEADER, *(row.export for row in rows)]), content_type="text/csv; charset=utf-8"
    )
    name = f"mappa-{way.value}-{on:%Y-%m-%d}.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _cases(request: AuthedRequest, way: Lacking) -> CaseQuerySet:
    seen: CaseQuerySet = Case.objects.visible_to(request.user, Permission.VIEW_MAPPA)
    user = request.user if _is_mine(request) else None
    return lacking(way, seen, on=clock.today(), user=user)


def _asked(request: AuthedRequest) -> Lacking:
    """Which list; one that there is not is not found."""
    try:
        return Lacking(request.GET.get("list", Lacking.NEVER.value))
    except ValueError:
        raise Http404 from None


def _choices(request: AuthedRequest, way: Lacking) -> list[list[tuple[str, str, bool]]]:
    """Which list, and of whom: the words, where each leads, and whether it is this one."""
    is_mine = _is_mine(request)
    return [
        [(LABELS[one], _link(one, request), one is way) for one in Lacking],
        [
            ("Everybody whom you may see", _link(way, request, whose=""), not is_mine),
            ("Those whom you hold", _link(way, request, whose=MINE), is_mine),
        ],
    ]


def _is_mine(request: AuthedRequest) -> bool:
    return request.GET.get("whose", "") == MINE


def _link(
    way: Lacking,
    request: AuthedRequest,
    *,
    whose: str | None = None,
    to: str = "mappa:unscreened",
) -> str:
    kept = (MINE if _is_mine(request) else "") if whose is None else whose
    asked = {"list": way.value} | ({"whose": kept} if kept else {})
    return f"{reverse(to)}?{urlencode(asked)}"

"""Where everyone is, its figures as CSV, the list behind each number, and the same list as CSV."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render

from audit import services as audit
from caseloads.selectors.where import lists, page as pages
from caseloads.selectors.where.people import By
from caseloads.selectors.where.scope import FIRST_YEAR, Where, where as find
from core import clock
from core.spreadsheet import as_csv
from offenders.http import shows
from people.choices import Permission
from people.http import AuthedRequest, requires
from programmes.choices.state import State
from programmes.rules.where import OF_2019
from programmes.selectors.group_pages import WEEKS_AHEAD

PAGE = 50


@requires(Permission.VIEW_PROGRAMMES)
def where(request: AuthedRequest) -> HttpResponse:
    found = found_for(request)
    context = {
        "found": found,
        "page": pages.WherePage(found, _by(request)),
        "of_2019": OF_2019,
        "weeks": WEEKS_AHEAD,
        "today": clock.today(),
    }
    return render(request, "caseloads/where.html", context)


@requires(Permission.VIEW_PROGRAMMES)
def where_figures(request: AuthedRequest) -> HttpResponse:
    """Numbers alone: nobody is named."""
    found = found_for(request)
    rows = pages.figures(found, _by(request))
    return csv_of("programmes", found.on, [pages.FIGURES, *rows])


@requires(Permission.VIEW_PROGRAMMES)
def where_list(request: AuthedRequest) -> HttpResponse:
    """The list behind a number: the same people, so the same count."""
    found = found_for(request)
    wanted = _listed(request, found)
    cases = lists.cases_of(found, wanted)
    page = Paginator(cases, PAGE).get_page(request.GET.get("page"))
    shown = list(page)
    shows(shown)
    links = pages.Links(found)
    context = {
        "found": found,
        "listed": wanted,
        "count": len(cases),
        "page": page,
        "table": lists.table_of(lists.rows_of(found, shown), f"{wanted.label}, longest first"),
        "csv": links.to("where_csv", part=None, **_asked(request)),
        "back": links.to("where"),
    }
    return render(request, "caseloads/where_list.html", context)


@requires(Permission.VIEW_PROGRAMMES)
def where_csv(request: AuthedRequest) -> HttpResponse:
    found = found_for(request)
    rows = lists.rows_of(found, lists.cases_of(found, _listed(request, found)))
    shows(row.case for row in rows)
    audit.asked(export="csv", rows=len(rows))
    return csv_of(_code(request), found.on, [lists.HEADER, *(row.export for row in rows)])


def found_for(request: AuthedRequest) -> Where:
    """Which people and which day; what is no day, or of the future, and a team that holds nobody, is not found."""
    on = clock.today()
    if said := request.GET.get("on", ""):
        try:
            on = date.fromisoformat(said)
        except ValueError:
            raise Http404 from None
    asked = {by: code for by in By if (code := request.GET.get(by.value, ""))}
    if on > clock.today() or on.year < FIRST_YEAR or len(asked) > 1:
        raise Http404
    found = find(request.user, on=on, asked=asked)
    if found is None:
        raise Http404
    return found


def csv_of(name: str, on: date, rows: Iterable[Sequence[object]]) -> HttpResponse:
    response = HttpResponse(as_csv(rows), content_type="text/csv; charset=utf-8")
    safe = "".join(char if char.isalnum() else "-" for char in name)
    response["Content-Disposition"] = f'attachment; filename="{safe}-{on:%Y-%m-%d}.csv"'
    return response


def _by(request: AuthedRequest) -> By:
    try:
        return By(request.GET.get("by", By.TEAM.value))
    except ValueError:
        raise Http404 from None


def _code(request: AuthedRequest) -> str:
    return request.GET.get("list", State.NO_WORK.value)


def _asked(request: AuthedRequest) -> dict[str, str]:
    place = request.GET.get("place", "")
    return {"list": _code(request)} | ({"place": place} if place else {})


def _listed(request: AuthedRequest, found: Where) -> lists.Listed:
    wanted = lists.listed(found, _code(request), place=request.GET.get("place", ""))
    if wanted is None:
        raise Http404
    return wanted

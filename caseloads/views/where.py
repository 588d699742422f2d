"""Where everyone is, the list behind each number, and the same list as CSV."""

from datetime import date
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render

from audit import services as audit
from caseloads.selectors import where as selectors
from core import clock
from core.addresses import address
from core.spreadsheet import as_csv
from offenders.http import shows
from people.choices import Permission
from people.http import AuthedRequest, requires
from programmes.choices.state import State
from programmes.rules.where import OF_2019

PAGE = 50


@requires(Permission.VIEW_TEAM)
def where(request: AuthedRequest) -> HttpResponse:
    found = _found(request)
    asked = _asked(found)
    url = f"{address('caseloads:where_list')}?{urlencode(asked)}{'&' if asked else ''}state="
    context = {
        "found": found,
        "table": selectors.table_of_states(found, url=url),
        "of_2019": OF_2019,
        "today": clock.today(),
    }
    return render(request, "caseloads/where.html", context)


@requires(Permission.VIEW_TEAM)
def where_list(request: AuthedRequest) -> HttpResponse:
    """The list behind a number: the same people, so the same count."""
    found, state = _found(request), _state(request)
    cases = selectors.cases_in(found, request.user, state)
    page = Paginator(cases, PAGE).get_page(request.GET.get("page"))
    shown = list(page)
    shows(shown)
    context = {
        "found": found,
        "state": state,
        "count": len(cases),
        "page": page,
        "table": selectors.table_of(
            selectors.rows_of(found, shown), f"{state.label}, longest first"
        ),
        "csv": f"{address('caseloads:where_csv')}?{urlencode(_asked(found) | {'state': state.value})}",
    }
    return render(request, "caseloads/where_list.html", context)


@requires(Permission.VIEW_TEAM)
def where_csv(request: AuthedRequest) -> HttpResponse:
    found, state = _found(request), _state(request)
    rows = selectors.rows_of(found, selectors.cases_in(found, request.user, state))
    shows(row.case for row in rows)
    audit.asked(export="csv", rows=len(rows))
    text = as_csv([selectors.HEADER, *(row.export for row in rows)])
    response = HttpResponse(text, content_type="text/csv; charset=utf-8")
    name = f"{state.value}-{found.on:%Y-%m-%d}.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _found(request: AuthedRequest) -> selectors.Where:
    """Which people and which day; what is no day, or of the future, and a team that holds nobody, is not found."""
    on, chosen = clock.today(), request.GET.get("team", "")
    if asked := request.GET.get("on", ""):
        try:
            on = date.fromisoformat(asked)
        except ValueError:
            raise Http404 from None
    if on > clock.today() or on.year < selectors.FIRST_YEAR or not selectors.is_code(chosen):
        raise Http404
    found = selectors.where(request.user, on=on, chosen=chosen)
    if chosen and chosen not in {code for code, _, _ in found.choices}:
        raise Http404
    return found


def _state(request: AuthedRequest) -> State:
    try:
        return State(request.GET.get("state", State.NO_WORK.value))
    except ValueError:
        raise Http404 from None


def _asked(found: selectors.Where) -> dict[str, str]:
    said = {"team": found.chosen, "on": "" if found.on == clock.today() else found.on.isoformat()}
    return {name: value for name, value in said.items() if value}

"""From which day a kind counts that only this service records: for an administrator, by team."""

from functools import partial

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from audit import services as audit
from caseloads.forms.kind_starts import KindStartForm
from caseloads.selectors import kind_starts as selectors
from caseloads.services import kind_starts as services
from core import clock
from core.calendar import in_full
from offenders.rules.kinds import Kind
from people.choices import Permission
from people.http import AuthedRequest, requires, saved_if_valid

PAGE = 50


@requires(Permission.MANAGE_REFERENCE)
def kind_starts(request: AuthedRequest) -> HttpResponse:
    table = selectors.table_of_kinds(on=clock.today())
    return render(request, "caseloads/kind_starts.html", {"table": table})


@requires(Permission.MANAGE_REFERENCE)
def kind_start(request: AuthedRequest, code: str) -> HttpResponse:
    """The days of one kind, team by team, and a form that sets one."""
    kind, on = selectors.kind_with_a_start(code), clock.today()
    if kind is None:
        raise Http404
    form = KindStartForm(
        request.POST or None,
        on=on,
        version=selectors.version_of(code),
        places=selectors.places_of(kind),
        initial={"where": request.GET.get("where", "")},
    )
    saved = saved_if_valid(request, form, partial(_start, request, kind, form), at="starts_on")
    if saved:
        return saved
    page = Paginator(selectors.teams_of(kind), PAGE).get_page(request.GET.get("page"))
    context = {
        "kind": kind,
        "form": form,
        "page": page,
        "table": selectors.table_of_teams(kind, list(page), on=on),
        "history": selectors.history_of(code),
    }
    return render(request, "caseloads/kind_start.html", context)


def _start(request: AuthedRequest, kind: Kind, form: KindStartForm) -> str:
    asked = form.answers
    audit.because(asked["reason"])
    changed = services.start_kind(
        kind=kind,
        teams=selectors.teams_at(kind, asked["where"]),
        starts_on=asked["starts_on"],
        version=form.cleaned_data["version"],
        at=clock.now(),
    )
    teams = "1 team" if changed == 1 else f"{changed} teams"
    messages.success(
        request,
        f"Counts from {in_full(asked['starts_on'])} for {teams}. Deadlines and flags follow within minutes.",
    )
    return reverse("caseloads:kind_start", args=[kind.code])

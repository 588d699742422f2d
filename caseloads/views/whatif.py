"""What if: scenarios over a team or a unit, for whoever leads it; nothing here changes the record."""

from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from audit import services as audit
from caseloads.forms import whatif as forms
from caseloads.models import Change, Newcomer
from caseloads.selectors.whatif import lists, tables
from caseloads.selectors.whatif.page import ScenarioPage, compared, scenario_page
from caseloads.selectors.whatif.scope import Place, Scope, chosen, places_of, scope_of
from caseloads.services import whatif as services
from caseloads.services.whatif import To
from core import clock
from core.addresses import address
from core.forms import BaseForm
from offenders.choices import TIERS, TierScheme
from offenders.http import shows
from people.choices import AbsenceKind, Agency, Permission, ReductionReason
from people.http import AuthedRequest, requires, saved_if_valid
from people.models import Officer

NO_STAFF_RECORD = "Your account has no staff record, so you cannot give cases to officers."


@requires(Permission.MAKE_SCENARIO)
def whatifs(request: AuthedRequest) -> HttpResponse:
    """The scenarios that there are, a form for another, and a choice of those to compare."""
    on = clock.today()
    places = {place.value: place for place in places_of(request.user, on=on)}
    options = [(place.value, place.name) for place in places.values()]
    first = request.GET.get("place", "")
    form = forms.ScenarioForm(request.POST or None, places=options, initial={"place": first})
    saved = saved_if_valid(request, form, partial(_make, request, form, places), at="name")
    context = {"form": form, "rows": lists.scenario_rows(request.user, on=on), "places": options}
    return saved or render(request, "caseloads/whatifs.html", context)


def _make(request: AuthedRequest, form: forms.ScenarioForm, places: dict[str, Place]) -> str:
    asked = form.cleaned_data
    scenario = services.make_scenario(
        name=asked["name"], place=places[asked["place"]], by=request.user, at=clock.now()
    )
    return scenario.get_absolute_url()


@requires(Permission.MAKE_SCENARIO)
def whatif(request: AuthedRequest, scenario_uuid: UUID) -> HttpResponse:
    scope = scope_or_404(request, scenario_uuid)
    page = scenario_page(scope)
    form = forms.TakeOutForm(request.POST or None, tried=page.tried, version=scope.scenario.version)
    saved = saved_if_valid(request, form, partial(_take_out, scope, form))
    if saved:
        return saved
    shows(page.cases)
    context = {
        "page": page,
        "form": form,
        "officers": tables.officers_table(page),
        "weeks": tables.weeks_table(page),
    }
    return render(request, "caseloads/whatif.html", context)


def _take_out(scope: Scope, form: forms.TakeOutForm) -> str:
    version, parts = form.cleaned_data["version"], set(form.cleaned_data["out"])
    if form.cleaned_data["act"] == "discard":
        services.discard(scenario=scope.scenario, version=version)
        return address("caseloads:whatifs")
    known: list[Change | Newcomer] = [*scope.changes, *scope.newcomers]
    rows = [row for row in known if str(row.uuid) in parts]
    services.take_out(scenario=scope.scenario, parts=rows, version=version)
    return scope.scenario.get_absolute_url()


@requires(Permission.MAKE_SCENARIO)
def whatif_cases(request: AuthedRequest, scenario_uuid: UUID) -> HttpResponse:
    """Whose cases; then which of them, and what is tried."""
    scope = scope_or_404(request, scenario_uuid)
    of = request.GET.get("of", "")
    if not of:
        context = {"scenario": scope.scenario, "officers": lists.movers(scope)}
        return render(request, "caseloads/whatif_officers.html", context)
    listed = lists.cases_of(scope, of)
    if listed is None:
        raise Http404
    form = forms.CasesForm(
        request.POST or None,
        listed=listed,
        to=_to_whom(scope, listed),
        version=scope.scenario.version,
    )
    saved = saved_if_valid(request, form, partial(_try_with, request, scope, form, listed))
    if saved:
        return saved
    shows(listed.cases)
    context = {"scenario": scope.scenario, "listed": listed, "form": form}
    return render(request, "caseloads/whatif_cases.html", context)


def _to_whom(scope: Scope, listed: lists.CasesOf) -> list[tuple[str, Any]]:
    """Officers, new ones, and for probation tiers."""
    officers = [
        (f"officer-{row.pk}", row.name) for row in lists.movers(scope) if row != listed.officer
    ]
    new = [(f"new-{row.pk}", row.name) for row in scope.newcomers if row.agency == listed.agency]
    found: list[tuple[str, Any]] = [("They go to", [*officers, *new])]
    if listed.agency == Agency.PROBATION:
        tiers = [
            (f"tier-{scheme}-{tier}", f"Tier {tier}")
            for scheme, codes in TIERS.items()
            for tier in codes
        ]
        found.append(("They have another tier", [("tier--", "No tier any more"), *tiers]))
    return found


def _try_with(
    request: AuthedRequest, scope: Scope, form: forms.CasesForm, listed: lists.CasesOf
) -> str:
    asked, version = form.cleaned_data, form.cleaned_data["version"]
    ticked = [case for case in listed.cases if str(case.uuid) in set(asked["cases"])]
    what, _, value = asked["to"].partition("-")
    if what == "tier":
        scheme, _, tier = value.partition("-")
        tiered = (TierScheme(scheme), tier) if tier else None
        services.try_tier(scenario=scope.scenario, cases=ticked, tiered=tiered, version=version)
    else:
        services.move_cases(
            scenario=scope.scenario,
            cases=ticked,
            to=_to(scope, what, value),
            agency=listed.agency,
            version=version,
            at=clock.now(),
        )
    number = f"{len(ticked)} case{'' if len(ticked) == 1 else 's'}"
    messages.success(request, f"{number} put in. The record is as it was.")
    return scope.scenario.get_absolute_url()


def _to(scope: Scope, what: str, value: str) -> To:
    """As `_to_whom` offers them."""
    if what == "new":
        return To(newcomer=next(row for row in scope.newcomers if str(row.pk) == value))
    return To(next(row for row in scope.officers if str(row.pk) == value))


@requires(Permission.MAKE_SCENARIO)
def whatif_add(request: AuthedRequest, scenario_uuid: UUID, what: str) -> HttpResponse:
    """Leave, hours less, or a new officer."""
    scope = scope_or_404(request, scenario_uuid)
    if what not in ADDING:
        raise Http404
    heading, make, put = ADDING[what]
    form = make(request, scope)
    saved = saved_if_valid(request, form, partial(put, request, scope, form))
    context = {"scenario": scope.scenario, "form": form, "heading": heading}
    return saved or render(request, "caseloads/whatif_add.html", context)


def _about_officer(kind: Any) -> Any:
    def make(request: AuthedRequest, scope: Scope) -> BaseForm:
        options = [
            (str(row.pk), row.name) for row in scope.officers if row.user_id != scope.user.pk
        ]
        form: BaseForm = kind(
            request.POST or None, officers=options, on=scope.on, version=scope.scenario.version
        )
        return form

    return make


def _new(request: AuthedRequest, scope: Scope) -> BaseForm:
    return forms.NewcomerForm(request.POST or None, on=scope.on, version=scope.scenario.version)


def _officer(scope: Scope, form: BaseForm) -> Officer:
    return next(row for row in scope.officers if str(row.pk) == form.cleaned_data["officer"])


def _put_leave(request: AuthedRequest, scope: Scope, form: forms.LeaveForm) -> str:
    asked = form.cleaned_data
    services.try_leave(
        scenario=scope.scenario,
        officer=_officer(scope, form),
        kind=AbsenceKind(asked["kind"]),
        starts_on=asked["starts_on"],
        ends_on=form.ends_on,
        version=asked["version"],
        at=clock.now(),
    )
    return scope.scenario.get_absolute_url()


def _put_hours(request: AuthedRequest, scope: Scope, form: forms.HoursForm) -> str:
    asked = form.cleaned_data
    services.try_hours(
        scenario=scope.scenario,
        officer=_officer(scope, form),
        reason=ReductionReason(asked["reason"]),
        hours=asked["hours"],
        starts_on=asked["starts_on"],
        ends_on=form.ends_on,
        version=asked["version"],
    )
    return scope.scenario.get_absolute_url()


def _put_newcomer(request: AuthedRequest, scope: Scope, form: forms.NewcomerForm) -> str:
    asked, giver = form.cleaned_data, scope.user.officer_or_none
    if giver is None:
        raise PermissionDenied(NO_STAFF_RECORD)
    services.add_newcomer(
        scenario=scope.scenario,
        name=asked["name"],
        agency=Agency(giver.agency),
        hours=asked["hours"],
        starts_on=asked["starts_on"],
        version=asked["version"],
    )
    return scope.scenario.get_absolute_url()


ADDING: dict[str, tuple[str, Any, Any]] = {
    "leave": ("An officer is away", _about_officer(forms.LeaveForm), _put_leave),
    "hours": ("An officer has hours less", _about_officer(forms.HoursForm), _put_hours),
    "officer": ("A new officer", _new, _put_newcomer),
}


@requires(Permission.MAKE_SCENARIO)
def whatif_who(request: AuthedRequest, scenario_uuid: UUID, newcomer_uuid: UUID) -> HttpResponse:
    """Who a new officer is, now that there is a staff record."""
    scope = scope_or_404(request, scenario_uuid)
    newcomer = get_object_or_404(scope.scenario.newcomers, uuid=newcomer_uuid)
    options = [(str(row.pk), row.name) for row in scope.officers if row.agency == newcomer.agency]
    form = forms.WhoForm(request.POST or None, officers=options, version=scope.scenario.version)

    def say() -> str:
        version = form.cleaned_data["version"]
        services.say_who(newcomer=newcomer, officer=_officer(scope, form), version=version)
        return scope.scenario.get_absolute_url()

    saved = saved_if_valid(request, form, say, at="officer")
    heading = f"Who is {newcomer.name}?"
    context = {"scenario": scope.scenario, "form": form, "heading": heading}
    return saved or render(request, "caseloads/whatif_add.html", context)


@requires(Permission.MAKE_SCENARIO)
def whatif_compare(request: AuthedRequest) -> HttpResponse:
    """Up to three side by side."""
    scopes = chosen(request.user, request.GET.getlist("scenario"), at=clock.now())
    if not scopes:
        return redirect("caseloads:whatifs")
    pages: list[ScenarioPage] = compared(scopes)
    audit.asked(scenarios=[str(scope.scenario.uuid) for scope in scopes])
    context = {"pages": pages, "table": tables.compare_table(pages)}
    return render(request, "caseloads/whatif_compare.html", context)


def scope_or_404(request: AuthedRequest, uuid: UUID) -> Scope:
    """A scenario over a place that this user leads."""
    scope = scope_of(request.user, uuid, at=clock.now())
    if scope is None:
        raise Http404
    audit.asked(scenario=str(uuid))
    return scope

"""What cases weigh, for an administrator."""

from functools import partial

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render

from audit import services as audit
from caseloads.forms.points import PointsForm
from caseloads.selectors.points import points_history, points_tables, tier_page
from caseloads.services.points import change_points
from core import clock
from core.addresses import address
from core.calendar import in_full
from people.choices import Permission
from people.http import AuthedRequest, requires, saved_if_valid


@requires(Permission.MANAGE_REFERENCE)
def points(request: AuthedRequest) -> HttpResponse:
    return render(request, "caseloads/points.html", {"tables": points_tables(on=clock.today())})


@requires(Permission.MANAGE_REFERENCE)
def tier_points(request: AuthedRequest, code: str) -> HttpResponse:
    on = clock.today()
    page = tier_page(code, on=on)
    if page is None:
        raise Http404
    form = PointsForm(request.POST or None, on=on, version=page.version, initial=page.newest)
    saved = saved_if_valid(request, form, partial(_change, request, code, form))
    context = {"page": page, "form": form, "history": points_history(page)}
    return saved or render(request, "caseloads/tier_points.html", context)


def _change(request: AuthedRequest, code: str, form: PointsForm) -> str:
    asked = form.cleaned_data
    audit.because(asked["reason"])
    page = change_points(
        code=code,
        points=form.points,
        starts_on=asked["starts_on"],
        version=asked["version"],
        at=clock.now(),
    )
    messages.success(request, f"{page.name}: saved, from {in_full(asked['starts_on'])}.")
    return address("caseloads:tier_points", code)

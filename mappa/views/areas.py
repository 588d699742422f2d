"""Areas of MAPPA, for administrators: which teams belong to one, and who is posted to it."""

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from core import clock
from core.addresses import address
from mappa.forms.areas import AreaForm, post_field
from mappa.models import Area
from mappa.selectors import areas as selectors
from mappa.services import areas as services
from people.choices import Permission
from people.http import AuthedRequest, requires, saved_if_valid
from people.views.grants import end, give
from people.views.sorts import Sort

POST = Sort(
    title="Give a post in a MAPPA area",
    intro=(
        "With the role of MAPPA coordinator it opens the MAPPA part and the plan of the area’s screened cases, "
        "and no other page of a case. The role is given on its own."
    ),
    asked="post",
    ask=post_field,
    give=services.give_posting,
    rows=selectors.postings,
    needs_record=False,
)


@requires(Permission.MANAGE_REFERENCE)
def areas(request: AuthedRequest) -> HttpResponse:
    context = {
        "table": selectors.areas_table(on=clock.today()),
        "without": selectors.teams_of_none(),
    }
    return render(request, "mappa/areas.html", context)


@requires(Permission.MANAGE_REFERENCE)
def add_area(request: AuthedRequest) -> HttpResponse:
    form = AreaForm(request.POST or None)
    saved = saved_if_valid(request, form, partial(_added, request, form))
    return saved or render(request, "mappa/area.html", {"form": form, "area": None})


@requires(Permission.MANAGE_REFERENCE)
def area(request: AuthedRequest, mappa_area_uuid: UUID) -> HttpResponse:
    area = get_object_or_404(Area, uuid=mappa_area_uuid)
    form = AreaForm(request.POST or None, area=area)
    saved = saved_if_valid(request, form, partial(_changed, request, area, form))
    return saved or render(request, "mappa/area.html", {"form": form, "area": area})


@requires(Permission.MANAGE_USERS)
def give_posting(request: AuthedRequest, user_uuid: UUID) -> HttpResponse:
    return give(request, user_uuid, POST)


@requires(Permission.MANAGE_USERS)
def end_posting(request: AuthedRequest, user_uuid: UUID, posting_uuid: UUID) -> HttpResponse:
    return end(request, user_uuid, posting_uuid, POST)


def _added(request: AuthedRequest, form: AreaForm) -> str:
    saved = services.add_area(name=form.cleaned_data["name"], teams=form.chosen)
    messages.success(request, f"{saved.name}: added.")
    return address("mappa:areas")


def _changed(request: AuthedRequest, area: Area, form: AreaForm) -> str:
    saved = services.change_area(
        area=area,
        name=form.cleaned_data["name"],
        teams=form.chosen,
        version=form.cleaned_data["version"],
    )
    messages.success(request, f"{saved.name}: saved.")
    return address("mappa:areas")

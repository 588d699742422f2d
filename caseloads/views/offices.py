"""Where offices and venues are, for an administrator."""

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from caseloads.forms.offices import PostcodeForm
from caseloads.selectors.offices import offices_table, version_of_place
from caseloads.services.offices import set_postcode
from core import clock
from core.addresses import address
from people.choices import Permission
from people.http import AuthedRequest, requires, saved_if_valid
from people.models import Team
from programmes.models import Place


@requires(Permission.MANAGE_REFERENCE)
def offices(request: AuthedRequest) -> HttpResponse:
    return render(request, "caseloads/offices.html", {"table": offices_table()})


@requires(Permission.MANAGE_REFERENCE)
def office(request: AuthedRequest, team_uuid: UUID) -> HttpResponse:
    return _postcode(request, get_object_or_404(Team, uuid=team_uuid))


@requires(Permission.MANAGE_REFERENCE)
def venue(request: AuthedRequest, place_uuid: UUID) -> HttpResponse:
    return _postcode(request, get_object_or_404(Place, uuid=place_uuid))


def _postcode(request: AuthedRequest, row: Team | Place) -> HttpResponse:
    form = PostcodeForm(
        request.POST or None,
        version=version_of_place(row),
        initial={"postcode": row.postcode},
    )
    saved = saved_if_valid(request, form, partial(_set, request, row, form))
    return saved or render(request, "caseloads/office.html", {"row": row, "form": form})


def _set(request: AuthedRequest, row: Team | Place, form: PostcodeForm) -> str:
    asked = form.cleaned_data
    set_postcode(of=row, postcode=asked["postcode"], version=asked["version"], at=clock.now())
    messages.success(request, f"{row.name}: {asked['postcode'] or 'no postcode'}.")
    return address("caseloads:offices")

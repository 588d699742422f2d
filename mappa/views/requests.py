"""Requests for surveillance and other work about a person (POL-25)."""

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse

from core import clock
from core.addresses import address
from mappa.choices import RequestKind
from mappa.forms.requests import AnswerForm, RequestForm
from mappa.models import Request
from mappa.selectors import requests as selectors
from mappa.services import requests as services
from offenders.http import case_or_404, case_page, record_or_404
from offenders.models import Case
from people.choices import Permission
from people.http import AuthedRequest, requires, saved_if_valid

SECTION = "mappa"


@requires(Permission.RECORD_SURVEILLANCE)
def requests(request: AuthedRequest, case_uuid: UUID) -> HttpResponse:
    """What was asked, and a form for what was asked now."""
    case, on = case_or_404(request, case_uuid), clock.today()
    form = RequestForm(request.POST or None, on=on)
    saved = saved_if_valid(request, form, partial(_recorded, request, case, form))
    if saved:
        return saved
    table = selectors.requests_of(case)
    return case_page(request, case, SECTION, "mappa/requests.html", form=form, table=table)


@requires(Permission.RECORD_SURVEILLANCE)
def answer_request(request: AuthedRequest, request_uuid: UUID) -> HttpResponse:
    """What became of one."""
    row = record_or_404(request, selectors.requests(), request_uuid)
    form = AnswerForm(request.POST or None, on=clock.today(), row=row)
    saved = saved_if_valid(request, form, partial(_answered, request, row, form))
    if saved:
        return saved
    said = selectors.answer_words(row)
    return case_page(
        request, row.case, SECTION, "mappa/request.html", form=form, row=row, said=said
    )


def _recorded(request: AuthedRequest, case: Case, form: RequestForm) -> str:
    answers = form.answers | {"kind": RequestKind(form.answers["kind"])}
    saved = services.record_request(case=case, by=request.user, at=clock.now(), **answers)
    messages.success(request, f"{saved}: the request is recorded.")
    return address("mappa:requests", case.uuid)


def _answered(request: AuthedRequest, row: Request, form: AnswerForm) -> str:
    saved = services.answer_request(
        request=row,
        answered=form.answered,
        version=form.cleaned_data["version"],
        by=request.user,
        at=clock.now(),
    )
    messages.success(request, f"{saved}: {selectors.answer_words(saved)}.")
    return address("mappa:requests", row.case.uuid)

"""The dated facts of a case, each with an anchor that flags and deadlines lead to."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render

from core import clock
from offenders.http import case_or_404
from offenders.selectors.case import banner, record_of
from people.choices import Permission
from people.http import AuthedRequest, requires


@requires(Permission.VIEW_CASE)
def record(request: AuthedRequest, case: UUID) -> HttpResponse:
    found, on = case_or_404(request, case), clock.today()
    context = {
        "case": found,
        "section": "record",
        "banner": banner(found, on=on),
        "record": record_of(found),
        "on": on,
    }
    return render(request, "offenders/record.html", context)

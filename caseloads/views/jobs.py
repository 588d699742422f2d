"""The scheduled jobs."""

from django.http import HttpResponse
from django.shortcuts import render

from caseloads.selectors.jobs import jobs_page
from core import clock
from people.choices import Permission
from people.http import AuthedRequest, requires


@requires(Permission.MANAGE_REFERENCE)
def jobs(request: AuthedRequest) -> HttpResponse:
    return render(request, "caseloads/jobs.html", {"page": jobs_page(at=clock.now())})

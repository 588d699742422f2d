"""Where people start, and an officer's day."""

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render

from caseloads.selectors import home as selectors
from caseloads.selectors.outcomes import RECENT, table_of_older
from core import clock
from core.addresses import address
from core.calendar import london_date
from offenders.http import shows
from people.choices import Permission, Role
from people.http import AuthedRequest, requires

PAGE = 50
# Whoever supervises begins with the team, also where they hold cases themselves: their own day is a link away.
FIRST_PAGES = (
    (Role.SUPERVISOR, "caseloads:teams"),
    (Role.OFFICER, "caseloads:my_day"),
    (Role.HEAD, "caseloads:teams"),
    (Role.TREATMENT_MANAGER, "programmes:groups"),
    (Role.MAPPA_COORDINATOR, "mappa:cases"),
    (Role.AUDITOR, "caseloads:audit"),
    (Role.ADMINISTRATOR, "people:users"),
)


@requires(Permission.SIGNED_IN)
def home(request: AuthedRequest) -> HttpResponse:
    """Everybody's first page, by role."""
    for role, url_name in FIRST_PAGES:
        if role in request.user.roles:
            return redirect(url_name)
    raise PermissionDenied("Your account has no role yet, so there is nothing to show you.")


@requires(Permission.VIEW_CASE)
def my_day(request: AuthedRequest) -> HttpResponse:
    at = clock.now()
    day = selectors.my_day(request.user, at=at)
    shows(day.cases)
    looked, not_covered = selectors.rules_for(request.user.officer_or_none)
    context = {
        "day": day,
        "looked": looked,
        "uncovered": not_covered,
        "at": at,
        "on": london_date(at),
        "sees_team": request.user.has(Permission.VIEW_TEAM),
        "runs_groups": request.user.has(Permission.RUN_GROUPS),
        "may_arrange": request.user.has(Permission.LOG_CONTACT),
        "absences_url": _absences_url(request),
    }
    return render(request, "caseloads/my_day.html", context)


def _absences_url(request: AuthedRequest) -> str:
    officer = request.user.officer_or_none
    if officer is None or not request.user.has(Permission.RECORD_ABSENCE):
        return ""
    return address("caseloads:absences", officer.uuid)


@requires(Permission.VIEW_CASE)
def older_outcomes(request: AuthedRequest) -> HttpResponse:
    """VOC-12: appointments of long ago without outcome, which would drown the day's own."""
    outcomes = selectors.outcomes_of(request.user, at=clock.now())
    page = Paginator(outcomes.older, PAGE).get_page(request.GET.get("page"))
    shown = list(page)
    shows(row.asked.case for row in shown)
    context = {"page": page, "table": table_of_older(shown), "days": RECENT.days}
    return render(request, "caseloads/older_outcomes.html", context)

"""Arranging an appointment: for the person of a case, or for several people at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from core import clock
from core.calendar import in_full, london_date
from offenders.forms.appointments import AppointmentForm
from offenders.http import case_or_404, case_page, shows
from offenders.models import Case, Contact
from offenders.selectors import appointments as selectors
from offenders.selectors.offer import offer_to
from offenders.services import appointments as services
from offenders.views.contacts import SECTION, on_timeline
from people.choices import Permission
from people.http import AuthedRequest, requires, saved_if_valid

FIND = "find"


@requires(Permission.LOG_CONTACT)
def arrange(request: AuthedRequest, case_uuid: UUID) -> HttpResponse:
    case = case_or_404(request, case_uuid)
    form = _form(request)
    page = _Page(request, form, [case])
    if saved := saved_if_valid(request, form, page.save):
        return saved
    return case_page(request, case, SECTION, "offenders/arrange.html", **page.context)


@requires(Permission.LOG_CONTACT)
def arrange_for_several(request: AuthedRequest) -> HttpResponse:
    """One's own list to choose from, and whoever a search adds to it."""
    seen = Case.objects.seen_by(request.user, Permission.LOG_CONTACT)
    chosen = selectors.named_people(seen, _uuids(request))
    own = selectors.own_people(seen, request.user.officer_or_none, at=clock.now())
    found = selectors.people_like(request.POST.get("find", ""), user=request.user, seen=seen)
    listed = list({case.pk: case for case in (*chosen, *found, *own)}.values())
    shows(listed)
    form = _form(request, people=listed, chosen=chosen)
    page = _Page(request, form, chosen)
    if saved := saved_if_valid(request, form, page.save):
        return saved
    searched = request.POST.get("find", "") if _is_finding(request) else ""
    return render(
        request,
        "offenders/arrange_for_several.html",
        page.context | {"searched": searched, "found": found},
    )


def _uuids(request: AuthedRequest) -> list[UUID]:
    """Who is ticked; what is no UUID is nobody's."""
    found = []
    for text in request.POST.getlist("people") or request.GET.getlist("case"):
        try:
            found.append(UUID(text))
        except ValueError:
            continue
    return found


def _is_finding(request: AuthedRequest) -> bool:
    return request.POST.get("then") == FIND


def _form(
    request: AuthedRequest,
    *,
    people: Sequence[Case] | None = None,
    chosen: Sequence[Case] = (),
) -> AppointmentForm:
    officer = request.user.officer_or_none
    is_sent = request.method == "POST" and not _is_finding(request)
    typed = dict(request.POST.lists()) if _is_finding(request) else None
    return AppointmentForm(
        request.POST if is_sent else None,
        offer=offer_to(officer, appointments_only=True),
        at=clock.now(),
        officers=selectors.colleagues_of(officer),
        people=people,
        draft=typed,
        initial={"people": [str(case.uuid) for case in chosen]},
    )


@dataclass(frozen=True, slots=True)
class _Page:
    """The form about these people, what is asked back, and what follows when it is saved."""

    request: AuthedRequest
    form: AppointmentForm
    cases: Sequence[Case]

    def save(self) -> str:
        self.request.user.staff_record(so="an appointment cannot be yours")
        saved = services.arrange(
            plan=self.form.plan(self.cases),
            by=self.request.user,
            at=clock.now(),
            answer=self.form.answer,
        )
        messages.success(self.request, _words(saved))
        return self._leads_to(saved)

    def _leads_to(self, saved: Sequence[Contact]) -> str:
        if self.request.POST.get("then") == "next":
            return self.request.path
        if len(self.cases) == 1:
            return on_timeline(saved[0])
        return reverse(settings.LOGIN_REDIRECT_URL)

    @property
    def context(self) -> dict[str, Any]:
        concerns = None
        if "in_spite" in self.form.errors:
            plan = self.form.plan(self.cases)
            concerns = selectors.concerns_of(plan, user=self.request.user)
            shows(concerns.cases)
            self.form.ask(concerns, plan)
        return {"form": self.form, "concerns": concerns}


def _words(saved: Sequence[Contact]) -> str:
    """ "Appointment arranged: Planned Office Visit, 6 times until 7 January 2027, for 3 people."."""
    days = sorted({london_date(row.happened_at) for row in saved})
    people = len({row.case_id for row in saved})
    words = f"Appointment arranged: {saved[0].type.name}"
    words += (
        f", {len(days)} times until {in_full(days[-1])}"
        if len(days) > 1
        else f", {in_full(days[0])}"
    )
    return f"{words}, for {people} people." if people > 1 else f"{words}."

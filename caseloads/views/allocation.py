"""Giving a case to an officer."""

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse

from audit import services as audit
from caseloads.forms.allocation import AllocateForm
from caseloads.selectors.allocation import allocation_page
from core import clock
from core.addresses import address
from offenders.http import case_or_404, case_page
from offenders.models import Case
from offenders.selectors import contacts as selectors
from offenders.services import allocation as services
from people.choices import Permission
from people.http import AuthedRequest, requires, saved_before, saved_if_valid

NO_STAFF_RECORD = "Your account has no staff record, so you cannot allocate a case."


@requires(Permission.ALLOCATE)
def allocate(request: AuthedRequest, case_uuid: UUID) -> HttpResponse:
    # Whoever gave the case to another team no longer sees it: the second tap on Save must not end in a 404.
    if request.method == "POST" and (before := saved_before(request)):
        return before
    case, on = case_or_404(request, case_uuid), clock.today()
    giver = request.user.officer_or_none
    if giver is None:
        raise PermissionDenied(NO_STAFF_RECORD)
    page = allocation_page(case, giver, user=request.user, at=clock.now())
    form = AllocateForm(request.POST or None, page=page, on=on, initial={"starts_on": on})
    if saved := saved_if_valid(request, form, partial(_allocate, request, case, form)):
        return saved
    return case_page(request, case, "", "caseloads/allocate.html", form=form, page=page)


def _allocate(request: AuthedRequest, case: Case, form: AllocateForm) -> str:
    before, decision, at = selectors.due_dates(case), form.decision, clock.now()
    audit.because(decision.reason)
    services.allocate(
        case=case,
        decision=decision,
        version=form.cleaned_data["version"],
        by=request.user,
        at=at,
    )
    whose = f"{decision.officer.name} of {decision.officer.team.name}"
    if not Case.objects.visible_to(request.user, at=at).filter(pk=case.pk).exists():
        messages.success(request, f"Allocated to {whose}. Their supervisor sees the case now.")
        return address("caseloads:teams")
    changed = selectors.what_changed(before, selectors.due_dates(case))
    messages.success(request, " ".join([f"Allocated to {whose}.", *changed]))
    return case.get_absolute_url()

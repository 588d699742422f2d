"""Giving cases to officers: one, or several at once."""

from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import urlencode

from audit import services as audit
from caseloads.forms.allocation import AllocateForm
from caseloads.forms.candidates import moved_table
from caseloads.selectors.allocation import AllocationPage, allocation_page
from caseloads.selectors.taken import taken_meanwhile
from core import clock
from core.addresses import address
from offenders.choices import AllocationReason, CaseStatus
from offenders.http import case_or_404, case_page, shows
from offenders.models import Case
from offenders.selectors import contacts as selectors
from offenders.services import allocation as services
from people.choices import Permission
from people.http import AuthedRequest, requires, saved_before, saved_if_valid
from people.models import Officer

NO_STAFF_RECORD = "Your account has no staff record, so you cannot allocate a case."
MOST = 100
Gone = list[str]


@requires(Permission.ALLOCATE)
def allocate(request: AuthedRequest, case_uuid: UUID) -> HttpResponse:
    if answer := _answered(request, [case_uuid]):
        return answer
    case = case_or_404(request, case_uuid)
    page = allocation_page([case], giver_of(request), user=request.user, at=clock.now())
    form, shown = _form(request, page)
    if not shown and (saved := saved_if_valid(request, form, partial(_one, request, form))):
        return saved
    context = _context(form, page, shown) | {"beside": None}
    return case_page(request, case, "", "caseloads/allocate.html", **context)


@requires(Permission.ALLOCATE)
def allocate_several(request: AuthedRequest) -> HttpResponse:
    """Those that `case` names in the address and that this supervisor may give; all of them are given, or none."""
    uuids = _uuids(request)
    if answer := _answered(request, uuids):
        return answer
    giver = giver_of(request)
    cases, gone = _cases(request, uuids)
    if not cases or (len(cases) == len(uuids) == 1):
        return _not_several(request, cases, gone)
    shows(cases)
    page = allocation_page(cases, giver, user=request.user, at=clock.now())
    form, shown = _form(request, page)
    if gone and form.is_bound:
        form.add_error(None, " ".join([*gone, "Nothing was given. Look again, and save the rest."]))
    if not shown and (saved := saved_if_valid(request, form, partial(_several, request, form))):
        return saved
    here = urlencode({"case": [str(row.uuid) for row in cases]}, doseq=True)
    context = _context(form, page, shown) | {"gone": gone, "here": f"?{here}"}
    return render(request, "caseloads/allocate_several.html", context)


def _answered(request: AuthedRequest, uuids: list[UUID]) -> HttpResponse | None:
    """The answer to a form that was saved before: whoever gave the case to another team no longer sees it, and the second tap on
    Save must not end in a 404. Raises StaleError where somebody else gave it to another team.
    """
    if request.method != "POST":
        return None
    if before := saved_before(request):
        return before
    if taken := taken_meanwhile(uuids, request.user, at=clock.now()):
        raise taken
    return None


def giver_of(request: AuthedRequest) -> Officer:
    if request.user.officer_or_none is None:
        raise PermissionDenied(NO_STAFF_RECORD)
    return request.user.officer_or_none


def _uuids(request: AuthedRequest) -> list[UUID]:
    """What the address names, each once; what is no number of a case is left out."""
    found: dict[UUID, None] = {}
    for text in request.GET.getlist("case")[:MOST]:
        try:
            found[UUID(text)] = None
        except ValueError:
            continue
    return list(found)


def _cases(request: AuthedRequest, uuids: list[UUID]) -> tuple[list[Case], Gone]:
    """Those that can be given, and what is to be said of the others: of one that is not theirs only that."""
    visible = Case.objects.visible_to(request.user, Permission.ALLOCATE).filter(uuid__in=uuids)
    found = list(visible.order_by("surname", "forenames", "pk"))
    ended = [case for case in found if case.status != CaseStatus.ACTIVE]
    shows(ended)
    gone = [f"{case.name}: the case is terminated, so nobody has to hold it." for case in ended]
    if missing := len(uuids) - len(found):
        noun = "1 case is" if missing == 1 else f"{missing} cases are"
        gone.append(
            f"{noun} no longer yours to give: somebody gave it to another team, or it ended."
        )
    return [case for case in found if case.status == CaseStatus.ACTIVE], gone


def _not_several(request: AuthedRequest, cases: list[Case], gone: Gone) -> HttpResponse:
    if cases:
        return redirect("caseloads:allocate", cases[0].uuid)
    messages.error(request, " ".join(gone) or "Choose the cases that are to be given.")
    return redirect("caseloads:unallocated")


def _form(request: AuthedRequest, page: AllocationPage) -> tuple[AllocateForm, bool]:
    """The form, and whether the person asked only what their choices would make."""
    on, shown = clock.today(), "show" in request.POST
    kind = "" if any(row.leads.last for row in page.to_give) else AllocationReason.INITIAL
    initial: dict[str, Any] = {"starts_on": on, "kind": kind}
    if shown:
        again = dict(request.POST.lists())
        return AllocateForm(page=page, on=on, initial=initial, again=again), True
    return AllocateForm(request.POST or None, page=page, on=on, initial=initial), False


def _context(form: AllocateForm, page: AllocationPage, shown: bool) -> dict[str, Any]:
    makes = page.moved(form.chosen) if shown else page.losing
    caption = "With these choices" if shown else "Whoever holds them now"
    return {
        "form": form,
        "page": page,
        "makes": moved_table(makes, page, caption) if makes else None,
        "shown": shown,
    }


def _one(request: AuthedRequest, form: AllocateForm) -> str:
    (given,) = form.given
    case, decision, version = given
    before, at = selectors.due_dates(case), clock.now()
    audit.because(decision.reason)
    services.allocate(case=case, decision=decision, version=version, by=request.user, at=at)
    whose = f"{decision.officer.name} of {decision.officer.team.name}"
    if not Case.objects.visible_to(request.user, at=at).filter(pk=case.pk).exists():
        messages.success(request, f"Allocated to {whose}. Their supervisor sees the case now.")
        return address("caseloads:teams")
    changed = selectors.what_changed(before, selectors.due_dates(case))
    messages.success(request, " ".join([f"Allocated to {whose}.", *changed]))
    return case.get_absolute_url()


def _several(request: AuthedRequest, form: AllocateForm) -> str:
    given = form.given
    audit.because(given[0].decision.reason)
    services.allocate_all(given=given, by=request.user, at=clock.now())
    numbers: dict[str, int] = {}
    for one in given:
        officer = one.decision.officer
        name = f"{officer.name} of {officer.team.name}"
        numbers[name] = numbers.get(name, 0) + 1
    said = ", ".join(f"{number} to {name}" for name, number in numbers.items())
    messages.success(request, f"{len(given)} cases allocated: {said}.")
    holders = {row.leads.current.officer for row in form.page.to_give if row.leads.current}
    if len(holders) == 1:
        return address("caseloads:reallocate", holders.pop().uuid)
    return address("caseloads:unallocated")

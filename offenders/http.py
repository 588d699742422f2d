"""The door to a case for views: found, allowed and noted in the log in one step."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any, Protocol, TypeVar
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import resolve

from audit import services as audit
from core import clock
from core.addresses import address
from core.bundle import Bundle
from core.forms import BaseForm
from core.http import GetResponse
from offenders.models import Case, Draft
from offenders.querysets import decided_once
from offenders.rules.grounds import Answer, decide
from offenders.selectors.beside import beside
from offenders.selectors.case import Banner, banner, part_banner
from offenders.selectors.contacts import Dates, due_dates, what_changed
from people.choices import Agency, Permission
from people.http import AuthedRequest

NO_CASE = UUID(int=0)


class OfCase(Protocol):
    """A record of a case. What has none (a flag about an officer) is nobody's to find this way."""

    @property
    def case(self) -> Case | None: ...


R = TypeVar("R", bound=Model)


class OtherAgencyError(PermissionDenied):
    """The user works on the case, but this is the other agency's to do."""

    def __init__(self, case: Case, permission: Permission, agency: Agency) -> None:
        super().__init__(f"{permission.label}: only {agency.label} does this")
        self.case, self.permission, self.agency = case, permission, agency


class AccessMiddleware:
    """Decides access once for each request that only reads; says whose work it is to whoever may not do it."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method == "POST":
            return self.get_response(request)
        with decided_once():
            return self.get_response(request)

    def process_exception(self, request: AuthedRequest, error: Exception) -> HttpResponse | None:
        if not isinstance(error, OtherAgencyError):
            return None
        shows([error.case])
        return case_page(
            request,
            error.case,
            "",
            "offenders/other_agency.html",
            status=403,
            act=error.permission.label,
            agency=error.agency.spoken,
            may_log=may(request, error.case, Permission.LOG_CONTACT),
        )


def case_or_404(request: AuthedRequest, uuid: UUID | None) -> Case:
    """The case, with `grounds`, if this user may do on it what the view is for (its `requires`).

    404 if they may not even see it, by the same steps as for a case that is not there; a view that comes from a
    record of a case passes None where there was no such record, for the same reason. 403 if they see it and
    may not do this; where it is the other agency's to do, the page says so.
    """
    case = Case.objects.one_for(request.user, uuid or NO_CASE)
    answer = decide(request.user, request.permission, case.grounds) if case else Answer.UNSEEN
    if case is not None and answer is Answer.YES:
        shows([case])
        return case
    if case is not None:
        audit.asked(refused_case=case.pk)
    if case is None or answer is Answer.UNSEEN:
        raise Http404
    agency = request.user.other_agency(request.permission)
    if answer is Answer.OTHER_AGENCY and agency is not None:
        raise OtherAgencyError(case, request.permission, agency)
    raise PermissionDenied


def record_or_404(request: AuthedRequest, records: QuerySet[R], uuid: UUID) -> R:
    """One record of a case, as `case_or_404` finds the case; `records` bring their case along (select_related).

    Where there is no such record, or none for this user, the steps and the answer are the same.
    """
    record: Any = records.filter(uuid=uuid).first()
    of: Case | None = record.case if record is not None else None
    case = case_or_404(request, of.uuid if of else None)
    if record is None:
        raise Http404
    record.case.grounds = case.grounds
    found: R = record
    return found


def shows(cases: Iterable[Case]) -> None:
    """Note every case whose data is in the answer, with the ground that opened it. Each comes from `visible_to`."""
    for case in cases:
        audit.note(case.pk, case.grounds[0])


def may(request: AuthedRequest, case: Case, permission: Permission) -> bool:
    """Whether this user may do this on this case: by role, by a ground on the case, and as whose act it is."""
    return decide(request.user, permission, case.grounds) is Answer.YES


def say_moved(request: AuthedRequest, case: Case, words: str, before: Dates) -> None:
    """Say what was done, and which deadlines of the case it moved since `before` (`due_dates`)."""
    messages.success(request, " ".join([words, *what_changed(before, due_dates(case))]))


def case_page(
    request: AuthedRequest,
    case: Case,
    section: str,
    template: str,
    *,
    status: int = 200,
    facts: Bundle | None = None,
    **context: Any,
) -> HttpResponse:
    """A page of a case with the banner above it and `section` marked in its navigation.

    A page that has read the dated facts of the case gives them, so that the banner does not read them again. A page that is a form
    has the last contact and what is due beside it, and on a phone a banner of one line. Whoever sees a part of the case and
    not its record has neither, and is led to no other part.
    """
    shown = _banner_for(request, case, facts)
    is_form = isinstance(context.get("form"), BaseForm) and shown.is_whole
    around = {
        "case": case,
        "section": section,
        "banner": shown,
        "is_form": is_form,
        "beside": beside(case, at=clock.now()) if is_form else None,
    }
    return render(request, template, around | context, status=status)


def _banner_for(request: AuthedRequest, case: Case, facts: Bundle | None) -> Banner:
    on = clock.today()
    if may(request, case, Permission.VIEW_CASE):
        shown = banner(case, on=on, facts=facts)
    else:
        allowed = {each for each in Permission if may(request, case, each)}
        shown = part_banner(case, allowed, on=on, facts=facts)
    open_to_them = [part for part in shown.parts if may(request, case, _permission_at(part[2]))]
    return replace(shown, parts=open_to_them)


def _permission_at(url: str) -> Permission:
    """What the page at an address asks for, as its view states it."""
    stated: Permission = resolve(url).func.permission  # type: ignore[attr-defined]
    return stated


def keeping(case: Case, name: str, draft: Draft | None) -> dict[str, Any]:
    """What a form about a case needs so that its text is kept on the server while it is typed."""
    url = address("offenders:save_draft", case.uuid, name)
    return {"draft_url": url, "draft": draft.data if draft else None}

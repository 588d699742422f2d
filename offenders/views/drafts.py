"""Keeping what somebody is writing."""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from audit import services as audit
from audit.choices import Outcome
from core import clock
from core.calendar import LONDON
from core.errors import RefusedError
from offenders.http import case_or_404, may
from offenders.selectors.drafts import permission_of
from offenders.services import drafts as services
from people.choices import Permission
from people.http import AuthedRequest, by_itself, requires, safe_next

NOT_KEPT = {"csrfmiddlewaretoken", "form_key", "next", "discard", "then", "is_another"}


@by_itself
@requires(Permission.VIEW_CASE)
@require_POST
def save_draft(request: AuthedRequest, case_uuid: UUID, form: str) -> HttpResponse:
    """Only what the user may also save to the record: the form says what that needs."""
    case = case_or_404(request, case_uuid)
    needs = permission_of(form)
    if needs is None:
        raise Http404
    if request.POST.get("discard"):
        services.drop_draft(case=case, form=form, by=request.user)
        return redirect(safe_next(request, request.POST.get("next", "")))
    if not may(request, case, needs):
        audit.asked(refused_case=case.pk)
        raise PermissionDenied
    at = clock.now()
    data = {name: values for name, values in request.POST.lists() if name not in NOT_KEPT}
    try:
        services.save_draft(case=case, form=form, data=data, by=request.user, at=at)
    except RefusedError as refused:
        return JsonResponse({"why": str(refused)}, status=413)
    audit.ended(Outcome.CHANGED)
    return JsonResponse({"saved_at": f"{at.astimezone(LONDON):%H:%M}"})

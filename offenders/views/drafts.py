"""Keeping what somebody is writing."""

from uuid import UUID

from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from audit import services as audit
from audit.choices import Outcome
from core import clock
from core.calendar import LONDON
from offenders.http import case_or_404
from offenders.services import drafts as services
from people.choices import Permission
from people.http import AuthedRequest, requires, safe_next

NOT_KEPT = {"csrfmiddlewaretoken", "form_key", "next", "discard", "then"}


@requires(Permission.VIEW_CASE)
@require_POST
def save_draft(request: AuthedRequest, case_uuid: UUID, form: str) -> HttpResponse:
    case = case_or_404(request, case_uuid)
    if request.POST.get("discard"):
        services.drop_draft(case=case, form=form[:40], by=request.user)
        return redirect(safe_next(request, request.POST.get("next", "")))
    at = clock.now()
    data = {name: values for name, values in request.POST.lists() if name not in NOT_KEPT}
    audit.ended(Outcome.CHANGED)
    services.save_draft(case=case, form=form[:40], data=data, by=request.user, at=at)
    return JsonResponse({"saved_at": f"{at.astimezone(LONDON):%H:%M}"})

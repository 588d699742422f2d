"""The door to a case for views: found, allowed and noted in the log in one step."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.urls import reverse

from audit import services as audit
from offenders.choices import Ground
from offenders.models import Case, Draft
from offenders.rules import grounds_allow
from people.choices import Permission
from people.http import AuthedRequest

NO_CASE = UUID(int=0)


def case_or_404(
    request: AuthedRequest, uuid: UUID | None, needs: Permission = Permission.VIEW_CASE
) -> Case:
    """The case, with `grounds`, if this user may see it; 403 if they may see it but not do what it `needs`.

    A case that is not there and one that this user may not see take the same steps to the same 404. A view
    that comes from a record of a case passes None where there was no such record, for the same reason.
    """
    wanted = uuid or NO_CASE
    case = Case.objects.visible_to(request.user).filter(uuid=wanted).first()
    if case is None:
        hidden = Case.objects.filter(uuid=wanted).values_list("pk", flat=True).first()
        if hidden is not None:
            audit.asked(refused_case=hidden)
        raise Http404
    if not may(request, case, needs):
        audit.asked(refused_case=case.pk)
        raise PermissionDenied
    shows([case])
    return case


def shows(cases: Iterable[Case]) -> None:
    """Note every case whose data is in the answer, with the strongest ground. Each comes from visible_to."""
    for case in cases:
        audit.note(case.pk, case.grounds[0])


def may(request: AuthedRequest, case: Case, permission: Permission) -> bool:
    """Whether this user may do this on this case: by role, and by a ground on the case."""
    grounds = frozenset(Ground(ground) for ground in case.grounds)
    return request.user.has(permission) and grounds_allow(grounds, permission)


def keeping(case: Case, name: str, draft: Draft | None) -> dict[str, Any]:
    """What a form about a case needs so that its text is kept on the server while it is typed."""
    url = reverse("offenders:save_draft", args=[case.uuid, name])
    return {"draft_url": url, "draft": draft.data if draft else None}

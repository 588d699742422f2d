"""A manager reads a record and countersigns it, or sends it back."""

from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse

from caseloads.choices import Signature
from caseloads.forms.oversight import CountersignForm
from caseloads.selectors import signing as selectors
from caseloads.services import signing as services
from core import clock
from core.addresses import address
from offenders.http import case_or_404, case_page, keeping
from offenders.models import Case
from offenders.selectors.drafts import draft_of
from offenders.services.drafts import drop_draft
from people.choices import Permission
from people.http import AuthedRequest, requires, saved_if_valid


@requires(Permission.OVERSEE)
def countersign(request: AuthedRequest, signable_uuid: UUID) -> HttpResponse:
    """The record as it says, and what the manager makes of it."""
    found = selectors.record_of(signable_uuid)
    case, on = case_or_404(request, found.case.uuid if found else None), clock.today()
    if found is None:
        raise Http404
    standing = selectors.standing_of(case, signable_uuid, on=on)
    name = f"countersign-{signable_uuid.hex[:12]}"
    draft = draft_of(request.user, case, name)
    version = standing.record.version if standing else 0
    kept = keeping(case, name, draft)
    form = CountersignForm(request.POST or None, on=on, version=version, **without_version(kept))
    saved = saved_if_valid(request, form, partial(_sign, request, case, signable_uuid, form, name))
    return saved or case_page(
        request,
        case,
        "record",
        "caseloads/countersign.html",
        form=form,
        draft=None if form.is_bound else draft,
        found=found,
        standing=standing,
        why_not=selectors.why_not_signed(standing, request.user),
    )


def without_version(kept: dict[str, Any]) -> dict[str, Any]:
    """The kept text, but the version that is on the screen now."""
    words = {name: said for name, said in (kept["draft"] or {}).items() if name != "version"}
    return kept | {"draft": words or None}


def _sign(request: AuthedRequest, case: Case, key: UUID, form: CountersignForm, name: str) -> str:
    answers = form.cleaned_data
    made = services.countersign(
        case=case,
        key=key,
        version=answers["version"],
        decision=Signature(answers["decision"]),
        words=answers["words"],
        asks=answers["asks"],
        answer_by=answers["answer_by"],
        by=request.user,
        at=clock.now(),
    )
    drop_draft(case=case, form=name, by=request.user)
    back = "What you ask is on the first page of whoever holds the case."
    signed = made.decision == Signature.SIGNED
    messages.success(request, "Countersigned." if signed else f"Sent back. {back}")
    return address("caseloads:oversight")

"""Applying a scenario: what has changed since it was made, what stands in the way, and one question."""

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from audit import services as audit
from caseloads.choices import ChangeKind
from caseloads.forms.whatif import ApplyForm
from caseloads.selectors.whatif import tables
from caseloads.selectors.whatif.page import scenario_page
from caseloads.selectors.whatif.scope import Scope
from caseloads.services.applying import Applying, apply_scenario
from caseloads.views.whatif import scope_or_404
from core import clock
from offenders.http import shows
from people.choices import Permission
from people.http import AuthedRequest, requires, saved_if_valid


@requires(Permission.ALLOCATE)
def whatif_apply(request: AuthedRequest, scenario_uuid: UUID) -> HttpResponse:
    scope = scope_or_404(request, scenario_uuid)
    page = scenario_page(scope)
    seen, check = page.outcome.fingerprint, page.check
    form = ApplyForm(
        request.POST or None,
        asks_training=bool(check.gaps),
        asks_tiers=any(row.kind == ChangeKind.TIER for row in scope.changes),
        version=scope.scenario.version,
        initial={"seen": seen},
    )
    if saved := saved_if_valid(request, form, partial(_apply, request, scope, form)):
        return saved
    if scope.scenario.applied_at:
        return redirect(scope.scenario)
    form.show_again(seen)
    shows(page.cases)
    context = {"page": page, "form": form, "officers": tables.officers_table(page)}
    return render(request, "caseloads/whatif_apply.html", context)


def _apply(request: AuthedRequest, scope: Scope, form: ApplyForm) -> str:
    asked = form.answers
    audit.because(asked["reason"])
    audit.asked(applied=str(scope.scenario.uuid), changes=len(scope.changes))
    apply_scenario(
        scenario=scope.scenario,
        said=Applying(**asked),
        version=form.cleaned_data["version"],
        by=request.user,
        at=clock.now(),
    )
    messages.success(request, "Applied: everything in it is on record.")
    return scope.scenario.get_absolute_url()

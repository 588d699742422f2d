"""Recording the tier of a case."""

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse

from core import clock
from core.calendar import in_full
from offenders.choices import TierScheme
from offenders.forms.tier import TierForm
from offenders.http import case_or_404, case_page
from offenders.models import Case
from offenders.selectors.tiers import newest_tier, version_of
from offenders.services.tier import record_tier as record
from people.choices import Permission
from people.http import AuthedRequest, requires, saved_if_valid


@requires(Permission.RECORD_RISK)
def record_tier(request: AuthedRequest, case_uuid: UUID) -> HttpResponse:
    case, on = case_or_404(request, case_uuid), clock.today()
    form = TierForm(
        request.POST or None, on=on, version=version_of(case), initial={"calculated_on": on}
    )
    saved = saved_if_valid(request, form, partial(_recorded, request, case, form))
    if saved:
        return saved
    newest = newest_tier(case)
    return case_page(
        request, case, "record", "offenders/record_tier.html", form=form, newest=newest
    )


def _recorded(request: AuthedRequest, case: Case, form: TierForm) -> str:
    answers = form.answers | {"scheme": TierScheme(form.answers["scheme"])}
    version = form.cleaned_data["version"]
    row = record(case=case, version=version, by=request.user, at=clock.now(), **answers)
    messages.success(request, f"Tier {row}, worked out {in_full(row.calculated_on)}: saved.")
    return case.get_absolute_url()

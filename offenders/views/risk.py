"""Recording a risk level."""

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse

from core import clock
from offenders.choices import RiskLevel
from offenders.forms.risk import RiskForm
from offenders.http import case_or_404, case_page
from offenders.models import Case
from offenders.selectors import contacts as selectors
from offenders.selectors.due import acts_at
from offenders.services.risk import record_risk as record
from people.choices import Permission
from people.http import AuthedRequest, requires, saved_if_valid


@requires(Permission.RECORD_RISK)
def record_risk(request: AuthedRequest, case_uuid: UUID) -> HttpResponse:
    case, on = case_or_404(request, case_uuid), clock.today()
    form = RiskForm(request.POST or None, on=on, initial={"assessed_on": on})
    saved = saved_if_valid(request, form, partial(_recorded, request, case, form))
    if saved:
        return saved
    by_group = acts_at("harm", case, request.user)
    return case_page(
        request, case, "record", "offenders/record_risk.html", form=form, by_group=by_group
    )


def _recorded(request: AuthedRequest, case: Case, form: RiskForm) -> str:
    before = selectors.due_dates(case)
    answers = form.answers | {"level": RiskLevel(form.answers["level"])}
    saved = record(case=case, by=request.user, at=clock.now(), **answers)
    changed = selectors.what_changed(before, selectors.due_dates(case))
    words = f"{saved.get_tool_display()}: {saved.get_level_display()}, saved."
    messages.success(request, " ".join([words, *changed]))
    return case.get_absolute_url()

"""Intelligence that was cleared for sharing: a page of its own, for whoever records it (INF-36)."""

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse

from audit import services as audit
from core import clock
from core.addresses import address
from offenders.choices import FactEnding
from offenders.forms.intelligence import IntelligenceForm
from offenders.forms.person import EndFactForm
from offenders.http import case_or_404, case_page, record_or_404
from offenders.models import Case, Intelligence
from offenders.selectors.dated import dated
from offenders.selectors.intelligence import INTELLIGENCE
from offenders.selectors.person import facts_of
from offenders.services import person as services
from people.choices import Permission
from people.http import AuthedRequest, requires, saved_if_valid

SECTION = "record"


@requires(Permission.RECORD_INTELLIGENCE)
def intelligence(request: AuthedRequest, case_uuid: UUID) -> HttpResponse:
    case = case_or_404(request, case_uuid)
    form = IntelligenceForm(request.POST or None, on=clock.today())
    if saved := saved_if_valid(request, form, partial(_recorded, request, case, form)):
        return saved
    facts = dated(case)
    return case_page(
        request,
        case,
        SECTION,
        "offenders/intelligence.html",
        facts=facts,
        form=form,
        listed=facts_of(facts, INTELLIGENCE, case.uuid),
    )


@requires(Permission.RECORD_INTELLIGENCE)
def end_intelligence(request: AuthedRequest, intelligence_uuid: UUID) -> HttpResponse:
    rows = Intelligence.objects.select_related("case")
    row = record_or_404(request, rows, intelligence_uuid)
    form = EndFactForm(request.POST or None, on=clock.today(), fact=row)
    if saved := saved_if_valid(request, form, partial(_ended, request, row, form)):
        return saved
    return case_page(
        request,
        row.case,
        SECTION,
        "offenders/end_fact.html",
        form=form,
        sort=INTELLIGENCE,
        fact=row,
        lines=INTELLIGENCE.lines(row),
    )


def _recorded(request: AuthedRequest, case: Case, form: IntelligenceForm) -> str:
    services.record_fact(
        case=case,
        sort=INTELLIGENCE,
        starts_on=form.answers["starts_on"],
        details=form.details,
        by=request.user,
        at=clock.now(),
    )
    messages.success(request, "Saved: cleared intelligence.")
    return address("offenders:intelligence", case.uuid)


def _ended(request: AuthedRequest, row: Intelligence, form: EndFactForm) -> str:
    answers = form.answers
    audit.because(answers["note"])
    services.end_fact(
        fact=row,
        because=FactEnding(answers["because"]),
        last_day=answers["last_day"],
        note=answers["note"],
        version=form.cleaned_data["version"],
        by=request.user,
        at=clock.now(),
    )
    messages.success(request, "Ended: cleared intelligence.")
    return address("offenders:intelligence", row.case.uuid)

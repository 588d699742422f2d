"""What tools say of a person, and the tier that is worked out from it."""

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse

from audit import services as audit
from core import clock
from core.addresses import address
from core.calendar import in_full
from offenders.forms.assessed import AssessmentForm, TakeBackForm, WorkedForm
from offenders.http import case_or_404, case_page, may, record_or_404, say_moved
from offenders.models import AssessmentTool, Case, ToolAssessment
from offenders.selectors.assessed import assessed_of, catalogue, tool_facts, version_of, words_of
from offenders.selectors.contacts import due_dates
from offenders.selectors.dated import dated
from offenders.selectors.tiers import newest_tier, version_of as version_of_tiers
from offenders.selectors.worked_tier import worked_tier
from offenders.services import assessed as services
from offenders.services.tier import record_worked_out
from people.choices import Permission
from people.http import AuthedRequest, requires, saved_if_valid

SECTION = "record"


@requires(Permission.VIEW_CASE)
def assessments(request: AuthedRequest, case_uuid: UUID) -> HttpResponse:
    case, on = case_or_404(request, case_uuid), clock.today()
    facts = dated(case)
    return case_page(
        request,
        case,
        SECTION,
        "offenders/assessments.html",
        facts=facts,
        tools=assessed_of(facts, on=on, tools=catalogue()),
        may_record=may(request, case, Permission.RECORD_RISK),
    )


@requires(Permission.RECORD_RISK)
def assess(request: AuthedRequest, case_uuid: UUID, tool: str) -> HttpResponse:
    case, on = case_or_404(request, case_uuid), clock.today()
    of = AssessmentTool.objects.filter(code=tool).first()
    if of is None:
        raise Http404
    form = AssessmentForm(
        request.POST or None, tool=tool_facts(of), on=on, version=version_of(case, of)
    )
    if saved := saved_if_valid(request, form, partial(_recorded, request, case, of, form)):
        return saved
    facts = dated(case)
    listed = next(each for each in assessed_of(facts, on=on, tools=[of]) if each.tool == of)
    return case_page(
        request, case, SECTION, "offenders/assess.html", facts=facts, form=form, listed=listed
    )


@requires(Permission.RECORD_RISK)
def take_back_assessment(request: AuthedRequest, toolassessment_uuid: UUID) -> HttpResponse:
    rows = ToolAssessment.objects.select_related("case", "tool", "assessor")
    row = record_or_404(request, rows, toolassessment_uuid)
    form = TakeBackForm(request.POST or None, version=row.version)
    if saved := saved_if_valid(request, form, partial(_taken_back, request, row, form)):
        return saved
    return case_page(
        request,
        row.case,
        SECTION,
        "offenders/take_back_assessment.html",
        form=form,
        row=row,
        says=words_of(row),
    )


@requires(Permission.RECORD_RISK)
def work_out_tier(request: AuthedRequest, case_uuid: UUID) -> HttpResponse:
    case, on = case_or_404(request, case_uuid), clock.today()
    facts = dated(case)
    worked = worked_tier(facts, on=on)
    form = WorkedForm(
        request.POST or None, version=version_of_tiers(case), initial={"tier": worked.says}
    )
    if saved := saved_if_valid(request, form, partial(_kept, request, case, form)):
        return saved
    return case_page(
        request,
        case,
        SECTION,
        "offenders/work_out_tier.html",
        facts=facts,
        form=form,
        worked=worked,
        newest=newest_tier(case),
    )


def _recorded(
    request: AuthedRequest, case: Case, tool: AssessmentTool, form: AssessmentForm
) -> str:
    before = due_dates(case)
    row = services.record_assessment(
        case=case,
        tool=tool,
        said=form.said,
        assessed_by=form.somebody_else,
        version=form.cleaned_data["version"],
        by=request.user,
        at=clock.now(),
    )
    say_moved(request, case, f"{tool.short_name}: {words_of(row)}, saved.", before)
    return address("offenders:assessments", case.uuid)


def _taken_back(request: AuthedRequest, row: ToolAssessment, form: TakeBackForm) -> str:
    before, note = due_dates(row.case), form.answers["note"]
    audit.because(note)
    services.take_back(
        assessment=row,
        note=note,
        version=form.cleaned_data["version"],
        by=request.user,
        at=clock.now(),
    )
    say_moved(request, row.case, f"{row.tool.short_name}: taken back.", before)
    return address("offenders:assessments", row.case.uuid)


def _kept(request: AuthedRequest, case: Case, form: WorkedForm) -> str:
    version, tier = form.cleaned_data["version"], form.answers["tier"]
    row = record_worked_out(case=case, tier=tier, version=version, by=request.user, at=clock.now())
    messages.success(request, f"Tier {row}, worked out {in_full(row.calculated_on)}: saved.")
    return f"{address('offenders:record', case.uuid)}#tiers"

"""What was told and waits for a supervisor: a death told, the page of what was told, decided, taken back."""

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from audit import services as audit
from core import clock
from core.calendar import in_full
from offenders.choices import ReportKind, ReportState
from offenders.forms.reports import CONFIRM, DeathForm, DecideReportForm, TakeBackForm
from offenders.http import case_or_404, case_page, may, record_or_404
from offenders.models import Case, Contact, Report
from offenders.models.report import OPEN
from offenders.selectors import contacts as selectors
from offenders.selectors.reports import report_lines, seen_since, words_of_report
from offenders.services import reports as services
from offenders.views.facts import SECTION, say_arranged, say_saved, told_in
from people.choices import Permission
from people.http import AuthedRequest, requires, saved_if_valid

REPORTS = Report.objects.select_related("case", "recorded_by", "decided_by", "registration")
UNTIL_THEN = "It waits for a supervisor who did not record it. Until then clocks run."


@requires(Permission.RECORD_FACT)
def record_death(request: AuthedRequest, case_uuid: UUID) -> HttpResponse:
    case, on = case_or_404(request, case_uuid), clock.today()
    told = case.reports.filter(kind=ReportKind.DEATH, state__in=OPEN).first()
    if told is not None and request.method != "POST":
        return redirect(told)
    tells = told_in(request, case)
    form = DeathForm(request.POST or None, on=on, initial={"told_on": on})
    saved = saved_if_valid(request, form, partial(_told, request, case, form, tells))
    return saved or case_page(
        request, case, SECTION, "offenders/record_death.html", form=form, tells=tells
    )


@requires(Permission.VIEW_CASE)
def report(request: AuthedRequest, report_uuid: UUID) -> HttpResponse:
    found = record_or_404(request, REPORTS, report_uuid)
    may_confirm = may(request, found.case, Permission.CONFIRM_FACT)
    may_take_back = found.waits or (may_confirm and found.state == ReportState.CONFIRMED)
    return case_page(
        request,
        found.case,
        SECTION,
        "offenders/report.html",
        report=found,
        words=words_of_report(found),
        lines=report_lines(found),
        against=seen_since(found),
        may_decide=found.waits and may_confirm and found.recorded_by_id != request.user.pk,
        may_take_back=may_take_back and may(request, found.case, Permission.RECORD_FACT),
    )


@requires(Permission.CONFIRM_FACT)
def decide_report(request: AuthedRequest, report_uuid: UUID) -> HttpResponse:
    found = record_or_404(request, REPORTS, report_uuid)
    form = DecideReportForm(request.POST or None, version=found.version)
    if saved := saved_if_valid(request, form, partial(_decided, request, found, form)):
        return saved
    return case_page(
        request,
        found.case,
        SECTION,
        "offenders/decide_report.html",
        form=form,
        report=found,
        words=words_of_report(found),
        lines=report_lines(found),
        against=seen_since(found),
        is_own=found.recorded_by_id == request.user.pk,
    )


@requires(Permission.RECORD_FACT)
def take_back_report(request: AuthedRequest, report_uuid: UUID) -> HttpResponse:
    found = record_or_404(request, REPORTS, report_uuid)
    if found.state not in OPEN and request.method != "POST":
        messages.info(
            request, f"Nothing follows from this any more: {found.get_state_display().lower()}."
        )
        return redirect(found)
    form = TakeBackForm(request.POST or None, version=found.version)
    if saved := saved_if_valid(request, form, partial(_taken_back, request, found, form)):
        return saved
    return case_page(
        request,
        found.case,
        SECTION,
        "offenders/take_back_report.html",
        form=form,
        report=found,
        words=words_of_report(found),
    )


def _told(request: AuthedRequest, case: Case, form: DeathForm, tells: Contact | None) -> str:
    saved = services.tell(
        case=case,
        kind=ReportKind.DEATH,
        said=form.said_in(tells.uuid if tells else None),
        by=request.user,
        at=clock.now(),
    )
    messages.success(request, f"Death on {in_full(saved.happened_on)}: kept as told. {UNTIL_THEN}")
    return saved.get_absolute_url()


def _decided(request: AuthedRequest, found: Report, form: DecideReportForm) -> str:
    before, asked = selectors.due_dates(found.case), form.cleaned_data
    who = {
        "report": found,
        "version": asked["version"],
        "by": request.user,
        "at": clock.now(),
    }
    if asked["decision"] == CONFIRM:
        services.confirm(**who)
        said = f"{words_of_report(found)}: confirmed."
        say_arranged(request, found.case, clock.now())
    else:
        audit.because(asked["reason"])
        services.refuse_report(**who, reason=asked["reason"])
        said = f"{words_of_report(found)}: refused. Nothing follows from it."
    return say_saved(request, found.case, [said], before)


def _taken_back(request: AuthedRequest, found: Report, form: TakeBackForm) -> str:
    before, asked = selectors.due_dates(found.case), form.cleaned_data
    audit.because(asked["reason"])
    services.take_back(
        report=found,
        version=asked["version"],
        reason=asked["reason"],
        by=request.user,
        at=clock.now(),
    )
    said = f"{words_of_report(found)}: taken back."
    return say_saved(request, found.case, [said], before)

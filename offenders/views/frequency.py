"""How often a person is seen in person: set, decide, end."""

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from audit import services as audit
from core import clock
from core.forms import ButtonForm
from offenders.forms.chosen import APPROVE, DecideForm
from offenders.forms.frequency import FrequencyForm
from offenders.http import case_or_404, case_page, record_or_404
from offenders.models import Case, Frequency
from offenders.selectors import contacts as selectors
from offenders.selectors.frequency import every, how_often
from offenders.services import frequency as services
from people.choices import Permission
from people.http import AuthedRequest, requires, saved_if_valid, saved_once


@requires(Permission.SET_FREQUENCY)
def frequency(request: AuthedRequest, case_uuid: UUID) -> HttpResponse:
    case = case_or_404(request, case_uuid)
    often = how_often(case, on=clock.today())
    form = FrequencyForm(request.POST or None, version=often.version)
    if saved := saved_if_valid(request, form, partial(_set, request, case, form)):
        return saved
    end = ButtonForm(version=often.version, auto_id="end_%s") if often.frequency else None
    return case_page(
        request, case, "record", "offenders/frequency.html", form=form, often=often, end_form=end
    )


@requires(Permission.SET_FREQUENCY)
@require_POST
def end_frequency(request: AuthedRequest, case_uuid: UUID) -> HttpResponse:
    """Back to the standard for the risk of serious harm."""
    case = case_or_404(request, case_uuid)
    form = ButtonForm(request.POST)
    current = how_often(case, on=clock.today()).frequency
    if current is None or not form.is_valid():
        messages.info(request, "Nothing is set for this person: the standard holds.")
        return redirect(case.get_absolute_url())
    return saved_once(request, form, partial(_end, request, current, form))


@requires(Permission.APPROVE_FREQUENCY)
def decide_frequency(request: AuthedRequest, frequency_uuid: UUID) -> HttpResponse:
    rows = Frequency.objects.select_related("case", "set_by", "decided_by")
    frequency = record_or_404(request, rows, frequency_uuid)
    form = DecideForm(request.POST or None, version=frequency.version)
    if saved := saved_if_valid(request, form, partial(_decide, request, frequency, form)):
        return saved
    return case_page(
        request,
        frequency.case,
        "record",
        "offenders/decide_frequency.html",
        form=form,
        frequency=frequency,
        every=every(frequency.days),
        often=how_often(frequency.case, on=clock.today()),
        is_own=frequency.set_by_id == request.user.pk,
    )


def _set(request: AuthedRequest, case: Case, form: FrequencyForm) -> str:
    before, answers = selectors.due_dates(case), form.answers
    audit.because(answers["reason"])
    saved = services.set_frequency(
        case=case, by=request.user, at=clock.now(), version=form.version, **answers
    )
    words = [f"Set to be seen {every(saved.days)}."]
    if saved.needs_approval:
        words.append("That is less often than the standard, so it waits for a supervisor.")
    return _say(request, case, words, before)


def _end(request: AuthedRequest, current: Frequency, form: ButtonForm) -> str:
    before = selectors.due_dates(current.case)
    version = form.cleaned_data["version"]
    services.end_frequency(frequency=current, version=version, by=request.user, at=clock.now())
    return _say(request, current.case, ["The standard holds again."], before)


def _decide(request: AuthedRequest, frequency: Frequency, form: DecideForm) -> str:
    before = selectors.due_dates(frequency.case)
    answers = form.cleaned_data
    who = {
        "frequency": frequency,
        "version": answers["version"],
        "by": request.user,
        "at": clock.now(),
    }
    if answers["decision"] == APPROVE:
        services.approve_frequency(**who)
        return _say(request, frequency.case, [f"Approved: seen {every(frequency.days)}."], before)
    audit.because(answers["reason"])
    services.refuse_frequency(**who, reason=answers["reason"])
    return _say(request, frequency.case, ["Refused: the standard holds."], before)


def _say(request: AuthedRequest, case: Case, words: list[str], before: selectors.Dates) -> str:
    """What was saved and which deadlines it moved; back to the case."""
    changed = selectors.what_changed(before, selectors.due_dates(case))
    messages.success(request, " ".join([*words, *changed]))
    return case.get_absolute_url()

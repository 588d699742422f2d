"""Individual work: planned and ended; why nobody works on the offending; the review of a programme."""

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse

from audit import services as audit
from core import clock
from offenders.http import case_or_404, case_page, record_or_404
from offenders.models import Case
from offenders.selectors.contacts import Dates, due_dates, what_changed
from people.choices import Permission
from people.http import AuthedRequest, requires, saved_before, saved_if_valid
from programmes.forms.work import UNSUITABLE, EndWorkForm, NoWorkForm, PlanWorkForm, ReviewForm
from programmes.models import IndividualWork, Programme, Referral
from programmes.selectors import work as selectors
from programmes.services import work as services

SECTION = "programmes"


@requires(Permission.REFER)
def plan_work(request: AuthedRequest, case_uuid: UUID) -> HttpResponse:
    case = case_or_404(request, case_uuid)
    toolkits = selectors.toolkits(on=clock.today())
    form = PlanWorkForm(request.POST or None, on=clock.today(), toolkits=toolkits)
    saved = saved_if_valid(request, form, partial(_planned, request, case, form, toolkits))
    if saved:
        return saved
    goes_on = selectors.work_of(case, at=clock.now())
    return case_page(
        request, case, SECTION, "programmes/plan_work.html", form=form, goes_on=goes_on
    )


@requires(Permission.REFER)
def end_work(request: AuthedRequest, work_uuid: UUID) -> HttpResponse:
    if request.method == "POST" and (before := saved_before(request)):
        return before
    work = record_or_404(request, selectors.individual_work(), work_uuid)
    form = EndWorkForm(request.POST or None, on=clock.today(), version=work.version)
    saved = saved_if_valid(request, form, partial(_ended, request, work, form))
    return saved or case_page(
        request, work.case, SECTION, "programmes/end_work.html", form=form, work=work
    )


@requires(Permission.REFER)
def no_work(request: AuthedRequest, case_uuid: UUID) -> HttpResponse:
    case = case_or_404(request, case_uuid)
    form = NoWorkForm(request.POST or None)
    saved = saved_if_valid(request, form, partial(_said_why, request, case, form))
    return saved or case_page(request, case, SECTION, "programmes/no_work.html", form=form)


@requires(Permission.REFER)
def review(request: AuthedRequest, referral_uuid: UUID) -> HttpResponse:
    if request.method == "POST" and (before := saved_before(request)):
        return before
    referral = record_or_404(request, selectors.referrals(), referral_uuid)
    form = ReviewForm(request.POST or None, on=clock.today())
    saved = saved_if_valid(request, form, partial(_reviewed, request, referral, form))
    return saved or case_page(
        request, referral.case, SECTION, "programmes/review.html", form=form, referral=referral
    )


def _planned(
    request: AuthedRequest, case: Case, form: PlanWorkForm, toolkits: list[Programme]
) -> str:
    before, said = due_dates(case), form.cleaned_data
    (toolkit,) = [row for row in toolkits if str(row.uuid) == said["toolkit"]]
    work = services.plan_individual_work(
        case=case,
        toolkit=toolkit,
        sessions=said["sessions"],
        starts_on=said["starts_on"],
        note=said["note"],
        by=request.user,
        at=clock.now(),
    )
    return _say(request, case, f"{work.toolkit_id} is planned.", before)


def _ended(request: AuthedRequest, work: IndividualWork, form: EndWorkForm) -> str:
    before, said = due_dates(work.case), form.cleaned_data
    services.end_individual_work(
        work=work,
        ends_on=said["ends_on"],
        came_of_it=said["came_of_it"],
        version=form.cleaned_data["version"],
        by=request.user,
        at=clock.now(),
    )
    return _say(request, work.case, f"{work.toolkit_id} has ended.", before)


def _said_why(request: AuthedRequest, case: Case, form: NoWorkForm) -> str:
    before, said = due_dates(case), form.cleaned_data
    audit.because(said["reason"])
    services.say_why_no_work(
        case=case,
        is_suitable=said["suits"] != UNSUITABLE,
        reason=said["reason"],
        by=request.user,
        at=clock.now(),
    )
    return _say(request, case, "The reason is on record.", before)


def _reviewed(request: AuthedRequest, referral: Referral, form: ReviewForm) -> str:
    before, said = due_dates(referral.case), form.cleaned_data
    services.record_review(
        referral=referral,
        reviewed_on=said["reviewed_on"],
        progress=said["progress"],
        is_plan_updated=said["is_plan_updated"] == "yes",
        next_work=said["next_work"],
        by=request.user,
        at=clock.now(),
    )
    return _say(request, referral.case, f"{referral.programme_id} has been reviewed.", before)


def _say(request: AuthedRequest, case: Case, words: str, before: Dates) -> str:
    """What was saved and which deadlines it moved; back to the case."""
    messages.success(request, " ".join([words, *what_changed(before, due_dates(case))]))
    return case.get_absolute_url()

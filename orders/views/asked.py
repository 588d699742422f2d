"""Requirements of sentences and licence conditions: a page to record each, and one for what becomes of it."""

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from audit import services as audit
from core import clock
from core.addresses import address
from offenders.http import case_or_404, case_page, record_or_404
from offenders.models import Case
from orders import services
from orders.forms import (
    ChangeAskedForm,
    LicenceConditionForm,
    RequirementForm,
    StandardConditionsForm,
)
from orders.forms.asked import AskedForm
from orders.models import LicenceCondition, SentenceRequirement
from orders.selectors import asked as selectors
from orders.selectors.asked import CONDITION, REQUIREMENT, Sort
from people.choices import Permission
from people.http import AuthedRequest, requires, saved_if_valid

SECTION = "record"


@requires(Permission.RECORD_ORDER)
def requirements(request: AuthedRequest, case_uuid: UUID) -> HttpResponse:
    """One requirement of a sentence."""
    case, on = case_or_404(request, case_uuid), clock.today()
    sentences = selectors.sentences_with_requirements(case)
    form = RequirementForm(request.POST or None, on=on, sentences=sentences)
    return _record(request, case, form, REQUIREMENT, "orders/requirements.html")


@requires(Permission.RECORD_ORDER)
def licence(request: AuthedRequest, case_uuid: UUID) -> HttpResponse:
    """One additional condition of a licence."""
    case = case_or_404(request, case_uuid)
    form = LicenceConditionForm(request.POST or None, on=clock.today())
    return _record(request, case, form, CONDITION, "orders/licence.html")


@requires(Permission.RECORD_ORDER)
def standard_conditions(request: AuthedRequest, case_uuid: UUID) -> HttpResponse:
    """PRO-81: the standard conditions of a licence, all at once."""
    case, on = case_or_404(request, case_uuid), clock.today()
    on_record = selectors.standard_on_record(case, on=on)
    form = StandardConditionsForm(request.POST or None, on=on, on_record=on_record)
    if not form.offered and request.method == "GET":
        messages.info(request, "Every standard licence condition is on record.")
        return redirect(address(CONDITION.url_name, case.uuid))
    return _record(request, case, form, CONDITION, "orders/standard_conditions.html")


@requires(Permission.RECORD_ORDER)
def change_requirement(request: AuthedRequest, requirement_uuid: UUID) -> HttpResponse:
    return _change(request, record_or_404(request, selectors.requirements(), requirement_uuid))


@requires(Permission.RECORD_ORDER)
def change_licence_condition(request: AuthedRequest, licence_condition_uuid: UUID) -> HttpResponse:
    rows = selectors.licence_conditions()
    return _change(request, record_or_404(request, rows, licence_condition_uuid))


def _record(
    request: AuthedRequest, case: Case, form: AskedForm, sort: Sort, template: str
) -> HttpResponse:
    if saved := saved_if_valid(request, form, partial(_recorded, request, case, form, sort)):
        return saved
    listed = selectors.asked_of(case, clock.today())
    return case_page(request, case, SECTION, template, form=form, listed=listed)


def _recorded(request: AuthedRequest, case: Case, form: AskedForm, sort: Sort) -> str:
    rows = services.record_asked(
        case=case, model=sort.model, details=form.details, by=request.user, at=clock.now()
    )
    labels = ", ".join(str(row).lower() for row in rows)
    messages.success(request, f"{sort.one.capitalize()} saved: {labels}.")
    if request.POST.get("then") == "another":
        return address(sort.url_name, case.uuid)
    return f"{address('offenders:record', case.uuid)}#requirements"


def _change(request: AuthedRequest, row: SentenceRequirement | LicenceCondition) -> HttpResponse:
    on = clock.today()
    if row.is_error and request.method == "GET":
        messages.info(request, "This was recorded here in error, so there is nothing to change.")
        return redirect(f"{address('offenders:record', row.case.uuid)}#requirements")
    form = ChangeAskedForm(request.POST or None, on=on, row=row)
    if saved := saved_if_valid(request, form, partial(_changed, request, row, form)):
        return saved
    each = selectors.asked_row(row, on=on)
    one = selectors.SORTS[type(row)].one
    return case_page(
        request, row.case, SECTION, "orders/change_asked.html", form=form, each=each, one=one
    )


def _changed(
    request: AuthedRequest, row: SentenceRequirement | LicenceCondition, form: ChangeAskedForm
) -> str:
    version, by, at = form.cleaned_data["version"], request.user, clock.now()
    if form.is_correction:
        words = form.cleaned_data["monitoring"]
        services.correct_asked(
            row=row, monitoring=words, ends_on=form.ends_on, version=version, by=by, at=at
        )
        said = "details corrected"
    else:
        audit.because(form.ending.note)
        services.end_asked(row=row, ending=form.ending, version=version, by=by, at=at)
        said = form.ending.because.label.lower()
    sort = selectors.SORTS[type(row)]
    messages.success(request, f"{sort.one.capitalize()} ({str(row).lower()}): {said}, saved.")
    return f"{address('offenders:record', row.case.uuid)}#requirements"

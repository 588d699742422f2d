"""An entry in a register, and its end, which waits for a supervisor."""

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from core import clock
from offenders.choices import EndBasis, ReportKind
from offenders.forms.registration import (
    EndForm,
    PeriodEndForm,
    RegistrationForm,
    bases_for,
    end_form,
)
from offenders.http import case_or_404, case_page, record_or_404
from offenders.models import Case, Contact, Registration
from offenders.selectors import contacts as selectors
from offenders.selectors.dated import dated
from offenders.selectors.registration import end_told, is_notified, keepers_of, registers_of
from offenders.services.registration import record_registration
from offenders.services.reports import tell
from offenders.views.facts import SECTION, say_saved, told_in
from offenders.views.reports import UNTIL_THEN
from people.choices import Permission
from people.http import AuthedRequest, requires, saved_if_valid


@requires(Permission.RECORD_FACT)
def registrations(request: AuthedRequest, case_uuid: UUID) -> HttpResponse:
    case, on = case_or_404(request, case_uuid), clock.today()
    form = RegistrationForm(request.POST or None, on=on, initial={"starts_on": on})
    tells = told_in(request, case)
    if saved := saved_if_valid(request, form, partial(_recorded, request, case, form, tells)):
        return saved
    return case_page(
        request,
        case,
        SECTION,
        "offenders/registrations.html",
        form=form,
        on=on,
        rows=registers_of(case),
        tells=tells,
    )


@requires(Permission.RECORD_FACT)
def end_registration(request: AuthedRequest, registration_uuid: UUID) -> HttpResponse:
    rows = Registration.objects.select_related("case", "register")
    registration = record_or_404(request, rows, registration_uuid)
    told = end_told(registration)
    if told is not None and request.method != "POST":
        return redirect(told)
    bases = bases_for(is_notified=is_notified(registration))
    asked = request.GET.get("basis", "" if len(bases) > 1 else bases[0].value)
    if asked not in bases:
        return case_page(
            request,
            registration.case,
            SECTION,
            "offenders/why_it_ends.html",
            bases=bases,
            registration=registration,
        )
    return _end(request, registration, EndBasis(asked))


def _end(request: AuthedRequest, registration: Registration, basis: EndBasis) -> HttpResponse:
    case, facts = registration.case, dated(registration.case)
    form = end_form(basis)(
        request.POST or None,
        on=clock.today(),
        registration=registration,
        basis=basis,
        keepers=keepers_of(facts),
    )
    tells = told_in(request, case)
    if isinstance(form, PeriodEndForm) and form.is_valid() and not form.is_seen:
        form.show()
    elif saved := saved_if_valid(request, form, partial(_told, request, registration, form, tells)):
        return saved
    return case_page(
        request,
        case,
        SECTION,
        "offenders/end_registration.html",
        facts=facts,
        form=form,
        registration=registration,
        basis=basis,
        tells=tells,
    )


def _recorded(
    request: AuthedRequest, case: Case, form: RegistrationForm, tells: Contact | None
) -> str:
    before = selectors.due_dates(case)
    saved = record_registration(
        case=case,
        by=request.user,
        at=clock.now(),
        told_in=tells.uuid if tells else None,
        **form.answers,
    )
    return say_saved(
        request, case, [f"Registered: {saved.register.name}."], before, "registrations"
    )


def _told(
    request: AuthedRequest, registration: Registration, form: EndForm, tells: Contact | None
) -> str:
    report = tell(
        case=registration.case,
        kind=ReportKind.REGISTRATION_END,
        registration=registration,
        said=form.said_in(tells.uuid if tells else None),
        by=request.user,
        at=clock.now(),
    )
    messages.success(request, f"The end of the registration is kept as told. {UNTIL_THEN}")
    return report.get_absolute_url()

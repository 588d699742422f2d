"""Until when somebody is subject to notification, and when they notify next."""

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse

from audit import services as audit
from core import clock
from core.addresses import address
from core.calendar import in_full
from offenders.http import case_or_404, case_page
from offenders.models import Case
from orders import services
from orders.forms import AnnualForm, PeriodForm
from orders.models import AnnualNotification, NotificationPeriod
from orders.rules.notification import Until
from orders.selectors.notification import notification_of
from orders.services.notification import keepers_of, version_of
from people.choices import Permission
from people.http import AuthedRequest, requires, saved_if_valid


@requires(Permission.RECORD_ORDER)
def notification(request: AuthedRequest, case_uuid: UUID) -> HttpResponse:
    """NOT-16: the end of the period, worked out from what was done."""
    case, on = case_or_404(request, case_uuid), clock.today()
    version = version_of(NotificationPeriod, case)
    form = PeriodForm(request.POST or None, on=on, case=case, version=version)
    if saved := saved_if_valid(request, form, partial(_period, request, case, form)):
        return saved
    return case_page(
        request,
        case,
        "record",
        "orders/notification.html",
        form=form,
        known=notification_of(case, on),
        keepers=keepers_of(case),
    )


@requires(Permission.RECORD_ORDER)
def annual_notification(request: AuthedRequest, case_uuid: UUID) -> HttpResponse:
    """NOT-24: the next annual date."""
    case, on = case_or_404(request, case_uuid), clock.today()
    form = AnnualForm(request.POST or None, on=on, version=version_of(AnnualNotification, case))
    if saved := saved_if_valid(request, form, partial(_annual, request, case, form)):
        return saved
    known = notification_of(case, on)
    return case_page(
        request, case, "record", "orders/annual_notification.html", form=form, known=known
    )


def _period(request: AuthedRequest, case: Case, form: PeriodForm) -> str:
    if form.another:
        audit.because(form.another.why)
    row = services.record_period(
        case=case,
        subject=form.subject,
        offence=form.cleaned_data["offence"],
        source=form.read_in,
        is_verified=form.is_verified,
        another=form.another,
        version=form.cleaned_data["version"],
        by=request.user,
        at=clock.now(),
    )
    said = "as ViSOR says" if form.another else "worked out"
    messages.success(request, f"Notification, {said}: {Until(row.ends_on).words}. Saved.")
    return f"{address('offenders:record', case.uuid)}#notification"


def _annual(request: AuthedRequest, case: Case, form: AnnualForm) -> str:
    row = services.record_annual(
        case=case,
        due_on=form.cleaned_data["due_on"],
        source=form.read_in,
        version=form.cleaned_data["version"],
        by=request.user,
        at=clock.now(),
    )
    messages.success(request, f"Next annual notification by {in_full(row.due_on)}: saved.")
    return f"{address('offenders:record', case.uuid)}#notification"

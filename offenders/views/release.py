"""Recording when somebody is to be released and handed over."""

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse

from core import clock
from core.addresses import address
from offenders.forms.release import KeyDateForm
from offenders.http import case_or_404, case_page
from offenders.models import Case
from offenders.selectors import contacts as selectors
from offenders.selectors.dated import dated
from offenders.selectors.release import day_words, key_dates_of, version_of
from offenders.services.release import record_key_date
from people.choices import Permission
from people.http import AuthedRequest, requires, saved_if_valid


@requires(Permission.RECORD_FACT)
def key_dates(request: AuthedRequest, case_uuid: UUID) -> HttpResponse:
    case, on = case_or_404(request, case_uuid), clock.today()
    form = KeyDateForm(request.POST or None, on=on, version=version_of(case))
    if saved := saved_if_valid(request, form, partial(_recorded, request, case, form)):
        return saved
    facts = dated(case)
    return case_page(
        request,
        case,
        "record",
        "offenders/key_dates.html",
        facts=facts,
        form=form,
        key_dates=key_dates_of(facts, on),
    )


def _recorded(request: AuthedRequest, case: Case, form: KeyDateForm) -> str:
    before = selectors.due_dates(case)
    row = record_key_date(
        case=case,
        version=form.cleaned_data["version"],
        by=request.user,
        at=clock.now(),
        **form.details,
    )
    changed = selectors.what_changed(before, selectors.due_dates(case))
    words = f"{row.get_kind_display()}: {day_words(row)}. Saved."
    messages.success(request, " ".join([words, *changed]))
    return f"{address('offenders:record', case.uuid)}#key-dates"

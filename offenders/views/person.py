"""How somebody is reached and what they need: a page for each sort, and one that ends a fact."""

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse

from audit import services as audit
from core import clock
from offenders.choices import FactEnding
from offenders.forms.fact import FactForm
from offenders.forms.person import FORMS, EndFactForm
from offenders.http import case_or_404, case_page, record_or_404
from offenders.models import Case, Contact, PersonFact
from offenders.selectors import contacts as selectors
from offenders.selectors.dated import dated
from offenders.selectors.person import SORTS, facts_of
from offenders.selectors.sorts import Sort
from offenders.services import person as services
from offenders.views.facts import told_in
from people.choices import Permission
from people.http import AuthedRequest, requires, saved_if_valid


@requires(Permission.RECORD_PERSON)
def facts(request: AuthedRequest, case_uuid: UUID, sort: str) -> HttpResponse:
    case, of = case_or_404(request, case_uuid), SORTS[sort]
    form = FORMS[sort](request.POST or None, on=clock.today())
    tells = told_in(request, case)
    if saved := saved_if_valid(request, form, partial(_recorded, request, case, of, form, tells)):
        return saved
    known = dated(case)
    return case_page(
        request,
        case,
        "record",
        "offenders/person_facts.html",
        facts=known,
        form=form,
        sort=of,
        listed=facts_of(known, of, case.uuid),
        tells=tells,
    )


@requires(Permission.RECORD_PERSON)
def end_fact(request: AuthedRequest, sort: str, **named: UUID) -> HttpResponse:
    """The address calls a record by what it is: `telephone_uuid`."""
    of, (fact_uuid,) = SORTS[sort], named.values()
    rows = of.model._default_manager.select_related("case")
    fact = record_or_404(request, rows, fact_uuid)
    form = EndFactForm(request.POST or None, on=clock.today(), fact=fact)
    if saved := saved_if_valid(request, form, partial(_ended, request, fact, of, form)):
        return saved
    return case_page(
        request,
        fact.case,
        "record",
        "offenders/end_fact.html",
        form=form,
        sort=of,
        fact=fact,
        lines=of.lines(fact),
    )


def _recorded(
    request: AuthedRequest, case: Case, sort: Sort, form: FactForm, tells: Contact | None
) -> str:
    before = selectors.due_dates(case)
    fact = services.record_fact(
        case=case,
        sort=sort,
        starts_on=form.answers["starts_on"],
        details=form.details,
        told_in=tells.uuid if tells else None,
        by=request.user,
        at=clock.now(),
    )
    return _say(request, case, f"Saved: {sort.says(fact)}.", before)


def _ended(request: AuthedRequest, fact: PersonFact, sort: Sort, form: EndFactForm) -> str:
    before, answers = selectors.due_dates(fact.case), form.answers
    audit.because(answers["note"])
    services.end_fact(
        fact=fact,
        because=FactEnding(answers["because"]),
        last_day=answers["last_day"],
        note=answers["note"],
        version=form.cleaned_data["version"],
        by=request.user,
        at=clock.now(),
    )
    return _say(request, fact.case, f"Ended: {sort.says(fact)}.", before)


def _say(request: AuthedRequest, case: Case, words: str, before: selectors.Dates) -> str:
    """What was saved and which deadlines it moved; back to the case."""
    changed = selectors.what_changed(before, selectors.due_dates(case))
    messages.success(request, " ".join([words, *changed]))
    return case.get_absolute_url()

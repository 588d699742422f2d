"""Recording risk of serious harm by group."""

from functools import partial
from uuid import UUID

from django.http import HttpResponse

from core import clock
from core.calendar import in_full
from offenders.forms.harm import HarmForm
from offenders.http import case_or_404, case_page, keeping
from offenders.models import Case
from offenders.rules.harm import GROUPS, QUESTIONS
from offenders.selectors import contacts as selectors
from offenders.selectors.dated import dated
from offenders.selectors.drafts import draft_of
from offenders.selectors.harm import harm_of, version_of
from offenders.services.drafts import drop_draft
from offenders.services.harm import record_harm as record
from offenders.views.facts import say_saved
from people.choices import Permission
from people.http import AuthedRequest, requires, saved_if_valid

DRAFT = "record-harm"


@requires(Permission.RECORD_RISK)
def record_harm(request: AuthedRequest, case_uuid: UUID) -> HttpResponse:
    case, on = case_or_404(request, case_uuid), clock.today()
    draft = draft_of(request.user, case, DRAFT)
    form = HarmForm(
        request.POST or None,
        on=on,
        version=version_of(case),
        initial={"assessed_on": on},
        **keeping(case, DRAFT, draft),
    )
    if saved := saved_if_valid(request, form, partial(_recorded, request, case, form)):
        return saved
    facts = dated(case)
    return case_page(
        request,
        case,
        "record",
        "offenders/record_harm.html",
        facts=facts,
        form=form,
        harm=harm_of(facts, on=on),
        draft=None if form.is_bound else draft,
    )


def _recorded(request: AuthedRequest, case: Case, form: HarmForm) -> str:
    before, answers = selectors.due_dates(case), form.answers
    row = record(
        case=case,
        assessed_on=answers["assessed_on"],
        levels={group: answers[group] for group in GROUPS},
        answers={name: answers[name] for name in QUESTIONS},
        version=form.cleaned_data["version"],
        by=request.user,
        at=clock.now(),
    )
    drop_draft(case=case, form=DRAFT, by=request.user)
    words = f"Risk of serious harm by group, assessed {in_full(row.assessed_on)}: saved."
    return say_saved(request, case, [words], before, "harm")

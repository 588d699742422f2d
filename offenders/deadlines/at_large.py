"""Unlawfully at large: a flag of its own while the other clocks stand still (JOB-5, POL-16)."""

from collections.abc import Collection
from datetime import date

from django.db.models import Q

from offenders.choices import CaseStatus, PauseKind
from offenders.models import Pause
from offenders.querysets import holds_on, of_cases
from offenders.rules import Act, AtLargeFacts, Kind, at_large_due
from people.choices import Permission


def facts(case_ids: Collection[int], on: date) -> dict[int, AtLargeFacts]:
    """Active people in an open period at large. One query."""
    rows = Pause.objects.filter(
        of_cases(case_ids),
        holds_on(on),
        Q(case__died_on__isnull=True) | Q(case__died_on__gt=on),
        kind=PauseKind.UNLAWFULLY_AT_LARGE,
        case__status=CaseStatus.ACTIVE,
    ).values_list("case_id", "starts_on", "id")
    return {case_id: AtLargeFacts(day, f"pause:{pk}") for case_id, day, pk in rows}


AT_LARGE = Kind(
    code="at_large",
    label="Unlawfully at large",
    rule="POL-16",
    rule_text="Somebody who is not where they must be is looked for at once; visit clocks stand still.",
    clears_when="The period unlawfully at large is ended on the record.",
    would_not_clear="A visit, or an acceptance.",
    models=frozenset({"offenders.Case", "offenders.Pause"}),
    standards="",
    facts=facts,
    due=at_large_due,
    is_state=True,
    acts=(Act("Log a contact", "offenders:log_contact", Permission.LOG_CONTACT),),
)

"""Unlawfully at large: a flag of its own while the other clocks stand still (JOB-5, POL-16)."""

from offenders.choices import Need, PauseKind
from offenders.deadlines.facts import Shared
from offenders.rules import Act, AtLargeFacts, Kind, at_large_due
from offenders.rules.clock import paused_now
from people.choices import Permission


def facts(shared: Shared) -> dict[int, AtLargeFacts]:
    """Active people in an open period at large."""
    found = {}
    for case_id in shared.active & shared.pauses.keys():
        rows = [p for p in shared.pauses[case_id] if p.kind == PauseKind.UNLAWFULLY_AT_LARGE]
        if at_large := paused_now(rows, on=shared.on):
            found[case_id] = AtLargeFacts(at_large.starts_on, at_large.ref)
    return found


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
    job="offenders.flag_overdue",
    is_state=True,
    area="at_large",
    needs=frozenset({Need.ACTIVE}),
    acts=(
        Act("Record that they were found", "offenders:at_large", Permission.RECORD_FACT),
        Act("Log a contact", "offenders:log_contact", Permission.LOG_CONTACT),
    ),
)

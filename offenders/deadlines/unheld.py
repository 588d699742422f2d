"""Sentences in force that nobody of probation holds. An extract carries both, so this counts from the first import."""

from offenders.choices import Need, PauseKind
from offenders.deadlines.facts import Shared
from offenders.deadlines.supervision import JOB
from offenders.rules import Kind, NoOfficerFacts, no_probation_officer_due
from offenders.rules.clock import Dated, Holding, paused_now
from people.choices import Agency


def facts(shared: Shared) -> dict[int, NoOfficerFacts]:
    """Active people with a sentence in force whom no officer of probation leads; no query of its own.

    Who was transferred out is another area's to hold.
    """
    led, found = shared.leads(Agency.PROBATION), {}
    for case_id, sentences in shared.sentences.items():
        held = led.get(case_id, Holding())
        if case_id not in shared.active or held.now or _is_elsewhere(shared, case_id):
            continue
        first = sentences[0]
        words = f"{first.kind.label} since"
        found[case_id] = NoOfficerFacts(Dated(first.starts_on, first.ref, words), held.last)
    return found


def _is_elsewhere(shared: Shared, case_id: int) -> bool:
    rows = [row for row in shared.pauses.get(case_id, ()) if row.kind == PauseKind.TRANSFERRED]
    return paused_now(rows, on=shared.on) is not None


NO_PROBATION_OFFICER = Kind(
    code="no_probation_officer",
    label="No officer of probation",
    rule="PRO-40",
    rule_text="Whoever serves a sentence has an officer of probation from its first day.",
    clears_when="An officer of probation is allocated, or the sentence ends.",
    would_not_clear="An officer of the police, a co-worker, a contact about it.",
    models=frozenset(
        {
            "offenders.Allocation",
            "offenders.Case",
            "offenders.Pause",
            "offenders.Sentence",
            "people.Officer",
        }
    ),
    standards="",
    facts=facts,
    due=no_probation_officer_due,
    job=JOB,
    agency=Agency.PROBATION,
    # For whoever allocates: the officer of the police who holds the case can do nothing about it.
    listed_as="Without an officer of probation",
    is_state=True,
    area="holding",
    needs=frozenset({Need.ACTIVE, Need.SENTENCE}),
)

"""The clocks of probation: the first appointment of a sentence, and the contact after it. An extract carries both."""

from collections.abc import Callable, Collection, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from core.calendar import london_date, london_midnight
from core.prepared import prepared_for_few
from core.standards import in_force
from offenders.choices import (
    ATTENDED,
    COMPLIED,
    WITHDRAWN,
    Need,
    PauseKind,
    RiskLevel,
    RiskTool,
    WorkGroup,
)
from offenders.deadlines.facts import Shared
from offenders.models import Frequency
from offenders.querysets import holds_on, of_cases
from offenders.rules import Act, Kind, also_reads, contact_due, first_appointment_due
from offenders.rules.clock import Dated, paused_now
from offenders.rules.reset import KEPT, Routine, reset_since
from offenders.rules.supervision import Chosen, Often, Serving, SupervisionFacts, newest_of
from people.choices import Agency, Permission

JOB = "offenders.flag_supervision"
STANDARDS = "prob."
OFTEN, RESET = "prob.contact.", "prob.contact.reset"
FIRST_COMMUNITY, FIRST_RELEASE = "prob.first_appt_community", "prob.first_appt_release"

# The first contact in person to which somebody came since their clock started, and the newest at which they complied:
# in the version that holds, made by probation, by when it happened and not by when it was recorded. One index each.
_SEEN = """
    SELECT asked.case_id, attended.happened_at, attended.uuid, complied.happened_at, complied.uuid
      FROM unnest(%(cases)s::bigint[], %(since)s::timestamptz[]) AS asked (case_id, since)
      CROSS JOIN LATERAL ({seen} ORDER BY seen.happened_at, seen.id LIMIT 1) AS attended
      LEFT JOIN LATERAL ({seen} AND outcome.code = %(complied)s
                         ORDER BY seen.happened_at DESC, seen.id DESC LIMIT 1) AS complied ON true
"""
_IN_PERSON = """
    SELECT seen.happened_at, seen.uuid
      FROM offenders_contact AS seen
      JOIN offenders_contacttype AS type ON type.id = seen.type_id
      JOIN offenders_contactoutcome AS outcome ON outcome.id = seen.outcome_id
     WHERE seen.case_id = asked.case_id AND seen.happened_at >= asked.since AND seen.happened_at < %(end)s
       AND seen.agency = %(agency)s AND type.is_in_person AND outcome.code = ANY(%(attended)s)
       AND NOT EXISTS (SELECT 1 FROM offenders_contact AS later WHERE later.amends_id = seen.id)
       AND seen.version_kind <> ALL(%(withdrawn)s)
"""


def facts(shared: Shared) -> dict[int, SupervisionFacts]:
    """Of active cases that probation leads, with a sentence in force and clocks that run; two queries for all kinds."""
    return shared.once(_read)


def _read(shared: Shared) -> dict[int, SupervisionFacts]:
    clocks = serving(shared)
    found = numbers(shared) if clocks else {}
    if not {FIRST_COMMUNITY, FIRST_RELEASE} <= found.keys():
        return {}
    often = {
        RiskLevel(key.removeprefix(OFTEN)): row
        for key, row in found.items()
        if key.startswith(OFTEN) and key != RESET
    }
    rosh, seen = shared.assessments(RiskTool.ROSH), _seen(clocks, on=shared.on)
    chosen = _chosen(list(clocks), on=shared.on)
    reset = _reset(shared, clocks) if RESET in found and found[RESET].value else {}
    return {
        case_id: SupervisionFacts(
            serving=row,
            rosh=rosh.get(case_id),
            attended=seen.get(case_id, (None, None))[0],
            complied=seen.get(case_id, (None, None))[1],
            often=often,
            first_community=found[FIRST_COMMUNITY],
            first_release=found[FIRST_RELEASE],
            chosen=chosen.get(case_id),
            reset_since=reset.get(case_id),
        )
        for case_id, row in clocks.items()
    }


def numbers(shared: Shared) -> Mapping[str, Often]:
    """Probation's numbers in force, by key; one query for all kinds."""
    return shared.once(_numbers)


def _numbers(shared: Shared) -> dict[str, Often]:
    rows = in_force(STANDARDS, on=shared.on)
    return {key: Often(row.value, row.unit, row.since) for key, row in rows.items()}


def serving(shared: Shared) -> Mapping[int, Serving]:
    """Active people whom probation leads, with a sentence in force and clocks that run: whom its clocks run for."""
    return shared.once(_serving)


def _serving(shared: Shared) -> dict[int, Serving]:
    led = shared.leads(Agency.PROBATION)
    found = {}
    for case_id, sentences in shared.sentences.items():
        pauses = shared.pauses.get(case_id, ())
        held = led.get(case_id)
        if case_id not in shared.active or held is None or held.now is None:
            continue
        if paused_now(pauses, on=shared.on):
            continue
        newest = newest_of(sentences)
        ends = [
            Dated(row.ends_on, row.ref, "Released")
            for row in pauses
            if row.kind == PauseKind.CUSTODY and row.ends_on and row.ends_on <= shared.on
        ]
        found[case_id] = Serving(
            newest.kind,
            Dated(newest.starts_on, newest.ref, f"{newest.kind.label} since"),
            max(ends, key=lambda end: end.on, default=None),
            newest.ends_on,
        )
    return found


def _seen(serving: Mapping[int, Serving], *, on: date) -> dict[int, tuple[Dated, Dated | None]]:
    values: dict[str, Any] = {
        "cases": list(serving),
        "since": [london_midnight(row.runs_from.on) for row in serving.values()],
        "end": london_midnight(on + timedelta(days=1)),
        "agency": Agency.PROBATION,
        "attended": list(ATTENDED),
        "complied": COMPLIED,
        "withdrawn": list(WITHDRAWN),
    }
    with connection.cursor() as cursor:
        cursor.execute(_SEEN.format(seen=_IN_PERSON), values)
        rows = cursor.fetchall()
    return {
        case_id: (_seen_on(first_at, first), _seen_on(last_at, last) if last else None)
        for case_id, first_at, first, last_at, last in rows
    }


# What an upper floor knows of people whose routine contact never stops (PRO-35); it says which model it reads.
Kept = Callable[[Shared], Collection[int]]
_KEPT: list[Kept] = []


def keep_in_contact(kept: Kept, *, model: str) -> None:
    """Have Probation Reset never cover the people whom `kept` names; a change to the model works their contact out anew."""
    if kept not in _KEPT:
        _KEPT.append(kept)
    also_reads("contact", model)


def _reset(shared: Shared, clocks: Mapping[int, Serving]) -> dict[int, date | None]:
    """PRO-35: from when routine contact is not asked, of whom it may stop."""
    kept = {case_id for code in KEPT for case_id in shared.registrations(code)}
    kept.update(*(keep(shared) for keep in _KEPT))
    rosh = shared.assessments(RiskTool.ROSH)
    return {
        case_id: reset_since(
            Routine(
                row.kind,
                row.began.on,
                row.ends_on,
                rosh[case_id].level if case_id in rosh else None,
                case_id in kept,
            )
        )
        for case_id, row in clocks.items()
    }


def _chosen(case_ids: list[int], *, on: date) -> dict[int, Chosen]:
    """PRO-33: how often each of these people is to be seen, where that was set for them."""
    return {
        row.case_id: Chosen(
            row.days,
            RiskLevel(row.risk_level),
            row.is_approved and row.decided_on is not None and row.decided_on <= on,
            row.starts_on,
            f"frequency:{row.uuid}",
        )
        for row in _frequencies(case_ids=case_ids, on=on)
    }


@prepared_for_few
def _frequencies(*, case_ids: list[int], on: date) -> QuerySet[Frequency]:
    return Frequency.objects.filter(of_cases(case_ids), holds_on(on))


def _seen_on(at: datetime, uuid: object) -> Dated:
    return Dated(london_date(at), f"contact:{uuid}", "Seen in person")


MODELS = frozenset(
    {
        "core.Standard",
        "offenders.Allocation",
        "offenders.Case",
        "offenders.Contact",
        "offenders.ContactOutcome",
        "offenders.ContactType",
        "offenders.Frequency",
        "offenders.Pause",
        "offenders.RegisterType",
        "offenders.Registration",
        "offenders.RiskAssessment",
        "offenders.Sentence",
        "people.Officer",
    }
)
# Of whom probation's clocks run (`serving`).
NEEDS = frozenset({Need.ACTIVE, Need.SENTENCE, Need.PROBATION, Need.RUNNING})
SEE = Act("Log a contact", "offenders:log_contact", Permission.LOG_CONTACT)
FIRST_APPOINTMENT = Kind(
    code="first_appointment",
    group=WorkGroup.CONTACTS,
    label="First appointment",
    rule="PRO-41",
    rule_text=(
        "Whoever begins a community or suspended sentence is seen in person within five working days; whoever is "
        "on licence, in a custody sentence or has been released, on the next working day (PRO-43)."
    ),
    clears_when="A contact in person to which they came is recorded, since the sentence began or they were released.",
    would_not_clear="A telephone or video call, an absence, a contact made by the police.",
    models=MODELS,
    standards="prob.first_appt",
    facts=facts,
    due=first_appointment_due,
    job=JOB,
    agency=Agency.PROBATION,
    area="contact",
    needs=NEEDS,
    acts=(SEE,),
)
CONTACT = Kind(
    code="contact",
    group=WorkGroup.CONTACTS,
    label="Contact in person",
    rule="PRO-30",
    rule_text=(
        "After the first appointment somebody is seen in person every week at very high risk of serious harm, every two "
        "weeks at high, every month below; or as often as was set for this person with a reason, less often only once a "
        "supervisor has approved it (PRO-33)."
    ),
    clears_when="A contact in person at which they complied is recorded.",
    would_not_clear="A telephone or video call, an absence, somebody sent home, a contact made by the police.",
    models=MODELS,
    standards=OFTEN,
    facts=facts,
    due=contact_due,
    job=JOB,
    agency=Agency.PROBATION,
    area="contact",
    needs=NEEDS,
    acts=(
        SEE,
        Act("Change how often", "offenders:frequency", Permission.SET_FREQUENCY),
    ),
)

"""Whether to apply for a warrant where enough occasions count at an address (POL-15)."""

from collections import defaultdict
from datetime import datetime, timedelta

from django.db.models import QuerySet

from core.calendar import falls_in, london_midnight
from core.prepared import prepared_for_few
from core.standards import in_force
from offenders.choices import Need, WorkGroup
from offenders.deadlines import Act, Kind, Shared
from offenders.models import Address
from offenders.querysets import of_cases
from people.choices import Agency, Permission
from visits.choices import VisitOutcome, VisitPurpose
from visits.deadlines.home_visit import JOB
from visits.models import Visit, WarrantDecision
from visits.rules import (
    EXCLUDED_STATES,
    FAILED_ENTRY,
    Decided,
    WarrantFacts,
    premises_key,
    warrant_due,
)
from visits.selectors.warrant import NEEDED, WARRANT, attempt_of


def facts(shared: Shared) -> dict[int, WarrantFacts]:
    """For active people whom no state rules out, with an attempt that counts. One query, four more where there is one."""
    end = london_midnight(shared.on + timedelta(days=1))
    tried = set(_tried(case_ids=shared.case_ids, end=end))
    in_scope = sorted(
        case_id for case_id in tried & shared.active if not _is_excluded(case_id, shared)
    )
    standard = in_force(NEEDED, on=shared.on).get(NEEDED) if in_scope else None
    if standard is None:
        return {}
    homes: dict[int, list[Address]] = defaultdict(list)
    for home in _homes(case_ids=in_scope):
        homes[home.case_id].append(home)
    attempts = defaultdict(list)
    for visit in _visits(case_ids=in_scope, end=end):
        attempts[visit.case_id].append(attempt_of(visit, homes[visit.case_id]))
    decided = defaultdict(list)
    for row in _decided(case_ids=in_scope, end=end):
        about = Decided(premises_key(row.premises), row.contact.happened_at, str(row.contact.uuid))
        decided[row.contact.case_id].append(about)
    return {
        case_id: WarrantFacts(rows, decided[case_id], standard.value, standard.since)
        for case_id, rows in attempts.items()
    }


def _is_excluded(case_id: int, shared: Shared) -> bool:
    """s.96B: nobody in custody or detained in hospital."""
    return any(
        pause.kind in EXCLUDED_STATES and falls_in(shared.on, pause.starts_on, pause.ends_on)
        for pause in shared.pauses.get(case_id, ())
    )


@prepared_for_few
def _tried(*, case_ids: list[int], end: datetime) -> QuerySet[Visit, int]:
    return Visit.objects.filter(
        of_cases(case_ids),
        outcome__in=sorted(FAILED_ENTRY),
        purposes__contains=[VisitPurpose.RISK_ASSESSMENT_SEARCH],
        contact__happened_at__lt=end,
    ).values_list("case_id", flat=True)


@prepared_for_few
def _visits(*, case_ids: list[int], end: datetime) -> QuerySet[Visit]:
    """Attempts that failed and entries, in the versions that hold; nothing else moves the count."""
    return (
        Visit.objects.current()
        .filter(
            of_cases(case_ids),
            outcome__in=sorted({*FAILED_ENTRY, VisitOutcome.SEEN_INSIDE}),
            contact__happened_at__lt=end,
        )
        .select_related("contact", "address")
    )


@prepared_for_few
def _homes(*, case_ids: list[int]) -> QuerySet[Address]:
    return Address.objects.filter(of_cases(case_ids))


@prepared_for_few
def _decided(*, case_ids: list[int], end: datetime) -> QuerySet[WarrantDecision]:
    rows = WarrantDecision.objects.filter(
        of_cases(case_ids, key="contact__case_id"), decided_at__lt=end
    )
    return rows.select_related("contact")


WARRANT_DECISION = Kind(
    code=WARRANT,
    group=WorkGroup.VISITS,
    label="Decision about a warrant",
    rule="POL-15",
    rule_text=(
        "Where entry to search was sought on enough occasions at one address and could not be had, it is decided whether "
        "to apply for a warrant under section 96B."
    ),
    clears_when="It is decided, with a reason, to apply or not to apply now; or somebody gets in there.",
    would_not_clear="Another attempt, a contact about it, seen at the door or elsewhere.",
    models=frozenset(
        {
            "core.Standard",
            "offenders.Address",
            "offenders.Case",
            "offenders.Contact",
            "offenders.Pause",
            "visits.Visit",
            "visits.WarrantDecision",
        }
    ),
    standards=NEEDED,
    facts=facts,
    due=warrant_due,
    job=JOB,
    agency=Agency.POLICE,
    contacts_of="visits.Visit",
    # An extract says who was not let in, and not what was decided about it.
    only_here=True,
    area="warrants",
    needs=frozenset({Need.ACTIVE}),
    is_state=True,
    acts=(
        Act(
            "Decide on a warrant", "visits:decide_warrant", Permission.RECORD_VISIT, takes="subject"
        ),
    ),
)

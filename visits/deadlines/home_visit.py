"""Home visits that are due: their facts, read for one case or ten thousand in the same number of queries."""

from collections.abc import Collection
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import QuerySet

from core.calendar import london_date, london_midnight
from core.prepared import prepared_for_few
from core.standards import in_force
from offenders.choices import Need, RiskLevel, RiskTool, WorkGroup
from offenders.deadlines import Act, Kind, Shared
from offenders.querysets import holds_on, of_cases
from offenders.rules.clock import Dated, Holding, paused_now, restart
from people.choices import Agency, Permission
from visits.choices import VisitOutcome
from visits.models import Interval, Visit
from visits.rules import (
    EFFECTIVE,
    HomeVisitFacts,
    Interval as IntervalFact,
    Standard,
    home_visit_due,
)

STANDARDS = "police.visit_interval."
JOB = "visits.flag_overdue_visits"
REGISTER = "ARSO"


def facts(shared: Shared) -> dict[int, HomeVisitFacts]:
    """For active registered people whose clocks are not paused (JOB-5). Three queries beside what is shared."""
    on, pauses = shared.on, shared.pauses
    registered, police = shared.registrations(REGISTER), shared.leads(Agency.POLICE)
    in_scope = [
        case_id
        for case_id in registered
        if case_id in shared.active and not paused_now(pauses.get(case_id, ()), on=on)
    ]
    risk, standards = shared.assessments(RiskTool.POLICE), _standards(on)
    seen, intervals = _last_effective(in_scope, on), _intervals(in_scope, on)
    return {
        case_id: HomeVisitFacts(
            registered=registered[case_id],
            risk=risk.get(case_id),
            police=police.get(case_id, Holding()),
            restart=restart(pauses.get(case_id, ()), on=on),
            last_effective=seen.get(case_id),
            interval=intervals.get(case_id),
            standards=standards,
            pauses=pauses.get(case_id, ()),
        )
        for case_id in in_scope
    }


def _last_effective(case_ids: Collection[int], on: date) -> dict[int, Dated]:
    """POL-9: the newest visit that ended inside, in the version that holds."""
    rows = _newest_inside(case_ids=list(case_ids), before=london_midnight(on + timedelta(days=1)))
    return {case_id: Dated(london_date(at), f"visit:{uuid}") for case_id, at, uuid in rows}


@prepared_for_few
def _newest_inside(
    *, case_ids: list[int], before: datetime
) -> QuerySet[Visit, tuple[int, datetime, UUID]]:
    return (
        Visit.objects.current()
        .filter(
            of_cases(case_ids),
            outcome=VisitOutcome.SEEN_INSIDE,
            contact__happened_at__lt=before,
        )
        .order_by("case_id", "-contact__happened_at")
        .distinct("case_id")
        .values_list("case_id", "contact__happened_at", "contact__uuid")
    )


@prepared_for_few
def _intervals_set(*, case_ids: list[int], on: date) -> QuerySet[Interval]:
    return Interval.objects.filter(of_cases(case_ids), holds_on(on))


def _intervals(case_ids: Collection[int], on: date) -> dict[int, IntervalFact]:
    rows = _intervals_set(case_ids=list(case_ids), on=on)
    return {
        row.case_id: IntervalFact(
            row.months,
            row.reason,
            RiskLevel(row.risk_level),
            row.is_approved and row.decided_on is not None and row.decided_on <= on,
            f"interval:{row.uuid}",
        )
        for row in rows
    }


def _standards(on: date) -> dict[RiskLevel, Standard]:
    numbers = in_force(STANDARDS, on=on)
    return {
        RiskLevel(key.removeprefix(STANDARDS)): Standard(number.value, number.since)
        for key, number in numbers.items()
    }


HOME_VISIT = Kind(
    code="home_visit",
    group=WorkGroup.VISITS,
    label="Home visit",
    rule="POL-3",
    rule_text=(
        "A registered person is visited at home at least as often as the standard for the police risk "
        "level, or as often as was set for this person with a reason (POL-4)."
    ),
    clears_when="A visit that ends “seen inside” is recorded.",
    would_not_clear="No answer, seen at the door or elsewhere, entry refused, moved away, left for safety.",
    models=frozenset(
        {
            "offenders.Case",
            "offenders.Registration",
            "offenders.RegisterType",
            "offenders.Pause",
            "offenders.RiskAssessment",
            "offenders.Allocation",
            "offenders.Contact",
            "people.Officer",
            "visits.Visit",
            "visits.Interval",
            "core.Standard",
        }
    ),
    standards=STANDARDS,
    facts=facts,
    due=home_visit_due,
    job=JOB,
    contacts_of="visits.Visit",
    agency=Agency.POLICE,
    area="home_visits",
    needs=frozenset({Need.ACTIVE, Need.RUNNING, Need.REGISTERED}),
    acts=(
        Act("Record a visit", "visits:record_new", Permission.RECORD_VISIT),
        Act("Plan a visit", "visits:plan", Permission.PLAN_VISIT),
    ),
    attempts=frozenset(VisitOutcome.values) - EFFECTIVE,
)

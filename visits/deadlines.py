"""The home visit deadline: its facts, read for one case or ten thousand in the same number of queries."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date, timedelta
from typing import Any, NamedTuple

from django.db.models import Q

from core.calendar import falls_in, london_date, london_midnight
from core.standards import in_force
from offenders.choices import AllocationRole, CaseStatus, PauseKind, RiskLevel, RiskTool
from offenders.deadlines import Act, Kind
from offenders.models import Allocation, Pause, Registration, RiskAssessment
from offenders.querysets import holds_on, of_cases
from people.choices import Agency, Permission
from people.rules import short_name
from visits.choices import VisitOutcome
from visits.models import Interval, Visit
from visits.rules import (
    EFFECTIVE,
    RESTART_WORDS,
    Assessment,
    Dated,
    HomeVisitFacts,
    Interval as IntervalFact,
    Standard,
    home_visit_due,
)

STANDARDS = "police.visit_interval."
REGISTER = "ARSO"


def facts(case_ids: Collection[int], on: date) -> dict[int, HomeVisitFacts]:
    """As at `on`, for active registered people whose clocks are not paused (JOB-5). Seven queries."""
    registered = _registered(case_ids, on)
    pauses = _pauses(registered, on)
    in_scope = [case_id for case_id in registered if not _is_paused(pauses[case_id], on)]
    risk, held = _risk(in_scope, on), _police_allocations(in_scope, on)
    seen, intervals = _last_effective(in_scope, on), _intervals(in_scope, on)
    standards = _standards(on)
    return {
        case_id: HomeVisitFacts(
            registered=registered[case_id],
            risk=risk.get(case_id),
            **_holding(held[case_id], on),
            restart=_restart(pauses[case_id]),
            last_effective=seen.get(case_id),
            interval=intervals.get(case_id),
            standards=standards,
            days_lost_since=_at_large(pauses[case_id]),
        )
        for case_id in in_scope
    }


class _Held(NamedTuple):
    """A police officer's holding of a case."""

    starts_on: date
    ends_on: date | None
    pk: int
    officer: str


def _registered(case_ids: Collection[int], on: date) -> dict[int, Dated]:
    rows = Registration.objects.filter(
        of_cases(case_ids),
        holds_on(on),
        Q(case__died_on__isnull=True) | Q(case__died_on__gt=on),
        case__status=CaseStatus.ACTIVE,
        register__code=REGISTER,
    ).values_list("case_id", "starts_on", "id")
    return {case_id: Dated(day, f"registration:{pk}") for case_id, day, pk in rows}


def _pauses(case_ids: Collection[int], on: date) -> dict[int, list[Pause]]:
    found: dict[int, list[Pause]] = defaultdict(list)
    for pause in Pause.objects.filter(of_cases(case_ids), starts_on__lte=on):
        found[pause.case_id].append(pause)
    return found


def _is_paused(pauses: list[Pause], on: date) -> bool:
    return any(falls_in(on, pause.starts_on, pause.ends_on) for pause in pauses)


def _restart(pauses: list[Pause]) -> Dated | None:
    """The last release, discharge or transfer back; time at large stops the clock but does not restart it."""
    ended = [
        Dated(pause.ends_on, f"pause:{pause.pk}", RESTART_WORDS[PauseKind(pause.kind)])
        for pause in pauses
        if pause.ends_on and pause.kind in RESTART_WORDS
    ]
    return max(ended, key=lambda fact: fact.on, default=None)


def _at_large(pauses: list[Pause]) -> tuple[tuple[date, date], ...]:
    return tuple(
        (pause.starts_on, pause.ends_on)
        for pause in pauses
        if pause.ends_on and pause.kind == PauseKind.UNLAWFULLY_AT_LARGE
    )


def _risk(case_ids: Collection[int], on: date) -> dict[int, Assessment]:
    newest = (
        RiskAssessment.objects.filter(of_cases(case_ids), tool=RiskTool.POLICE, assessed_on__lte=on)
        .order_by("case_id", "-assessed_on")
        .distinct("case_id")
        .values_list("case_id", "level", "assessed_on", "pk", *_named("assessor"))
    )
    return {
        case_id: Assessment(RiskLevel(level), day, f"risk:{pk}", _name(*assessor))
        for case_id, level, day, pk, *assessor in newest
    }


def _named(officer: str) -> tuple[str, ...]:
    """What `_name` takes, of the officer in this field. Whole rows would cost half of the time of all facts."""
    return tuple(f"{officer}__{name}" for name in ("agency", "grade", "forenames", "surname"))


def _name(agency: str | None, *rest: str) -> str:
    return short_name(agency, *rest) if agency else ""


def _police_allocations(case_ids: Collection[int], on: date) -> dict[int, list[_Held]]:
    found: dict[int, list[_Held]] = defaultdict(list)
    rows = Allocation.objects.filter(
        of_cases(case_ids), agency=Agency.POLICE, role=AllocationRole.LEAD, starts_on__lte=on
    ).order_by("starts_on")
    for case_id, starts_on, ends_on, pk, *officer in rows.values_list(
        "case_id", "starts_on", "ends_on", "pk", *_named("officer")
    ):
        found[case_id].append(_Held(starts_on, ends_on, pk, _name(*officer)))
    return found


def _holding(rows: list[_Held], on: date) -> dict[str, Any]:
    """The first allocation, who holds the case now, and since when nobody does. `rows` oldest first."""
    current = [row for row in rows if falls_in(on, row.starts_on, row.ends_on)]
    first = rows[0] if rows else None
    words = "Police management began"
    return {
        "first_allocation": first and Dated(first.starts_on, f"allocation:{first.pk}", words),
        "officer": current[-1].officer if current else "",
        "officer_until": rows[-1].ends_on if rows and not current else None,
    }


def _last_effective(case_ids: Collection[int], on: date) -> dict[int, Dated]:
    """POL-9: the newest visit that ended inside, in the version that holds."""
    rows = (
        Visit.objects.current()
        .filter(
            of_cases(case_ids),
            outcome=VisitOutcome.SEEN_INSIDE,
            contact__happened_at__lt=london_midnight(on + timedelta(days=1)),
        )
        .order_by("case_id", "-contact__happened_at")
        .distinct("case_id")
        .values_list("case_id", "contact__happened_at", "contact__uuid")
    )
    return {case_id: Dated(london_date(at), f"visit:{uuid}") for case_id, at, uuid in rows}


def _intervals(case_ids: Collection[int], on: date) -> dict[int, IntervalFact]:
    rows = Interval.objects.filter(of_cases(case_ids), holds_on(on))
    return {
        row.case_id: IntervalFact(
            row.months,
            row.reason,
            RiskLevel(row.risk_level),
            row.approved_on is not None and row.approved_on <= on,
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
    acts=(
        Act("Record a visit", "visits:record_new", Permission.RECORD_VISIT, Agency.POLICE),
        Act("Plan a visit", "visits:plan", Permission.PLAN_VISIT, Agency.POLICE),
    ),
    acts_when_missing={
        "police_officer": (
            Act("Allocate an officer", "caseloads:allocate", Permission.ALLOCATE, Agency.POLICE),
        ),
        "police_risk_level": (
            Act(
                "Record the risk level",
                "offenders:record_risk",
                Permission.RECORD_RISK,
                Agency.POLICE,
            ),
        ),
    },
    attempts=frozenset(VisitOutcome.values) - EFFECTIVE,
)

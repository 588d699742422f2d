"""The kinds of deadline of plans. No extract carries a plan, so all of them are `only_here`."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import QuerySet

from core.calendar import london_date, london_midnight
from core.prepared import one_of, prepared, prepared_for_few
from core.standards import InForce, in_force
from offenders.choices import Need
from offenders.deadlines import Act, Kind, Shared
from offenders.deadlines.supervision import MODELS as SUPERVISION, NEEDS, facts as supervised
from offenders.querysets import of_cases
from offenders.rules.clock import paused_now, restart
from people.choices import Agency, Permission
from plans.choices import PlanState, ReferenceKind
from plans.models import Plan, Reference
from plans.rules.completeness import Key, Known, Referred
from plans.rules.due import (
    InitialFacts,
    PlanFacts,
    ReviewFacts,
    initial_plan_due,
    plan_gap_due,
    plan_review_due,
)
from plans.selectors.in_force import known

JOB = "plans.flag_overdue"
INITIAL, REVIEW, CHANGED = "prob.initial_plan", "plan.review", "plan.changed"


def facts(shared: Shared) -> Mapping[int, PlanFacts]:
    """The plan that holds, of active people who have one, beside what is in force; read once for both kinds.

    One query where nobody has a plan.
    """
    return shared.once(_read)


def _read(shared: Shared) -> dict[int, PlanFacts]:
    rows = {row[0]: row for row in _signed(case_ids=shared.case_ids, end=_end(shared.on))}
    rows = {case_id: row for case_id, row in rows.items() if case_id in shared.active}
    if not rows:
        return {}
    referred: dict[int, list[Referred]] = defaultdict(list)
    for plan_id, kind, key, words in _referred(plan_ids=[row[1] for row in rows.values()]):
        referred[plan_id].append(Referred(Key(ReferenceKind(kind), key), words))
    can_name = known(shared, rows.keys())
    return {
        case_id: PlanFacts(
            london_date(at), by, f"plan:{uuid}", tuple(referred[pk]), can_name.get(case_id, Known())
        )
        for case_id, pk, uuid, at, by in rows.values()
    }


def _end(on: date) -> datetime:
    return london_midnight(on + timedelta(days=1))


@prepared_for_few
def _signed(*, case_ids: list[int], end: datetime) -> QuerySet[Plan, tuple[Any, ...]]:
    """The newest version signed by then: it holds until the next is signed, whatever became of it since."""
    rows = Plan.objects.filter(of_cases(case_ids), signed_at__lt=end)
    rows = rows.exclude(state=PlanState.DRAFT).order_by("case_id", "-number").distinct("case_id")
    return rows.values_list("case_id", "pk", "uuid", "signed_at", "signed_by__name")


@prepared
def _referred(*, plan_ids: list[int]) -> QuerySet[Reference, tuple[int, str, str, str]]:
    rows = Reference.objects.filter(one_of("item__plan_id", plan_ids)).order_by("id")
    return rows.values_list("item__plan_id", "kind", "key", "words")


def initial_facts(shared: Shared) -> dict[int, InitialFacts]:
    """Of whom probation leads, and who has come to the first appointment of a sentence that began since this counts."""
    seen = {case_id: row for case_id, row in supervised(shared).items() if row.attended}
    number = _numbers(shared).get(INITIAL) if seen else None
    if number is None:
        return {}
    since = shared.counting_since(INITIAL_PLAN, seen.keys())
    seen = {case_id: row for case_id, row in seen.items() if row.serving.began.on >= since[case_id]}
    signed = {row[0]: london_date(row[3]) for row in _signed_of(shared, list(seen))}
    return {
        case_id: InitialFacts(
            began=row.serving.began,
            attended=row.attended,
            signed=case_id in signed and signed[case_id] >= row.serving.began.on,
            days=number.value,
            days_since=number.since,
            rosh=row.rosh,
        )
        for case_id, row in seen.items()
        if row.attended
    }


def _signed_of(shared: Shared, case_ids: list[int]) -> list[tuple[Any, ...]]:
    return list(_signed(case_ids=case_ids, end=_end(shared.on))) if case_ids else []


def _numbers(shared: Shared) -> Mapping[str, InForce]:
    return shared.once(_standards)


def _standards(shared: Shared) -> dict[str, InForce]:
    return {**in_force(INITIAL, on=shared.on), **in_force("plan.", on=shared.on)}


def review_facts(shared: Shared) -> dict[int, ReviewFacts]:
    """The same plans with the numbers of their review, of people whose clocks run."""
    plans = facts(shared)
    numbers = _numbers(shared) if plans else {}
    if REVIEW not in numbers or CHANGED not in numbers:
        return {}
    return {
        case_id: ReviewFacts(
            row,
            numbers[REVIEW].value,
            numbers[CHANGED].value,
            max(numbers[REVIEW].since, numbers[CHANGED].since),
            restart(shared.pauses.get(case_id, ()), on=shared.on),
        )
        for case_id, row in plans.items()
        if not paused_now(shared.pauses.get(case_id, ()), on=shared.on)
    }


PLANS = frozenset(
    {
        "core.Standard",
        "offenders.Case",
        "offenders.KnownPerson",
        "offenders.Pause",
        "offenders.RegisterType",
        "offenders.Registration",
        "offenders.RiskAssessment",
        "offenders.Sentence",
        "orders.Condition",
        "orders.LicenceCondition",
        "orders.Order",
        "orders.SentenceRequirement",
        "people.Officer",
        "people.User",
        "plans.Item",
        "plans.Plan",
        "plans.Reference",
        "programmes.Move",
        "programmes.Referral",
        "visits.Interval",
    }
)
WRITE = Act("Write the plan", "plans:plan", Permission.WRITE_PLAN)
PLAN_GAP = Kind(
    code="plan_gap",
    label="Missing from the plan",
    rule="MAP-62",
    rule_text=(
        "The risk management plan names everything that is in force: each prohibition and requirement, the home visits, "
        "the programme, each licence condition, each child or adult at risk."
    ),
    clears_when="A plan that names all of it is signed, or what it left out is no longer in force.",
    would_not_clear="A draft that nobody has signed, a contact about it.",
    models=PLANS,
    standards="",
    facts=facts,
    due=plan_gap_due,
    job=JOB,
    is_state=True,
    only_here=True,
    area="plan",
    needs=frozenset({Need.ACTIVE}),
    acts=(WRITE,),
)
PLAN_REVIEW = Kind(
    code="plan_review",
    label="Review of the plan",
    rule="MAP-61",
    rule_text=(
        "A plan is looked at again a year after it was signed, or ten working days after something that it refers to has "
        "changed."
    ),
    clears_when="The next version of the plan is signed.",
    would_not_clear="A draft that nobody has signed, a manager's review of the case, a review of the MAPPA level.",
    models=PLANS,
    standards="plan.",
    facts=review_facts,
    due=plan_review_due,
    job=JOB,
    only_here=True,
    area="plan",
    needs=frozenset({Need.ACTIVE, Need.RUNNING}),
    acts=(WRITE,),
)
INITIAL_PLAN = Kind(
    code="initial_plan",
    label="Initial plan",
    rule="PRO-44",
    rule_text="Within 15 working days after the first appointment that somebody attended, their plan is signed.",
    clears_when="A plan of this sentence is signed.",
    would_not_clear="A draft that nobody has signed, a plan from before the sentence began.",
    models=SUPERVISION | {"plans.Plan", "people.User", "offenders.KindStart", "people.Team"},
    standards=INITIAL,
    facts=initial_facts,
    due=initial_plan_due,
    job=JOB,
    agency=Agency.PROBATION,
    only_here=True,
    area="sentence_plan",
    needs=NEEDS,
    acts=(WRITE,),
)
KINDS = (PLAN_GAP, INITIAL_PLAN, PLAN_REVIEW)

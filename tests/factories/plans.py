"""The risk management plan of a case: versions, items, and what they refer to."""

from datetime import timedelta
from typing import Any

from core import clock
from offenders.models import Case
from people.models import User
from plans.choices import Pillar, PlanState, ReferenceKind
from plans.models import Item, Plan, Reference


def make_plan(
    case: Case, *, by: User, state: PlanState = PlanState.DRAFT, days_ago: int = 10, **fields: Any
) -> Plan:
    """A version; what is no draft was signed `days_ago` by the one who wrote it."""
    at = clock.now() - timedelta(days=days_ago)
    is_draft = state == PlanState.DRAFT
    return Plan.objects.create(
        case=case,
        number=fields.pop("number", Plan.objects.filter(case=case).count() + 1),
        state=state,
        approach=fields.pop("approach", "" if is_draft else "Structured work on what led to it"),
        drafted_by=by,
        drafted_at=fields.pop("drafted_at", at),
        signed_by=fields.pop("signed_by", None if is_draft else by),
        signed_at=fields.pop("signed_at", None if is_draft else at),
        **fields,
    )


def make_item(plan: Plan, pillar: Pillar = Pillar.SUPERVISION, **fields: Any) -> Item:
    return Item.objects.create(
        plan=plan,
        pillar=pillar,
        what=fields.pop("what", "See him at the office"),
        position=fields.pop("position", plan.items.count() + 1),
        **fields,
    )


def make_reference(
    item: Item, kind: ReferenceKind, key: str, words: str = "As recorded"
) -> Reference:
    return Reference.objects.create(item=item, kind=kind, key=key, words=words)

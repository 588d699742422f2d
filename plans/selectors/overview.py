"""The plan in four lines, for the page of the case."""

from dataclasses import dataclass

from django.db.models import QuerySet

from core.bundle import Bundle
from core.prepared import prepared
from plans.choices import PILLARS, Pillar
from plans.models import Item, Plan


@dataclass(frozen=True, slots=True)
class PillarLine:
    """A pillar: the first thing that is done, and how many more there are."""

    label: str
    first: str
    more: int


@dataclass(frozen=True, slots=True)
class PlanLines:
    plan: Plan
    lines: list[PillarLine]


def current_in(facts: Bundle) -> Plan | None:
    """The plan that holds, among the dated facts of a case."""
    return next((plan for plan in facts.of(Plan) if plan.is_current), None)


def draft_in(facts: Bundle) -> Plan | None:
    return next((plan for plan in facts.of(Plan) if plan.is_draft), None)


def four_lines(facts: Bundle) -> PlanLines | None:
    """The four pillars of the plan that holds; one query, none where there is no plan."""
    plan = current_in(facts)
    if plan is None:
        return None
    rows = list(_items(plan=plan.pk))
    return PlanLines(plan, [_line(pillar, rows) for pillar in PILLARS])


def _line(pillar: Pillar, rows: list[Item]) -> PillarLine:
    of = [row.what for row in rows if row.pillar == pillar]
    return PillarLine(pillar.label, of[0].splitlines()[0] if of else "", max(len(of) - 1, 0))


@prepared
def _items(*, plan: int) -> QuerySet[Item]:
    return Item.objects.filter(plan=plan, is_removed=False).order_by("position", "id")

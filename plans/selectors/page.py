"""A version of a plan as its pages show it: columns of items, versions, differences."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from offenders.models import Case
from plans.choices import PILLARS, Pillar, PlanState, ReferenceKind
from plans.models import Item, Plan, Reference
from plans.rules import (
    ItemDifference,
    Ref,
    Written,
    empty_pillars,
    item_differences,
    line_differences,
)
from plans.rules.completeness import Key
from plans.selectors.lines import item_lines, items_of, refs_of, until_of
from plans.selectors.things import InForce

TAGS = {
    PlanState.DRAFT: "blue",
    PlanState.SIGNED: "blue",
    PlanState.COUNTERSIGNED: "green",
    PlanState.RETURNED: "orange",
}
SHORT = 60  # characters of an item where it is only named


@dataclass(frozen=True, slots=True)
class Answer:
    """What an item answers: its words as they stood, where it is now, or that it is no longer in force.

    Without words where the item says them itself.
    """

    words: str
    kind: str
    url: str
    has_ended: bool


@dataclass(frozen=True, slots=True)
class ItemRow:
    item: Item
    until: str
    answers: list[Answer]


@dataclass(frozen=True, slots=True)
class Column:
    """One pillar with its items."""

    pillar: Pillar
    rows: list[ItemRow]

    @property
    def label(self) -> str:
        return self.pillar.label


@dataclass(frozen=True, slots=True)
class PlanPage:
    """A version with everything that it says."""

    plan: Plan
    columns: list[Column]  # the four pillars
    below: list[Column]  # contingency and triggers

    @property
    def number(self) -> int:
        return sum(len(column.rows) for column in (*self.columns, *self.below))

    @property
    def tag(self) -> str:
        """The colour of its state."""
        return TAGS.get(PlanState(self.plan.state), "grey")

    @property
    def empty(self) -> str:
        """MAP-61: the pillars in which nothing stands yet, in words; empty where something stands in each."""
        filled = [column.pillar for column in (*self.columns, *self.below) if column.rows]
        names = [pillar.label.lower() for pillar in empty_pillars(filled)]
        return " and ".join(filter(None, [", ".join(names[:-1]), *names[-1:]]))


def plans() -> QuerySet[Plan]:
    """For `record_or_404`: each with its case and whoever wrote in it."""
    return Plan.objects.select_related("case", "drafted_by", "signed_by", "countersigned_by")


def items() -> QuerySet[Item]:
    """For `record_or_404`: each with its plan and case."""
    return Item.objects.select_related("plan__case")


def versions_of(case: Case) -> list[Plan]:
    """Every version of the case, the newest first; one query."""
    return list(plans().filter(case=case).order_by("-number"))


def current_among(versions: Sequence[Plan]) -> Plan | None:
    """The plan that holds."""
    return next((plan for plan in versions if plan.is_current), None)


def draft_among(versions: Sequence[Plan]) -> Plan | None:
    return next((plan for plan in versions if plan.is_draft), None)


def page_of(plan: Plan, in_force: InForce) -> PlanPage:
    """The version in columns, beside what is in force; two queries."""
    rows = items_of(plan)
    named = refs_of(rows)
    columns = {pillar: Column(pillar, []) for pillar in Pillar}
    for item in rows:
        answers = [_answer(row, item, in_force) for row in named[item.pk]]
        columns[Pillar(item.pillar)].rows.append(ItemRow(item, until_of(item), answers))
    four = [columns[pillar] for pillar in PILLARS]
    return PlanPage(plan, four, [columns[Pillar.CONTINGENCY], columns[Pillar.TRIGGER]])


def _answer(row: Reference, item: Item, in_force: InForce) -> Answer:
    key = Key(ReferenceKind(row.kind), row.key)
    words = "" if row.words in item.what else row.words
    return Answer(words, row.get_kind_display(), in_force.url_of(key), key in in_force.ended)


def answers_of(item: Item) -> list[Ref]:
    """What the item answers, as the rules take it; one query."""
    return [
        Ref(ReferenceKind(row.kind), row.key, row.words) for row in item.references.order_by("id")
    ]


@dataclass(frozen=True, slots=True)
class Differences:
    """Of a version from the one before: of its own words, and of its items."""

    before: Plan
    lines: list[tuple[str, str, str]]
    items: list[ItemDifference]

    @property
    def are_none(self) -> bool:
        return not self.lines and not self.items


def differences_of(plan: Plan) -> Differences | None:
    """From the version that it was written from; None for the first. Five queries."""
    before = plan.based_on
    if before is None:
        return None
    lines = line_differences([("Approach", before.approach)], [("Approach", plan.approach)])
    return Differences(before, lines, item_differences(_written(before), _written(plan)))


def _written(plan: Plan) -> list[Written]:
    rows = items_of(plan)
    named = refs_of(rows)
    return [
        Written(item.pk, item.copied_from_id, _title(item), item_lines(item, named[item.pk]))
        for item in rows
    ]


def _title(item: Item) -> str:
    first = item.what.splitlines()[0]
    return first if len(first) <= SHORT else f"{first[:SHORT].rstrip()} …"

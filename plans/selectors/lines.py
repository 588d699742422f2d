"""A plan and its items in words: for pages, for differences, for whoever saved second."""

from collections import defaultdict
from collections.abc import Collection, Iterable

from core.calendar import in_full
from plans.choices import Pillar
from plans.models import Item, Plan, Reference

Lines = list[tuple[str, str]]


def refs_of(items: Iterable[Item]) -> dict[int, list[Reference]]:
    """What each of these items answers; one query."""
    found: dict[int, list[Reference]] = defaultdict(list)
    for row in Reference.objects.filter(item__in=list(items)).order_by("id"):
        found[row.item_id].append(row)
    return found


def items_of(plan: Plan) -> list[Item]:
    """In the order of a plan: pillar by pillar, each as it was written."""
    order = {pillar: place for place, pillar in enumerate(Pillar.values)}
    rows = Item.objects.filter(plan=plan, is_removed=False)
    return sorted(rows, key=lambda row: (order[row.pillar], row.position, row.pk))


def until_of(item: Item) -> str:
    return in_full(item.until) if item.until else item.until_words


def item_lines(item: Item, references: Collection[Reference]) -> Lines:
    """An item as (label, words); what it says nothing of is left out."""
    lines = [
        ("Pillar", Pillar(item.pillar).label),
        ("What", item.what),
        ("Who", item.who),
        ("How often", item.how_often),
        ("Until", until_of(item)),
        ("Answers", "\n".join(row.words for row in references)),
    ]
    return [(label, words) for label, words in lines if words]


def plan_lines(plan: Plan) -> Lines:
    """A version as whoever was writing at the same time has to read it; one query."""
    lines = [("Version", f"{plan.number}, {plan.get_state_display().lower()}")]
    if plan.approach:
        lines.append(("Approach", plan.approach))
    if plan.changes:
        lines.append(("What is different", plan.changes))
    return [*lines, *((Pillar(item.pillar).label, item.what) for item in items_of(plan))]

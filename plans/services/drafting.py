"""A version is written: begun, given items, changed, thrown away. What was signed is never altered."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from core.calendar import london_date
from core.editing import lock
from core.errors import StaleError, refuse
from core.history import changes_of
from offenders.models import Case
from people.models import User
from plans.choices import CURRENT, PlanState, ReferenceKind
from plans.models import Item, Plan, Reference
from plans.rules import ItemDetails, Ref, item_problem
from plans.rules.completeness import Key, Known
from plans.selectors.lines import Lines, item_lines, items_of, plan_lines, refs_of
from plans.selectors.things import known_of, words_now


@transaction.atomic
def begin(*, case: Case, by: User, at: datetime) -> Plan:
    """The draft of the case: the one that is there, else a new one with the items of the current plan."""
    by.staff_record(so="you cannot write a plan")
    lock(case)
    found = Plan.objects.filter(case=case, state=PlanState.DRAFT).first()
    if found:
        return found
    numbers = Plan.objects.filter(case=case).aggregate(last=Max("number"))
    current = Plan.objects.filter(case=case, state__in=CURRENT).first()
    plan = Plan.objects.create(
        case=case,
        number=(numbers["last"] or 0) + 1,
        approach=current.approach if current else "",
        based_on=current,
        drafted_by=by,
        drafted_at=at,
    )
    if current:
        _copy(current, plan, known_of(case, on=london_date(at)))
    return plan


@transaction.atomic
def add_item(*, plan: Plan, details: ItemDetails, by: User) -> Item:
    """Add one item. Raises StaleError when the plan was signed meanwhile, RefusedError for what says nothing."""
    (item,) = add_items(plan=plan, each=[details], by=by)
    return item


@transaction.atomic
def add_items(*, plan: Plan, each: Sequence[ItemDetails], by: User) -> list[Item]:
    """Add these items in this order, each at the end of its pillar."""
    by.staff_record(so="you cannot write a plan")
    stored = open_draft(plan)
    last = Item.objects.filter(plan=stored).aggregate(last=Max("position"))["last"] or 0
    made = []
    for place, details in enumerate(each, start=last + 1):
        item = Item(plan=stored, position=place)
        _write(item, details)
        made.append(item)
    _touched(stored)
    return made


@transaction.atomic
def change_item(*, item: Item, details: ItemDetails, version: int, by: User) -> Item:
    """Write an item anew. Raises StaleError when somebody changed it, removed it or signed the plan meanwhile."""
    by.staff_record(so="you cannot write a plan")
    stored = _held_item(item, version)
    stored.version += 1
    _write(stored, details)
    _touched(stored.plan)
    return stored


@transaction.atomic
def remove_item(*, item: Item, version: int, by: User) -> None:
    """Take an item out of the draft, with what it answers. The version before keeps it, and so does the history."""
    by.staff_record(so="you cannot write a plan")
    stored = _held_item(item, version)
    Reference.objects.filter(item=stored).delete()
    stored.is_removed = True
    stored.version += 1
    stored.save(update_fields=["is_removed", "version"])
    _touched(stored.plan)


@transaction.atomic
def discard(*, plan: Plan, version: int, by: User) -> None:
    """Throw a draft away. Raises StaleError when it was changed or signed meanwhile."""
    by.staff_record(so="you cannot write a plan")
    stored = open_draft(plan)
    if stored.version != version:
        raise stale(stored)
    stored.state = PlanState.DISCARDED
    stored.version += 1
    stored.save(update_fields=["state", "version"])


def open_draft(plan: Plan) -> Plan:
    """The draft as it is now, locked: its case first, as `begin` and `sign` do."""
    lock(plan.case)
    stored = Plan.objects.select_related("case").get(pk=plan.pk)
    if not stored.is_draft:
        raise stale(stored)
    return stored


def stale(plan: Plan) -> StaleError:
    """What the plan says now, beside what was being written."""
    last = changes_of(Plan, uuid=plan.uuid)[0]
    return StaleError(
        saved_by=last.who or "Somebody",
        saved_at=last.at,
        theirs=plan_lines(plan),
        link=plan.get_absolute_url(),
    )


def _held_item(item: Item, version: int) -> Item:
    """The item as it is now, if nobody changed it meanwhile and its plan is still a draft."""
    plan = open_draft(item.plan)
    stored = Item.objects.get(pk=item.pk)
    if stored.version == version and not stored.is_removed:
        stored.plan = plan
        return stored
    last = changes_of(Item, uuid=item.uuid)[0]
    raise StaleError(
        saved_by=last.who or "Somebody",
        saved_at=last.at,
        theirs=_lines_of(stored),
        link=plan.get_absolute_url(),
    )


def _lines_of(item: Item) -> Lines:
    if item.is_removed:
        return [("Removed from the draft", item.what)]
    return item_lines(item, refs_of([item])[item.pk])


def _write(item: Item, details: ItemDetails) -> None:
    refuse(item_problem(details))
    item.pillar = details.pillar
    item.what = details.what.strip()
    item.who, item.how_often = details.who.strip(), details.how_often.strip()
    item.until, item.until_words = details.until, details.until_words.strip()
    item.save()
    _refer(item, details.answers)


def _refer(item: Item, answers: Iterable[Ref]) -> None:
    """What the item answers: what is named already keeps its words, what is no longer named goes."""
    wanted = {(ref.kind, ref.key): ref for ref in answers}
    known = {(row.kind, row.key): row for row in Reference.objects.filter(item=item)}
    dropped = [row.pk for key, row in known.items() if key not in wanted]
    if dropped:
        Reference.objects.filter(pk__in=dropped).delete()
    Reference.objects.bulk_create(
        Reference(item=item, kind=ref.kind, key=ref.key, words=ref.words)
        for key, ref in wanted.items()
        if key not in known
    )


def _copy(before: Plan, plan: Plan, known: Known) -> None:
    """The items of the version before; each knows where it came from, and answers what of it has not ended."""
    items = items_of(before)
    made = Item.objects.bulk_create(
        Item(
            plan=plan,
            pillar=row.pillar,
            what=row.what,
            who=row.who,
            how_often=row.how_often,
            until=row.until,
            until_words=row.until_words,
            position=row.position,
            copied_from=row,
        )
        for row in items
    )
    of = {item.copied_from_id: item for item in made}
    rows = Reference.objects.filter(item__plan=before).order_by("id")
    Reference.objects.bulk_create(
        Reference(item=of[row.item_id], kind=row.kind, key=row.key, words=row.words)
        for row in rows
        if Key(ReferenceKind(row.kind), row.key) not in known.ended
    )
    say_as_now(plan, known)


def say_as_now(plan: Plan, known: Known) -> None:
    """Whoever writes and signs has the record before them: what an item answers reads as it does now."""
    rows = list(Reference.objects.filter(item__plan=plan))
    keys = {row.pk: Key(ReferenceKind(row.kind), row.key) for row in rows}
    now = words_now(known, keys.values())
    others = [row for row in rows if now.get(keys[row.pk], row.words) != row.words]
    for row in others:
        row.words = now[keys[row.pk]]
    Reference.objects.bulk_update(others, ["words"])


def _touched(plan: Plan) -> None:
    """Whoever signs has to have seen this: the version on their screen is no longer the plan's."""
    plan.version += 1
    plan.save(update_fields=["version"])

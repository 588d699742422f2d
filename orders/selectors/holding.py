"""What orders ask of somebody on a day."""

from datetime import date, timedelta
from operator import attrgetter

from core.bundle import Bundle
from core.calendar import in_full
from offenders.models import Case
from offenders.querysets import holds_on
from offenders.rules.notification import Keeper
from orders.choices import OrderEnding, OrderKind
from orders.models import Condition, Order
from orders.rules import (
    holds,
)
from orders.selectors.facts import span_of

DAY = timedelta(days=1)
KEEP_SUBJECT = frozenset({OrderKind.SHPO, OrderKind.SOPO})


def live_conditions(case: Case, *, on: date) -> list[Condition]:
    """Every prohibition and requirement in force on a day, order by order; one query."""
    return list(
        Condition.objects.filter(holds_on(on), holds_on(on, "order__"), order__case=case)
        .select_related("order")
        .order_by("order__starts_on", "order_id", "starts_on", "id")
    )


def repeatable_conditions(case: Case, *, on: date) -> list[Condition]:
    """What a new order may repeat word for word, newest order first; two queries.

    Of orders in force, and of those that were replaced while no later one of the kind is recorded. What ended before
    its order or has a last day of its own is left out: the new order says anew how long that holds.
    """
    orders = list(
        Order.objects.filter(case=case)
        .exclude(ended_because=OrderEnding.ERROR)
        .prefetch_related("conditions")
    )
    newest: dict[str, date] = {}
    for order in orders:
        newest[order.kind] = max(order.made_on, newest.get(order.kind, order.made_on))
    found: dict[str, Condition] = {}
    for order in orders:
        was_replaced = order.ended_because == OrderEnding.REPLACED
        if holds(span_of(order), on) or (was_replaced and order.made_on == newest[order.kind]):
            for row in order.conditions.all():
                if row.ends_on is None:
                    row.order = order
                    found.setdefault(row.words, row)
    return list(found.values())


def is_to_be_followed(order: Order) -> bool:
    """Whether it was varied, renewed or replaced and no later order of its kind is recorded; at most one query."""
    if order.ended_because != OrderEnding.REPLACED:
        return False
    later = Order.objects.filter(case=order.case, kind=order.kind, made_on__gt=order.made_on)
    return not later.exclude(ended_because=OrderEnding.ERROR).exists()


def keeps_subject(facts: Bundle) -> list[Keeper]:
    """NOT-15: the SHPOs and SOPOs of a case, which keep somebody subject to notification as long as they last."""
    rows = [
        row
        for row in facts.of(Order)
        if row.kind in KEEP_SUBJECT and row.ended_because != OrderEnding.ERROR
    ]
    return [
        Keeper(
            f"{row}, made on {in_full(row.made_on)}, "
            + (f"until {in_full(row.ends_on - DAY)}" if row.ends_on else "until further order"),
            row.ends_on,
        )
        for row in sorted(rows, key=attrgetter("made_on", "pk"))
    ]

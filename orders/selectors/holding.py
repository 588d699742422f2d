"""What orders ask of somebody on a day, and what of it is not recorded here."""

from datetime import date

from django.db.models import Exists, OuterRef

from core.calendar import in_full
from offenders.models import Case, Registration
from offenders.querysets import holds_on
from orders.choices import OrderEnding
from orders.models import Condition, Order
from orders.rules import (
    MAY_BE_EMPTY,
    REGISTERS,
    holds,
)
from orders.selectors.facts import span_of


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


def registered_without_order(case: Case, *, on: date) -> list[str]:
    """ORD-10: registers in force that say that there is an order where none such is; a sentence each, 2 queries."""
    registered = (
        Registration.objects.filter(holds_on(on), case=case, register__code__in=REGISTERS)
        .order_by("starts_on", "id")
        .values_list("register__code", "starts_on")
    )
    recorded = set(Order.objects.filter(holds_on(on), case=case).values_list("kind", flat=True))
    return [
        f"The register says {words} since {in_full(since)}; its prohibitions are not recorded here."
        for words, kinds, since in ((*REGISTERS[code], since) for code, since in registered)
        if not kinds & recorded
    ]


def unrecorded_orders(case: Case, *, on: date) -> list[str]:
    """What a list of conditions does not tell of: registers without an order (ORD-10), orders without a condition.

    One sentence each, for whoever goes by `live_conditions`; three queries.
    """
    conditions = Condition.objects.filter(holds_on(on), order=OuterRef("pk"))
    empty = (
        Order.objects.filter(~Exists(conditions), holds_on(on), case=case)
        .exclude(kind__in=MAY_BE_EMPTY)
        .order_by("starts_on", "id")
    )
    return [
        *registered_without_order(case, on=on),
        *(
            f"{order}, made on {in_full(order.made_on)}: no prohibition is recorded here."
            for order in empty
        ),
    ]

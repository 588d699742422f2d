"""Orders as pages show them: with their conditions, and what to say about each on the day."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from core.calendar import in_full
from offenders.models import Case
from orders.choices import ConditionCategory, ConditionKind, OrderEnding
from orders.models import Condition, Order
from orders.rules import (
    Alerts,
    ConditionFacts,
    OrderFacts,
    Remark,
    Span,
    condition_remarks,
    holds,
    is_over,
    last_of,
    order_remarks,
)
from orders.selectors.facts import alerts_on, facts_of
from orders.selectors.holding import registered_without_order


@dataclass(frozen=True, slots=True)
class ConditionRow:
    """One condition with what to say about it on the day."""

    condition: Condition
    words: str
    is_live: bool
    is_over: bool
    remarks: list[Remark]


@dataclass(frozen=True, slots=True)
class OrderRow:
    """One order with its conditions and what to say about it on the day."""

    order: Order
    words: str
    is_live: bool
    is_over: bool
    remarks: list[Remark]
    conditions: list[ConditionRow]

    @property
    def live(self) -> list[ConditionRow]:
        return [row for row in self.conditions if row.is_live]

    @property
    def others(self) -> list[ConditionRow]:
        """Those that have ended or are still to come."""
        return [row for row in self.conditions if not row.is_live]

    @property
    def is_current(self) -> bool:
        """In force, still to come, or over with something left to say."""
        return not self.is_over or bool(self.remarks)

    @property
    def can_grow(self) -> bool:
        """Whether a condition can be added to it."""
        return not self.is_over and not self.order.ended_because

    @property
    def is_error(self) -> bool:
        return self.order.ended_because == OrderEnding.ERROR


@dataclass(frozen=True, slots=True)
class RecordedOrders:
    """What the record page says of orders: each, and what a register says that is not recorded."""

    rows: list[OrderRow]
    unrecorded: list[str]


def recorded_orders(case: Case, on: date) -> RecordedOrders:
    """The part of the record page; five queries."""
    return RecordedOrders(orders_of(case, on=on), registered_without_order(case, on=on))


def orders_of(case: Case, *, on: date) -> list[OrderRow]:
    """Every order of a case, those in force first, then the newest; three queries."""
    orders = list(Order.objects.filter(case=case).prefetch_related("conditions"))
    rows = rows_of(orders, among=orders, on=on)
    return sorted(rows, key=lambda row: (not row.is_live, row.is_over))


def order_row(order: Order, *, on: date) -> OrderRow:
    """One order for its own page; at most three queries."""
    among = Order.objects.filter(case=order.case, kind=order.kind)
    (row,) = rows_of([order], among=among, on=on)
    return row


def rows_of(orders: list[Order], *, among: Collection[Order] | Any, on: date) -> list[OrderRow]:
    """Orders with what to say about each; `among` are those that may have followed an interim one."""
    if not orders:
        return []
    alerts = alerts_on(on)
    followers = [(row.kind, row.made_on) for row in among if _is_full(row)]
    return [_row(order, followers, alerts, on) for order in orders]


def _is_full(order: Order) -> bool:
    return not order.is_interim and order.ended_because != OrderEnding.ERROR


def _row(order: Order, followers: list[tuple[str, date]], alerts: Alerts, on: date) -> OrderRow:
    facts = facts_of(order)
    conditions = [_condition_row(row, facts, alerts, on) for row in order.conditions.all()]
    facts = replace(
        facts,
        conditions=sum(row.is_live for row in conditions),
        is_followed=any(
            kind == order.kind and made_on >= order.made_on for kind, made_on in followers
        ),
    )
    return OrderRow(
        order=order,
        words=_words(facts, order.ended_note, on, endless=", until further order"),
        is_live=holds(facts, on),
        is_over=is_over(facts, on),
        remarks=order_remarks(facts, on=on, alerts=alerts),
        conditions=conditions,
    )


def _condition_row(
    condition: Condition, order: OrderFacts, alerts: Alerts, on: date
) -> ConditionRow:
    facts = ConditionFacts(
        kind=ConditionKind(condition.kind),
        category=ConditionCategory(condition.category),
        starts_on=condition.starts_on,
        ends_on=condition.ends_on,
        ended_because=condition.ended_because,
    )
    with_order = is_over(order, on) and not is_over(facts, on)
    words = "Ended with the order" if with_order else _words(facts, condition.ended_note, on)
    return ConditionRow(
        condition=condition,
        words=words,
        is_live=holds(facts, on) and holds(order, on),
        is_over=is_over(facts, on) or is_over(order, on),
        remarks=condition_remarks(order, facts, on=on, alerts=alerts),
    )


def _words(span: Span, note: str, on: date, *, endless: str = "") -> str:
    """From when to when, and why it ended."""
    because = OrderEnding(span.ended_because).label if span.ended_because else ""
    why = ". ".join(part.rstrip(".") for part in (because, note) if part)
    if span.ended_because == OrderEnding.ERROR:
        return f"{why}. It held on no day"
    last, begins = last_of(span), in_full(span.starts_on)
    ends = f", last day {in_full(last)}" if last else endless
    if last and is_over(span, on):
        words = f"Held from {begins} to {in_full(last)}"
    else:
        words = f"Begins on {begins}{ends}" if span.starts_on > on else f"Since {begins}{ends}"
    return f"{words}. {why}" if why else words

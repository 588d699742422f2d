"""Orders as pages show them: with their conditions, and what to say about each on the day."""

from dataclasses import dataclass
from datetime import date

from core.calendar import in_full
from offenders.models import Case
from orders.choices import OrderEnding
from orders.models import Condition, Order, Renewal
from orders.rules import Span, holds, is_over, last_of, why_nothing_to_decide
from orders.selectors.facts import newest_renewal, span_of
from orders.selectors.history import renewal_words
from orders.selectors.said import Remark, Remarks, registered_without_order, remarks_of


@dataclass(frozen=True, slots=True)
class ConditionRow:
    """One condition with what to say about it on the day."""

    condition: Condition
    words: str
    is_live: bool
    is_over: bool
    remarks: list[Remark]
    renewal: str
    has_renewal_to_decide: bool


@dataclass(frozen=True, slots=True)
class OrderRow:
    """One order with its conditions and what to say about it on the day."""

    order: Order
    words: str
    is_live: bool
    is_over: bool
    remarks: list[Remark]
    conditions: list[ConditionRow]
    renewal: str  # what was decided about its end, in words
    has_renewal_to_decide: bool

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
    """Every order of a case, those in force first, then the newest; four queries."""
    orders = Order.objects.filter(case=case).prefetch_related("conditions", "renewals")
    remarks = remarks_of(case, on=on)
    rows = [_row(order, remarks, on) for order in orders]
    return sorted(rows, key=lambda row: (not row.is_live, row.is_over))


def order_row(order: Order, *, on: date) -> OrderRow:
    """One order for its own page; three queries."""
    return _row(order, remarks_of(order.case, on=on), on)


def _row(order: Order, remarks: Remarks, on: date) -> OrderRow:
    span, renewals = span_of(order), list(order.renewals.all())
    return OrderRow(
        order=order,
        words=_words(span, order.ended_note, on, endless=", until further order"),
        is_live=holds(span, on),
        is_over=is_over(span, on),
        remarks=remarks.get(str(order.uuid), []),
        conditions=[
            _condition_row(row, span, remarks, renewals, on) for row in order.conditions.all()
        ],
        renewal=_renewal_of(order, renewals),
        has_renewal_to_decide=not why_nothing_to_decide(span, is_interim=order.is_interim, on=on),
    )


def _condition_row(
    condition: Condition, order: Span, remarks: Remarks, renewals: list[Renewal], on: date
) -> ConditionRow:
    span = span_of(condition)
    with_order = is_over(order, on) and not is_over(span, on)
    words = "Ended with the order" if with_order else _words(span, condition.ended_note, on)
    return ConditionRow(
        condition=condition,
        words=words,
        is_live=holds(span, on) and holds(order, on),
        is_over=is_over(span, on) or is_over(order, on),
        remarks=remarks.get(str(condition.uuid), []),
        renewal=_renewal_of(condition, renewals),
        has_renewal_to_decide=not why_nothing_to_decide(span, is_interim=False, on=on),
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


def _renewal_of(row: Order | Condition, renewals: list[Renewal]) -> str:
    newest = newest_renewal(row, renewals)
    return renewal_words(newest) if newest else ""

"""The read door of orders: what pages need of them, and what holds on a day."""

from orders.selectors.facts import (
    alerts_on,
    conditions,
    facts_of,
    newest_renewal,
    orders,
    span_of,
)
from orders.selectors.history import (
    changes,
    condition_lines,
    history_of,
    last_change,
    order_lines,
    renewal_lines,
    renewal_words,
)
from orders.selectors.holding import (
    is_to_be_followed,
    keeps_subject,
    live_conditions,
    repeatable_conditions,
)
from orders.selectors.rows import (
    ConditionRow,
    OrderRow,
    RecordedOrders,
    order_row,
    orders_of,
    recorded_orders,
)
from orders.selectors.said import registered_without_order, unrecorded_orders

__all__ = [
    "ConditionRow",
    "OrderRow",
    "RecordedOrders",
    "alerts_on",
    "changes",
    "condition_lines",
    "conditions",
    "facts_of",
    "history_of",
    "is_to_be_followed",
    "keeps_subject",
    "last_change",
    "live_conditions",
    "newest_renewal",
    "order_lines",
    "order_row",
    "orders",
    "orders_of",
    "recorded_orders",
    "registered_without_order",
    "renewal_lines",
    "renewal_words",
    "repeatable_conditions",
    "span_of",
    "unrecorded_orders",
]

"""Preventive orders: what may be recorded of one, when it holds, what must happen to it by when."""

from orders.rules.allowed import (
    Ending,
    addition_problem,
    condition_problem,
    ending_problem,
    order_problem,
    shortening_problem,
)
from orders.rules.due import RULES, Alerts, CaseOrders, Lengths
from orders.rules.facts import (
    MAY_BE_EMPTY,
    REGISTERS,
    ConditionFacts,
    OrderFacts,
    Registered,
    Span,
    holds,
    is_over,
    last_of,
)

__all__ = [
    "MAY_BE_EMPTY",
    "REGISTERS",
    "RULES",
    "Alerts",
    "CaseOrders",
    "ConditionFacts",
    "Ending",
    "Lengths",
    "OrderFacts",
    "Registered",
    "Span",
    "addition_problem",
    "condition_problem",
    "ending_problem",
    "holds",
    "is_over",
    "last_of",
    "order_problem",
    "shortening_problem",
]

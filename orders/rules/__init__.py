"""Preventive orders: what may be recorded of one, when it holds, what must happen to it by when."""

from orders.rules.allowed import (
    Ending,
    RenewalSaid,
    addition_problem,
    condition_problem,
    ending_problem,
    order_problem,
    renewal_problem,
    shortening_problem,
    why_nothing_to_decide,
)
from orders.rules.due import RULES, Alerts, CaseOrders, Lengths, is_travel_ban
from orders.rules.facts import (
    MAY_BE_EMPTY,
    REGISTERS,
    ConditionFacts,
    OrderFacts,
    Registered,
    RenewalFacts,
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
    "RenewalFacts",
    "RenewalSaid",
    "Span",
    "addition_problem",
    "condition_problem",
    "ending_problem",
    "holds",
    "is_over",
    "is_travel_ban",
    "last_of",
    "order_problem",
    "renewal_problem",
    "shortening_problem",
    "why_nothing_to_decide",
]

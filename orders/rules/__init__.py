"""Preventive orders: what may be recorded of one, when it holds, what somebody should be told about it."""

from orders.rules.allowed import (
    Ending,
    Problem,
    addition_problem,
    condition_problem,
    ending_problem,
    order_problem,
    shortening_problem,
)
from orders.rules.facts import (
    MAY_BE_EMPTY,
    REGISTERS,
    ConditionFacts,
    OrderFacts,
    Span,
    holds,
    is_over,
    last_of,
)
from orders.rules.remarks import Alerts, Remark, condition_remarks, order_remarks

__all__ = [
    "MAY_BE_EMPTY",
    "REGISTERS",
    "Alerts",
    "ConditionFacts",
    "Ending",
    "OrderFacts",
    "Problem",
    "Remark",
    "Span",
    "addition_problem",
    "condition_problem",
    "condition_remarks",
    "ending_problem",
    "holds",
    "is_over",
    "last_of",
    "order_problem",
    "order_remarks",
    "shortening_problem",
]

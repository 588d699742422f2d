"""The write door of orders, requirements, licence conditions and notification."""

from orders.services.asked import AskedDetails, correct_asked, end_asked, record_asked
from orders.services.notification import record_annual, record_period
from orders.services.order import (
    ConditionDetails,
    OrderCorrection,
    OrderDetails,
    add_condition,
    correct_order,
    decide_renewal,
    end_condition,
    end_order,
    record_order,
)

__all__ = [
    "AskedDetails",
    "ConditionDetails",
    "OrderCorrection",
    "OrderDetails",
    "add_condition",
    "correct_asked",
    "correct_order",
    "decide_renewal",
    "end_asked",
    "end_condition",
    "end_order",
    "record_annual",
    "record_asked",
    "record_order",
    "record_period",
]

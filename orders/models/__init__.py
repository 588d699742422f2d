"""What courts and boards asked of somebody. One import for users: `from orders.models import Order`."""

from orders.models.asked import Asked, LicenceCondition, SentenceRequirement
from orders.models.notification import AnnualNotification, NotificationPeriod
from orders.models.order import Condition, Order, Renewal

__all__ = [
    "AnnualNotification",
    "Asked",
    "Condition",
    "LicenceCondition",
    "NotificationPeriod",
    "Order",
    "Renewal",
    "SentenceRequirement",
]

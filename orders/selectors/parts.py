"""What orders register with the floor below: tables that are read with a case, what tells of changes, parts of the record."""

from core.bundle import Source
from offenders.selectors.record import RecordPart
from orders.models import (
    AnnualNotification,
    Condition,
    LicenceCondition,
    NotificationPeriod,
    Order,
    Renewal,
    SentenceRequirement,
)
from orders.selectors.asked import asked_changes, asked_of
from orders.selectors.history import changes
from orders.selectors.notification import notification_changes, notification_of
from orders.selectors.rows import recorded_orders
from people.choices import Permission

DATED = (
    Source(Order, "case_id"),
    Source(Condition, "order__case_id", ("order",)),
    Source(Renewal, "order__case_id", ("order",)),
    Source(SentenceRequirement, "case_id"),
    Source(LicenceCondition, "case_id"),
    Source(NotificationPeriod, "case_id"),
    Source(AnnualNotification, "case_id"),
)
TELLERS = (changes, asked_changes, notification_changes)
PARTS = (
    RecordPart(
        anchor="orders",
        title="Orders and conditions",
        template="orders/_record.html",
        read=recorded_orders,
        permission=Permission.RECORD_ORDER,
    ),
    RecordPart(
        anchor="requirements",
        title="Requirements and licence conditions",
        template="orders/_asked_record.html",
        read=asked_of,
        permission=Permission.RECORD_ORDER,
    ),
    RecordPart(
        anchor="notification",
        title="Notification",
        template="orders/_notification_record.html",
        read=notification_of,
        permission=Permission.RECORD_ORDER,
    ),
)

"""Orders and conditions as they stand, and as the rules take them."""

from collections.abc import Iterable
from datetime import date

from django.db.models import QuerySet

from core.calendar import london_date
from core.standards import in_force
from orders.choices import ConditionCategory, ConditionKind, OrderKind
from orders.models import Condition, Order, Renewal
from orders.rules import (
    Alerts,
    ConditionFacts,
    OrderFacts,
    RenewalFacts,
    Span,
)

EXPIRY = "order.expiry_alert."


def alerts_on(on: date) -> Alerts:
    """ORD-12: the standards for telling that an order ends, in days; one query."""
    found = in_force(EXPIRY, on=on)
    return Alerts(early=found[f"{EXPIRY}early"].value, late=found[f"{EXPIRY}late"].value)


def orders() -> QuerySet[Order]:
    """Orders, each with its case and who recorded it."""
    return Order.objects.select_related("case", "recorded_by")


def conditions() -> QuerySet[Condition]:
    """Conditions, each with its order and case."""
    return Condition.objects.select_related("order__case")


def facts_of(order: Order) -> OrderFacts:
    """An order as the rules take it, without what other rows say."""
    return OrderFacts(
        kind=OrderKind(order.kind),
        is_interim=order.is_interim,
        made_on=order.made_on,
        starts_on=order.starts_on,
        ends_on=order.ends_on,
        ended_because=order.ended_because,
        served_on=order.served_on,
        served_by=order.served_by,
        recorded_on=order.recorded_on,
        key=str(order.uuid),
    )


def condition_facts_of(condition: Condition) -> ConditionFacts:
    """A condition as the rules take it; its order comes along."""
    return ConditionFacts(
        kind=ConditionKind(condition.kind),
        category=ConditionCategory(condition.category),
        starts_on=condition.starts_on,
        ends_on=condition.ends_on,
        ended_because=condition.ended_because,
        recorded_on=condition.recorded_on,
        key=str(condition.uuid),
        ref=f"order:{condition.order.uuid}",
    )


def span_of(row: Order | Condition) -> Span:
    return Span(starts_on=row.starts_on, ends_on=row.ends_on, ended_because=row.ended_because)


def newest_renewal(row: Order | Condition, renewals: Iterable[Renewal]) -> Renewal | None:
    """What was decided last about the end that it has now, among the decisions of its order."""
    condition_id = row.pk if isinstance(row, Condition) else None
    about = [
        each
        for each in renewals
        if each.condition_id == condition_id and each.ends_on == row.ends_on
    ]
    return max(about, key=lambda each: each.pk, default=None)


def renewal_in_force(
    row: Order | Condition, renewals: Iterable[Renewal], *, on: date
) -> RenewalFacts | None:
    """The same as the rules take it, as it was known on a day."""
    known = [each for each in renewals if london_date(each.decided_at) <= on]
    newest = newest_renewal(row, known)
    return RenewalFacts(london_date(newest.decided_at), newest.apply_by) if newest else None

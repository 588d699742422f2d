"""Orders and their conditions."""

from datetime import date, timedelta
from typing import Any

from core import clock
from offenders.models import Case
from orders.choices import ConditionCategory, ConditionKind, OrderKind, OrderRoute
from orders.models import Condition, Order
from people.models import User

LONG_AGO = timedelta(days=200)


def make_order(
    case: Case,
    by: User,
    kind: OrderKind | str = OrderKind.SHPO,
    *,
    starts_on: date | None = None,
    ends_on: date | None = None,
    **fields: Any,
) -> Order:
    starts_on = starts_on or clock.today() - LONG_AGO
    return Order.objects.create(
        case=case,
        kind=kind,
        route=fields.pop("route", OrderRoute.CONVICTION),
        made_on=fields.pop("made_on", starts_on),
        starts_on=starts_on,
        ends_on=ends_on,
        recorded_by=by,
        **fields,
    )


def make_condition(
    order: Order,
    words: str = "Not to enter any park",
    *,
    category: ConditionCategory | str = ConditionCategory.PLACE,
    starts_on: date | None = None,
    ends_on: date | None = None,
    **fields: Any,
) -> Condition:
    return Condition.objects.create(
        order=order,
        kind=fields.pop("kind", ConditionKind.PROHIBITION),
        category=category,
        words=words,
        starts_on=starts_on or order.starts_on,
        ends_on=ends_on,
        **fields,
    )

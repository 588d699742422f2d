"""Orders and their conditions."""

from datetime import date, timedelta
from typing import Any

from core import clock
from offenders import deadlines
from offenders.models import Case
from orders.choices import (
    ConditionCategory,
    ConditionKind,
    LicenceCategory,
    OrderKind,
    OrderRoute,
    RenewalDecision,
    RequirementCategory,
)
from orders.models import (
    AnnualNotification,
    Condition,
    LicenceCondition,
    NotificationPeriod,
    Order,
    Renewal,
    SentenceRequirement,
)
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
    made_on = fields.pop("made_on", starts_on)
    return Order.objects.create(
        case=case,
        kind=kind,
        route=fields.pop("route", OrderRoute.CONVICTION),
        made_on=made_on,
        starts_on=starts_on,
        ends_on=ends_on,
        recorded_by=by,
        recorded_on=fields.pop("recorded_on", made_on),
        **fields,
    )


def make_renewal(
    order: Order,
    by: User,
    *,
    condition: Condition | None = None,
    apply_by: date | None = None,
    **fields: Any,
) -> Renewal:
    """Decided about the end that it has; with a day to apply by, to apply, else to let it end."""
    row = condition or order
    decision = RenewalDecision.APPLY if apply_by else RenewalDecision.LET_END
    return Renewal.objects.create(
        order=order,
        condition=condition,
        ends_on=fields.pop("ends_on", row.ends_on),
        decision=decision,
        apply_by=apply_by,
        reason=fields.pop("reason", "He has kept to it"),
        decided_by=by,
        decided_at=fields.pop("decided_at", clock.now()),
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
        recorded_on=fields.pop("recorded_on", order.recorded_on),
        starts_on=starts_on or order.starts_on,
        ends_on=ends_on,
        **fields,
    )


def make_requirement(
    case: Case,
    words: str = "Take part in a programme",
    *,
    category: RequirementCategory = RequirementCategory.PROGRAMME,
    starts_on: date | None = None,
    **fields: Any,
) -> SentenceRequirement:
    return SentenceRequirement.objects.create(
        case=case,
        words=words,
        category=category,
        starts_on=starts_on or clock.today() - timedelta(days=100),
        **fields,
    )


def make_licence_condition(
    case: Case,
    words: str = "Not to enter the park",
    *,
    category: LicenceCategory = LicenceCategory.MOVEMENT,
    starts_on: date | None = None,
    **fields: Any,
) -> LicenceCondition:
    return LicenceCondition.objects.create(
        case=case,
        words=words,
        category=category,
        starts_on=starts_on or clock.today() - timedelta(days=100),
        **fields,
    )


def make_period(
    case: Case, ends_on: date | None = None, *, known_on: date | None = None, **fields: Any
) -> NotificationPeriod:
    return NotificationPeriod.objects.create(
        case=case,
        ends_on=ends_on,
        known_on=known_on or clock.today() - timedelta(days=100),
        **fields,
    )


def make_annual(
    case: Case, due_on: date, *, known_on: date | None = None, **fields: Any
) -> AnnualNotification:
    return AnnualNotification.objects.create(
        case=case,
        due_on=due_on,
        known_on=known_on or clock.today() - timedelta(days=100),
        **fields,
    )


def work_out(case: Case, on: date | None = None) -> None:
    """What is due in a case whose facts a test has put there without a service."""
    deadlines.recompute([case.pk], on=on or clock.today())

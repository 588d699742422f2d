"""What somebody should be told about an order: it ends, it was not served, its length is odd."""

from dataclasses import dataclass
from datetime import date, timedelta

from core.calendar import add_months, in_full
from offenders.choices import Severity
from orders.choices import ConditionCategory, ConditionKind, OrderKind
from orders.rules.facts import (
    MAY_BE_EMPTY,
    ConditionFacts,
    OrderFacts,
    Span,
    is_over,
    last_of,
)

# ORD-2: orders under the Sexual Offences Act 2003 that can forbid travel abroad, for 5 years at most.
TRAVEL_KINDS = frozenset({OrderKind.SHPO, OrderKind.SRO, OrderKind.SOPO, OrderKind.FOREIGN_TRAVEL})
LONGEST_TRAVEL_BAN = 5


@dataclass(frozen=True, slots=True)
class Lengths:
    """For how many years a full order of a kind is made, in law, and by which rule."""

    rule: str
    least: int
    most: int | None = None
    may_be_endless: bool = True


LENGTHS: dict[OrderKind, Lengths] = {
    OrderKind.SHPO: Lengths("ORD-1", 5),
    OrderKind.SRO: Lengths("ORD-3", 2),
    OrderKind.SOPO: Lengths("ORD-4", 5),
    OrderKind.VIOLENT_OFFENDER: Lengths("ORD-6", 2, 5, may_be_endless=False),
}


@dataclass(frozen=True, slots=True)
class Alerts:
    """ORD-12: how many days before its last day an order is told to end, first and again."""

    early: int
    late: int


@dataclass(frozen=True, slots=True)
class Remark:
    """What somebody should know about an order or a condition. High severity needs a person now."""

    rule: str
    label: str
    words: str
    severity: Severity


def order_remarks(order: OrderFacts, *, on: date, alerts: Alerts) -> list[Remark]:
    """What to say about an order on a day: ORD-12 first, then lengths to check (ORD-1, 3, 4 and 6).

    An order of which an end is recorded says no more. Nothing here refuses: the court's order stands.
    """
    if order.ended_because:
        return []
    if is_over(order, on):
        return _past_its_date(order)
    found = [_not_served(order), _ends_soon(order, on, alerts), _length(order), _empty(order, on)]
    return [remark for remark in found if remark]


def condition_remarks(
    order: OrderFacts, condition: ConditionFacts, *, on: date, alerts: Alerts
) -> list[Remark]:
    """ORD-2, ORD-12: what to say about a prohibition of travel; the other conditions run by their own dates."""
    is_ban = condition.kind == ConditionKind.PROHIBITION and order.kind in TRAVEL_KINDS
    if not is_ban or condition.category != ConditionCategory.TRAVEL or condition.ended_because:
        return []
    if is_over(condition, on) or is_over(order, on):
        return []
    own = _ends_soon(condition, on, alerts) if condition.ends_on else None
    return [remark for remark in (own, _travel_length(order, condition)) if remark]


def _past_its_date(order: OrderFacts) -> list[Remark]:
    if not order.is_interim or order.is_followed or order.ends_on is None:
        return []
    return [
        Remark(
            "ORD-12",
            "Interim order past its date",
            f"It ended on {in_full(order.ends_on - timedelta(days=1))}. Record the full order, "
            "or say how this one ended.",
            Severity.HIGH,
        )
    ]


def _not_served(order: OrderFacts) -> Remark | None:
    if order.served_on is not None:
        return None
    return Remark(
        "ORD-12",
        "Made but not served",
        f"Made on {in_full(order.made_on)}; no day of service is recorded. "
        "Have it served, or record when and by whom it was.",
        Severity.HIGH,
    )


def _ends_soon(span: Span, on: date, alerts: Alerts) -> Remark | None:
    """ORD-12: within the days of the two standards of its last day, which itself counts."""
    last = last_of(span)
    left = (last - on).days if last else None
    if last is None or left is None or left > alerts.early:
        return None
    words = {0: "Ends today", 1: "Ends tomorrow"}.get(left, f"Ends in {left} days")
    return Remark(
        "ORD-12",
        words,
        f"The last day is {in_full(last)}. Decide whether to ask the court to renew it.",
        Severity.HIGH if left <= alerts.late else Severity.STANDARD,
    )


def _length(order: OrderFacts) -> Remark | None:
    """ORD-1, ORD-3, ORD-4, ORD-6: a length that a full order of this kind does not have."""
    lengths = LENGTHS.get(order.kind)
    if lengths is None or order.is_interim:
        return None
    years = f"at least {lengths.least} years"
    years += f" and at most {lengths.most}" if lengths.most else " or until further order"
    if order.ends_on is None:
        is_odd = not lengths.may_be_endless
    else:
        is_odd = order.ends_on < _after(order.starts_on, lengths.least) or (
            lengths.most is not None and order.ends_on > _after(order.starts_on, lengths.most)
        )
    if not is_odd:
        return None
    words = f"A full order of this kind lasts {years}. Check the dates against the order."
    return Remark(lengths.rule, "Check how long it lasts", words, Severity.STANDARD)


def _empty(order: OrderFacts, on: date) -> Remark | None:
    """ORD-11: an order whose content is not here."""
    if order.conditions or order.kind in MAY_BE_EMPTY or order.starts_on > on:
        return None
    return Remark(
        "ORD-11",
        "Prohibitions not recorded",
        "Nothing that it forbids or asks for is recorded as in force. Add it in the order's words.",
        Severity.STANDARD,
    )


def _travel_length(order: OrderFacts, condition: ConditionFacts) -> Remark | None:
    """ORD-2: a prohibition of foreign travel lasts 5 years at most; an endless one is told to be checked."""
    ends = min((day for day in (condition.ends_on, order.ends_on) if day), default=None)
    if ends is not None and ends <= _after(condition.starts_on, LONGEST_TRAVEL_BAN):
        return None
    how_long = "has no last day" if ends is None else "lasts longer"
    return Remark(
        "ORD-2",
        "Check how long it lasts",
        f"A prohibition of travel abroad lasts at most {LONGEST_TRAVEL_BAN} years at a time; "
        f"this one {how_long}. Check it against the order.",
        Severity.STANDARD,
    )


def _after(day: date, years: int) -> date:
    """DAT-2: the first day after so many years that begin with `day`."""
    return add_months(day, 12 * years)

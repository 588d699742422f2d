"""What must happen to an order, by when: it ends, it was not served, its length is odd, its content is not here.

One rule for each kind of deadline. Nothing here refuses: the court's order stands. An order of which an end is
recorded asks for nothing more.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from core.calendar import add_months, in_full
from offenders.choices import Severity
from offenders.rules import Due, Input
from orders.choices import ConditionCategory, ConditionKind, OrderKind
from orders.rules.facts import (
    MAY_BE_EMPTY,
    REGISTERS,
    ConditionFacts,
    OrderFacts,
    Registered,
    holds,
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


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseOrders:
    """What is known of the orders of one case, as at a day."""

    orders: tuple[OrderFacts, ...] = ()
    conditions: tuple[tuple[OrderFacts, ConditionFacts], ...] = ()
    registered: tuple[Registered, ...] = ()
    alerts: Alerts

    def asking(self, on: date) -> Iterator[OrderFacts]:
        """The orders that still ask for something: in force or to come, without a recorded end."""
        return (
            order for order in self.orders if not order.ended_because and not is_over(order, on)
        )

    def bans(self, on: date) -> Iterator[tuple[OrderFacts, ConditionFacts]]:
        """The prohibitions of travel abroad in them."""
        return (
            (order, condition)
            for order, condition in self.travel
            if not is_over(condition, on) and not is_over(order, on)
        )

    @property
    def travel(self) -> Iterator[tuple[OrderFacts, ConditionFacts]]:
        """Prohibitions of travel abroad whose end is not recorded, whether or not their day has passed."""
        return (
            (order, condition)
            for order, condition in self.conditions
            if is_travel_ban(order.kind, condition.kind, condition.category)
            and not condition.ended_because
        )


Rule = Callable[[CaseOrders, date], list[Due]]


def is_travel_ban(order: str, kind: str, category: str) -> bool:
    """ORD-2: a prohibition of travel abroad, in an order that can have one."""
    return (
        kind == ConditionKind.PROHIBITION
        and category == ConditionCategory.TRAVEL
        and order in TRAVEL_KINDS
    )


def end_due(facts: CaseOrders, on: date) -> list[Due]:
    """ORD-12: told from so many days before the last day, gravely from the second number of days.

    What was decided about the end answers it (`renewal_due` asks what came of that). A full order that ran out asks no
    more. An interim one does until a full one of its kind is recorded or it is said how it ended: whatever it forbade
    is forbidden no longer.
    """
    found: list[Due] = []
    for order in facts.orders:
        last = last_of(order)
        if last is None or order.ended_because:
            continue
        if not is_over(order, on):
            found += _end(order, order.name, last, on, facts.alerts)
        elif order.is_interim and not order.is_followed:
            found.append(
                Due(
                    on=max(last, order.recorded_on),
                    rule="ORD-12",
                    because=f"{order.name}: past its date. It ended on {in_full(last)}. Record the full order, "
                    "or say how this one ended.",
                    severity=Severity.HIGH,
                    inputs=_inputs(order),
                    subject=order.key,
                )
            )
    return found


def travel_ban_end_due(facts: CaseOrders, on: date) -> list[Due]:
    """ORD-12 of a prohibition of travel with a last day of its own; the others run by their order's."""
    return [
        due
        for order, condition in facts.bans(on)
        if (last := last_of(condition))
        for due in _end(condition, f"{order.name}, travel", last, on, facts.alerts)
    ]


def renewal_due(facts: CaseOrders, on: date) -> list[Due]:
    """ORD-12: an order is to be renewed: by the day to apply by somebody says what came of it.

    Its own last day does not end that: whoever was to apply and did not has let it run out. A later full order of its
    kind, how it ended, or another decision does. An interim order past its date is `end_due`'s.
    """
    return [
        due
        for order in facts.orders
        if not order.ended_because and not (order.is_interim and is_over(order, on))
        for due in _applied_for(order, order.name)
    ]


def travel_ban_renewal_due(facts: CaseOrders, on: date) -> list[Due]:
    """ORD-12 of a prohibition of travel that is to be renewed, as long as its order holds."""
    return [
        due
        for order, condition in facts.travel
        if not is_over(order, on)
        for due in _applied_for(condition, f"{order.name}, travel")
    ]


def service_due(facts: CaseOrders, on: date) -> list[Due]:
    """ORD-12: an order that nobody has served binds nobody."""
    return [
        _state(
            order,
            "ORD-12",
            f"{order.name}, made on {in_full(order.made_on)}: no day of service is recorded. "
            "Have it served, or record when and by whom it was.",
            Severity.HIGH,
        )
        for order in facts.asking(on)
        if order.served_on is None
    ]


def check_due(facts: CaseOrders, on: date) -> list[Due]:
    """ORD-1, ORD-3, ORD-4, ORD-6: a length that a full order of this kind does not have in law."""
    return [
        _state(
            order,
            LENGTHS[order.kind].rule,
            f"{order.name}: a full order of this kind lasts {_years(LENGTHS[order.kind])}. "
            "Check the dates against the order.",
            Severity.STANDARD,
        )
        for order in facts.asking(on)
        if not order.is_interim and order.kind in LENGTHS and _is_odd(order, LENGTHS[order.kind])
    ]


def travel_ban_check_due(facts: CaseOrders, on: date) -> list[Due]:
    """ORD-2: a prohibition of foreign travel lasts 5 years at most; an endless one is told to be checked."""
    found = []
    for order, condition in facts.bans(on):
        ends = min((day for day in (condition.ends_on, order.ends_on) if day), default=None)
        if ends is not None and ends <= _after(condition.starts_on, LONGEST_TRAVEL_BAN):
            continue
        how_long = "has no last day" if ends is None else "lasts longer"
        found.append(
            _state(
                condition,
                "ORD-2",
                f"{order.name}: a prohibition of travel abroad lasts at most {LONGEST_TRAVEL_BAN} years at a time; "
                f"this one {how_long}. Check it against the order.",
                Severity.STANDARD,
            )
        )
    return found


def conditions_due(facts: CaseOrders, on: date) -> list[Due]:
    """ORD-11: an order in force whose content is not here, since it was recorded or since the last of it ended."""
    return [
        _state(
            order,
            "ORD-11",
            f"{order.name}, made on {in_full(order.made_on)}: nothing that it forbids or asks for is recorded as in "
            "force. Add it in the order's words.",
            Severity.STANDARD,
            since=max(order.starts_on, order.emptied_on or order.starts_on),
        )
        for order in facts.asking(on)
        if not order.conditions and order.kind not in MAY_BE_EMPTY and order.starts_on <= on
    ]


def missing_due(facts: CaseOrders, on: date) -> list[Due]:
    """ORD-10: a register in force says that there is an order, and none such is recorded as in force."""
    in_force = {order.kind for order in facts.orders if holds(order, on)}
    found = []
    for row in facts.registered:
        words, kinds = REGISTERS[row.code]
        if kinds & in_force:
            continue
        found.append(
            Due(
                on=row.since,
                rule="ORD-10",
                because=f"The register says {words} since {in_full(row.since)}; its prohibitions are not recorded here.",
                severity=Severity.STANDARD,
                inputs=(Input("On the register", words, row.since, row.ref),),
                subject=row.code,
                missing="order",
            )
        )
    return found


# How each is called, what it is by, and its rule: the kinds are made of these.
RULES: Mapping[str, Rule] = {
    "order_end": end_due,
    "travel_ban_end": travel_ban_end_due,
    "order_renewal": renewal_due,
    "travel_ban_renewal": travel_ban_renewal_due,
    "order_service": service_due,
    "order_check": check_due,
    "travel_ban_check": travel_ban_check_due,
    "order_conditions": conditions_due,
    "order_missing": missing_due,
}


def _end(
    span: OrderFacts | ConditionFacts, name: str, last: date, on: date, alerts: Alerts
) -> list[Due]:
    if span.renewal:
        return []
    is_near = on >= last - timedelta(days=alerts.late)
    due = Due(
        on=last,
        rule="ORD-12",
        because=f"{name}: the last day is {in_full(last)}. Decide whether to ask the court to renew it.",
        severity=Severity.HIGH if is_near else Severity.STANDARD,
        inputs=_inputs(span),
        subject=span.key,
        told_on=last - timedelta(days=alerts.early),
    )
    return [due]


def _applied_for(span: OrderFacts | ConditionFacts, name: str) -> list[Due]:
    renewal = span.renewal
    if renewal is None or renewal.apply_by is None or span.is_followed:
        return []
    due = Due(
        on=renewal.apply_by,
        rule="ORD-12",
        because=f"{name}: to be renewed, to apply by {in_full(renewal.apply_by)}. Record what followed, or decide again.",
        severity=Severity.HIGH,
        inputs=(
            *_inputs(span),
            Input("Renewal decided", renewal.words, renewal.decided_on, span.ref),
        ),
        subject=span.key,
    )
    return [due]


def _state(
    span: OrderFacts | ConditionFacts,
    rule: str,
    because: str,
    severity: Severity,
    *,
    since: date = date.min,
) -> Due:
    """Something that is so since it was recorded here: asked for on that day, a flag from the next one."""
    return Due(
        on=max(since, span.recorded_on),
        rule=rule,
        because=because,
        severity=severity,
        inputs=_inputs(span),
        subject=span.key,
    )


def _inputs(span: OrderFacts | ConditionFacts) -> tuple[Input, ...]:
    last = last_of(span)
    value = f"Until {in_full(last)}" if last else "Until further order"
    return (Input(span.label, value, span.starts_on, span.ref),)


def _years(lengths: Lengths) -> str:
    most = f" and at most {lengths.most}" if lengths.most else " or until further order"
    return f"at least {lengths.least} years{most}"


def _is_odd(order: OrderFacts, lengths: Lengths) -> bool:
    if order.ends_on is None:
        return not lengths.may_be_endless
    is_long = lengths.most is not None and order.ends_on > _after(order.starts_on, lengths.most)
    return is_long or order.ends_on < _after(order.starts_on, lengths.least)


def _after(day: date, years: int) -> date:
    """DAT-2: the first day after so many years that begin with `day`."""
    return add_months(day, 12 * years)

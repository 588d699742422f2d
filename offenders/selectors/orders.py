"""Orders of a case and what holds of them on a day."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef

from core.calendar import in_full
from core.history import Change, changes_of
from core.standards import in_force
from offenders.choices import ConditionCategory, ConditionKind, OrderEnding, OrderKind, OrderRoute
from offenders.models import Case, Condition, Order, Registration
from offenders.querysets import holds_on
from offenders.rules.orders import (
    MAY_BE_EMPTY,
    REGISTERS,
    Alerts,
    ConditionFacts,
    OrderFacts,
    Remark,
    Span,
    condition_remarks,
    holds,
    is_over,
    last_of,
    order_remarks,
)

Lines = list[tuple[str, str]]
EXPIRY = "order.expiry_alert."


def live_conditions(case: Case, *, on: date) -> list[Condition]:
    """Every prohibition and requirement in force on a day, order by order; one query."""
    return list(
        Condition.objects.filter(holds_on(on), holds_on(on, "order__"), order__case=case)
        .select_related("order")
        .order_by("order__starts_on", "order_id", "starts_on", "id")
    )


def repeatable_conditions(case: Case, *, on: date) -> list[Condition]:
    """What a new order may repeat word for word, newest order first; two queries.

    Of orders in force, and of those that were replaced while no later one of the kind is recorded. What ended before
    its order or has a last day of its own is left out: the new order says anew how long that holds.
    """
    orders = list(
        Order.objects.filter(case=case)
        .exclude(ended_because=OrderEnding.ERROR)
        .prefetch_related("conditions")
    )
    newest: dict[str, date] = {}
    for order in orders:
        newest[order.kind] = max(order.made_on, newest.get(order.kind, order.made_on))
    found: dict[str, Condition] = {}
    for order in orders:
        was_replaced = order.ended_because == OrderEnding.REPLACED
        if holds(span_of(order), on) or (was_replaced and order.made_on == newest[order.kind]):
            for row in order.conditions.all():
                if row.ends_on is None:
                    row.order = order
                    found.setdefault(row.words, row)
    return list(found.values())


def is_to_be_followed(order: Order) -> bool:
    """Whether it was varied, renewed or replaced and no later order of its kind is recorded; at most one query."""
    if order.ended_because != OrderEnding.REPLACED:
        return False
    later = Order.objects.filter(case=order.case, kind=order.kind, made_on__gt=order.made_on)
    return not later.exclude(ended_because=OrderEnding.ERROR).exists()


# What is not recorded here -----------------------------------------------------------------------------


def registered_without_order(case: Case, *, on: date) -> list[str]:
    """ORD-10: registers in force that say that there is an order where none such is; a sentence each, 2 queries."""
    registered = (
        Registration.objects.filter(holds_on(on), case=case, register__code__in=REGISTERS)
        .order_by("starts_on", "id")
        .values_list("register__code", "starts_on")
    )
    recorded = set(Order.objects.filter(holds_on(on), case=case).values_list("kind", flat=True))
    return [
        f"The register says {words} since {in_full(since)}; its prohibitions are not recorded here."
        for words, kinds, since in ((*REGISTERS[code], since) for code, since in registered)
        if not kinds & recorded
    ]


def unrecorded_orders(case: Case, *, on: date) -> list[str]:
    """What a list of conditions does not tell of: registers without an order (ORD-10), orders without a condition.

    One sentence each, for whoever goes by `live_conditions`; three queries.
    """
    conditions = Condition.objects.filter(holds_on(on), order=OuterRef("pk"))
    empty = (
        Order.objects.filter(~Exists(conditions), holds_on(on), case=case)
        .exclude(kind__in=MAY_BE_EMPTY)
        .order_by("starts_on", "id")
    )
    return [
        *registered_without_order(case, on=on),
        *(
            f"{order}, made on {in_full(order.made_on)}: no prohibition is recorded here."
            for order in empty
        ),
    ]


# Orders as pages show them -----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ConditionRow:
    """One condition with what to say about it on the day."""

    condition: Condition
    words: str
    is_live: bool
    is_over: bool
    remarks: list[Remark]


@dataclass(frozen=True, slots=True)
class OrderRow:
    """One order with its conditions and what to say about it on the day."""

    order: Order
    words: str
    is_live: bool
    is_over: bool
    remarks: list[Remark]
    conditions: list[ConditionRow]

    @property
    def live(self) -> list[ConditionRow]:
        return [row for row in self.conditions if row.is_live]

    @property
    def others(self) -> list[ConditionRow]:
        """Those that have ended or are still to come."""
        return [row for row in self.conditions if not row.is_live]

    @property
    def is_current(self) -> bool:
        """In force, still to come, or over with something left to say."""
        return not self.is_over or bool(self.remarks)

    @property
    def can_grow(self) -> bool:
        """Whether a condition can be added to it."""
        return not self.is_over and not self.order.ended_because

    @property
    def is_error(self) -> bool:
        return self.order.ended_because == OrderEnding.ERROR


def orders_of(case: Case, *, on: date) -> list[OrderRow]:
    """Every order of a case, those in force first, then the newest; three queries."""
    orders = list(Order.objects.filter(case=case).prefetch_related("conditions"))
    rows = rows_of(orders, among=orders, on=on)
    return sorted(rows, key=lambda row: (not row.is_live, row.is_over))


def order_row(order: Order, *, on: date) -> OrderRow:
    """One order for its own page; at most three queries."""
    among = Order.objects.filter(case=order.case, kind=order.kind)
    (row,) = rows_of([order], among=among, on=on)
    return row


def rows_of(orders: list[Order], *, among: Collection[Order] | Any, on: date) -> list[OrderRow]:
    """Orders with what to say about each; `among` are those that may have followed an interim one."""
    if not orders:
        return []
    alerts = alerts_on(on)
    followers = [(row.kind, row.made_on) for row in among if _is_full(row)]
    return [_row(order, followers, alerts, on) for order in orders]


def alerts_on(on: date) -> Alerts:
    """ORD-12: the standards for telling that an order ends, in days; one query."""
    found = in_force(EXPIRY, on=on)
    return Alerts(early=found[f"{EXPIRY}early"].value, late=found[f"{EXPIRY}late"].value)


def order_of(uuid: UUID) -> Order | None:
    """An order with its case and who recorded it."""
    return Order.objects.filter(uuid=uuid).select_related("case", "recorded_by").first()


def condition_of(uuid: UUID) -> Condition | None:
    """A condition with its order and case."""
    return Condition.objects.filter(uuid=uuid).select_related("order__case").first()


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
    )


def span_of(row: Order | Condition) -> Span:
    return Span(starts_on=row.starts_on, ends_on=row.ends_on, ended_because=row.ended_because)


def _is_full(order: Order) -> bool:
    return not order.is_interim and order.ended_because != OrderEnding.ERROR


def _row(order: Order, followers: list[tuple[str, date]], alerts: Alerts, on: date) -> OrderRow:
    facts = facts_of(order)
    conditions = [_condition_row(row, facts, alerts, on) for row in order.conditions.all()]
    facts = replace(
        facts,
        conditions=sum(row.is_live for row in conditions),
        is_followed=any(
            kind == order.kind and made_on >= order.made_on for kind, made_on in followers
        ),
    )
    return OrderRow(
        order=order,
        words=_words(facts, order.ended_note, on, endless=", until further order"),
        is_live=holds(facts, on),
        is_over=is_over(facts, on),
        remarks=order_remarks(facts, on=on, alerts=alerts),
        conditions=conditions,
    )


def _condition_row(
    condition: Condition, order: OrderFacts, alerts: Alerts, on: date
) -> ConditionRow:
    facts = ConditionFacts(
        kind=ConditionKind(condition.kind),
        category=ConditionCategory(condition.category),
        starts_on=condition.starts_on,
        ends_on=condition.ends_on,
        ended_because=condition.ended_because,
    )
    with_order = is_over(order, on) and not is_over(facts, on)
    words = "Ended with the order" if with_order else _words(facts, condition.ended_note, on)
    return ConditionRow(
        condition=condition,
        words=words,
        is_live=holds(facts, on) and holds(order, on),
        is_over=is_over(facts, on) or is_over(order, on),
        remarks=condition_remarks(order, facts, on=on, alerts=alerts),
    )


def _words(span: Span, note: str, on: date, *, endless: str = "") -> str:
    """From when to when, and why it ended."""
    because = OrderEnding(span.ended_because).label if span.ended_because else ""
    why = ". ".join(part.rstrip(".") for part in (because, note) if part)
    if span.ended_because == OrderEnding.ERROR:
        return f"{why}. It held on no day"
    last, begins = last_of(span), in_full(span.starts_on)
    ends = f", last day {in_full(last)}" if last else endless
    if last and is_over(span, on):
        words = f"Held from {begins} to {in_full(last)}"
    else:
        words = f"Begins on {begins}{ends}" if span.starts_on > on else f"Since {begins}{ends}"
    return f"{words}. {why}" if why else words


# Its words for the page that shows both texts, and its history -----------------------------------------


@dataclass(frozen=True, slots=True)
class Step:
    """One entry of an order's history; `differences` are (field, before, after)."""

    at: datetime
    who: str
    words: str
    differences: list[tuple[str, str, str]]


def order_lines(order: Any) -> Lines:
    """An order, or what its history holds of it, in words."""
    served = in_full(order.served_on) if order.served_on else "Not recorded"
    return [
        ("Order", OrderKind(order.kind).label + (", interim" if order.is_interim else "")),
        ("How it came about", OrderRoute(order.route).label),
        ("Court", order.court or "Not recorded"),
        ("Court reference", order.court_ref or "Not recorded"),
        ("Made", in_full(order.made_on)),
        ("Served", served + (f", by {order.served_by}" if order.served_by else "")),
        ("Verified copy", "Held" if order.has_copy else "Not held"),
        *_span_lines(order, endless="Until further order"),
    ]


def condition_lines(condition: Any) -> Lines:
    """A condition, or what its history holds of it, in words."""
    return [
        ("Kind", ConditionKind(condition.kind).label),
        ("About", ConditionCategory(condition.category).label),
        ("Words", condition.words),
        ("Monitoring", condition.monitoring or "Not recorded"),
        *_span_lines(condition, endless="None of its own"),
    ]


def _span_lines(row: Any, *, endless: str) -> Lines:
    last = last_of(Span(starts_on=row.starts_on, ends_on=row.ends_on))
    is_error = row.ended_because == OrderEnding.ERROR
    lines = [
        ("Begins", in_full(row.starts_on)),
        ("Last day", "None: it held on no day" if is_error else in_full(last) if last else endless),
    ]
    if row.ended_because:
        why = OrderEnding(row.ended_because).label
        lines.append(("Ended", f"{why}: {row.ended_note}" if row.ended_note else why))
    return lines


def last_change(row: Order | Condition) -> Change:
    """Who changed a row last, and when; one query."""
    return changes_of(type(row), pgh_obj_id=row.pk)[0]


def history_of(order: Order) -> list[Step]:
    """Everything that happened to an order and its conditions here, newest first; at most three queries."""
    conditions = [row.pk for row in order.conditions.all()]
    steps = _steps(changes_of(Order, pgh_obj_id=order.pk), "Order", order_lines)
    steps += _steps(changes_of(Condition, pgh_obj_id__in=conditions), "Condition", condition_lines)
    return sorted(steps, key=lambda step: step.at, reverse=True)


def _steps(changes: list[Change], what: str, lines_of: Callable[[Any], Lines]) -> list[Step]:
    """Each change beside the one before it of the same row."""
    found: list[Step] = []
    before: dict[int, dict[str, str]] = {}
    for change in reversed(changes):
        lines = dict(lines_of(change.row))
        old = before.setdefault(change.row.pgh_obj_id, lines)
        before[change.row.pgh_obj_id] = lines
        differences = [
            (name, old.get(name, ""), text) for name, text in lines.items() if old.get(name) != text
        ]
        words = _said(what, change, is_new=old is lines, names={name for name, _, _ in differences})
        found.append(Step(change.at, change.who, words, differences))
    return found


def _said(what: str, change: Change, *, is_new: bool, names: set[str]) -> str:
    about = ConditionCategory(change.row.category).label if what == "Condition" else ""
    name = f"{what} ({about.lower()})" if about else what
    if is_new:
        return f"{name} recorded"
    if change.row.ended_because and names & {"Ended", "Last day"}:
        return f"{name} ended: {OrderEnding(change.row.ended_because).label.lower()}"
    return f"{name}: details corrected"

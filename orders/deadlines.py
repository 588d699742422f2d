"""The kinds of deadline of orders. No extract carries orders, so all of them are `only_here`."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date
from functools import partial

from offenders.choices import Need
from offenders.deadlines import Act, Kind, Shared
from offenders.querysets import of_cases
from orders.choices import OrderEnding
from orders.models import Order
from orders.rules import (
    REGISTERS,
    RULES,
    CaseOrders,
    ConditionFacts,
    OrderFacts,
    Registered,
    holds,
    is_travel_ban,
)
from orders.selectors.facts import (
    EXPIRY,
    alerts_on,
    condition_facts_of,
    facts_of,
    renewal_in_force,
)
from people.choices import Permission

JOB = "orders.flag_overdue"
MODELS = frozenset(
    {
        "core.Standard",
        "offenders.Case",
        "offenders.RegisterType",
        "offenders.Registration",
        "orders.Condition",
        "orders.Order",
        "orders.Renewal",
    }
)


def facts(shared: Shared) -> Mapping[int, CaseOrders]:
    """The orders on record by the day, of active people; five queries for all kinds together."""
    return shared.once(_read)


def _read(shared: Shared) -> dict[int, CaseOrders]:
    orders: dict[int, list[Order]] = defaultdict(list)
    rows = Order.objects.filter(of_cases(shared.case_ids), recorded_on__lte=shared.on)
    for row in rows.prefetch_related("conditions", "renewals").order_by("id"):
        orders[row.case_id].append(row)
    registered = {code: shared.registrations(code) for code in REGISTERS}
    concerned = shared.active & (orders.keys() | {pk for row in registered.values() for pk in row})
    alerts = alerts_on(shared.on) if concerned else None
    return {
        case_id: CaseOrders(
            orders=tuple(_orders(orders[case_id], shared.on)),
            conditions=tuple(_conditions(orders[case_id], shared.on)),
            registered=tuple(
                Registered(code, row[case_id].on, row[case_id].ref)
                for code, row in registered.items()
                if case_id in row
            ),
            alerts=alerts,
        )
        for case_id in sorted(concerned)
        if alerts
    }


def _orders(rows: list[Order], on: date) -> Iterable[OrderFacts]:
    full = [row for row in rows if not row.is_interim and row.ended_because != OrderEnding.ERROR]
    for row in rows:
        held = [condition_facts_of(each) for each in row.conditions.all() if each.recorded_on <= on]
        ended = [
            each.ends_on
            for each in held
            if each.ends_on and each.ends_on <= on and each.ended_because != OrderEnding.ERROR
        ]
        yield replace(
            facts_of(row),
            conditions=sum(holds(each, on) for each in held),
            emptied_on=max(ended, default=None),
            is_followed=any(_follows(each, row) for each in full),
            renewal=renewal_in_force(row, row.renewals.all(), on=on),
        )


def _follows(full: Order, order: Order) -> bool:
    """Whether a full order came after another of its kind; it may be made on the day of an interim one."""
    is_later = full.made_on >= order.made_on if order.is_interim else full.made_on > order.made_on
    return full.kind == order.kind and is_later


def _conditions(rows: list[Order], on: date) -> Iterable[tuple[OrderFacts, ConditionFacts]]:
    known = [(row, each) for row in rows for each in row.conditions.all() if each.recorded_on <= on]
    bans = [
        each.starts_on
        for row, each in known
        if is_travel_ban(row.kind, each.kind, each.category)
        and each.ended_because != OrderEnding.ERROR
    ]
    for row, each in known:
        yield (
            facts_of(row),
            replace(
                condition_facts_of(each),
                is_followed=any(starts_on > each.starts_on for starts_on in bans),
                renewal=renewal_in_force(each, row.renewals.all(), on=on),
            ),
        )


_kind: Callable[..., Kind] = partial(
    Kind,
    models=MODELS,
    facts=facts,
    job=JOB,
    only_here=True,
    area="orders",
    needs=frozenset({Need.ACTIVE}),
    would_not_clear="A visit, or a contact about it.",
)


def _act(label: str, name: str, takes: str = "subject") -> Act:
    return Act(label, f"orders:{name}", Permission.RECORD_ORDER, takes=takes)  # type: ignore[arg-type]


FOLLOWING = _act("Record the order that follows", "record_order", "case")
RENEW = _act("Decide on renewal", "decide_renewal")
RENEW_BAN = _act("Decide on renewal", "decide_condition_renewal")
MISSING = _act("Record the order", "record_order", "case")
KINDS = (
    _kind(
        code="order_end",
        label="Order ends",
        rule="ORD-12",
        rule_text=(
            "That an order ends is told in time to ask the court to renew it; an interim one is asked after until the "
            "full one is recorded."
        ),
        clears_when=(
            "It is decided whether to renew it, said how it ended, or its last day is put right; an interim one past its "
            "date, when a full one follows or it is said how it ended."
        ),
        standards=EXPIRY,
        due=RULES["order_end"],
        acts=(RENEW, _act("Say how it ended", "end_order"), FOLLOWING),
    ),
    _kind(
        code="travel_ban_end",
        label="Prohibition of travel ends",
        rule="ORD-12",
        rule_text="A prohibition of travel abroad lasts 5 years at most and can be renewed, so its end is told like an order's.",
        clears_when="It is decided whether to renew it, or said how it ended.",
        standards=EXPIRY,
        due=RULES["travel_ban_end"],
        acts=(RENEW_BAN, _act("Say how it ended", "end_condition")),
    ),
    _kind(
        code="order_renewal",
        label="Order to be renewed",
        rule="ORD-12",
        rule_text="Where it was decided to ask the court to renew an order, it is recorded by that day what came of it.",
        clears_when="A later full order of its kind is recorded, it is said how it ended, or decided otherwise.",
        standards="",
        due=RULES["order_renewal"],
        acts=(
            FOLLOWING,
            _act("Decide again", "decide_renewal"),
            _act("Say how it ended", "end_order"),
        ),
    ),
    _kind(
        code="travel_ban_renewal",
        label="Prohibition of travel to be renewed",
        rule="ORD-12",
        rule_text="Where it was decided to ask the court to renew a prohibition of travel, it is recorded by that day what came of it.",
        clears_when="A later prohibition of travel is recorded, it is said how it ended, or decided otherwise.",
        standards="",
        due=RULES["travel_ban_renewal"],
        acts=(
            _act("Decide again", "decide_condition_renewal"),
            _act("Say how it ended", "end_condition"),
        ),
    ),
    _kind(
        code="order_service",
        label="Order made but not served",
        rule="ORD-12",
        rule_text="An order is served on the person, and it is recorded when and by whom.",
        clears_when="The day of service is recorded, or the order ends.",
        standards="",
        due=RULES["order_service"],
        is_state=True,
        acts=(_act("Record the service", "correct_order"),),
    ),
    _kind(
        code="order_check",
        label="Check how long the order lasts",
        rule="ORD-1",
        rule_text="The dates of an order are checked where the law knows no order of such a length. The court's order stands.",
        clears_when="The dates are put right. If the court made it so, accept it with that reason.",
        standards="",
        due=RULES["order_check"],
        is_state=True,
        acts=(_act("Correct the dates", "correct_order"),),
    ),
    _kind(
        code="travel_ban_check",
        label="Check how long the prohibition of travel lasts",
        rule="ORD-2",
        rule_text="A prohibition of travel abroad lasts at most 5 years at a time. The court's order stands.",
        clears_when="It is ended and recorded with its own last day. If the court made it so, accept it with that reason.",
        standards="",
        due=RULES["travel_ban_check"],
        is_state=True,
        acts=(_act("End it, to record it anew", "end_condition"),),
    ),
    _kind(
        code="order_conditions",
        label="Prohibitions not recorded",
        rule="ORD-11",
        rule_text="What an order forbids and asks for is recorded in its own words: visits ask for nothing else.",
        clears_when="A prohibition or requirement in force is recorded, or the order ends.",
        standards="",
        due=RULES["order_conditions"],
        is_state=True,
        acts=(_act("Add a prohibition or requirement", "add_condition"),),
    ),
    _kind(
        code="order_missing",
        label="Preventive order",
        rule="ORD-10",
        rule_text="Where a register says that there is an order, the order is recorded here with what it forbids.",
        clears_when="An order of that kind in force is recorded, or the registration ends.",
        standards="",
        due=RULES["order_missing"],
        is_state=True,
        acts_when_missing={"order": (MISSING,)},
    ),
)
CODES = tuple(kind.code for kind in KINDS)
# What passes with its day: unless an interim order is left without a successor, nothing is asked for afterwards.
ENDING = tuple(
    kind for kind in KINDS if kind.standards == EXPIRY or kind.code == "travel_ban_renewal"
)

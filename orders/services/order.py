"""Preventive orders: recorded, added to, put right, decided about, ended. A condition's words are never altered (ORD-11)."""

from collections.abc import Collection
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime, timedelta
from functools import partial

from django.db import transaction

from core.calendar import london_date
from core.editing import held, lock
from core.errors import Problem, RefusedError, StaleError, refuse
from offenders import deadlines
from offenders.models import Case
from orders.choices import ConditionCategory, ConditionKind, OrderEnding, OrderKind, OrderRoute
from orders.models import Condition, Order, Renewal
from orders.rules import (
    Ending,
    RenewalSaid,
    addition_problem,
    condition_problem,
    ending_problem,
    order_problem,
    renewal_problem,
    shortening_problem,
    why_nothing_to_decide,
)
from orders.selectors import (
    condition_lines,
    facts_of,
    last_change,
    order_lines,
    renewal_lines,
    span_of,
)
from people.models import User


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderDetails:
    """An order as it was made; `ends_on` is exclusive and empty until further order."""

    kind: OrderKind
    route: OrderRoute
    made_on: date
    starts_on: date
    ends_on: date | None = None
    is_interim: bool = False
    court: str = ""
    court_ref: str = ""
    served_on: date | None = None
    served_by: str = ""
    has_copy: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ConditionDetails:
    """One prohibition or requirement in the order's own words; without an end it runs with the order."""

    kind: ConditionKind
    category: ConditionCategory
    words: str
    starts_on: date
    ends_on: date | None = None
    monitoring: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderCorrection:
    """What may be put right on an order. What it says of its kind and beginning is recorded anew instead."""

    court: str
    court_ref: str
    served_on: date | None
    served_by: str
    has_copy: bool
    ends_on: date | None


@transaction.atomic
def record_order(
    *,
    case: Case,
    details: OrderDetails,
    by: User,
    at: datetime,
    conditions: Collection[ConditionDetails] = (),
) -> Order:
    """Record an order as it was made, with those of its conditions that are at hand.

    Raises RefusedError when its dates cannot be, or when it is on record already: both agencies hold the case,
    and the order is to stand there once.
    """
    by.staff_record(so="you cannot record an order")
    lock(case)
    on = london_date(at)
    order = Order(case=case, recorded_by=by, recorded_on=on, **asdict(details))
    refuse(order_problem(facts_of(order), on=on))
    same = Order.objects.filter(
        case=case,
        kind=order.kind,
        is_interim=order.is_interim,
        made_on=order.made_on,
        court_ref__iexact=order.court_ref,
    )
    if same.exclude(ended_because=OrderEnding.ERROR).exists():
        raise RefusedError(
            "This order is on record already: same kind, same day, same court reference. "
            "If it is another one, give its own court reference."
        )
    order.save()
    for condition in conditions:
        _add(order, condition, on=on)
    _refresh(order, Order, at=at)
    return order


@transaction.atomic
def add_condition(*, order: Order, details: ConditionDetails, by: User, at: datetime) -> Condition:
    """Add a prohibition or requirement to an order.

    Raises RefusedError when the order has ended, the dates do not fit it, or the same words hold already.
    """
    by.staff_record(so="you cannot record an order")
    on, stored = london_date(at), lock(order)
    refuse(addition_problem(span_of(stored), on=on))
    condition = _add(stored, details, on=on)
    _refresh(stored, Condition, at=at)
    return condition


@transaction.atomic
def end_condition(
    *, condition: Condition, ending: Ending, version: int, by: User, at: datetime
) -> Condition:
    """End one condition while its order goes on, or say that it was recorded in error and held on no day.

    Raises RefusedError when the end cannot be, StaleError when somebody changed it meanwhile.
    """
    by.staff_record(so="you cannot record an order")
    on, order = london_date(at), lock(condition.order)
    stored = _held_condition(condition, version)
    refuse(ending_problem(span_of(stored), ending, on=on, within=span_of(order)))
    _end(stored, ending)
    _refresh(condition.order, Condition, at=at)
    return stored


@transaction.atomic
def end_order(*, order: Order, ending: Ending, version: int, by: User, at: datetime) -> Order:
    """End an order, or say that it was recorded in error. Its conditions end with it: their rows stay as they are.

    Raises RefusedError when the end cannot be, StaleError when somebody changed it meanwhile.
    """
    by.staff_record(so="you cannot record an order")
    on, stored = london_date(at), _held(order, version)
    refuse(ending_problem(span_of(stored), ending, on=on))
    _end(stored, ending)
    _refresh(stored, Order, at=at)
    return stored


@transaction.atomic
def correct_order(
    *, order: Order, correction: OrderCorrection, version: int, by: User, at: datetime
) -> Order:
    """Put right what was written of an order: its court, service, copy or last day. The history keeps both.

    Raises RefusedError when nothing is different or the dates cannot be, StaleError when somebody changed it
    meanwhile.
    """
    by.staff_record(so="you cannot record an order")
    stored = _held(order, version)
    values = asdict(correction)
    if stored.ended_because and correction.ends_on != stored.ends_on:
        raise RefusedError("How this order ended is recorded: correct that instead.")
    if all(getattr(stored, name) == value for name, value in values.items()):
        raise RefusedError("Nothing is different from what is on record.")
    for name, value in values.items():
        setattr(stored, name, value)
    refuse(_correction_problem(stored, london_date(at)))
    stored.version += 1
    stored.save(update_fields=[*values, "version"])
    _refresh(stored, Order, at=at)
    return stored


@transaction.atomic
def decide_renewal(
    *, row: Order | Condition, said: RenewalSaid, version: int, by: User, at: datetime
) -> Renewal:
    """ORD-12: record what is decided about the end of an order, or of one prohibition: to apply by a day, or let it end.

    It holds until the next decision or another last day. Raises RefusedError when there is nothing to decide or the
    day does not fit, StaleError when somebody changed it or decided meanwhile.
    """
    by.staff_record(so="you cannot record an order")
    on, order = london_date(at), lock(row.order if isinstance(row, Condition) else row)
    stored = _held_row(row, version)
    is_interim = order.is_interim and stored == order
    why_not = why_nothing_to_decide(span_of(stored), is_interim=is_interim, on=on)
    if why_not or stored.ends_on is None:
        raise RefusedError(why_not)
    refuse(renewal_problem(span_of(stored), said, on=on))
    renewal = Renewal.objects.create(
        order=order,
        condition=stored if isinstance(stored, Condition) else None,
        ends_on=stored.ends_on,
        decision=said.decision,
        apply_by=said.apply_by,
        reason=said.reason.strip(),
        decided_by=by,
        decided_at=at,
    )
    stored.version += 1
    stored.save(update_fields=["version"])
    _refresh(order, Renewal, at=at)
    return renewal


def _held_row(row: Order | Condition, version: int) -> Order | Condition:
    """The order or condition as it is now, if nobody changed it or decided about it meanwhile."""
    return _held(row, version) if isinstance(row, Order) else _held_condition(row, version)


def _refresh(order: Order, changed: type[Order | Condition | Renewal], *, at: datetime) -> None:
    """What is due of the case's orders, in the same transaction."""
    fact = f"order:{order.uuid}"
    deadlines.refresh([order.case_id], changed=changed, on=london_date(at), at=at, fact=fact)


def _correction_problem(order: Order, on: date) -> Problem | None:
    """What does not fit. The dates of one recorded in error are no dates any more, so they are left alone."""
    facts = facts_of(order)
    if order.ended_because:
        facts = replace(facts, ends_on=None)
    conditions = [span_of(row) for row in order.conditions.all()]
    return order_problem(facts, on=on) or shortening_problem(facts, conditions)


def _held(order: Order, version: int) -> Order:
    """The order as it is now, if nobody changed it meanwhile."""
    stale = partial(_stale, link=order.get_absolute_url())
    return held(Order.objects.filter(pk=order.pk), version=version, stale=stale)


def _held_condition(condition: Condition, version: int) -> Condition:
    stale = partial(_stale, link=condition.order.get_absolute_url())
    return held(Condition.objects.filter(pk=condition.pk), version=version, stale=stale)


def _stale(row: Order | Condition, *, link: str) -> StaleError:
    last = last_change(row)
    theirs = order_lines(row) if isinstance(row, Order) else condition_lines(row)
    theirs = [*theirs, *renewal_lines(row)]
    return StaleError(saved_by=last.who or "Somebody", saved_at=last.at, theirs=theirs, link=link)


def _add(order: Order, details: ConditionDetails, *, on: date) -> Condition:
    condition = Condition(order=order, recorded_on=on, **asdict(details))
    condition.words = condition.words.strip()
    refuse(_words_problem(order, condition))
    refuse(condition_problem(span_of(order), span_of(condition)))
    condition.save()
    return condition


def _words_problem(order: Order, condition: Condition) -> Problem | None:
    if not condition.words:
        return Problem("words", "Enter the words of the order")
    same = order.conditions.filter(words=condition.words, ended_because="")
    if same.exists():
        return Problem("words", "These words are recorded in this order already")
    return None


def _end(row: Order | Condition, ending: Ending) -> None:
    """Ends are exclusive, so the day after the last one; what was an error ends where it starts."""
    row.ends_on = ending.last_day + timedelta(days=1) if ending.last_day else row.starts_on
    row.ended_because = ending.because
    row.ended_note = ending.note.strip()
    row.version += 1
    row.save(update_fields=["ends_on", "ended_because", "ended_note", "version"])

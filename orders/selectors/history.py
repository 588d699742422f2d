"""An order in words, for the page that shows two texts side by side; its history; what changed lately."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from core.addresses import address
from core.bundle import Bundle
from core.calendar import in_full, london_date
from core.history import Change, changes_of
from offenders.models import Case
from offenders.selectors.changes import Change as CaseChange, span_changes
from orders.choices import ConditionCategory, ConditionKind, OrderEnding, OrderKind, OrderRoute
from orders.models import Condition, Order, Renewal
from orders.rules import (
    Span,
    last_of,
)
from orders.selectors.facts import newest_renewal

Lines = list[tuple[str, str]]


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


def renewal_words(renewal: Renewal) -> str:
    """ "Apply to the court to renew it, by 3 March 2027"."""
    by = f", by {in_full(renewal.apply_by)}" if renewal.apply_by else ""
    return f"{renewal}{by}"


def renewal_lines(row: Order | Condition) -> Lines:
    """What was decided about its end, in words, if anything was; two queries at most."""
    order = row.order if isinstance(row, Condition) else row
    newest = newest_renewal(row, order.renewals.select_related("decided_by"))
    if newest is None:
        return []
    who = f"decided by {newest.decided_by.name} on {in_full(london_date(newest.decided_at))}"
    return [("Renewal", f"{renewal_words(newest)}: {newest.reason} ({who})")]


def last_change(row: Order | Condition) -> Change:
    """Who changed a row last, and when; one query."""
    return changes_of(type(row), pgh_obj_id=row.pk)[0]


def history_of(order: Order) -> list[Step]:
    """Everything that happened to an order and its conditions here, newest first; at most four queries."""
    conditions = [row.pk for row in order.conditions.all()]
    steps = _steps(changes_of(Order, pgh_obj_id=order.pk), "Order", order_lines)
    steps += _steps(changes_of(Condition, pgh_obj_id__in=conditions), "Condition", condition_lines)
    steps += [_decided(row) for row in order.renewals.select_related("condition", "decided_by")]
    return sorted(steps, key=lambda step: step.at, reverse=True)


def _decided(renewal: Renewal) -> Step:
    about = f", {_about(renewal.condition).lower()}" if renewal.condition else ""
    ends = in_full(
        last_of(Span(starts_on=renewal.ends_on, ends_on=renewal.ends_on)) or renewal.ends_on
    )
    return Step(
        renewal.decided_at,
        renewal.decided_by.name,
        f"Renewal decided{about}: {renewal_words(renewal)}",
        [("Last day", "", ends), ("Why", "", renewal.reason)],
    )


def _about(condition: Any) -> str:
    return ConditionCategory(condition.category).label


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
        if not differences and old is not lines:
            continue  # a decision about it, which stands there as a step of its own
        words = _said(what, change, is_new=old is lines, names={name for name, _, _ in differences})
        found.append(Step(change.at, change.who, words, differences))
    return found


def _said(what: str, change: Change, *, is_new: bool, names: set[str]) -> str:
    about = _about(change.row) if what == "Condition" else ""
    name = f"{what} ({about.lower()})" if about else what
    if is_new:
        return f"{name} recorded"
    if change.row.ended_because and names & {"Ended", "Last day"}:
        return f"{name} ended: {OrderEnding(change.row.ended_because).label.lower()}"
    return f"{name}: details corrected"


def changes(case: Case, facts: Bundle, since: date, on: date) -> list[CaseChange]:
    """Orders, and conditions apart from their order, that began or ended between these days."""
    page = address("offenders:record", case.uuid)
    orders = [row for row in facts.of(Order) if row.ended_because != OrderEnding.ERROR]
    return [
        *(
            change
            for row in orders
            for change in span_changes(
                str(row), f"{page}#order-{row.pk}", (row.starts_on, row.ends_on), since, on
            )
        ),
        *_conditions_changed(facts, since, on),
        *_renewals_decided(facts, since, on),
    ]


def _renewals_decided(facts: Bundle, since: date, on: date) -> list[CaseChange]:
    return [
        CaseChange(
            london_date(row.decided_at),
            f"{row.order}, renewal decided: {renewal_words(row)}",
            f"{row.order.get_absolute_url()}#history",
        )
        for row in facts.of(Renewal)
        if since <= london_date(row.decided_at) <= on
    ]


def _conditions_changed(facts: Bundle, since: date, on: date) -> list[CaseChange]:
    found: list[CaseChange] = []
    for row in facts.of(Condition):
        if OrderEnding.ERROR in {row.ended_because, row.order.ended_because}:
            continue
        name = f"{row.order}, {row.get_category_display().lower()}"
        url = f"{row.order.get_absolute_url()}#condition-{row.pk}"
        begins = row.starts_on if row.starts_on != row.order.starts_on else None
        ends = row.ends_on if row.ends_on != row.order.ends_on else None
        found += span_changes(name, url, (begins, ends), since, on)
    return found

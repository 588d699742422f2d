"""What may be recorded of an order, a condition, and of their end (ORD-11)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from core.calendar import in_full
from core.errors import Problem
from orders.choices import OrderEnding, RenewalDecision
from orders.rules.facts import OrderFacts, Span, is_over, last_of

NEVER_HELD = f"If it never held, choose “{OrderEnding.ERROR.label}”"


@dataclass(frozen=True, slots=True)
class Ending:
    """What is said about an end: why, the last day on which it held, and a note."""

    because: OrderEnding
    last_day: date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class RenewalSaid:
    """ORD-12: what is decided about an end that is to come, and why; `apply_by` with a decision to apply."""

    decision: RenewalDecision
    reason: str
    apply_by: date | None = None


def _first(checks: Collection[tuple[bool, str, str]]) -> Problem | None:
    return next((Problem(field, words) for wrong, field, words in checks if wrong), None)


def order_problem(order: OrderFacts, *, on: date) -> Problem | None:
    """What is wrong with the dates of an order (ORD-11); None when nothing is."""
    made, served, ends = order.made_on, order.served_on, order.ends_on
    return _first(
        (
            (made > on, "made_on", "The order cannot have been made in the future"),
            (
                order.starts_on < made,
                "starts_on",
                f"The order cannot begin before it was made, on {in_full(made)}",
            ),
            (
                ends is not None and ends <= order.starts_on,
                "last_day",
                f"The last day cannot be before the order begins, on {in_full(order.starts_on)}",
            ),
            (
                bool(order.served_by) and served is None,
                "served_on",
                "Enter the day on which it was served, or clear who served it",
            ),
            (
                served is not None and served < made,
                "served_on",
                f"It cannot have been served before it was made, on {in_full(made)}",
            ),
            (
                served is not None and served > on,
                "served_on",
                "It cannot have been served in the future",
            ),
        )
    )


def condition_problem(order: Span, condition: Span) -> Problem | None:
    """What is wrong with the dates of a condition of this order; None when nothing is.

    A condition without a last day of its own runs with its order.
    """
    last, own = last_of(order), last_of(condition)
    ends = f"The order ends on {in_full(last)}" if last else ""
    return _first(
        (
            (
                condition.starts_on < order.starts_on,
                "starts_on",
                f"The order begins on {in_full(order.starts_on)}: nothing in it can begin earlier",
            ),
            (
                last is not None and condition.starts_on > last,
                "starts_on",
                f"{ends}: nothing in it can begin later",
            ),
            (
                own is not None and own < condition.starts_on,
                "last_day",
                f"The last day cannot be before it begins, on {in_full(condition.starts_on)}",
            ),
            (
                last is not None and own is not None and own > last,
                "last_day",
                f"{ends}: nothing in it can last longer. Leave the last day empty if it ends with it",
            ),
        )
    )


def addition_problem(order: Span, *, on: date) -> Problem | None:
    """Nothing is added to an order that has ended or whose end is recorded."""
    is_closed = bool(order.ended_because) or is_over(order, on)
    words = "This order has ended, so nothing can be added to it. Record the order that replaced it"
    return _first(((is_closed, "", words),))


def shortening_problem(order: Span, conditions: Collection[Span]) -> Problem | None:
    """An end that would leave a condition without a day on which it holds."""
    late = [
        row.starts_on
        for row in conditions
        if order.ends_on is not None
        and row.starts_on >= order.ends_on
        and row.ended_because != OrderEnding.ERROR
    ]
    words = f"A condition begins on {in_full(min(late))}, after that day" if late else ""
    return _first(((bool(late), "last_day", words),))


def ending_problem(
    span: Span, ending: Ending, *, on: date, within: Span | None = None
) -> Problem | None:
    """What is wrong with ending something so; None when nothing is. `within`: the order of a condition.

    An end that is on record can be put right, but no later than the day on which it ended by itself.
    """
    if ending.because == OrderEnding.ERROR:
        return _error_problem(span, ending)
    last, bound = ending.last_day, _ends_by_itself(span, within)
    if last is None:
        return Problem("last_day", "Enter the last day on which it held")
    return _first(
        (
            (
                OrderEnding.ERROR in {span.ended_because, within.ended_because if within else ""},
                "",
                "This was recorded here in error, so it never held and cannot be ended",
            ),
            (last > on, "last_day", "The last day cannot be in the future"),
            (
                last < span.starts_on,
                "last_day",
                f"It began on {in_full(span.starts_on)}. {NEVER_HELD}",
            ),
            (
                bound is not None and last > bound,
                "last_day",
                f"It ended on {in_full(bound)}: the last day cannot be later" if bound else "",
            ),
        )
    )


def why_nothing_to_decide(span: Span, *, is_interim: bool, on: date) -> str:
    """Why there is no renewal to decide about; empty where there is one (ORD-12)."""
    last = last_of(span)
    if span.ended_because:
        return "How it ended is recorded already, so there is no renewal to decide about."
    if last is None:
        return "It has no last day of its own, so there is no renewal to decide about."
    if is_interim and is_over(span, on):
        return f"This interim order ended on {in_full(last)}: record the full order, or say how this one ended."
    return ""


def renewal_problem(span: Span, said: RenewalSaid, *, on: date) -> Problem | None:
    """What is wrong with deciding so about the end of something that has a last day (ORD-12)."""
    last, applies, by = last_of(span), said.decision == RenewalDecision.APPLY, said.apply_by
    over = f"It ended on {in_full(last)}" if last else ""
    return _first(
        (
            (
                applies and is_over(span, on),
                "decision",
                f"{over}, so it cannot be renewed any more: record the new one, or choose “Let it end”",
            ),
            (applies and by is None, "apply_by", "Enter the day by which to apply"),
            (
                not applies and by is not None,
                "apply_by",
                "You chose “Let it end” and also typed a day to apply by: clear it, or choose to apply",
            ),
            (by is not None and by < on, "apply_by", "The day to apply by cannot be in the past"),
            (
                by is not None and last is not None and by > last,
                "apply_by",
                f"The last day is {in_full(last)}: the application has to be made by then"
                if last
                else "",
            ),
            (not said.reason.strip(), "reason", "Say why"),
        )
    )


def _error_problem(span: Span, ending: Ending) -> Problem | None:
    return _first(
        (
            (
                span.ended_because == OrderEnding.ERROR,
                "",
                "It is on record already that this was recorded in error",
            ),
            (
                ending.last_day is not None,
                "last_day",
                "What was recorded in error held on no day: leave the last day empty",
            ),
            (not ending.note.strip(), "note", "Say what was wrong"),
        )
    )


def _ends_by_itself(span: Span, within: Span | None) -> date | None:
    """The last day that nobody's decision brought about, and of a condition that of its order."""
    own = last_of(span) if not span.ended_because else None
    days = [day for day in (own, last_of(within) if within else None) if day]
    return min(days, default=None)

"""Orders: what may be recorded of one and what is said about it, as tables without a database."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, strategies as st

from offenders.choices import Severity
from orders.choices import ConditionCategory, ConditionKind, OrderEnding, OrderKind
from orders.rules import (
    REGISTERS,
    Alerts,
    ConditionFacts,
    Ending,
    OrderFacts,
    Span,
    addition_problem,
    condition_problem,
    condition_remarks,
    ending_problem,
    holds,
    is_over,
    last_of,
    order_problem,
    order_remarks,
    shortening_problem,
)

ON = date(2026, 11, 21)
DAY = timedelta(days=1)
MADE = date(2024, 3, 1)
ALERTS = Alerts(early=90, late=28)
E = OrderEnding


def order(**facts: Any) -> OrderFacts:
    """A full SHPO, served, with conditions, until further order."""
    made = facts.pop("made_on", MADE)
    values = {
        "kind": OrderKind.SHPO,
        "made_on": made,
        "starts_on": made,
        "served_on": made,
        "conditions": 3,
    }
    return OrderFacts(**(values | facts))


def travel(**facts: Any) -> ConditionFacts:
    values = {
        "kind": ConditionKind.PROHIBITION,
        "category": ConditionCategory.TRAVEL,
        "starts_on": MADE,
    }
    return ConditionFacts(**(values | facts))


def said(facts: OrderFacts, on: date = ON) -> list[tuple[str, str]]:
    return [(row.rule, row.label) for row in order_remarks(facts, on=on, alerts=ALERTS)]


# When it holds -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("span", "is_live", "over"),
    [
        (Span(starts_on=ON), True, False),
        (Span(starts_on=ON + DAY), False, False),
        (Span(starts_on=MADE, ends_on=ON + DAY), True, False),
        (Span(starts_on=MADE, ends_on=ON), False, True),
        (Span(starts_on=MADE, ends_on=MADE, ended_because=E.ERROR), False, True),
        (Span(starts_on=ON + DAY, ends_on=ON + DAY, ended_because=E.ERROR), False, True),
    ],
)
def test_the_last_day_counts_and_an_error_holds_on_no_day(span: Span, is_live: bool, over: bool):
    assert (holds(span, ON), is_over(span, ON)) == (is_live, over)


@given(
    st.dates(date(2000, 1, 1), date(2040, 1, 1)),
    st.none() | st.integers(0, 9000),
    st.dates(date(2000, 1, 1), date(2060, 1, 1)),
)
def test_an_order_is_to_come_or_in_force_or_over(start: date, length: int | None, on: date):
    span = Span(starts_on=start, ends_on=None if length is None else start + length * DAY)
    assert (start > on and not is_over(span, on)) + holds(span, on) + is_over(span, on) == 1
    last = last_of(span)
    if last and last >= start:
        assert holds(span, last)
        assert not holds(span, last + DAY)


# What may be recorded ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("facts", "field", "words"),
    [
        ({}, "", ""),
        ({"made_on": ON}, "", ""),
        ({"made_on": ON + DAY, "served_on": None}, "made_on", "in the future"),
        ({"starts_on": MADE - DAY}, "starts_on", "cannot begin before it was made, on 1 March 2024"),
        ({"starts_on": ON + DAY}, "", ""),
        ({"ends_on": MADE + DAY}, "", ""),
        ({"ends_on": MADE}, "last_day", "cannot be before the order begins"),
        ({"served_on": MADE - DAY}, "served_on", "cannot have been served before it was made"),
        ({"served_on": ON}, "", ""),
        ({"served_on": ON + DAY}, "served_on", "in the future"),
        ({"served_on": None, "served_by": "PC Brown"}, "served_on", "Enter the day"),
    ],
)  # fmt: skip
def test_dates_of_an_order(facts: dict[str, Any], field: str, words: str):
    found = order_problem(order(**facts), on=ON)
    assert (found.field if found else "") == field
    assert words in (found.words if found else "")


ENDS = MADE + 100 * DAY


@pytest.mark.parametrize(
    ("starts", "ends", "field"),
    [
        (MADE, None, ""),
        (MADE, ENDS, ""),
        (MADE - DAY, None, "starts_on"),
        (ENDS - DAY, None, ""),
        (ENDS, None, "starts_on"),
        (MADE + 5 * DAY, MADE + 6 * DAY, ""),
        (MADE + 5 * DAY, MADE + 5 * DAY, "last_day"),
        (MADE, ENDS + DAY, "last_day"),
    ],
)
def test_a_condition_stays_within_its_order(starts: date, ends: date | None, field: str):
    of = Span(starts_on=MADE, ends_on=ENDS)
    found = condition_problem(of, Span(starts_on=starts, ends_on=ends))
    assert (found.field if found else "") == field


def test_a_condition_of_an_endless_order_may_end_when_it_likes():
    of = Span(starts_on=MADE)
    assert condition_problem(of, Span(starts_on=MADE, ends_on=MADE + 9999 * DAY)) is None


@pytest.mark.parametrize(
    ("of", "is_refused"),
    [
        (Span(starts_on=MADE), False),
        (Span(starts_on=MADE, ends_on=ON + DAY), False),
        (Span(starts_on=MADE, ends_on=ON), True),
        (Span(starts_on=MADE, ends_on=ON + DAY, ended_because=E.DISCHARGED), True),
        (Span(starts_on=MADE, ends_on=MADE, ended_because=E.ERROR), True),
    ],
)
def test_nothing_is_added_to_an_order_that_has_ended(of: Span, is_refused: bool):
    assert bool(addition_problem(of, on=ON)) is is_refused


def test_an_end_leaves_every_condition_a_day():
    of = Span(starts_on=MADE, ends_on=ENDS)
    rows = [Span(starts_on=ENDS - DAY)]
    assert shortening_problem(of, rows) is None
    rows.append(Span(starts_on=ENDS, ends_on=ENDS, ended_because=E.ERROR))
    assert shortening_problem(of, rows) is None
    rows.append(Span(starts_on=ENDS))
    found = shortening_problem(of, rows)
    assert found
    assert "begins on 9 June 2024" in found.words


LIVE = Span(starts_on=MADE)
OVER = Span(starts_on=MADE, ends_on=ENDS)
WRONG = Span(starts_on=MADE, ends_on=MADE, ended_because=E.ERROR)
DONE = Span(starts_on=MADE, ends_on=ENDS, ended_because=E.DISCHARGED)


@pytest.mark.parametrize(
    ("span", "ending", "within", "words"),
    [
        (LIVE, Ending(because=E.DISCHARGED, last_day=ON), None, ""),
        (LIVE, Ending(because=E.DISCHARGED, last_day=MADE), None, ""),
        (LIVE, Ending(because=E.DISCHARGED), None, "Enter the last day"),
        (LIVE, Ending(because=E.REPLACED, last_day=ON + DAY), None, "in the future"),
        (LIVE, Ending(because=E.REPLACED, last_day=MADE - DAY), None, "It began on 1 March 2024"),
        (LIVE, Ending(because=E.ERROR, note="Another person's"), None, ""),
        (LIVE, Ending(because=E.ERROR, note=" "), None, "Say what was wrong"),
        (LIVE, Ending(because=E.ERROR, note="x", last_day=ON), None, "held on no day"),
        (WRONG, Ending(because=E.ERROR, note="x"), None, "on record already"),
        (WRONG, Ending(because=E.DISCHARGED, last_day=ON), None, "never held"),
        # How an order that ran out ended can still be said, but not that it ran longer.
        (OVER, Ending(because=E.DISCHARGED, last_day=ENDS - DAY), None, ""),
        (OVER, Ending(because=E.DISCHARGED, last_day=ENDS), None, "It ended on 8 June 2024"),
        (OVER, Ending(because=E.ERROR, note="x"), None, ""),
        # An end on record can be put right.
        (DONE, Ending(because=E.DISCHARGED, last_day=ENDS), None, ""),
        (DONE, Ending(because=E.ERROR, note="x"), None, ""),
        # A condition ends no later than its order.
        (LIVE, Ending(because=E.DISCHARGED, last_day=ENDS), OVER, "It ended on 8 June 2024"),
        (LIVE, Ending(because=E.DISCHARGED, last_day=ENDS - DAY), OVER, ""),
        (LIVE, Ending(because=E.DISCHARGED, last_day=ON), WRONG, "never held"),
    ],
)  # fmt: skip
def test_how_something_may_end(span: Span, ending: Ending, within: Span | None, words: str):
    found = ending_problem(span, ending, on=ON, within=within)
    assert words in (found.words if found else "")
    assert bool(found) is bool(words)


# What somebody is told ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("left", "label", "severity"),
    [
        (91, None, None),
        (90, "Ends in 90 days", Severity.STANDARD),
        (29, "Ends in 29 days", Severity.STANDARD),
        (28, "Ends in 28 days", Severity.HIGH),
        (1, "Ends tomorrow", Severity.HIGH),
        (0, "Ends today", Severity.HIGH),
    ],
)
def test_an_end_is_told_from_90_days_on_and_again_from_28(
    left: int, label: str | None, severity: Severity | None
):
    """ORD-12."""
    facts = order(made_on=date(2019, 1, 1), ends_on=ON + DAY * (left + 1))
    found = order_remarks(facts, on=ON, alerts=ALERTS)
    assert [(row.rule, row.label, row.severity) for row in found] == (
        [("ORD-12", label, severity)] if label else []
    )


def test_the_days_are_the_standards():
    facts = order(made_on=date(2019, 1, 1), ends_on=ON + 41 * DAY)
    assert order_remarks(facts, on=ON, alerts=Alerts(early=39, late=5)) == []
    (told,) = order_remarks(facts, on=ON, alerts=Alerts(early=40, late=40))
    assert told.severity == Severity.HIGH
    assert "31 December 2026" in told.words


UNSERVED, PAST = ("ORD-12", "Made but not served"), ("ORD-12", "Interim order past its date")
INTERIM = {"is_interim": True, "ends_on": ON}


@pytest.mark.parametrize(
    ("facts", "found"),
    [
        ({}, []),
        ({"served_on": None}, [UNSERVED]),
        ({"served_on": None, "starts_on": ON + DAY}, [UNSERVED]),
        ({"served_on": None, "ends_on": ON}, []),
        ({"served_on": None, "ends_on": ON + DAY, "ended_because": E.DISCHARGED}, []),
        (INTERIM, [PAST]),
        (INTERIM | {"ends_on": ON + DAY}, [("ORD-12", "Ends today")]),
        (INTERIM | {"is_followed": True}, []),
        (INTERIM | {"ended_because": E.REPLACED}, []),
        ({"ends_on": ON}, []),
        ({"conditions": 0}, [("ORD-11", "Prohibitions not recorded")]),
        ({"conditions": 0, "kind": OrderKind.NOTIFICATION}, []),
        ({"conditions": 0, "starts_on": ON + DAY}, []),
    ],
)
def test_what_is_told_of_an_order(facts: dict[str, Any], found: list[tuple[str, str]]):
    assert said(order(**facts)) == found


def test_the_last_day_of_an_interim_order_is_the_day_before_its_end():
    """`ends_on` is the first day without the order: the words name the day before (DAT-2)."""
    facts = order(**INTERIM)
    assert "It ended on 20 November 2026." in order_remarks(facts, on=ON, alerts=ALERTS)[0].words
    told = order_remarks(order(**INTERIM | {"ends_on": ON + DAY}), on=ON, alerts=ALERTS)[0]
    assert (told.label, told.words.partition(".")[0]) == (
        "Ends today",
        "The last day is 21 November 2026",
    )


CHECK = "Check how long it lasts"


@pytest.mark.parametrize(
    ("kind", "ends", "rule"),
    [
        (OrderKind.SHPO, None, ""),
        (OrderKind.SHPO, date(2029, 3, 1), ""),  # last day 28 February 2029: 5 years
        (OrderKind.SHPO, date(2029, 2, 28), "ORD-1"),
        (OrderKind.SRO, date(2027, 3, 1), "ORD-3"),
        (OrderKind.SRO, date(2030, 3, 1), ""),
        (OrderKind.SOPO, date(2029, 2, 28), "ORD-4"),
        (OrderKind.VIOLENT_OFFENDER, None, "ORD-6"),
        (OrderKind.VIOLENT_OFFENDER, date(2029, 3, 1), ""),
        (OrderKind.VIOLENT_OFFENDER, date(2029, 3, 2), "ORD-6"),
        (OrderKind.RESTRAINING, date(2027, 6, 1), ""),
    ],
)
def test_a_length_that_the_law_does_not_know_is_told_and_not_refused(
    kind: OrderKind, ends: date | None, rule: str
):
    """ORD-1, ORD-3, ORD-4, ORD-6; DAT-2: five years from 1 March 2024 end with 28 February 2029."""
    starts = date(2026, 2, 28) if kind == OrderKind.SRO else MADE
    facts = order(kind=kind, made_on=starts, ends_on=ends)
    assert said(facts) == ([(rule, CHECK)] if rule else [])
    assert order_problem(facts, on=ON) is None


def test_an_interim_order_may_be_short():
    assert said(order(is_interim=True, ends_on=ON + 200 * DAY)) == []


def test_five_years_from_a_leap_day():
    """DAT-7: the anniversary of 29 February clamps to the 28th."""
    leap = date(2024, 2, 29)
    assert said(order(made_on=leap, ends_on=date(2029, 2, 28))) == []
    assert said(order(made_on=leap, ends_on=date(2029, 2, 27))) == [("ORD-1", CHECK)]


@pytest.mark.parametrize(
    ("of", "condition", "found"),
    [
        ({}, {}, [("ORD-2", CHECK)]),  # neither the ban nor the order has an end
        ({}, {"ends_on": date(2029, 3, 1)}, []),
        ({}, {"ends_on": date(2029, 3, 2)}, [("ORD-2", CHECK)]),
        ({"ends_on": date(2029, 3, 1)}, {}, []),  # it ends with the order
        ({"ends_on": date(2034, 3, 1)}, {}, [("ORD-2", CHECK)]),
        ({}, {"ends_on": ON + 91 * DAY}, [("ORD-12", "Ends in 90 days")]),
        ({}, {"ends_on": ON + 92 * DAY}, []),
        ({"kind": OrderKind.SRO}, {}, [("ORD-2", CHECK)]),
        ({"kind": OrderKind.RESTRAINING}, {}, []),
        ({}, {"category": ConditionCategory.DEVICES}, []),
        ({}, {"kind": ConditionKind.REQUIREMENT}, []),
        ({}, {"ends_on": ON}, []),
        ({"ends_on": ON}, {}, []),
        ({}, {"ends_on": ON + DAY, "ended_because": E.DISCHARGED}, []),
    ],
)
def test_a_ban_on_travel_lasts_five_years_and_its_end_is_told(
    of: dict[str, Any], condition: dict[str, Any], found: list[tuple[str, str]]
):
    """ORD-2, ORD-12."""
    remarks = condition_remarks(order(**of), travel(**condition), on=ON, alerts=ALERTS)
    assert [(row.rule, row.label) for row in remarks] == found


def test_an_endless_ban_is_told_to_have_no_last_day():
    (told,) = condition_remarks(order(), travel(), on=ON, alerts=ALERTS)
    assert "at most 5 years" in told.words
    assert "has no last day" in told.words


def test_the_registers_that_speak_of_orders():
    """ORD-10; "SPO" is a grade too, so the order is always written out."""
    assert {code: words for code, (words, _) in REGISTERS.items()} == {
        "SOPS": "SHPO or SRO",
        "RSTO": "restraining order",
        "SPO": "stalking protection order",
    }

"""Orders: what may be recorded of one and what is said about it, as tables without a database."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, strategies as st

from offenders.choices import Severity
from offenders.rules import Due
from orders.choices import ConditionCategory, ConditionKind, OrderEnding, OrderKind
from orders.rules import (
    REGISTERS,
    RULES,
    Alerts,
    CaseOrders,
    ConditionFacts,
    Ending,
    OrderFacts,
    Registered,
    Span,
    addition_problem,
    condition_problem,
    ending_problem,
    holds,
    is_over,
    last_of,
    order_problem,
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
        "recorded_on": made,
        "conditions": 3,
    }
    return OrderFacts(**(values | facts))


def travel(**facts: Any) -> ConditionFacts:
    values = {
        "kind": ConditionKind.PROHIBITION,
        "category": ConditionCategory.TRAVEL,
        "starts_on": MADE,
        "recorded_on": MADE,
    }
    return ConditionFacts(**(values | facts))


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
    assert (found.about if found else "") == field
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
    assert (found.about if found else "") == field


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


# What must happen to it --------------------------------------------------------------------------------

ENDINGS = {"order_end", "travel_ban_end"}


def asked(*orders: OrderFacts, on: date = ON, **facts: Any) -> list[tuple[str, Due]]:
    """What is asked for or told ahead on a day, by kind."""
    found = CaseOrders(orders=orders, **({"alerts": ALERTS} | facts))
    return [
        (code, due)
        for code, rule in RULES.items()
        for due in rule(found, on)
        if due.first_told_on <= on
    ]


def said(*orders: OrderFacts, **facts: Any) -> list[tuple[str, str]]:
    return [(due.rule, code) for code, due in asked(*orders, **facts)]


@pytest.mark.parametrize(
    ("left", "severity"),
    [
        (91, None),
        (90, Severity.STANDARD),
        (29, Severity.STANDARD),
        (28, Severity.HIGH),
        (0, Severity.HIGH),
        (-1, None),  # a full order that ran out asks for nothing more
    ],
)
def test_an_end_is_told_from_90_days_on_and_gravely_from_28(left: int, severity: Severity | None):
    """ORD-12."""
    last = ON + DAY * left
    found = asked(order(made_on=date(2019, 1, 1), ends_on=last + DAY))
    expected = [("order_end", "ORD-12", last, severity)] if severity else []
    assert [(code, due.rule, due.on, due.severity) for code, due in found] == expected


def test_the_end_of_years_ahead_is_known_already():
    """So that a night without a recompute cannot lose it; pages wait until it is told."""
    (due,) = RULES["order_end"](
        CaseOrders(orders=(order(ends_on=date(2031, 3, 1)),), alerts=ALERTS), ON
    )
    assert (due.on, due.first_told_on) == (date(2031, 2, 28), date(2030, 11, 30))
    assert due.severity == Severity.STANDARD


def test_the_days_are_the_standards():
    facts = order(made_on=date(2019, 1, 1), ends_on=ON + 41 * DAY)
    assert asked(facts, alerts=Alerts(early=39, late=5)) == []
    ((_, told),) = asked(facts, alerts=Alerts(early=40, late=40))
    assert told.severity == Severity.HIGH
    assert "31 December 2026" in told.because


UNSERVED, ENDING = ("ORD-12", "order_service"), ("ORD-12", "order_end")
INTERIM = {"is_interim": True, "ends_on": ON}


@pytest.mark.parametrize(
    ("facts", "found"),
    [
        ({}, []),
        ({"served_on": None}, [UNSERVED]),
        ({"served_on": None, "starts_on": ON + DAY}, [UNSERVED]),
        ({"served_on": None, "ends_on": ON}, []),
        ({"served_on": None, "ends_on": ON + DAY, "ended_because": E.DISCHARGED}, []),
        (INTERIM, [ENDING]),
        (INTERIM | {"ends_on": ON + DAY}, [ENDING]),
        (INTERIM | {"is_followed": True}, []),
        (INTERIM | {"ended_because": E.REPLACED}, []),
        ({"ends_on": ON}, []),
        ({"conditions": 0}, [("ORD-11", "order_conditions")]),
        ({"conditions": 0, "kind": OrderKind.NOTIFICATION}, []),
        ({"conditions": 0, "starts_on": ON + DAY}, []),
    ],
)
def test_what_is_asked_of_an_order(facts: dict[str, Any], found: list[tuple[str, str]]):
    assert said(order(**facts)) == found


def test_an_interim_order_past_its_date_is_overdue_from_the_day_after_its_last():
    """`ends_on` is the first day without the order: the day before is the last one (DAT-2, JOB-4)."""
    ((_, past),) = asked(order(**INTERIM))
    assert past.on == ON - DAY
    assert "past its date. It ended on 20 November 2026." in past.because
    ((_, today),) = asked(order(**INTERIM | {"ends_on": ON + DAY}))
    assert today.on == ON
    assert "the last day is 21 November 2026" in today.because
    assert {past.severity, today.severity} == {Severity.HIGH}


@pytest.mark.parametrize(
    ("facts", "on"),
    [
        ({"served_on": None, "recorded_on": ON - DAY}, ON - DAY),
        ({"conditions": 0, "recorded_on": ON - 9 * DAY}, ON - 9 * DAY),
        ({"conditions": 0, "recorded_on": ON - 9 * DAY, "starts_on": ON - DAY}, ON - DAY),
        ({"conditions": 0, "recorded_on": ON - 9 * DAY, "emptied_on": ON - DAY}, ON - DAY),
        (INTERIM | {"ends_on": ON - 99 * DAY, "recorded_on": ON - DAY}, ON - DAY),
    ],
)
def test_nothing_is_late_before_it_was_recorded(facts: dict[str, Any], on: date):
    """What was recorded yesterday of an order of years ago is asked for since yesterday."""
    ((_, due),) = asked(order(**facts))
    assert due.on == on


CHECK = "order_check"


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


BAN = ("ORD-2", "travel_ban_check")


@pytest.mark.parametrize(
    ("of", "condition", "found"),
    [
        ({}, {}, [BAN]),  # neither the ban nor the order has an end
        ({}, {"ends_on": date(2029, 3, 1)}, []),
        ({}, {"ends_on": date(2029, 3, 2)}, [BAN]),
        ({"ends_on": date(2029, 3, 1)}, {}, []),  # it ends with the order
        ({"ends_on": date(2034, 3, 1)}, {}, [BAN]),
        ({}, {"ends_on": ON + 91 * DAY}, [("ORD-12", "travel_ban_end")]),
        ({}, {"ends_on": ON + 92 * DAY}, []),
        ({"kind": OrderKind.SRO}, {}, [BAN]),
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
    assert said(conditions=((order(**of), travel(**condition)),)) == found


def test_an_endless_ban_is_told_to_have_no_last_day():
    ((_, told),) = asked(conditions=((order(), travel()),))
    assert "at most 5 years" in told.because
    assert "has no last day" in told.because


def test_a_register_without_its_order_is_a_missing_fact():
    """ORD-10: of the day since which the register says so; an order of that kind in force answers."""
    since = ON - 9 * DAY
    registered = (Registered("SOPS", since, "registration:1"),)
    ((code, due),) = asked(registered=registered)
    assert (code, due.on, due.subject, due.missing) == ("order_missing", since, "SOPS", "order")
    assert said(order(), registered=registered) == []
    assert ("ORD-10", "order_missing") in said(order(ends_on=ON), registered=registered)
    assert ("ORD-10", "order_missing") in said(
        order(kind=OrderKind.RESTRAINING), registered=registered
    )


@given(
    starts=st.dates(date(2015, 1, 1), date(2030, 1, 1)),
    length=st.integers(1, 4000),
    on=st.dates(date(2015, 1, 1), date(2035, 1, 1)),
)
def test_whatever_the_dates_every_answer_fits_and_only_an_interim_end_is_late(
    starts: date, length: int, on: date
):
    """Raises when a sentence has no room in the database or an answer is told after its day."""
    ends = starts + timedelta(days=length)
    for kind in OrderKind:
        facts = order(kind=kind, made_on=starts, ends_on=ends, recorded_on=starts, key="k" * 36)
        for code, due in asked(facts, on=on, conditions=((facts, travel(key="c" * 36)),)):
            assert code not in ENDINGS or due.on >= on


def test_the_registers_that_speak_of_orders():
    """ORD-10; "SPO" is a grade too, so the order is always written out."""
    assert {code: words for code, (words, _) in REGISTERS.items()} == {
        "SOPS": "SHPO or SRO",
        "RSTO": "restraining order",
        "SPO": "stalking protection order",
    }

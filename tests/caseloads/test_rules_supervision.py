"""F-2: when an officer is to be supervised, as a table; and what can be planned and recorded."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, strategies as st

from caseloads.rules.supervision import (
    Away,
    SupervisionFacts,
    action_problem,
    held_problem,
    plan_problem,
    supervision_due,
)
from offenders.choices import Severity

ON = date(2026, 11, 20)
LONG_SINCE = date(2026, 3, 2)


def day(number: int) -> date:
    return ON + timedelta(days=number)


def facts(**changes: object) -> SupervisionFacts:
    return SupervisionFacts(**({"interval": 42, "since": LONG_SINCE} | changes))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("held", "since", "away", "due"),
    [
        (day(-42), LONG_SINCE, (), day(0)),
        (day(-43), LONG_SINCE, (), day(-1)),
        (None, day(-42), (), day(0)),
        (day(-90), day(-42), (), day(0)),  # held before it was asked for here: counted from then
        (day(-10), day(-42), (), day(32)),
        (day(-10), day(10), (), day(52)),  # asked for only later
        (day(-90), LONG_SINCE, [Away(day(-60), day(-32))], day(10)),  # 28 days: long
        (day(-90), LONG_SINCE, [Away(day(-60), day(-33))], day(-48)),  # 27 days: not
        (day(-20), LONG_SINCE, [Away(day(-90), day(-40))], day(22)),
        (day(-90), LONG_SINCE, [Away(day(-20), day(0))], day(-48)),  # back today, not long
        (day(-90), LONG_SINCE, [Away(day(-28), day(0))], day(42)),  # back today
        (day(-90), LONG_SINCE, [Away(day(-28), day(1))], None),  # the last day away
        (day(-90), LONG_SINCE, [Away(day(-1), None)], None),
        (day(-90), LONG_SINCE, [Away(day(-1), day(5))], day(-48)),  # a week of leave
    ],
)
def test_the_day(held: date | None, since: date, away: list[Away], due: date | None) -> None:
    found = supervision_due(facts(held_on=held, since=since, away=away), ON)
    assert [row.on for row in found] == ([due] if due else [])


@pytest.mark.parametrize(
    ("late", "severity"),
    [(1, Severity.STANDARD), (42, Severity.STANDARD), (43, Severity.HIGH)],
)
def test_twice_as_late_is_grave(late: int, severity: Severity) -> None:
    (found,) = supervision_due(facts(held_on=day(-42 - late)), ON)
    assert found.severity == severity


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        (
            {"held_on": date(2026, 10, 1)},
            "Supervision at least every 42 days. Last held 1 October 2026.",
        ),
        (
            {},
            "Supervision at least every 42 days. None is on record. Asked for here since 2 March 2026.",
        ),
        (
            {"held_on": date(2026, 10, 1), "planned_at": datetime(2026, 12, 3, 10, tzinfo=UTC)},
            "Supervision at least every 42 days. Last held 1 October 2026. Planned for 3 December 2026.",
        ),
        (
            {
                "held_on": date(2026, 4, 1),
                "away": [Away(date(2026, 5, 1), date(2026, 10, 5))],
            },
            "Supervision at least every 42 days. Last held 1 April 2026. Back from a long absence on 5 October 2026.",
        ),
    ],
)
def test_what_it_says(changes: dict[str, object], words: str) -> None:
    (found,) = supervision_due(facts(**changes), ON)
    assert found.because == words


@given(st.integers(0, 400), st.integers(0, 400))
def test_a_later_session_never_gives_an_earlier_day(first: int, second: int) -> None:
    earlier, later = sorted((day(-first), day(-second)))
    (before,) = supervision_due(facts(held_on=earlier), ON)
    (after,) = supervision_due(facts(held_on=later), ON)
    assert before.on <= after.on


AT = datetime(2026, 11, 20, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    ("minutes", "wrong"), [(1, False), (0, True), (-1, True), (367 * 24 * 60, True)]
)
def test_a_plan_is_ahead(minutes: int, *, wrong: bool) -> None:
    assert bool(plan_problem(AT + timedelta(minutes=minutes), at=AT)) is wrong


@pytest.mark.parametrize(
    ("held_on", "wrong"),
    [(day(0), False), (day(1), True), (day(-366), False), (day(-367), True), (day(-5), True)],
)
def test_a_session_was_held_on_a_day_that_can_be(held_on: date, *, wrong: bool) -> None:
    assert bool(held_problem(held_on, on=ON, others=[day(-5)])) is wrong


def test_what_is_agreed_is_due_from_the_day_on() -> None:
    assert action_problem(day(0), held_on=day(0)) is None
    assert action_problem(day(-1), held_on=day(0))

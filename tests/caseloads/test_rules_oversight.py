"""F-13: reviews by managers and what they ask, as plain facts."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest
from hypothesis import given, strategies as st

from caseloads.rules.oversight import (
    Every,
    Level,
    Reviewed,
    Unanswered,
    asking_problem,
    came_up,
    manager_answer_due,
    manager_review_due,
)
from offenders.choices import PauseKind, RiskLevel, Severity
from offenders.rules.clock import Dated, Paused
from people.choices import Agency

ON = date(2026, 3, 2)
DAY = timedelta(days=1)
VH, H, M = RiskLevel.VERY_HIGH, RiskLevel.HIGH, RiskLevel.MEDIUM
EVERY = {VH: Every(28, date(2004, 5, 1)), H: Every(84, date(2004, 5, 1))}


def levels(*rows: tuple[RiskLevel, date]) -> list[Level]:
    return [Level(level, on, f"risk:{number}") for number, (level, on) in enumerate(rows)]


def facts(**changes: object) -> Reviewed:
    found = Reviewed(
        Agency.POLICE,
        "Police risk level",
        levels((VH, ON)),
        EVERY,
        counts_from=date(2020, 1, 1),
    )
    return replace(found, **changes)  # type: ignore[arg-type]


def due_on(found: Reviewed, on: date = ON) -> date | None:
    return next((row.on for row in manager_review_due([found], on)), None)


@pytest.mark.parametrize(
    ("rows", "since"),
    [
        ([(VH, 1)], 1),
        ([(H, 1), (VH, 5)], 5),
        ([(VH, 1), (VH, 5)], 1),
        ([(VH, 1), (H, 5), (VH, 9)], 9),
        ([(VH, 1), (H, 5)], 1),  # it came down one step, and was high all along
        ([(H, 1), (M, 5), (H, 9)], 9),
        ([(H, 1), (M, 5)], None),
        ([], None),
    ],
)
def test_a_level_came_up_when_it_began_to_hold_without_a_break(rows, since):
    found = came_up(levels(*((level, date(2026, 1, day)) for level, day in rows)))
    assert (found.on.day if found else None) == since


def test_very_high_is_reviewed_every_28_days_and_high_every_84():
    assert due_on(facts()) == ON + timedelta(days=28)
    assert due_on(facts(levels=levels((H, ON)))) == ON + timedelta(days=84)
    assert due_on(facts(levels=levels((M, ON)))) is None


def test_a_setting_of_0_asks_for_none():
    assert due_on(facts(every=EVERY | {H: Every(0, ON)}, levels=levels((H, ON)))) is None


@pytest.mark.parametrize(
    ("last", "risen", "counts", "starts"),
    [(5, 1, 3, 5), (1, 5, 3, 5), (1, 3, 5, 5), (None, 1, 3, 3)],
)
def test_the_clock_runs_from_the_latest_of_review_level_and_start(last, risen, counts, starts):
    def day(number: int) -> date:
        return date(2026, 2, number)

    found = facts(
        last=Dated(day(last), "manager_review:x", "Last reviewed") if last else None,
        levels=levels((VH, day(risen))),
        counts_from=day(counts),
    )
    assert due_on(found) == day(starts) + timedelta(days=28)


def test_before_the_day_from_which_it_counts_there_is_nothing():
    assert due_on(facts(counts_from=ON + DAY)) is None
    assert due_on(facts(counts_from=ON)) == ON + timedelta(days=28)


@pytest.mark.parametrize("kind", [PauseKind.CUSTODY, PauseKind.HOSPITAL, PauseKind.TRANSFERRED])
def test_it_stands_still_inside_and_runs_anew_from_the_release(kind):
    inside = Paused(kind, ON - 9 * DAY, None, "pause:1")
    assert due_on(facts(pauses=[inside])) is None
    out = replace_end(inside, ON - DAY)
    found = facts(levels=levels((VH, ON - 20 * DAY)), pauses=[out])
    assert due_on(found) == ON - DAY + timedelta(days=28)


def replace_end(row: Paused, on: date) -> Paused:
    return row._replace(ends_on=on)


def test_it_runs_on_while_somebody_is_at_large():
    away = Paused(PauseKind.UNLAWFULLY_AT_LARGE, ON - 9 * DAY, None, "pause:1")
    assert due_on(facts(pauses=[away])) == ON + timedelta(days=28)


def test_it_says_since_when_and_is_graver_at_very_high():
    (due,) = manager_review_due([facts()], ON)
    assert due.because == (
        "Very high (Police risk level): a manager reviews the case every 28 days. Very high since 2 March 2026."
    )
    assert (due.severity, due.agency, due.subject) == (Severity.HIGH, Agency.POLICE, "police")
    (due,) = manager_review_due([facts(last=Dated(ON + DAY, "x", "Last reviewed"))], ON)
    assert "Last reviewed on 3 March 2026." in due.because
    (due,) = manager_review_due([facts(levels=levels((H, ON)))], ON)
    assert due.severity == Severity.STANDARD


def test_each_agency_has_its_own():
    both = [facts(), facts(agency=Agency.PROBATION, levels=levels((H, ON)))]
    assert [(row.subject, row.on) for row in manager_review_due(both, ON)] == [
        ("police", ON + timedelta(days=28)),
        ("probation", ON + timedelta(days=84)),
    ]


@given(st.integers(0, 400), st.integers(0, 400))
def test_a_later_review_never_gives_an_earlier_day(first, later):
    def due(days: int) -> date:
        last = Dated(date(2025, 1, 1) + timedelta(days=days), "x", "Last reviewed")
        found = due_on(facts(last=last))
        assert found is not None
        return found

    assert due(max(first, later)) >= due(min(first, later))


@pytest.mark.parametrize(
    ("must_ask", "asks", "due", "about"),
    [
        (False, "", None, None),
        (True, "", None, "asks"),
        (True, "See him", None, "answer_by"),
        (True, "See him", ON, None),
        (False, "See him", ON - DAY, "answer_by"),
        (False, "", ON, "asks"),
    ],
)
def test_what_is_asked_has_words_and_a_day(must_ask, asks, due, about):
    problem = asking_problem(must_ask=must_ask, asks=asks, due_on=due, on=ON)
    assert (problem.about if problem else None) == about


def test_an_answer_is_due_by_the_day_that_was_named_and_shown_at_once():
    asked = Unanswered(
        UUID(int=1), Agency.POLICE, "a review of the case", "See  him\nthis week " + "x" * 2_000,
        "Dee Walsh", ON, ON + 3 * DAY, "asked:1",
    )  # fmt: skip
    (due,) = manager_answer_due([asked], ON)
    assert (due.on, due.told_on, due.subject) == (ON + 3 * DAY, ON, str(UUID(int=1)))
    assert due.because.startswith(
        "Dee Walsh asks after a review of the case: See him this week xxx"
    )
    assert due.because.endswith("(the rest is where you answer)")

"""What the record of a visit means (POL-2, POL-9, POL-10)."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from core.calendar import LONDON
from offenders.choices import RiskLevel
from visits.choices import VisitOutcome
from visits.rules import (
    day_problems,
    effect_of,
    is_effective,
    left_at,
    spread_of,
    time_problems,
    two_officers_because,
)


@pytest.mark.parametrize("outcome", VisitOutcome.values)
def test_only_seen_inside_restarts_the_clock(outcome: str) -> None:
    assert is_effective(outcome) == (outcome == "seen_inside")
    assert effect_of(outcome).startswith(
        "Restarts" if outcome == "seen_inside" else "Does not restart the clock: "
    )


def test_a_planned_visit_has_no_effect_yet() -> None:
    assert effect_of("") == "Planned: counts once it ends seen inside"


@pytest.mark.parametrize(
    ("level", "first", "staff", "because"),
    [
        (RiskLevel.VERY_HIGH, False, False, "very high risk"),
        (RiskLevel.HIGH, False, False, "high risk"),
        (RiskLevel.MEDIUM, False, False, ""),
        (RiskLevel.LOW, False, False, ""),
        (RiskLevel.LOW, True, False, "the first visit"),
        (RiskLevel.LOW, False, True, "registered as a risk to staff"),
        (RiskLevel.HIGH, True, True, "registered as a risk to staff"),
        (None, False, False, "the police risk level is not known"),
    ],
)
def test_when_two_officers_go(
    level: RiskLevel | None, first: bool, staff: bool, because: str
) -> None:
    found = two_officers_because(level=level, is_first_visit=first, is_risk_to_staff=staff)
    assert found == because


def at(day: int, hour: int) -> datetime:
    return datetime(2026, 11, day, hour, tzinfo=LONDON)


@pytest.mark.parametrize(
    ("visits", "sentence"),
    [
        ([], "No visit has been made yet."),
        ([at(2, 9)], "The last visit was on a weekday morning."),
        ([at(2, 9), at(3, 11)], "Last 2 visits: all weekday mornings."),
        (
            [at(2, 9), at(3, 11), at(4, 10)],
            (
                "Last 3 visits: all weekday mornings. "
                "Choose another day or time, so that a visit cannot be expected."
            ),
        ),
        (
            [at(2, 9), at(3, 12), at(7, 17), at(4, 11)],
            "Last 4 visits: 2 weekday mornings, 1 weekday afternoon, 1 weekend evening.",
        ),
    ],
)
def test_the_spread_of_visits_is_one_sentence(visits: list[datetime], sentence: str) -> None:
    assert spread_of(visits) == sentence


def test_the_hour_is_londons() -> None:
    """11:30 UTC in summer is 12:30 in London: an afternoon."""
    noon = datetime.fromisoformat("2026-07-01T11:30:00+00:00")
    assert spread_of([noon]) == "The last visit was on a weekday afternoon."


BEGAN = datetime(2026, 11, 20, 9, 0, tzinfo=LONDON)
LATER = BEGAN + timedelta(days=2)


@pytest.mark.parametrize(
    ("left", "wrong"),
    [
        (time(9, 1), []),
        (time(20, 59), []),
        (time(21, 0), []),
        (time(21, 1), ["ended_time"]),
        (time(23, 59), ["ended_time"]),
        (time(0, 0), ["ended_time"]),
        (time(8, 59), ["ended_time"]),
        (time(9, 0), ["ended_time"]),
    ],
)
def test_a_visit_of_more_than_twelve_hours_is_a_slip(left: time, wrong: list[str]) -> None:
    found = time_problems(began=BEGAN, ended=left_at(BEGAN, left), at=LATER)
    assert [problem.about for problem in found] == wrong


@pytest.mark.parametrize(
    ("left", "ended"), [(time(23, 50), (20, 23, 50)), (time(0, 20), (21, 0, 20))]
)
def test_a_time_before_the_beginning_is_after_midnight(
    left: time, ended: tuple[int, int, int]
) -> None:
    late = BEGAN.replace(hour=23, minute=40)
    assert left_at(late, left) == datetime(2026, 11, *ended, tzinfo=LONDON)
    assert not list(time_problems(began=late, ended=left_at(late, left), at=LATER))


@pytest.mark.parametrize(
    ("night", "left", "is_slip"),
    [
        (date(2026, 10, 24), time(11, 0), False),
        (date(2026, 10, 24), time(11, 1), True),
        (date(2026, 3, 28), time(13, 0), False),
        (date(2026, 3, 28), time(13, 1), True),
    ],
)
def test_the_twelve_hours_are_those_that_passed_when_the_clocks_change(
    night: date, left: time, is_slip: bool
) -> None:
    began = datetime.combine(night, time(0, 0), tzinfo=LONDON) + timedelta(days=1)
    began = began.replace(hour=0)
    ended = left_at(began, left)
    assert ended.astimezone(UTC) - began.astimezone(UTC) >= timedelta(hours=12)
    found = list(time_problems(began=began, ended=ended, at=ended + timedelta(days=1)))
    assert bool(found) == is_slip


@pytest.mark.parametrize(("minutes", "wrong"), [(-1, []), (0, []), (1, ["happens_time"])])
def test_a_visit_is_recorded_once_it_has_happened(minutes: int, wrong: list[str]) -> None:
    began = LATER + timedelta(minutes=minutes)
    found = list(time_problems(began=began, ended=None, at=LATER))
    assert [problem.about for problem in found] == wrong


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (-2, "was first allocated on 19 November 2026"),
        (-1, ""),
        (0, ""),
        (1, ""),
        (2, "is recorded as having died on 21 November 2026"),
    ],
)
def test_a_visit_lies_between_the_first_allocation_and_the_day_of_the_death(
    days: int, said: str
) -> None:
    """The day of the death itself is possible: it may have been the visit that found them."""
    day = BEGAN.date()
    found = list(
        day_problems(
            day + timedelta(days=days),
            name="Gareth O'Neill",
            managed_since=day - timedelta(days=1),
            died_on=day + timedelta(days=1),
        )
    )
    assert [problem.about for problem in found] == (["happens_on"] if said else [])
    assert said in "".join(problem.words for problem in found)

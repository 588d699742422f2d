"""Who can take a case: training for high risk, how many cases are too many, from which day."""

from datetime import date, timedelta

import pytest

from offenders.choices import RiskLevel
from offenders.rules.allocation import (
    Course,
    standings,
    start_problem,
    training_gap,
)
from people.choices import TrainingKind as Kind

ON = date(2026, 11, 21)
DAY = timedelta(days=1)


def course(kind: Kind, *, done: date = date(2025, 1, 1), expires: date | None = None) -> Course:
    return Course(kind, done, expires)


ARMS = course(Kind.ARMS)
BOTH = [course(Kind.MOSOVO), ARMS]


@pytest.mark.parametrize(
    ("courses", "gap"),
    [
        ([], "No MOSOVO training on record. No ARMS training on record"),
        ([course(Kind.MOSOVO)], "No ARMS training on record"),
        (BOTH, ""),
        ([course(Kind.SPECIALIST), ARMS], ""),
        ([course(Kind.OASYS), ARMS], "No MOSOVO training on record"),
        ([course(Kind.MOSOVO, expires=ON + DAY), ARMS], ""),
        ([course(Kind.MOSOVO, expires=ON), ARMS], "MOSOVO expired 21 November 2026"),
        ([course(Kind.MOSOVO, expires=ON - DAY), ARMS], "MOSOVO expired 20 November 2026"),
        ([course(Kind.MOSOVO, done=ON + DAY), ARMS], "No MOSOVO training on record"),
        ([course(Kind.MOSOVO, done=ON), ARMS], ""),
        # a refresher stands in for the course that ran out, in whatever order they are read
        ([course(Kind.MOSOVO, expires=ON), course(Kind.SPECIALIST), ARMS], ""),
        ([course(Kind.SPECIALIST), course(Kind.MOSOVO, expires=ON), ARMS], ""),
    ],
)
def test_mosovo_and_arms_must_be_current(courses: list[Course], gap: str) -> None:
    assert training_gap(RiskLevel.HIGH, standings(courses, on=ON)) == gap


@pytest.mark.parametrize(
    ("level", "asks"),
    [
        (RiskLevel.VERY_HIGH, True),
        (RiskLevel.HIGH, True),
        (RiskLevel.MEDIUM, False),
        (RiskLevel.LOW, False),
        (None, False),
    ],
)
def test_only_high_risk_asks_for_them(level: RiskLevel | None, asks: bool) -> None:
    assert bool(training_gap(level, standings([], on=ON))) is asks


def test_the_day_to_renew_is_said() -> None:
    (mosovo, arms) = standings([course(Kind.MOSOVO, expires=date(2027, 3, 1)), ARMS], on=ON)
    assert mosovo.words == "MOSOVO current, to be renewed by 1 March 2027"
    assert arms.words == "ARMS current"


@pytest.mark.parametrize(
    ("starts_on", "held_from", "held_until", "refused"),
    [
        (ON, None, None, ""),
        (ON - 900 * DAY, None, None, ""),
        (ON + DAY, None, None, "cannot be in the future"),
        (ON, ON - 5 * DAY, None, ""),
        (ON - 4 * DAY, ON - 5 * DAY, None, ""),
        (ON - 5 * DAY, ON - 5 * DAY, None, "since 16 November 2026"),
        (ON - 6 * DAY, ON - 5 * DAY, None, "since 16 November 2026"),
        # on its own day an allocation is replaced
        (ON, ON, None, ""),
        (ON - DAY, ON, None, "since 21 November 2026"),
        # nobody holds it: not into the days of the last one
        (ON - 3 * DAY, None, ON - 3 * DAY, ""),
        (ON - 4 * DAY, None, ON - 3 * DAY, "until 18 November 2026"),
    ],
)
def test_from_which_day(
    starts_on: date, held_from: date | None, held_until: date | None, refused: str
) -> None:
    found = start_problem(starts_on, on=ON, held_from=held_from, held_until=held_until)
    assert refused in (found.words if found else "")
    assert bool(refused) == bool(found)

"""What the record of a visit means (POL-2, POL-9, POL-10)."""

from datetime import datetime

import pytest

from core.calendar import LONDON
from offenders.choices import RiskLevel
from visits.choices import VisitOutcome
from visits.rules import effect_of, is_effective, spread_of, two_officers_because


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

"""What a contact may say, as tables."""

from datetime import UTC, date, datetime, timedelta

import pytest

from offenders.choices import OutcomeRule
from offenders.rules.contacts import (
    OutcomeFacts,
    TypeFacts,
    action_problem,
    outcome_problem,
    planning_problem,
    respond_by,
)

OFFICE = TypeFacts("Planned Office Visit", OutcomeRule.REQUIRED, True, True)
CALL = TypeFacts("Planned Telephone Contact", OutcomeRule.REQUIRED, True, False)
COMMENT = TypeFacts("Comment", OutcomeRule.OPTIONAL, False, True)
SYSTEM = TypeFacts("Status change", OutcomeRule.NONE, False, True)
COMPLIED = OutcomeFacts("Attended - Complied", False, False, False)
ABSENT = OutcomeFacts("Failed to Attend", True, False, False)
SENT_HOME = OutcomeFacts("Attended - Sent Home (behaviour)", True, True, False)
AT_DOOR = OutcomeFacts("Seen at the door", False, False, True)


@pytest.mark.parametrize(
    ("kind", "outcome", "is_future", "said"),
    [
        (OFFICE, COMPLIED, False, ""),
        (OFFICE, SENT_HOME, False, ""),
        (OFFICE, None, True, ""),
        (COMMENT, None, False, ""),
        (COMMENT, COMPLIED, False, ""),
        (SYSTEM, None, False, ""),
        (OFFICE, None, False, "needs an outcome"),
        (OFFICE, COMPLIED, True, "still to come"),
        (CALL, SENT_HOME, False, "not an outcome of"),
        (OFFICE, AT_DOOR, False, "not an outcome of"),
        (SYSTEM, COMPLIED, False, "not an outcome of"),
    ],
)
def test_an_outcome_fits_its_type(
    kind: TypeFacts, outcome: OutcomeFacts | None, is_future: bool, said: str
):
    problem = outcome_problem(kind, outcome, is_future=is_future)
    assert said in (problem.words if problem else "")
    assert bool(said) == bool(problem)


@pytest.mark.parametrize(
    ("outcome", "has_action", "said"),
    [
        (None, False, ""),
        (COMPLIED, False, ""),
        (ABSENT, True, ""),
        (ABSENT, False, "needs an action"),
        (COMPLIED, True, "needs no enforcement action"),
        (None, True, "needs no enforcement action"),
    ],
)
def test_an_action_belongs_to_an_outcome_that_needs_one(
    outcome: OutcomeFacts | None, has_action: bool, said: str
):
    problem = action_problem(outcome, has_action=has_action)
    assert said in (problem.words if problem else "")
    assert bool(said) == bool(problem)


@pytest.mark.parametrize(
    ("days", "answer"), [(7, date(2026, 3, 7)), (None, None), (14, date(2026, 3, 14))]
)
def test_the_answer_is_due_after_the_actions_period(days: int | None, answer: date | None):
    assert respond_by(date(2026, 2, 28), response_days=days) == answer


def test_only_appointments_lie_ahead():
    at = datetime(2026, 11, 21, 10, 0, tzinfo=UTC)
    later = at + timedelta(minutes=1)
    assert planning_problem(OFFICE, happened_at=later, at=at) is None
    assert planning_problem(COMMENT, happened_at=at, at=at) is None
    found = planning_problem(COMMENT, happened_at=later, at=at)
    assert found is not None
    assert (found.about, "cannot be planned" in found.words) == ("happened_on", True)

"""The rules of police home visits, pure: when the next is due, what counts towards a warrant, what a record says."""

from visits.rules.answer import AnswerDays, AnswerFacts, Question, review_answer_due
from visits.rules.home_visit import (
    SEVERITY,
    HomeVisitFacts,
    Interval,
    Standard,
    home_visit_due,
    interval_in_force,
)
from visits.rules.record import (
    EFFECTIVE,
    day_problems,
    effect_of,
    is_effective,
    left_at,
    spread_of,
    time_problems,
    two_officers_because,
)
from visits.rules.warrant import (
    EXCLUDED_STATES,
    Attempt,
    WarrantCount,
    premises_key,
    warrant_occasions,
)

__all__ = [
    "EFFECTIVE",
    "EXCLUDED_STATES",
    "SEVERITY",
    "AnswerDays",
    "AnswerFacts",
    "Attempt",
    "HomeVisitFacts",
    "Interval",
    "Question",
    "Standard",
    "WarrantCount",
    "day_problems",
    "effect_of",
    "home_visit_due",
    "interval_in_force",
    "is_effective",
    "left_at",
    "premises_key",
    "review_answer_due",
    "spread_of",
    "time_problems",
    "two_officers_because",
    "warrant_occasions",
]

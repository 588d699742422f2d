"""The only ways a home visit is planned, recorded, corrected or reviewed, and its interval set."""

from visits.services.interval import approve_interval, end_interval, set_interval
from visits.services.record import (
    CheckFinding,
    VisitPlan,
    VisitRecord,
    amend_visit,
    plan_visit,
    record_planned_visit,
    record_visit,
)
from visits.services.review import answer_review, review_visit

__all__ = [
    "CheckFinding",
    "VisitPlan",
    "VisitRecord",
    "amend_visit",
    "answer_review",
    "approve_interval",
    "end_interval",
    "plan_visit",
    "record_planned_visit",
    "record_visit",
    "review_visit",
    "set_interval",
]

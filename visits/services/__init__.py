"""The only ways a home visit is planned, recorded or corrected, and its interval set."""

from visits.services.interval import approve_interval, end_interval, set_interval
from visits.services.record import (
    VisitPlan,
    VisitRecord,
    amend_visit,
    plan_visit,
    record_planned_visit,
    record_visit,
)

__all__ = [
    "VisitPlan",
    "VisitRecord",
    "amend_visit",
    "approve_interval",
    "end_interval",
    "plan_visit",
    "record_planned_visit",
    "record_visit",
    "set_interval",
]

"""The only ways a home visit is planned, moved, cancelled, recorded, corrected, voided or reviewed, its interval set,
its child asked about, a warrant decided about."""

from visits.services.changes import cancel_visit, move_visit, void_visit
from visits.services.child import (
    AnswerSaid,
    EnquirySaid,
    answer_enquiry,
    consider_enquiry,
    decide_child,
    record_enquiry,
)
from visits.services.interval import approve_interval, end_interval, refuse_interval, set_interval
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
from visits.services.warrant import decide_warrant

__all__ = [
    "AnswerSaid",
    "CheckFinding",
    "EnquirySaid",
    "VisitPlan",
    "VisitRecord",
    "amend_visit",
    "answer_enquiry",
    "answer_review",
    "approve_interval",
    "cancel_visit",
    "consider_enquiry",
    "decide_child",
    "decide_warrant",
    "end_interval",
    "move_visit",
    "plan_visit",
    "record_enquiry",
    "record_planned_visit",
    "record_visit",
    "refuse_interval",
    "review_visit",
    "set_interval",
    "void_visit",
]

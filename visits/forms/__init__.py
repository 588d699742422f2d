"""Forms of home visits: they validate and hand over what a service takes; they never save."""

from visits.forms.amend import AmendVisitForm
from visits.forms.interval import ApproveIntervalForm, EndIntervalForm, IntervalForm
from visits.forms.plan import PlanVisitForm, VisitForm
from visits.forms.record import RecordPlannedVisitForm, RecordVisitForm
from visits.forms.review import AnswerReviewForm, ReviewVisitForm

__all__ = [
    "AmendVisitForm",
    "AnswerReviewForm",
    "ApproveIntervalForm",
    "EndIntervalForm",
    "IntervalForm",
    "PlanVisitForm",
    "RecordPlannedVisitForm",
    "RecordVisitForm",
    "ReviewVisitForm",
    "VisitForm",
]

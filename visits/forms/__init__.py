"""Forms of home visits: they validate and hand over what a service takes; they never save."""

from visits.forms.interval import IntervalForm
from visits.forms.review import AnswerReviewForm, ReviewVisitForm
from visits.forms.visit import VisitForm, amend_form, plan_form, record_form

__all__ = [
    "AnswerReviewForm",
    "IntervalForm",
    "ReviewVisitForm",
    "VisitForm",
    "amend_form",
    "plan_form",
    "record_form",
]

"""Pages of home visits."""

from visits.views.interval import approve_interval, end_interval, interval
from visits.views.read import visit, visits
from visits.views.review import answer, review
from visits.views.write import amend, plan, record, record_new

__all__ = [
    "amend",
    "answer",
    "approve_interval",
    "end_interval",
    "interval",
    "plan",
    "record",
    "record_new",
    "review",
    "visit",
    "visits",
]

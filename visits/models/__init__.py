"""Police home visits: the detail of a contact, and how often a person is to be visited."""

from visits.models.child import ChildDecision, Enquiry
from visits.models.interval import Interval
from visits.models.review import Review
from visits.models.visit import ConditionCheck, Visit
from visits.models.warrant import WarrantDecision

__all__ = [
    "ChildDecision",
    "ConditionCheck",
    "Enquiry",
    "Interval",
    "Review",
    "Visit",
    "WarrantDecision",
]

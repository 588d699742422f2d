"""Forms of home visits: they validate and hand over what a service takes; they never save."""

from visits.forms.interval import ApproveIntervalForm, EndIntervalForm, IntervalForm
from visits.forms.plan import PlanVisitForm, VisitForm
from visits.forms.record import AmendVisitForm, RecordPlannedVisitForm, RecordVisitForm

__all__ = [
    "AmendVisitForm",
    "ApproveIntervalForm",
    "EndIntervalForm",
    "IntervalForm",
    "PlanVisitForm",
    "RecordPlannedVisitForm",
    "RecordVisitForm",
    "VisitForm",
]

"""The kinds of deadline of visits, one module each group of facts; one job sweeps them all."""

from visits.deadlines.answer import REVIEW_ANSWER
from visits.deadlines.child import CHILD_ANSWER, CHILD_SEEN
from visits.deadlines.home_visit import HOME_VISIT, JOB
from visits.deadlines.warrant import WARRANT_DECISION

__all__ = [
    "CHILD_ANSWER",
    "CHILD_SEEN",
    "HOME_VISIT",
    "JOB",
    "KINDS",
    "REVIEW_ANSWER",
    "WARRANT_DECISION",
]

KINDS = (HOME_VISIT, REVIEW_ANSWER, CHILD_SEEN, CHILD_ANSWER, WARRANT_DECISION)

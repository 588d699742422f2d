"""The kinds of the roof: what officers carry, their supervision, what goes along with a case, what a manager looks at."""

from caseloads.deadlines.brief import HANDOVER_BRIEF
from caseloads.deadlines.load import (
    CASELOAD_CAPACITY,
    CASELOAD_COUNT,
    CASELOAD_REGISTERED,
    JOB,
    NO_HOURS,
    OVER_FOR_LONG,
    UNTRAINED_FOR_RISK,
)
from caseloads.deadlines.oversight import MANAGER_ANSWER, MANAGER_REVIEW
from caseloads.deadlines.sampling import QUALITY_SAMPLE
from caseloads.deadlines.signing import COUNTERSIGNATURE
from caseloads.deadlines.supervision import SUPERVISION

__all__ = [
    "CASELOAD_CAPACITY",
    "CASELOAD_COUNT",
    "CASELOAD_REGISTERED",
    "COUNTERSIGNATURE",
    "HANDOVER_BRIEF",
    "JOB",
    "KINDS",
    "MANAGER_ANSWER",
    "MANAGER_REVIEW",
    "NO_HOURS",
    "OVER_FOR_LONG",
    "QUALITY_SAMPLE",
    "SUPERVISION",
    "UNTRAINED_FOR_RISK",
]

KINDS = (
    CASELOAD_COUNT,
    CASELOAD_REGISTERED,
    CASELOAD_CAPACITY,
    NO_HOURS,
    OVER_FOR_LONG,
    UNTRAINED_FOR_RISK,
    HANDOVER_BRIEF,
    MANAGER_REVIEW,
    MANAGER_ANSWER,
    COUNTERSIGNATURE,
    SUPERVISION,
    QUALITY_SAMPLE,
)

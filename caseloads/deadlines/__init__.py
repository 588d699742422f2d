"""The kinds of deadline of the roof: what officers carry, and what goes along when a case changes hands."""

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

__all__ = [
    "CASELOAD_CAPACITY",
    "CASELOAD_COUNT",
    "CASELOAD_REGISTERED",
    "HANDOVER_BRIEF",
    "JOB",
    "KINDS",
    "NO_HOURS",
    "OVER_FOR_LONG",
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
)

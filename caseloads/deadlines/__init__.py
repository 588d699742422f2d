"""The kinds of deadline about officers: what they carry; one job works them out and sweeps them."""

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
)

"""The case record's files of a caseload extract."""

from offenders.extract.case import ALLOCATIONS, CASE, OFFENDERS
from offenders.extract.contacts import CONTACTS
from offenders.extract.facts import (
    ADDRESSES,
    CUSTODY,
    REGISTRATIONS,
    RISK_ASSESSMENTS,
    SENTENCES,
    TIERED,
)

__all__ = [
    "ADDRESSES",
    "ALLOCATIONS",
    "CASE",
    "CONTACTS",
    "CUSTODY",
    "OFFENDERS",
    "REGISTRATIONS",
    "RISK_ASSESSMENTS",
    "SENTENCES",
    "TIERED",
]

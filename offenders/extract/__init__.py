"""The case record's files of a caseload extract."""

from offenders.extract.around import (
    DIVERSITY_NEEDS,
    KNOWN_PEOPLE,
    RISK_BY_GROUP,
    VICTIM_CONTACT,
)
from offenders.extract.assessed import PREDICTORS
from offenders.extract.case import ALLOCATIONS, CASE, OFFENDERS
from offenders.extract.contacts import CONTACTS
from offenders.extract.facts import (
    ADDRESSES,
    CUSTODY,
    KEY_DATES,
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
    "DIVERSITY_NEEDS",
    "KEY_DATES",
    "KNOWN_PEOPLE",
    "OFFENDERS",
    "PREDICTORS",
    "REGISTRATIONS",
    "RISK_ASSESSMENTS",
    "RISK_BY_GROUP",
    "SENTENCES",
    "TIERED",
    "VICTIM_CONTACT",
]

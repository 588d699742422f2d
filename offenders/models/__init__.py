"""The case record. One import for users: `from offenders.models import Case`."""

from offenders.models.access_list import Exclusion, Restriction
from offenders.models.around import DiversityNeed, KnownPerson, Liaison, LiaisonNotice
from offenders.models.assessed import AssessmentTool, ToolAssessment
from offenders.models.case import (
    Address,
    Allocation,
    Case,
    Pause,
    Registration,
    RiskAssessment,
    Sentence,
)
from offenders.models.contact import Contact
from offenders.models.due import Deadline, Draft, Flag, KindStart, Said
from offenders.models.frequency import Frequency
from offenders.models.harm import HarmAssessment
from offenders.models.intelligence import Intelligence
from offenders.models.person import (
    Adjustment,
    Alias,
    ContactPreference,
    Language,
    PersonFact,
    Telephone,
)
from offenders.models.reference import (
    ContactOutcome,
    ContactType,
    EnforcementAction,
    RegisterType,
)
from offenders.models.release import KeyDate
from offenders.models.report import Report
from offenders.models.tier import Tier

__all__ = [
    "Address",
    "Adjustment",
    "Alias",
    "Allocation",
    "AssessmentTool",
    "Case",
    "Contact",
    "ContactOutcome",
    "ContactPreference",
    "ContactType",
    "Deadline",
    "DiversityNeed",
    "Draft",
    "EnforcementAction",
    "Exclusion",
    "Flag",
    "Frequency",
    "HarmAssessment",
    "Intelligence",
    "KeyDate",
    "KindStart",
    "KnownPerson",
    "Language",
    "Liaison",
    "LiaisonNotice",
    "Pause",
    "PersonFact",
    "RegisterType",
    "Registration",
    "Report",
    "Restriction",
    "RiskAssessment",
    "Said",
    "Sentence",
    "Telephone",
    "Tier",
    "ToolAssessment",
]

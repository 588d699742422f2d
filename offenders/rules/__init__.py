"""Pure rules of the case record: no Django, no clock."""

from offenders.rules.due import (
    ROOM,
    AtLargeFacts,
    Due,
    Input,
    UnfitAnswerError,
    at_large_due,
    days_overdue,
    is_accepted,
    is_overdue,
    is_recorded_late,
    is_told,
)
from offenders.rules.grounds import GROUND_PERMISSIONS, grounds_allow
from offenders.rules.kinds import (
    DATA_MISSING,
    Act,
    Kind,
    Owner,
    acts_of,
    all_kinds,
    is_state,
    kind,
    label_of,
    register,
)

__all__ = [
    "DATA_MISSING",
    "GROUND_PERMISSIONS",
    "ROOM",
    "Act",
    "AtLargeFacts",
    "Due",
    "Input",
    "Kind",
    "Owner",
    "UnfitAnswerError",
    "acts_of",
    "all_kinds",
    "at_large_due",
    "days_overdue",
    "grounds_allow",
    "is_accepted",
    "is_overdue",
    "is_recorded_late",
    "is_state",
    "is_told",
    "kind",
    "label_of",
    "register",
]

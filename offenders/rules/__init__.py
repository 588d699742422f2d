"""Pure rules of the case record: no Django, no clock."""

from offenders.rules.due import (
    AtLargeFacts,
    Due,
    Input,
    at_large_due,
    days_overdue,
    is_overdue,
    is_recorded_late,
)
from offenders.rules.grounds import GROUND_PERMISSIONS, grounds_allow
from offenders.rules.kinds import (
    DATA_MISSING,
    Act,
    Kind,
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
    "Act",
    "AtLargeFacts",
    "Due",
    "Input",
    "Kind",
    "acts_of",
    "all_kinds",
    "at_large_due",
    "days_overdue",
    "grounds_allow",
    "is_overdue",
    "is_recorded_late",
    "is_state",
    "kind",
    "label_of",
    "register",
]

"""People and where they belong. One import for users: `from people.models import Officer`."""

from people.models.absence import Absence
from people.models.hours import Reduction
from people.models.staff import (
    AreaGrant,
    Cover,
    Grant,
    Headship,
    Officer,
    RoleGrant,
    Submission,
    Supervision,
    User,
    UserManager,
)
from people.models.supervision import AgreedAction, SupervisionSession
from people.models.support import SupportNote, SupportShare
from people.models.training import StatedTraining, Training
from people.models.units import DeliveryUnit, Region, Team

__all__ = [
    "Absence",
    "AgreedAction",
    "AreaGrant",
    "Cover",
    "DeliveryUnit",
    "Grant",
    "Headship",
    "Officer",
    "Reduction",
    "Region",
    "RoleGrant",
    "StatedTraining",
    "Submission",
    "Supervision",
    "SupervisionSession",
    "SupportNote",
    "SupportShare",
    "Team",
    "Training",
    "User",
    "UserManager",
]

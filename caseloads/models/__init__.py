"""What the roof keeps of its own. One import for users: `from caseloads.models import Snapshot`."""

from caseloads.models.brief import Brief
from caseloads.models.oversight import (
    Asked,
    Countersignature,
    ManagerReview,
    SampleDraw,
    SampleItem,
    SampleScore,
)
from caseloads.models.points import Points
from caseloads.models.preview import Preview
from caseloads.models.scenario import Change, Newcomer, Scenario
from caseloads.models.snapshot import Snapshot

__all__ = [
    "Asked",
    "Brief",
    "Change",
    "Countersignature",
    "ManagerReview",
    "Newcomer",
    "Points",
    "Preview",
    "SampleDraw",
    "SampleItem",
    "SampleScore",
    "Scenario",
    "Snapshot",
]

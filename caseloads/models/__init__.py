"""What the roof keeps of its own. One import for users: `from caseloads.models import Snapshot`."""

from caseloads.models.brief import Brief
from caseloads.models.points import Points
from caseloads.models.scenario import Change, Newcomer, Scenario
from caseloads.models.snapshot import Snapshot

__all__ = ["Change", "Newcomer", "Points", "Scenario", "Snapshot"]
__all__ = [
    "Brief",
    "Points",
    "Snapshot",
]

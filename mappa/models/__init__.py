"""MAPPA: who is screened, which level, who was told, what reviews found. One import for users: `from mappa.models import Screening`."""

from mappa.models.area import Area, AreaTeam, Posting
from mappa.models.management import LevelProposal, Management
from mappa.models.review import MappaExit, MappaReview
from mappa.models.screening import QualifyingOffence, Screening
from mappa.models.surveillance import Request
from mappa.models.telling import Telling

__all__ = [
    "Area",
    "AreaTeam",
    "LevelProposal",
    "Management",
    "MappaExit",
    "MappaReview",
    "Posting",
    "QualifyingOffence",
    "Request",
    "Screening",
    "Telling",
]

"""MAPPA: who is screened, which level, who was told. One import for users: `from mappa.models import Screening`."""

from mappa.models.management import Management
from mappa.models.screening import QualifyingOffence, Screening
from mappa.models.telling import Telling

__all__ = ["Management", "QualifyingOffence", "Screening", "Telling"]

"""Closed lists of the roof: as what a case weighs, what becomes of its work, how far an officer is over."""

from django.db.models import TextChoices


class CaseType(TextChoices):
    """CAS-17: as what a case weighs."""

    COMMUNITY = "community", "Community"
    LICENCE = "licence", "Licence"
    CUSTODY = "custody", "Custody"


class Work(TextChoices):
    """CAS-2: what becomes of the work that a case is; each case is one of these."""

    COUNTED = "counted", "Work counted"
    UNTIERED = "untiered", "Untiered, work not counted"
    NO_SENTENCE = "no_sentence", "No sentence in force, weighs nothing"


class Band(TextChoices):
    """CAS-27: how far over a threshold; each above the one before."""

    AMBER = "amber", "Amber"
    RED = "red", "Red"
    CRITICAL = "critical", "Critical"


class ChangeKind(TextChoices):
    """What can be tried in a scenario."""

    MOVE = "move", "A case goes to another officer"
    LEAVE = "leave", "An officer is away"
    HOURS = "hours", "An officer has hours less"
    TIER = "tier", "A case has another tier, or none"

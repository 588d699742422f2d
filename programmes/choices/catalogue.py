"""The words of the catalogue of programmes and toolkits."""

from django.db.models import TextChoices


class Cohort(TextChoices):
    """PRG-5: whom a programme is for."""

    SEXUAL = "sexual_offence", "Sexual offences"
    GENERAL = "general_offence", "General offending"
    ALL = "all", "All offences"


class Intensity(TextChoices):
    """PRG-17."""

    HIGH = "high", "High"
    MODERATE = "moderate", "Moderate"
    NONE = "", "None of its own"


class ModuleKind(TextChoices):
    """PRG-40, PRG-42: how the sessions of a module are held."""

    GROUP = "group", "Group session"
    ONE_TO_ONE = "one_to_one", "One to one"

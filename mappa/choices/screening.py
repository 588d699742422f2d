"""The words of screening, of a qualifying offence and of telling agencies."""

from django.db.models import TextChoices


class Outcome(TextChoices):
    """MAP-8: what a screening found; without one the person is not screened."""

    ELIGIBLE = "eligible", "Eligible"
    NOT_ELIGIBLE = "not_eligible", "Not eligible"
    # Only of a correction: what it corrects was of somebody else, or never happened.
    ERROR = "error", "Recorded in error: there was no such screening"


class Basis(TextChoices):
    """MAP-3: which limb of category 2 an offence meets, as the person who marks it reads the law."""

    SCHEDULE_15 = (
        "schedule_15",
        "Schedule 15 offence with 12 months or more, suspended sentences included",
    )
    MURDER = "murder", "Murder"
    HOSPITAL = "hospital", "Schedule 15 offence with a hospital or guardianship order"
    NOT_REGISTRABLE = "not_registrable", "Sexual offence that does not require registration"


class MarkEnding(TextChoices):
    """Why a mark on an offence no longer stands."""

    APPEAL = "appeal", "Quashed or changed on appeal"
    ERROR = "error", "Recorded in error: the offence does not qualify"


class ToldAgency(TextChoices):
    """MAP-40: to whom a screening or a level may be told."""

    PROBATION = "probation", "Probation"
    POLICE = "police", "Police"
    PRISON = "prison", "Prison"
    YOUTH_JUSTICE = "youth_justice", "Youth justice"
    CHILDREN = "children", "Children's social care"
    ADULTS = "adults", "Adult social care"
    HEALTH = "health", "Health or mental health"
    HOUSING = "housing", "Housing authority or provider"
    EDUCATION = "education", "Education"
    JOBCENTRE = "jobcentre", "Jobcentre Plus"
    MONITORING = "monitoring", "Electronic monitoring"
    IMMIGRATION = "immigration", "Home Office: immigration and border"
    COORDINATOR = "coordinator", "MAPPA coordinator"


class ToldBy(TextChoices):
    """How it was told."""

    MEETING = "meeting", "At a meeting"
    CALL = "call", "Telephone or video call"
    EMAIL = "email", "Secure email"
    LETTER = "letter", "Letter"
    SYSTEM = "system", "ViSOR or its successor"

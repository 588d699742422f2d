"""The words of areas and of requests."""

from django.db.models import TextChoices

from people.choices import Role


class Post(TextChoices):
    """What somebody is in an area; the role of the same name says what that allows."""

    COORDINATOR = Role.MAPPA_COORDINATOR.value, "MAPPA coordinator"
    CHAIR = Role.MAPPA_CHAIR.value, "MAPPA chair"


class RequestKind(TextChoices):
    """POL-25: what was asked of another unit."""

    SURVEILLANCE = "surveillance", "Surveillance"
    DISRUPTION = "disruption", "Disruption visits or patrols"
    DIGITAL = "digital", "Examination of devices"
    MONITORING = "monitoring", "Electronic monitoring or tagging"
    POLYGRAPH = "polygraph", "Polygraph examination"
    OTHER = "other", "Something else"


class Decision(TextChoices):
    """What became of a request; empty while it waits."""

    GRANTED = "granted", "Granted"
    REFUSED = "refused", "Refused"
    WITHDRAWN = "withdrawn", "Withdrawn by whoever asked"


class Result(TextChoices):
    """Whether what was granted was carried out."""

    DONE = "done", "Carried out"
    NOT_DONE = "not_done", "Not carried out"

"""The words of a register: how a session of a group went for one person, and what that is as the outcome of a contact."""

from collections.abc import Mapping

from django.db.models import TextChoices


class Came(TextChoices):
    """PRG-43, as whoever keeps the register says it."""

    TOOK_PART = "took_part", "Came, took part"
    DID_NOT = "did_not", "Came, did not"
    AGREED = "agreed", "Away, agreed"
    NOT_AGREED = "not_agreed", "Away, not agreed"


# PRG-43: what each is as the outcome of a contact. "Away, agreed" says nothing yet: which absence it is has to be chosen.
OUTCOME_OF: Mapping[str, str] = {
    Came.TOOK_PART: "ATTC",
    Came.DID_NOT: "AFTC",
    Came.NOT_AGREED: "UAAB",
}
# Section 10.2: the absences that are acceptable, by the codes of their outcomes, as somebody is asked for them.
EXCUSES: Mapping[str, str] = {
    "AAME": "Medical",
    "AAEM": "Employment",
    "AAFC": "Family or childcare",
    "AACL": "Court or legal",
    "AAHO": "Holiday",
    "AARE": "Religious",
    "AARC": "In custody on remand",
    "AASD": "Stood down",
    "CO05": "Professional judgement",
    "AAAA": "Other",
}
# VOC-17: the facilitator refers a failure to comply; what is done about it is for whoever holds the case.
REFERRED = "ROM"
# PRG-42: as which type of contact a session stands on the timeline.
GROUP_SESSION, ONE_TO_ONE = "APAT", "C107"
# VOC-10: contacts of this group are what a facilitator raises about somebody.
CONCERNS = "Safeguarding and vulnerability"

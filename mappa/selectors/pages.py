"""What MAPPA registers of its pages: what its facts are called, its part of a case, what it offers elsewhere."""

from uuid import UUID

from core.addresses import address
from offenders.rules import Act, Part, Reference
from people.choices import Permission


def _of_case(key: str, case_uuid: UUID) -> str:
    return address("mappa:mappa", case_uuid)


def _level(key: str, _case_uuid: UUID) -> str:
    return address("mappa:level", UUID(key))


REFERENCES = (
    Reference("level", "a MAPPA level that was set", _level, starts_clock=True),
    Reference("level_proposal", "a MAPPA level that was proposed or sent back", _of_case),
    Reference("mappa_review", "a MAPPA review that was recorded", _of_case, starts_clock=True),
    Reference("screening", "a screening that was recorded", _of_case),
    Reference("qualifying", "an offence that was marked as qualifying", _of_case),
    Reference("telling", "a telling that was recorded", _of_case),
)
MAPPA = Part(50, "mappa", "MAPPA", "mappa:mappa")
SCREEN = Act("Record the screening", "mappa:screen", Permission.SCREEN_MAPPA)

"""What orders register of their pages: what an order is called, and where it is."""

from uuid import UUID

from core.addresses import address
from offenders.rules import Reference


def _order(key: str, case_uuid: UUID) -> str:
    return address("orders:order", key)


ORDER = Reference("order", "a change of an order", _order)

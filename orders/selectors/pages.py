"""What orders register of their pages: what an order is called, and where it is."""

from collections.abc import Callable
from uuid import UUID

from core.addresses import address
from offenders.rules import Reference


def _order(key: str, case_uuid: UUID) -> str:
    return address("orders:order", key)


ORDER = Reference("order", "a change of an order", _order)


def _record(anchor: str) -> Callable[[str, UUID], str]:
    def page(_key: str, case_uuid: UUID) -> str:
        return f"{address('offenders:record', case_uuid)}#{anchor}"

    return page


# By the names of their models, as services name what they wrote.
REFERENCES = (
    ORDER,
    Reference("sentencerequirement", "a requirement that was recorded", _record("requirements")),
    Reference("licencecondition", "a licence condition that was recorded", _record("requirements")),
    Reference("notificationperiod", "an end of notification", _record("notification")),
    Reference("annualnotification", "an annual notification date", _record("notification")),
)

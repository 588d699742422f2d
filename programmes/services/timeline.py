"""What happens about a programme stands on the one timeline of the case, written by the act itself."""

from datetime import date, datetime, time

from core.calendar import LONDON, london_date
from offenders.choices import InformationKind
from offenders.models import Case, Contact, ContactOutcome, ContactType
from offenders.services.contacts import log_contact
from people.models import User

REFERRED = "C169"
STARTED = "APSD"
PREPARED = "APRE"
ALL_PREPARED = "C308"
CAME = "ATTC"


def tell(
    case: Case, code: str, *, on: date, notes: str, by: User, at: datetime, came: bool = False
) -> Contact | None:
    """Put it there, at noon of a day that is over; None where `by` has no staff record, so nobody could have done it.

    `came`: the person was there and took part, so it counts as any other appointment that was kept.
    """
    officer = by.officer_or_none
    if officer is None:
        return None
    return log_contact(
        case=case,
        type=ContactType.objects.get(code=code),
        happened_at=at if on == london_date(at) else datetime.combine(on, time(12), LONDON),
        officer=officer,
        by=by,
        at=at,
        outcome=ContactOutcome.objects.get(code=CAME) if came else None,
        notes=notes,
        information_kind=InformationKind.FACT,
        is_another=True,
    )

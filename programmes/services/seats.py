"""A seat that is given up. Apart from giving one, so that whatever moves a referral can end its seat."""

from datetime import date, datetime

from core.calendar import london_date
from offenders import deadlines
from programmes.models import Placement, Referral
from programmes.services.waiting import taken, tell_of_seat


def vacate(referral: Referral, *, because: str, on: date, at: datetime) -> None:
    """Give up the seat of a referral that goes somewhere else; nothing where it has none. Its case is locked."""
    seats = list(
        Placement.objects.filter(referral=referral, left_on__isnull=True).select_related("group")
    )
    for placement in seats:
        group = placement.group
        tell_of_seat(referral.case_id, group, now=taken(group), on=london_date(at))
        placement.left_on, placement.left_because = max(on, placement.placed_on), because[:500]
        placement.version += 1
        placement.save()
    if seats:
        deadlines.refresh([referral.case_id], changed=Placement, on=london_date(at), at=at)

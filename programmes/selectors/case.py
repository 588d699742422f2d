"""What the pages of programmes of a case read."""

from core.calendar import in_full
from programmes.models import Referral

Lines = list[tuple[str, str]]


def referral_lines(row: Referral) -> Lines:
    """A referral as it stands on record, for the page that shows both texts."""
    return [
        ("Programme", row.programme_id),
        ("Referred", in_full(row.referred_on)),
        ("State", row.get_status_display()),
        ("Started", in_full(row.started_on) if row.started_on else "Not yet"),
        ("Ended", in_full(row.ended_on) if row.ended_on else "Not yet"),
    ]

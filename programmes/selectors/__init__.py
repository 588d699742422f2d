"""What the floors above show of programmes."""

from operator import attrgetter

from core.bundle import Bundle
from programmes.models import Referral


def referrals_of(facts: Bundle) -> list[Referral]:
    """The referrals of one case, the newest first."""
    return sorted(facts.of(Referral), key=attrgetter("referred_on"), reverse=True)

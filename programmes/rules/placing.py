"""Whether somebody may be placed in a group, and which groups would do instead (PRG-30 to PRG-33), pure."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, time

from core.calendar import in_full
from core.errors import Problem
from programmes.choices.groups import DayPart, Weekday, part_of
from programmes.choices.referral import ReferralStatus

ABOUT = "group"
# One sentence for a non-association and for somebody who runs the group and may not open the case: neither may tell
# of the other, or of whom.
NOT_THIS_ONE = (
    "This person cannot be placed in this group, for a reason that is not shown. "
    "Choose another group, or ask the officer who holds the case."
)
NOT_RUN_BY = (
    "This officer cannot run this group, for a reason that is not shown. Choose another officer."
)


@dataclass(frozen=True, slots=True)
class Offer:
    """A group, as far as placing somebody in it asks."""

    id: int
    programme: str
    place_id: int
    place: str
    meetings: tuple[tuple[int, time], ...]
    size: int
    taken: int
    first_on: date
    last_on: date
    is_cancelled: bool = False
    ended_on: date | None = None  # as somebody said; else it ends with its last session

    @property
    def free(self) -> int:
        return max(self.size - self.taken, 0)

    @property
    def days(self) -> str:
        """Tuesdays 18:00 and Thursdays 18:00."""
        return " and ".join(f"{Weekday(day).label}s {at:%H:%M}" for day, at in self.meetings)


@dataclass(frozen=True, slots=True)
class Wanted:
    """A referral, as far as placing it in a group asks.

    Nothing stated about availability is no clash: nobody is kept from a group by a question that was not asked.
    `not_in` are the groups in which somebody, of those placed or of those who run it, may not meet this person.
    """

    programme: str
    status: str
    available: frozenset[tuple[int, DayPart]] = frozenset()
    barred_places: frozenset[int] = frozenset()
    not_in: frozenset[int] = frozenset()


def placing_problem(wanted: Wanted, offer: Offer, *, on: date) -> Problem | None:
    """Why this referral cannot be placed in this group on a day; None when it can.

    What can be put right by nobody is said before what can: the group, then the referral, then what does not fit.
    """
    words = (
        _of_group(offer, on)
        or _of_referral(wanted, offer)
        or _apart(wanted, offer)
        or _of_place(wanted, offer)
        or clash_of(wanted.available, offer.meetings)
        or _full(offer)
    )
    return Problem(ABOUT, words) if words else None


def fitting(wanted: Wanted, offers: Collection[Offer], *, on: date) -> list[Offer]:
    """The groups that would do: those that have not begun, the soonest first, then the one with most free seats."""
    good = [
        offer
        for offer in offers
        if offer.first_on >= on and placing_problem(wanted, offer, on=on) is None
    ]
    return sorted(good, key=lambda offer: (offer.first_on, -offer.free, offer.place, offer.id))


def instead(offers: Sequence[Offer]) -> str:
    """What would fit, in a sentence: place, day, free seats, first session."""
    if not offers:
        return "No other group would do now."
    said = "; ".join(
        f"{o.place}, {o.days}, {o.free} free, from {in_full(o.first_on)}" for o in offers[:3]
    )
    return f"What would do: {said}."


def clash_of(
    available: Collection[tuple[int, DayPart]], meetings: Collection[tuple[int, time]]
) -> str:
    """Which of a group's days somebody has said that they cannot come; nothing where they can, or have not said."""
    if not available:
        return ""
    missed = [(day, at) for day, at in meetings if (day, part_of(at)) not in available]
    if not missed:
        return ""
    named = " and ".join(f"{Weekday(day).label} {part_of(at).label.lower()}s" for day, at in missed)
    return f"This person is not available on {named}, when this group meets."


def _of_group(offer: Offer, on: date) -> str:
    if offer.is_cancelled:
        return "This group is cancelled. Choose another."
    if offer.ended_on or offer.last_on < on:
        return f"This group ended on {in_full(offer.ended_on or offer.last_on)}. Choose another."
    return ""


def _of_referral(wanted: Wanted, offer: Offer) -> str:
    if wanted.programme != offer.programme:
        return f"This referral is to {wanted.programme}, and this is a group of {offer.programme}."
    if wanted.status != ReferralStatus.AWAITING_ALLOCATION:
        stands = ReferralStatus(wanted.status).label
        return f"Only a referral that awaits allocation is placed in a group. This one stands at: {stands}."
    return ""


def _apart(wanted: Wanted, offer: Offer) -> str:
    return NOT_THIS_ONE if offer.id in wanted.not_in else ""


def _of_place(wanted: Wanted, offer: Offer) -> str:
    if offer.place_id in wanted.barred_places:
        return f"{offer.place} is a place that this person cannot attend."
    return ""


def _full(offer: Offer) -> str:
    return (
        "" if offer.free else f"This group is full: {offer.taken} of {offer.size} seats are taken."
    )

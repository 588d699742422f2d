"""What is said of the groups ahead to somebody who waits for one (PRG-46), pure."""

from collections.abc import Sequence

from core.calendar import in_full
from programmes.rules.placing import Offer, Wanted, clash_of

NONE = "no group is planned within reach"


def is_near(region: int | None, meets_in: int | None) -> bool:
    """Whether a group meets in the region of who leads somebody's case; of a place of no known region nothing speaks against."""
    return meets_in is None or meets_in == region


def reach_words(wanted: Wanted, ahead: Sequence[Offer]) -> str:
    """PRG-46: the next group that they can come to, with its day and whether a seat is free; if none is, the next that has one.

    `ahead` are groups of their region that have not begun. One in which somebody has a seat whom they must not meet is
    passed over without a word, like one that they cannot come to: a sentence that anybody reads who opens the case
    would tell of another.
    """
    groups = sorted(
        (offer for offer in ahead if _can_come(wanted, offer)),
        key=lambda offer: (offer.first_on, offer.place, offer.id),
    )
    if not groups:
        return NONE
    first = groups[0]
    if first.free:
        return f"the next one in reach, {_named(first)}, has seats free"
    free = next((offer for offer in groups if offer.free), None)
    later = f"; the first with a seat free is {_named(free)}" if free else ""
    return f"the next one in reach, {_named(first)}, is full{later}"


def _can_come(wanted: Wanted, offer: Offer) -> bool:
    return (
        offer.programme == wanted.programme
        and offer.place_id not in wanted.barred_places
        and offer.id not in wanted.not_in
        and not clash_of(wanted.available, offer.meetings)
    )


def _named(offer: Offer) -> str:
    return f"{offer.place} from {in_full(offer.first_on)}"

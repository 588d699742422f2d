"""What a referral needs before it is made: a programme that is offered, a ground, a day within the sentence."""

from dataclasses import dataclass
from datetime import date

from core.calendar import in_full
from core.errors import Problem
from programmes.choices.referral import Machine, ReferralStatus, Source

S = ReferralStatus
# PRG-20, PRG-30: where a referral begins that a person makes. What is saved here is submitted.
FIRST = {Machine.COMMUNITY: S.AWAITING_ASSESSMENT, Machine.CUSTODY: S.REFERRAL_SUBMITTED}


@dataclass(frozen=True, slots=True)
class Offer:
    """A programme as it stands on the day of a referral: whether anything holds of it, and what replaced it."""

    name: str
    is_offered: bool
    replaced_by: str = ""
    is_toolkit: bool = False


@dataclass(frozen=True, slots=True)
class Ground:
    """The sentence on which somebody is referred: since when, and whether it has a programme requirement."""

    starts_on: date
    has_requirement: bool


def programme_problem(offer: Offer) -> Problem | None:
    """PRG-1, PRG-5, PRG-57: nobody is referred to a toolkit, nor to a programme of which nothing holds on the day."""
    if offer.is_toolkit:
        return Problem(
            "programme",
            f"{offer.name} is a toolkit of individual work, to which nobody is referred",
        )
    if offer.is_offered:
        return None
    if offer.replaced_by:
        return Problem(
            "programme", f"{offer.name} has been replaced: refer to {offer.replaced_by} instead"
        )
    return Problem(
        "programme", f"Nobody is referred to {offer.name} on that day: choose another programme"
    )


def day_problem(
    on: date, ground: Ground | None, *, began_after: date | None, today: date
) -> Problem | None:
    """PRG-46: a referral lies within a sentence in force, and not ahead."""
    if on > today:
        return Problem("referred_on", f"The day must be today, {in_full(today)}, or in the past")
    if ground is not None:
        return None
    if began_after:
        return Problem(
            "referred_on", f"The sentence began on {in_full(began_after)}, after this day"
        )
    return Problem("referred_on", "No sentence was in force on this day")


def source_problem(source: str, ground: Ground) -> Problem | None:
    """PRG-18: a requirement only where the sentence has one."""
    if source == Source.REQUIREMENT and not ground.has_requirement:
        return Problem(
            "source", "The sentence has no programme requirement on record: choose another ground"
        )
    return None

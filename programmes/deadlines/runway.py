"""What the kinds know of one person, for the pages and acts that answer them."""

from dataclasses import dataclass
from datetime import date

from offenders.deadlines import Shared
from offenders.models import Case
from programmes.deadlines.facts import facts
from programmes.rules.fitting import last_day_for
from programmes.rules.start import Numbers, runway_of


@dataclass(frozen=True, slots=True)
class Runway:
    """PRG-47: the last day on which pre-group work can begin, of which sentence and referral."""

    last: date
    ends_on: date
    numbers: Numbers
    referral: str  # its UUID; empty without one
    answered: bool

    def fits(self, weeks: int, *, on: date) -> bool:
        """Whether a programme of so many weeks could begin on the day, with what comes before and after it."""
        return last_day_for(weeks, ends_on=self.ends_on, around=self.numbers.around) >= on

    def fits_instead(self, weeks: int, *, on: date) -> bool:
        """Whether it does, and is shorter than the programme that is asked for."""
        day = last_day_for(weeks, ends_on=self.ends_on, around=self.numbers.around)
        return day >= on and day > self.last


def runway(case: Case, *, on: date) -> Runway | None:
    """None where no start is asked or the sentence has no end."""
    found = facts(Shared([case.pk], on)).get(case.pk)
    last = runway_of(found, on) if found else None
    if found is None or last is None or found.sentence.ends_on is None:
        return None
    ref = found.referral.ref.partition(":")[2] if found.referral else ""
    return Runway(
        last, found.sentence.ends_on, found.numbers, ref, answered=found.answered_for == last
    )

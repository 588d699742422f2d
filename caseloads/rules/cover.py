"""Who stands in for an officer who is away: what can be arranged, and on which days nobody does."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from caseloads.rules.absences import Days
from core.calendar import in_full
from core.errors import Problem


@dataclass(frozen=True, slots=True)
class Standin:
    """A colleague who covers on these days, and the days on which they are away themselves."""

    name: str
    days: Days
    away: tuple[Days, ...] = ()

    @property
    def counting(self) -> list[Days]:
        """The days on which they really stand in."""
        return without(self.days, self.away)


def without(span: Days, holes: Iterable[Days]) -> list[Days]:
    """What is left of a span, in order, once these days are taken out of it."""
    left = [span]
    for hole in holes:
        left = [part for each in left for part in _cut(each, hole)]
    return left


def _cut(span: Days, hole: Days) -> list[Days]:
    if not span.meets(hole):
        return [span]
    before = [Days(span.starts_on, hole.starts_on)] if span.starts_on < hole.starts_on else []
    goes_on = hole.ends_on is not None and (span.ends_on is None or hole.ends_on < span.ends_on)
    after = [Days(hole.ends_on, span.ends_on)] if goes_on and hole.ends_on else []
    return before + after


def uncovered(absence: Days, standins: Sequence[Standin], *, on: date) -> list[Days]:
    """CAS-31: the days of an absence, from today, on which nobody stands in: whoever covers and is away does not.

    On these what falls due is the supervisor's.
    """
    if absence.ends_on is not None and absence.ends_on <= max(on, absence.starts_on):
        return []
    ahead = Days(max(absence.starts_on, on), absence.ends_on)
    return without(ahead, (days for each in standins for days in each.counting))


def cover_problem(
    new: Standin, absence: Days, taken: Iterable[Standin], *, longest: int, on: date
) -> Problem | None:
    """CAS-31: cover lies within the absence, from today on, one colleague at a time, never one who is away then."""
    if problem := _of_days(new.days, absence, longest=longest, on=on):
        return problem
    for other in taken:
        if new.days.meets(other.days):
            words = f"{other.name} covers {other.days.words}: end that first, or choose other days."
            return Problem("starts_on", words)
    for away in new.away:
        if new.days.meets(away):
            words = f"{new.name} is away {away.words}: choose other days, or somebody else."
            return Problem("officer", words)
    return None


def _of_days(days: Days, absence: Days, *, longest: int, on: date) -> Problem | None:
    if days.ends_on is None or days.ends_on <= days.starts_on:
        return Problem("last_day", "The last day cannot be before the first.")
    if days.starts_on < on:
        return Problem("starts_on", f"It can begin today, {in_full(on)}, or later.")
    if days.starts_on < absence.starts_on:
        return Problem("starts_on", f"They are away {absence.words}: cover cannot begin before.")
    if absence.ends_on is not None and days.ends_on > absence.ends_on:
        return Problem("last_day", f"They are away {absence.words}: cover cannot last longer.")
    if days.ends_on > days.starts_on + timedelta(days=longest):
        words = f"Cover lasts {longest} days at most: for longer, allocate the cases to others."
        return Problem("last_day", words)
    return None


def end_cover_problem(held: Days, ends_on: date, *, on: date) -> Problem | None:
    """What is wrong with the end of a cover: what somebody saw they saw, so it ends today at the soonest."""
    if held.ends_on is not None and held.ends_on <= max(on, held.starts_on):
        return Problem("", "This cover has ended already.")
    if ends_on < on:
        return Problem("ends_on", f"It can end today, {in_full(on)}, or later.")
    if held.ends_on is not None and ends_on > held.ends_on:
        return Problem("ends_on", f"It ends on {in_full(held.ends_on)} as it is.")
    return None

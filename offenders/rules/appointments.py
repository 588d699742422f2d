"""Appointments still to come: when they repeat, which overlap, which fall on a day when offices are closed (VOC-1)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from core.calendar import (
    LONDON,
    add_months,
    bank_holidays,
    in_full,
    is_published,
    london_date,
)
from core.errors import Problem
from offenders.choices import Repeat

MOST_TIMES = 26
MOST_PEOPLE = 30
AHEAD_MONTHS = 12
LONGEST = 480
LENGTHS = (15, 30, 45, 60, 90, 120, 180, 240, LONGEST)
# Of what was arranged without saying how long.
USUAL_MINUTES, VISIT_MINUTES = 30, 60
_WEEKS = {Repeat.WEEKLY: 1, Repeat.FORTNIGHTLY: 2, Repeat.FOUR_WEEKLY: 4}


def minutes_words(minutes: int) -> str:
    """ "45 minutes", "1 hour", "1 hour 30 minutes"."""
    hours, rest = divmod(minutes, 60)
    parts = (hours and f"{hours} hour{'s' * (hours > 1)}", rest and f"{rest} minutes")
    return " ".join(part for part in parts if part)


@dataclass(frozen=True, slots=True)
class Span:
    """A time that is taken, or wanted."""

    starts_at: datetime
    minutes: int

    @property
    def ends_at(self) -> datetime:
        return self.starts_at + timedelta(minutes=self.minutes)

    def overlaps(self, other: "Span") -> bool:
        """Whether both want the same minute: one that begins when the other ends does not."""
        return self.starts_at < other.ends_at and other.starts_at < self.ends_at

    @property
    def words(self) -> str:
        """ "Thursday 3 December 2026, 10:00 to 10:30"."""
        start, end = (at.astimezone(LONDON) for at in (self.starts_at, self.ends_at))
        return f"{start:%A} {in_full(start.date())}, {start:%H:%M} to {end:%H:%M}"


@dataclass(frozen=True, slots=True)
class Repeated:
    """How often, and until when: so many times in all, or until a day, that day included."""

    how: Repeat = Repeat.ONCE
    times: int | None = None
    until: date | None = None


def days_of(first: date, repeated: Repeated) -> list[date]:
    """The days of a series, the first included; one more than may be, where there are too many.

    A month is counted from the first day (DAT-7): the 31st becomes the 30th of a shorter month, and is the 31st again.
    """
    if repeated.how == Repeat.ONCE:
        return [first]
    found: list[date] = []
    while len(found) <= MOST_TIMES:
        day = _nth(first, repeated.how, len(found))
        if repeated.until is not None and day > repeated.until:
            break
        if repeated.times is not None and len(found) == repeated.times:
            break
        found.append(day)
    return found


def _nth(first: date, how: Repeat, place: int) -> date:
    if how == Repeat.MONTHLY:
        return add_months(first, place)
    return first + timedelta(weeks=_WEEKS[how] * place)


def starts_of(first: datetime, repeated: Repeated) -> list[datetime]:
    """The same as instants: 10:30 is 10:30 in London, in summer and in winter."""
    here = first.astimezone(LONDON)
    days = days_of(here.date(), repeated)
    return [datetime.combine(day, here.time(), tzinfo=LONDON) for day in days]


def series_problem(first: date, repeated: Repeated) -> Problem | None:
    """What is wrong with how it repeats."""
    if repeated.how == Repeat.ONCE:
        return None
    if (repeated.times is None) == (repeated.until is None):
        return Problem("times", "Enter how many times, or the last day: one of the two")
    if repeated.until is not None and repeated.until <= first:
        return Problem("until", "The last day must be after the first appointment")
    days = days_of(first, repeated)
    about = "times" if repeated.until is None else "until"
    if len(days) > MOST_TIMES:
        return Problem(
            about, f"Arrange up to {MOST_TIMES} at once: choose fewer, or an earlier day"
        )
    last = add_months(first, AHEAD_MONTHS)
    if days[-1] > last:
        return Problem(about, f"Arrange up to a year at once: nothing after {in_full(last)}")
    return None


def ahead_problem(starts_at: datetime, *, at: datetime) -> Problem | None:
    """What is arranged is still to come, and within a year."""
    if starts_at <= at:
        return Problem("happened_time", "This time is over: choose a later one, or log a contact")
    last = add_months(london_date(at), AHEAD_MONTHS)
    if london_date(starts_at) > last:
        return Problem("happened_on", f"Choose a day up to {in_full(last)}")
    return None


def overlap_problem(in_the_way: Sequence[str], *, is_meant: bool) -> Problem | None:
    """What is in the way of what is planned or moved: asked about, as where appointments are arranged."""
    if not in_the_way or is_meant:
        return None
    return Problem("is_another", f"In the way: {' '.join(in_the_way)} Arrange it all the same?")


def closed_words(day: date, *, among: Sequence[date]) -> str:
    """Why nobody may be there on this day: a bank holiday (DAT-4), or a weekend into which a series runs.

    Whoever chooses a Saturday for the first means it.
    """
    if day in bank_holidays(day.year):
        return "a bank holiday" if is_published(day) else "expected to be a bank holiday"
    if day.weekday() >= 5 and min(among).weekday() < 5:
        return f"a {day:%A}"
    return ""

"""Moving and cancelling what was arranged: what may be, and who has been told of it (VOC-1)."""

from dataclasses import dataclass
from datetime import datetime

from core.calendar import LONDON, in_full, london_date
from core.errors import Problem
from offenders.choices import TellingWay


@dataclass(frozen=True, slots=True)
class Telling:
    """Who was told of it, how and when; nobody, where nobody has been told."""

    how: TellingWay
    whom: str = ""
    at: datetime | None = None

    @property
    def words(self) -> str:
        """ "By telephone: Zoltán Novák, 3 September 2026 at 10:35"."""
        if self.at is None:
            return self.how.label
        return f"{self.how.label}: {self.whom}, {moment(self.at)}"


NOBODY_TOLD = Telling(TellingWay.NOBODY)


@dataclass(frozen=True, slots=True)
class Arranged:
    """What was arranged. Of a visit that is not announced nobody is told (POL-10): `is_told_of` is False."""

    name: str
    happens_at: datetime
    is_appointment: bool
    has_outcome: bool
    is_told_of: bool = True


def move_problem(what: Arranged, told: Telling, *, to: datetime, at: datetime) -> Problem | None:
    """Why something is not moved to another time; it keeps its identity, so only what has no outcome is moved."""
    if to == what.happens_at:
        return Problem("happened_time", "It is arranged for that time already: choose another")
    if to <= at:
        words = "That time has passed: choose a time that is still to come, or correct the contact"
        return Problem("happened_time", words)
    return _change_problem(what, told, act="moved", at=at)


def cancel_problem(what: Arranged, told: Telling, *, at: datetime) -> Problem | None:
    """Why something is not cancelled. What nobody was told of in time was kept or missed, so it has an outcome."""
    return _change_problem(what, told, act="cancelled", at=at)


def _change_problem(what: Arranged, told: Telling, *, act: str, at: datetime) -> Problem | None:
    if not what.is_appointment:
        return Problem("", f"{what.name} is no appointment: correct it instead")
    if what.has_outcome:
        return Problem("", f"It has an outcome, so it cannot be {act}: correct it instead")
    return told_problem(told, at=at) or _too_late(what, told, at=at)


def told_problem(told: Telling, *, at: datetime) -> Problem | None:
    """Whether it is said whole who was told: how, whom and when, which is not still to come."""
    if told.how == TellingWay.NOBODY:
        if told.whom or told.at:
            return Problem("told_how", "Choose how they were told, or leave out whom and when")
        return None
    if not told.whom.strip():
        return Problem("told_whom", "Say who was told")
    if told.at is None:
        return Problem("told_on", "Enter the day and the time at which they were told")
    if told.at > at:
        return Problem("told_time", "That is still to come: enter when they were told")
    return None


def _too_late(what: Arranged, told: Telling, *, at: datetime) -> Problem | None:
    """After its hour it is only put right on record, if somebody had been told before."""
    if not what.is_told_of or what.happens_at > at:
        return None
    if told.at is not None and told.at <= what.happens_at:
        return None
    words = (
        f"It was for {moment(what.happens_at)}, and nobody had been told otherwise by then: "
        "record how it ended instead"
    )
    return Problem("told_how", words)


def moment(at: datetime) -> str:
    """A time as sentences write it: 3 September 2026 at 10:35."""
    return f"{in_full(london_date(at))} at {at.astimezone(LONDON):%H:%M}"

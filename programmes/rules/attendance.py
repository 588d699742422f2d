"""The register of a session: when it is kept, what a line must say, whom a missed session leaves to catch up (PRG-42 to PRG-45)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from core.calendar import LONDON, in_full, london_date
from core.errors import Problem
from programmes.choices.attendance import EXCUSES, OUTCOME_OF, Came

CAME, EXCUSE, NOTE = "came", "excuse", "note"


def register_problem(
    starts_at: datetime, *, cancelled_on: date | None, at: datetime
) -> Problem | None:
    """Why no register can be kept of a session: it has not begun, or its group was cancelled before."""
    if cancelled_on is not None and cancelled_on <= london_date(starts_at):
        return Problem(
            "", f"The group was cancelled on {in_full(cancelled_on)}: this session is not held."
        )
    if starts_at > at:
        here = starts_at.astimezone(LONDON)
        return Problem(
            "",
            f"The session begins on {in_full(here.date())} at {here:%H:%M}: keep the register from then on.",
        )
    return None


def line_problem(key: str, name: str, *, came: str, excuse: str) -> Problem | None:
    """What is missing in the line of somebody. Nothing is taken for granted: everybody is answered for."""
    if not came:
        return Problem(f"{CAME}_{key}", f"Say whether {name} came")
    if came == Came.AGREED and excuse not in EXCUSES:
        return Problem(f"{EXCUSE}_{key}", f"Choose why {name} was away")
    return None


def outcome_of(came: str, excuse: str) -> str:
    """PRG-43: the code of the outcome; of an absence that was agreed the one that was chosen."""
    return excuse if came == Came.AGREED else OUTCOME_OF[came]


@dataclass(frozen=True, slots=True)
class Missed:
    """PRG-45: a session to which somebody did not come, of whichever reason; `ref` names the contact."""

    on: date
    words: str
    ref: str


@dataclass(frozen=True, slots=True)
class CatchUp:
    """What was arranged to make a missed session good: whether they came, None while nobody knows."""

    on: date
    attended: bool | None


def is_made_good(catch_ups: Iterable[CatchUp], on: date) -> bool:
    """PRG-45: by a catch-up to which they came, and as long as one is booked whose day is not over."""
    return any(one.attended or (one.attended is None and one.on >= on) for one in catch_ups)

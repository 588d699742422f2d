"""Who can take a case, and from which day: training for high risk (POL-22)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from core.calendar import falls_in, in_full
from core.errors import Problem
from offenders.choices import RiskLevel
from people.choices import Agency, TrainingKind

TRAINED_FOR = frozenset({RiskLevel.VERY_HIGH, RiskLevel.HIGH})
# What the extract calls specialist is the MOSOVO course: it knows no other.
COURSES: dict[str, frozenset[TrainingKind]] = {
    "MOSOVO": frozenset({TrainingKind.MOSOVO, TrainingKind.SPECIALIST}),
    "ARMS": frozenset({TrainingKind.ARMS}),
    "OASys": frozenset({TrainingKind.OASYS}),
}
ASKED_OF: dict[Agency, tuple[str, ...]] = {
    Agency.POLICE: ("MOSOVO", "ARMS"),
    Agency.PROBATION: ("OASys", "ARMS"),
}


@dataclass(frozen=True, slots=True)
class Course:
    """A training that an officer has done; from `expires_on` on it no longer counts."""

    kind: TrainingKind
    trained_on: date
    expires_on: date | None = None

    def is_current(self, on: date) -> bool:
        return falls_in(on, self.trained_on, self.expires_on)


@dataclass(frozen=True, slots=True)
class Standing:
    """How an officer stands with one of the courses that high risk asks for."""

    course: str
    is_current: bool
    words: str


def standings(
    courses: Iterable[Course], *, on: date, asked: Sequence[str] = ASKED_OF[Agency.POLICE]
) -> tuple[Standing, ...]:
    """POL-22: the courses that are asked for, of the police MOSOVO and ARMS, each current, expired or not on record; of several the one that lasts longest."""
    done = [course for course in courses if course.trained_on <= on]
    return tuple(
        _standing(name, [course for course in done if course.kind in COURSES[name]], on)
        for name in asked
    )


def run_out(courses: Iterable[Course], *, name: str, on: date) -> date | None:
    """POL-22, F-1: since when a course that was done counts no longer; None where one is current, or none was done."""
    done = [
        course for course in courses if course.kind in COURSES[name] and course.trained_on <= on
    ]
    if not done or any(course.is_current(on) for course in done):
        return None
    return max(course.expires_on or on for course in done)


def _standing(name: str, done: list[Course], on: date) -> Standing:
    if not done:
        return Standing(name, is_current=False, words=f"No {name} training on record")
    last = max(done, key=lambda course: course.expires_on or date.max)
    if not last.is_current(on):
        return Standing(
            name, is_current=False, words=f"{name} expired {in_full(last.expires_on or on)}"
        )
    until = f", to be renewed by {in_full(last.expires_on)}" if last.expires_on else ""
    return Standing(name, is_current=True, words=f"{name} current{until}")


def training_gap(level: RiskLevel | None, stands: Iterable[Standing]) -> str:
    """POL-22: what this officer lacks for a case of this police risk level, in words; empty when nothing.

    It never forbids: at night there may be nobody else. It asks the supervisor for the reason.
    """
    lacking = [stand.words for stand in stands if not stand.is_current]
    return ". ".join(lacking) if level in TRAINED_FOR else ""


def start_problem(
    starts_on: date, *, on: date, held_from: date | None, held_until: date | None
) -> Problem | None:
    """What is wrong with the day from which an allocation is to hold.

    Not ahead, because who holds a case is decided now. Not before the one it follows, which held those days; on
    the day on which that one began it takes its place only while that day lasts.
    """
    words = ""
    if starts_on > on:
        words = "The first day cannot be in the future: a case is given from today or from a day that is over."
    elif held_until is not None and starts_on < held_until:
        words = (
            f"Somebody held the case until {in_full(held_until)}: choose that day or a later one."
        )
    elif held_from is not None and starts_on <= held_from and not starts_on == held_from == on:
        words = f"The officer before holds it since {in_full(held_from)}: choose a later day."
    return Problem("starts_on", words) if words else None

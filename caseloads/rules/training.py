"""How officers stand with the courses that their work asks for, and what can be recorded of one."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from caseloads.choices import CourseState
from core.calendar import in_full
from core.errors import Problem
from offenders.rules.allocation import COURSES, Course
from people.choices import TrainingKind

# What the extract states is stated there: its day is changed by the next one, not here.
FROM_EXTRACT = frozenset({TrainingKind.SPECIALIST})
LONGEST = timedelta(days=366 * 10)


@dataclass(frozen=True, slots=True)
class CourseStanding:
    """How an officer stands with one course; `course` is the one that counts, or counted last."""

    name: str
    state: CourseState
    course: Course | None = None

    @property
    def words(self) -> str:
        """In a sentence; empty where nothing is to be done."""
        until = self.course.expires_on if self.course else None
        if self.state == CourseState.SOON and until:
            return f"{self.name} training runs out on {in_full(until)}"
        if self.state == CourseState.RUN_OUT and until:
            return f"{self.name} training ran out on {in_full(until)}"
        return ""


def standing_with(name: str, courses: Iterable[Course], *, on: date, ahead: int) -> CourseStanding:
    """F-1, F-11: current, running out within `ahead` days, run out, or not recorded; of several the one that lasts longest.

    From the day on which it runs out a course counts no longer. One without such a day never runs out.
    """
    done = [row for row in courses if row.kind in COURSES[name] and row.trained_on <= on]
    if not done:
        return CourseStanding(name, CourseState.MISSING)
    last = max(done, key=lambda row: (row.expires_on or date.max, row.trained_on))
    if not last.is_current(on):
        return CourseStanding(name, CourseState.RUN_OUT, last)
    if last.expires_on and last.expires_on <= on + timedelta(days=ahead):
        return CourseStanding(name, CourseState.SOON, last)
    return CourseStanding(name, CourseState.CURRENT, last)


def share_trained(states: Sequence[CourseState]) -> int | None:
    """R-5: of these officers, how many of a hundred have the course and it counts today; None of nobody."""
    if not states:
        return None
    trained = sum(state in {CourseState.CURRENT, CourseState.SOON} for state in states)
    return trained * 100 // len(states)


def training_problem(
    *,
    trained_on: date,
    expires_on: date | None,
    observed_on: date | None,
    on: date,
    others: Iterable[date] = (),
) -> Problem | None:
    """F-1, F-33: what is wrong with the days of a course; `others` are the days of the same course on record."""
    if trained_on > on:
        return Problem("trained_on", "A course that is still to come cannot have been done.")
    if trained_on in set(others):
        words = f"This course is on record for {in_full(trained_on)} already: correct that one."
        return Problem("trained_on", words)
    if expires_on is not None and expires_on <= trained_on:
        return Problem("expires_on", "It cannot run out before it was done, or on that day.")
    if expires_on is not None and expires_on > trained_on + LONGEST:
        return Problem("expires_on", "That is more than ten years later: check the year.")
    if observed_on is not None and not trained_on <= observed_on <= on:
        return Problem(
            "observed_on", "Somebody saw it at work on a day since the course, and not ahead."
        )
    return None


def end_problem(*, expires_on: date | None, ends_on: date, on: date) -> Problem | None:
    """What is wrong with the day from which a course is to count no longer; its own day or before takes it back."""
    if expires_on is not None and expires_on <= on:
        return Problem("", f"It ran out on {in_full(expires_on)} already.")
    if expires_on is not None and ends_on > expires_on:
        words = f"It runs out on {in_full(expires_on)} as it is: choose that day or an earlier one."
        return Problem("ends_on", words)
    return None

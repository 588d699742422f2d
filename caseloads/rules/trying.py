"""What can be tried, and why a scenario cannot be applied as it stands."""

from dataclasses import dataclass
from datetime import date

from core.calendar import in_full
from core.errors import Problem

LONGEST_LEAVE = 731  # as an absence on record


@dataclass(frozen=True, slots=True)
class MoveFacts:
    """What is known today of a case that is to go to an officer. Names are as the page says them."""

    case: str
    to: str
    is_counted: bool = True  # active, and the person alive
    is_here: bool = True  # the officer belongs to the team or the unit still, and can sign in if they ever could
    is_of_agency: bool = True
    may_open: bool = True
    is_held: bool = False  # by that officer already
    has_gone: bool = False  # whoever held it when the move was put in no longer does
    held_then: str = ""
    held_now: str = ""


def move_words(facts: MoveFacts) -> str:
    """CAS-18: why a case cannot go to an officer today, and what to do; empty where it can."""
    case, to = facts.case, facts.to
    now = f"{facts.held_now} holds it now" if facts.held_now else "nobody holds it now"
    then = facts.held_then or "Nobody"
    found = (
        (not facts.is_counted, "the case has ended. Take the move out."),
        (facts.is_held, f"{to} holds it already. Take the move out."),
        (
            facts.has_gone,
            f"{then} held it when the move was put in, and {now}. Take the move out, or put it in again.",
        ),
        (not facts.is_here, f"{to} has left. Choose another officer, or take the move out."),
        (
            not facts.is_of_agency,
            f"{to} is not of your agency, and each allocates its own. Take the move out.",
        ),
        (not facts.may_open, f"{to} cannot take this case. Choose another officer."),
    )
    return next((f"{case}: {words}" for is_so, words in found if is_so), "")


def newcomer_words(name: str, starts_on: date, *, is_known: bool, on: date) -> str:
    """Why nothing can be given yet to somebody who is new; empty where it can."""
    if not is_known:
        return (
            f"{name} has no staff record yet: it comes with the extract, or an administrator gives it. "
            "Then say here who it is, or take out what goes to them."
        )
    if starts_on > on:
        return f"{name} begins on {in_full(starts_on)}: apply it from that day on."
    return ""


def leave_problem(starts_on: date, ends_on: date | None, *, on: date) -> Problem | None:
    """CAS-31: what is wrong with days on which somebody is to be away."""
    if ends_on is None or ends_on <= starts_on:
        return Problem("last_day", "The last day cannot be before the first.")
    if (ends_on - starts_on).days > LONGEST_LEAVE:
        return Problem("last_day", "That is longer than two years: check the year.")
    if ends_on <= on:
        return Problem("last_day", "Those days are over: choose days that are to come.")
    return None

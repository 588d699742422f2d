"""CAS-30, F-13: flags that come back after they were accepted, and those that nobody answers, one level up."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

from core.calendar import working_days_between
from offenders.choices import Severity


class Whose(Enum):
    """Who is to answer a flag now."""

    SUPERVISOR = "the supervisor"
    HEAD = "the head of the unit"


@dataclass(frozen=True, slots=True)
class Open:
    """An open flag, with what was done about it."""

    raised_on: date
    severity: Severity
    accepted_until: date | None = None
    is_acceptance_seen: bool = True


@dataclass(frozen=True, slots=True)
class Wait:
    """For how many working days nobody answered, and who is asked now."""

    days: int
    whose: Whose


def came_back_on(flag: Open, *, on: date) -> date | None:
    """CAS-30: the day after the last of an acceptance that has passed; None while it holds, and without one."""
    if flag.accepted_until is None or on <= flag.accepted_until:
        return None
    return flag.accepted_until + timedelta(days=1)


def unanswered_since(flag: Open, *, counts_from: date, on: date) -> date | None:
    """F-13: since when nobody has answered a flag: raised, come back, or accepted by its officer and seen by nobody.

    To open its page is no answer: a person accepts it, or a fact ends it. Nothing counts from before the day on which
    this was switched on for the team.
    """
    if flag.accepted_until is not None and on <= flag.accepted_until and flag.is_acceptance_seen:
        return None
    since = flag.raised_on
    if flag.is_acceptance_seen:
        since = came_back_on(flag, on=on) or since
    return max(since, counts_from)


def waits(flag: Open, *, counts_from: date, limit: int, on: date) -> Wait | None:
    """F-13: whose it is once nobody answered for `limit` working days; None while it has not come to that.

    It goes up one level, to the head of the unit, and stays there: nobody above a unit opens its cases.
    """
    since = unanswered_since(flag, counts_from=counts_from, on=on)
    if since is None or on < since:
        return None
    days = working_days_between(since, on)
    return Wait(days, Whose.HEAD) if days >= limit else None


def limit_of(severity: str, *, days: int, critical: int) -> int:
    """Within how many working days a flag is answered; a critical one sooner."""
    return critical if severity == Severity.CRITICAL else days


def accepted_words(times: int) -> str:
    """ "accepted once before", "accepted twice before", "accepted 3 times before"."""
    words = {1: "once", 2: "twice"}.get(times, f"{times} times")
    return f"accepted {words} before"

"""CAS-30, F-13: flags that come back after they were accepted, and those that nobody answers, one level up.

All of it follows from the flag's own days, whenever somebody asks: no job can be late with it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from core.calendar import add_working_days, in_full, working_days_between
from offenders.choices import Severity


@dataclass(frozen=True, slots=True)
class Acceptance:
    """CAS-30: accepted on a day until another; `is_seen` is false while a supervisor has to see it."""

    on: date
    until: date
    is_seen: bool = True


@dataclass(frozen=True, slots=True)
class Open:
    """An open flag, with every acceptance that was given for it, the first one first."""

    raised_on: date
    acceptances: Sequence[Acceptance] = ()

    @property
    def last(self) -> Acceptance | None:
        return self.acceptances[-1] if self.acceptances else None


def came_back_on(flag: Open, *, on: date) -> date | None:
    """CAS-30: the day after the last of an acceptance that has passed; None while it holds, and without one."""
    if flag.last is None or on <= flag.last.until:
        return None
    return flag.last.until + timedelta(days=1)


def unanswered_since(flag: Open, *, counts_from: date, on: date) -> date | None:
    """F-13: since when nobody has answered a flag: raised, come back, or accepted by its officer and seen by nobody.

    To open its page is no answer: a person accepts it, or a fact ends it. Nothing counts from before the day on which
    this was switched on for the team.
    """
    since = flag.raised_on
    for given in flag.acceptances:
        if given.is_seen and on <= given.until:
            return None
        if given.is_seen:
            since = given.until + timedelta(days=1)
    return max(since, counts_from)


def waits(flag: Open, *, counts_from: date, limit: int, on: date) -> int | None:
    """F-13: for how many working days nobody has answered, once that is the `limit`; None while it has not come to that.

    It goes up one level, to the head of the unit, and stays there: nobody above a unit opens its cases.
    """
    since = unanswered_since(flag, counts_from=counts_from, on=on)
    if since is None or on < since:
        return None
    days = working_days_between(since, on)
    return days if days >= limit else None


def went_up_on(
    flag: Open, *, counts_from: date, limit: int, ended_on: date | None, on: date
) -> list[date]:
    """F-13: each day on which the flag went to the head, for its history; `ended_on` is when a fact ended it."""
    found, since = [], max(flag.raised_on, counts_from)
    for answered_on, until in [*_answered(flag.acceptances), (ended_on or on, None)]:
        day = add_working_days(since, limit)
        if day <= min(answered_on, on):
            found.append(day)
        if until is not None:
            since = max(until + timedelta(days=1), counts_from)
    return found


def _answered(acceptances: Iterable[Acceptance]) -> list[tuple[date, date | None]]:
    return [(given.on, given.until) for given in acceptances if given.is_seen]


def limit_of(severity: str, *, days: int, critical: int) -> int:
    """F-13: within how many working days a flag is answered; a critical one sooner."""
    return critical if severity == Severity.CRITICAL else days


def came_back_words(flag: Open, *, on: date) -> str:
    """ "Came back on 3 March 2026, accepted twice before"; empty for a flag that has not come back."""
    back = came_back_on(flag, on=on)
    times = len(flag.acceptances)
    words = {1: "once", 2: "twice"}.get(times, f"{times} times")
    return f"Came back on {in_full(back)}, accepted {words} before" if back else ""

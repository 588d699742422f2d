"""What a deadline counts as, and its place among others: one definition for every list, number and print.

`offenders.querysets.DeadlineQuerySet` says the same to the database; a test holds the two together.
"""

from collections.abc import Iterable
from datetime import date

from offenders.choices import DueState, Severity
from offenders.rules.due import is_accepted, is_overdue, is_told

# What needs somebody now stands together, so that the gravest is first whether a day has passed or a fact is missing.
PLACE: dict[DueState, int] = {
    DueState.OVERDUE: 0,
    DueState.MISSING: 0,
    DueState.SOON: 1,
    DueState.ACCEPTED: 2,
    DueState.LATER: 3,
    DueState.BACKLOG: 4,
}
# Whether it stands after the others of its gravity.
LAST_OF_GRAVITY: dict[DueState, int] = {state: int(state == DueState.MISSING) for state in DueState}
GRAVITY: dict[Severity, int] = {severity: place for place, severity in enumerate(Severity)}


def state_of(
    *,
    due_on: date,
    told_on: date,
    missing: str,
    accepted_until: date | None,
    is_backlog: bool,
    on: date,
    is_held: bool = False,
) -> DueState:
    """JOB-4, JOB-6, CAS-28, CAS-30: accepted before all else; a missing fact is missing from the day that it is asked for."""
    if is_held:
        return DueState.LATER
    if is_backlog:
        return DueState.BACKLOG
    if is_accepted(accepted_until, on=on):
        return DueState.ACCEPTED
    if missing and due_on <= on:
        return DueState.MISSING
    if is_overdue(due_on, on=on):
        return DueState.OVERDUE
    return DueState.SOON if is_told(told_on, due_on, on=on) else DueState.LATER


# What one cause makes is one line: of these the worst is the word for all of them.
JOINS = (DueState.OVERDUE, DueState.SOON, DueState.LATER)


def in_line(own: DueState, others: Iterable[DueState]) -> DueState:
    """What a deadline counts as beside what else its cause makes of the same case.

    What is accepted, missing or of before neither joins nor leads: an acceptance is given for what it names, so that
    something graver of the same cause does not go quiet with it.
    """
    if own not in JOINS:
        return own
    return min((own, *(state for state in others if state in JOINS)), key=JOINS.index)


def gravest_first(
    *, state: DueState, severity: Severity, due_on: date
) -> tuple[int, int, int, date]:
    """The place in a list: what needs somebody now, the gravest of it, the oldest of that.

    Of one gravity what is overdue stands before what is missing: since when a fact is missing is no number of days
    by which anybody is late, so four years of it do not push a visit of last week down.
    """
    return PLACE[state], GRAVITY[severity], LAST_OF_GRAVITY[state], due_on

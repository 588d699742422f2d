"""When somebody on a programme stands still, and when so many sessions were missed that it has to be decided (PRG-45)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from core.calendar import in_full
from offenders.choices import RiskLevel, Severity
from offenders.rules import Due, Input
from offenders.rules.clock import Assessment
from programmes.choices.referral import ReferralStatus
from programmes.rules.attendance import Missed

S = ReferralStatus
GRAVE = frozenset({RiskLevel.HIGH, RiskLevel.VERY_HIGH})
# PRG-31: where somebody on a programme goes back to for a while.
PAUSED = frozenset({S.AWAITING_ALLOCATION, S.AWAITING_ASSESSMENT})


class Numbers(NamedTuple):
    """PRG-31, PRG-45: the settings in force, in days, weeks and sessions."""

    no_session: int
    longest_pause: int
    most_missed: int


@dataclass(frozen=True, slots=True)
class Taking:
    """Somebody's referral to a programme that has begun, as at a day, with their sessions.

    `since` is the day of the move that led to its status; `missed` are the sessions that nothing has made good.
    """

    programme: str
    status: ReferralStatus
    started_on: date
    since: date
    ref: str
    numbers: Numbers
    rosh: Assessment | None = None
    attended: Sequence[date] = ()
    booked: Sequence[date] = ()
    missed: Sequence[Missed] = ()
    decided_on: date | None = None
    standards: Sequence[Input] = ()


def programme_stalled_due(facts: Taking, on: date) -> list[Due]:
    """No session attended or booked for the days of the setting, or a pause beyond the weeks of the setting (PRG-31)."""
    if facts.status == S.ON_PROGRAMME:
        last = max([facts.started_on, *facts.attended, *facts.booked])
        days = facts.numbers.no_session
        due_on, because = last + timedelta(days=days), _since(facts, last, days)
    elif facts.status in PAUSED:
        weeks = facts.numbers.longest_pause
        due_on = facts.since + timedelta(weeks=weeks)
        because = (
            f"{facts.programme} was begun on {in_full(facts.started_on)} and is paused since {in_full(facts.since)}: "
            f"{facts.status.label.lower()}. A pause lasts {weeks} weeks at most, until {in_full(due_on)}."
        )
    else:
        return []
    return [
        Due(
            on=due_on,
            rule="PRG-31",
            because=because,
            severity=severity(facts.rosh),
            inputs=_inputs(facts),
            cause=facts.ref,
        )
    ]


def programme_missed_due(facts: Taking, on: date) -> list[Due]:
    """PRG-45: so many sessions missed, for whichever reason, that nothing has made good and nobody has decided about.

    A decision answers for every session up to its day.
    """
    most, decided_on = facts.numbers.most_missed, facts.decided_on
    if facts.status != S.ON_PROGRAMME:
        return []
    open_ones = sorted(
        (row for row in facts.missed if decided_on is None or row.on > decided_on),
        key=lambda row: row.on,
    )
    if not 0 < most <= len(open_ones):
        return []
    last = open_ones[most - 1].on
    return [
        Due(
            on=last,
            rule="PRG-45",
            because=(
                f"{len(open_ones)} sessions of {facts.programme} were missed and not caught up, the last on "
                f"{in_full(open_ones[-1].on)}. From {most} on it is to be decided whether to go on, start anew or deselect."
            ),
            severity=severity(facts.rosh),
            inputs=(
                *(Input("Missed", row.words, row.on, row.ref) for row in open_ones[-most:]),
                *_inputs(facts),
            ),
        )
    ]


def severity(rosh: Assessment | None) -> Severity:
    """High for whom the risk of serious harm is high or very high."""
    return Severity.HIGH if rosh is not None and rosh.level in GRAVE else Severity.STANDARD


def _since(facts: Taking, last: date, days: int) -> str:
    what = "was begun" if last == facts.started_on else "had its last session"
    if last in facts.booked:
        what = "has its next session booked" if last not in facts.attended else what
    return (
        f"{facts.programme} {what} on {in_full(last)}, and nothing is booked after it. "
        f"A session is attended or booked within {days} days."
    )


def _inputs(facts: Taking) -> tuple[Input, ...]:
    rows: list[Input] = [
        Input(
            "Referral", f"{facts.programme}: {facts.status.label}, since", facts.since, facts.ref
        ),
        Input("Started", facts.programme, facts.started_on, facts.ref),
    ]
    for label, days in (("Last session attended", facts.attended), ("Booked until", facts.booked)):
        if days:
            rows.append(Input(label, facts.programme, max(days)))
    if facts.rosh:
        rows.append(
            Input(
                "Risk of serious harm",
                f"{facts.rosh.level.label}, set",
                facts.rosh.on,
                facts.rosh.ref,
            )
        )
    return (*rows, *facts.standards)


def days_of(rows: Iterable[date]) -> tuple[date, ...]:
    return tuple(sorted(set(rows)))

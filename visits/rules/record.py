"""What the record of a visit means: whether it restarts the clock, who had to go, how visits are spread."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta

from core.calendar import LONDON, in_full
from core.errors import Problem
from offenders.choices import RiskLevel
from visits.choices import VisitOutcome

# POL-9: only this restarts the clock.
EFFECTIVE = frozenset({VisitOutcome.SEEN_INSIDE})
WHY_NOT: dict[str, str] = {
    VisitOutcome.SEEN_AT_DOOR: "seen at the door, not inside",
    VisitOutcome.SEEN_ELSEWHERE: "not seen at home",
    VisitOutcome.NOT_IN: "nobody answered",
    VisitOutcome.ENTRY_REFUSED: "entry was refused",
    VisitOutcome.MOVED_AWAY: "the person was not living there",
    VisitOutcome.ABANDONED_SAFETY: "the officers left for safety",
}
TWO_OFFICERS = frozenset({RiskLevel.VERY_HIGH, RiskLevel.HIGH})
FEW = 3
# Longer than this is a slip of the pen, not a visit.
LONGEST = timedelta(hours=12)


def is_effective(outcome: str) -> bool:
    """POL-9: whether a visit with this outcome restarts the clock."""
    return outcome in EFFECTIVE


def effect_of(outcome: str) -> str:
    """POL-9 in words, for the list of visits."""
    if not outcome:
        return "Planned: counts once it ends seen inside"
    if is_effective(outcome):
        return "Restarts the clock"
    return f"Does not restart the clock: {WHY_NOT[outcome]}"


def two_officers_because(
    *, level: RiskLevel | None, is_first_visit: bool, is_risk_to_staff: bool
) -> str:
    """POL-10: why two officers go; "" when one may. A level that nobody knows is no reason to go alone."""
    if is_risk_to_staff:
        return "registered as a risk to staff"
    if level is None:
        return "the police risk level is not known"
    if level in TWO_OFFICERS:
        return f"{level.label.lower()} risk"
    return "the first visit" if is_first_visit else ""


def spread_of(visits: Sequence[datetime]) -> str:
    """POL-2: on which days and at what times the last visits fell, newest first, as one sentence.

    Visits that always fall alike can be expected by the person, so that is said.
    """
    if not visits:
        return "No visit has been made yet."
    counts = Counter(_part_of_week(at) for at in visits)
    how_many = "The last visit was on a" if len(visits) == 1 else f"Last {len(visits)} visits:"
    (commonest, number), *others = counts.most_common()
    if len(visits) == 1:
        return f"{how_many} {commonest}."
    if not others:
        vary = " Choose another day or time, so that a visit cannot be expected."
        return f"{how_many} all {commonest}s.{vary if number >= FEW else ''}"
    parts = [f"{n} {part}{'s' if n > 1 else ''}" for part, n in counts.most_common()]
    return f"{how_many} {', '.join(parts)}."


def left_at(began: datetime, left: time) -> datetime:
    """When a visit ended: a time before the one at which it began is after midnight."""
    end = datetime.combine(began.date(), left, tzinfo=LONDON)
    return end if end > began else end + timedelta(days=1)


def time_problems(*, began: datetime, ended: datetime | None, at: datetime) -> Iterator[Problem]:
    """POL-11: a visit is recorded once it is over, and one of more than twelve hours is a slip."""
    if began > at:
        now = f"{at.astimezone(LONDON):%H:%M}"
        yield Problem("happens_time", f"It is {now} now: a visit is recorded once it has happened")
    elif ended is not None and (ended > at or _lasted(began, ended) > LONGEST):
        yield Problem("ended_time", "The time you left must be after the visit began, up to now")


def _lasted(began: datetime, ended: datetime) -> timedelta:
    """Time that really passed: two times of one zone are subtracted as the clock shows them."""
    return ended.astimezone(UTC) - began.astimezone(UTC)


def day_problems(
    day: date, *, name: str, managed_since: date | None, died_on: date | None
) -> Iterator[Problem]:
    """A visit lies between the first allocation and the day of the death, both of them possible."""
    if managed_since is not None and day < managed_since:
        first = in_full(managed_since)
        yield Problem(
            "happens_on", f"{name} was first allocated on {first}: the visit cannot be earlier"
        )
    if died_on is not None and day > died_on:
        died = in_full(died_on)
        yield Problem("happens_on", f"{name} is recorded as having died on {died}: check the day")


def _part_of_week(at: datetime) -> str:
    local = at.astimezone(LONDON)
    day = "weekend" if local.weekday() >= 5 else "weekday"
    if local.hour < 12:
        return f"{day} morning"
    return f"{day} {'afternoon' if local.hour < 17 else 'evening'}"

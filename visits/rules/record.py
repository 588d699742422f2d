"""What the record of a visit means: whether it restarts the clock, who had to go, how visits are spread."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from core.calendar import LONDON
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


def _part_of_week(at: datetime) -> str:
    local = at.astimezone(LONDON)
    day = "weekend" if local.weekday() >= 5 else "weekday"
    if local.hour < 12:
        return f"{day} morning"
    return f"{day} {'afternoon' if local.hour < 17 else 'evening'}"

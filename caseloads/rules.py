"""Pure rules of the roof: between which bounds a number of the field may be set; what no rule covers."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from core.calendar import in_full
from core.errors import Problem
from offenders.choices import Need
from offenders.rules import Kind


@dataclass(frozen=True, slots=True)
class Bounds:
    """The lowest and highest value, and why not lower where a law says so."""

    low: int
    high: int
    why: str = ""


# By the beginning of the key; the longest that fits counts.
BOUNDS: dict[str, Bounds] = {
    "police.visit_interval.": Bounds(1, 24),
    "police.visit_record_hours": Bounds(1, 168),
    "police.failed_entries_for_warrant": Bounds(
        2, 10, "section 96B of the Sexual Offences Act 2003 asks for at least two occasions"
    ),
    "police.review_days": Bounds(1, 365),
    "outcome.missing": Bounds(1, 30),
    "review.answer_days": Bounds(1, 30),
    "safeguarding.answer_days": Bounds(1, 30),
    "prob.contact.": Bounds(1, 92),
    "prob.contact.reset": Bounds(0, 1),
    "prob.first_appt_": Bounds(1, 20),
    "prob.outcome_action": Bounds(1, 20),
    "prob.breach": Bounds(1, 30),
    "prob.licence_decision": Bounds(1, 20),
    "prog.": Bounds(1, 104),
    "flag.accept_days": Bounds(1, 90),
    "flag.accept_critical_days": Bounds(1, 5),
    "case.count.": Bounds(1, 500),
    "order.expiry_alert.": Bounds(1, 365),
}
ANYTHING = Bounds(1, 1_000)
# Each stands below the next: an amber above the red would never be seen.
LADDERS: tuple[tuple[str, ...], ...] = (
    ("case.count.amber", "case.count.red", "case.count.critical"),
    ("order.expiry_alert.late", "order.expiry_alert.early"),
    (
        "police.visit_interval.very_high",
        "police.visit_interval.high",
        "police.visit_interval.medium",
        "police.visit_interval.low",
    ),
)


def bounds_of(key: str) -> Bounds:
    """Between which values a standard may be set."""
    fitting = [start for start in BOUNDS if key.startswith(start)]
    return BOUNDS[max(fitting, key=len)] if fitting else ANYTHING


def value_problem(key: str, value: int, *, others: dict[str, int]) -> Problem | None:
    """What is wrong with a new value beside the other standards in force."""
    bounds = bounds_of(key)
    if value < bounds.low:
        because = f": {bounds.why}" if bounds.why else ""
        words = f"It cannot be below {bounds.low}{because}."
    elif value > bounds.high:
        words = f"It cannot be above {bounds.high}."
    else:
        words = _off_the_ladder(key, value, others)
    return Problem("value", words) if words else None


def _off_the_ladder(key: str, value: int, others: dict[str, int]) -> str:
    """POL-3, CAS-27, ORD-12: a higher risk is never visited less often; thresholds rise in order."""
    ladder = next((steps for steps in LADDERS if key in steps), ())
    place = ladder.index(key) if ladder else 0
    for other in ladder[:place]:
        if others.get(other, 0) > value:
            return f"It cannot be below {other}, which is {others[other]}."
    for other in ladder[place + 1 :]:
        if others.get(other, value) < value:
            return f"It cannot be above {other}, which is {others[other]}."
    return ""


# A kind that never counts is a flag that nobody sees: the day it counts from is at most so far ahead.
FURTHEST_START = timedelta(days=366)


def start_problem(starts_on: date, *, first_days: Collection[date], on: date) -> Problem | None:
    """What is wrong with the day from which a kind is to count for teams that were first stored on these days."""
    if not first_days:
        return Problem("where", "No team does the work of this kind there.")
    words = ""
    if starts_on < min(first_days):
        first = in_full(min(first_days))
        words = f"It cannot count before the first day here of any of them, {first}."
    elif starts_on > on + FURTHEST_START:
        words = f"It can be put off until {in_full(on + FURTHEST_START)} at the latest."
    return Problem("starts_on", words) if words else None


@dataclass(frozen=True, slots=True)
class Area:
    """What the field asks of whoever manages a case, in words, and of whom it is asked at all."""

    words: str
    needs: frozenset[Need] = frozenset()


SERVING, REGISTERED = frozenset({Need.SENTENCE}), frozenset({Need.REGISTERED})
# A kind says which one it covers (`Kind.area`); one that no kind covers is said on the pages where nothing is due.
AREAS: dict[str, Area] = {
    "home_visits": Area("home visits by the police", REGISTERED),
    "contact": Area("contact in person with probation", SERVING),
    "enforcement": Area("failures to comply", SERVING),
    "holding": Area("an officer of probation", SERVING),
    "outcomes": Area("outcomes of appointments"),
    "at_large": Area("being unlawfully at large"),
    "orders": Area("preventive orders"),
    "questions": Area("questions of a supervisor", REGISTERED),
    "sentence_plan": Area("the sentence plan", SERVING),
    "probation_visits": Area("home visits by probation", SERVING),
    "recall": Area("recall", frozenset({Need.FROM_PRISON})),
    "reviews": Area("reviews of risk levels and registers"),
    "notification": Area("what a registered person must notify", REGISTERED),
    "warrants": Area("warrants to enter", REGISTERED),
    "children": Area("children met at a visit"),
    "at_risk": Area("checks of a household, and adults at risk"),
    "panels": Area("MAPPA levels, reviews and meetings"),
    "programmes": Area("programmes", SERVING),
}


def uncovered(kinds: Iterable[Kind], met: Collection[Need]) -> tuple[str, ...]:
    """What the field asks about somebody of whom this is true, and no kind of deadline looks at, for anybody."""
    covered = {kind.area for kind in kinds}
    return tuple(
        area.words
        for code, area in AREAS.items()
        if code not in covered and area.needs.issubset(met)
    )

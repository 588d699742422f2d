"""Between which bounds a number of the field may be set."""

from dataclasses import dataclass

from core.errors import Problem


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
    "case.capacity.": Bounds(50, 300),
    # So high that an officer's smallest share of an hour still gives points: nobody is without hours by rounding alone.
    "case.nominal_points": Bounds(500, 10_000),
    "case.base_hours": Bounds(20, 48),
    "manager.vh_review": Bounds(7, 92),
    "manager.high_review": Bounds(0, 366),
    "manager.sample_per_month": Bounds(0, 20),
    "manager.sample_unseen": Bounds(1, 24),
    "prob.countersign_wait": Bounds(1, 30),
    "escalation.": Bounds(1, 60),
    "police.rso_per_officer.": Bounds(1, 500),
    "handover.brief_wait": Bounds(1, 20),
    "handover.brief_lasts": Bounds(1, 92),
    "training.": Bounds(0, 1),
    "training.told_ahead": Bounds(1, 365),
    "supervision.interval": Bounds(7, 183),
    "order.expiry_alert.": Bounds(1, 365),
    "prob.initial_plan": Bounds(1, 60),
    "plan.review": Bounds(1, 24),
    "plan.changed": Bounds(1, 60),
    "mappa.l1_review": Bounds(0, 12),
    "mappa.l2_review": Bounds(1, 26),
    "mappa.l3_review": Bounds(1, 16),
    "mappa.level_before_release": Bounds(1, 12),
    "mappa.level_told": Bounds(1, 30),
    "mappa.screening": Bounds(1, 60),
}
ANYTHING = Bounds(1, 1_000)
# Each stands below the next: an amber above the red would never be seen.
LADDERS: tuple[tuple[str, ...], ...] = (
    ("case.count.amber", "case.count.red", "case.count.critical"),
    ("case.capacity.amber", "case.capacity.red"),
    ("police.rso_per_officer.amber", "police.rso_per_officer.red"),
    ("order.expiry_alert.late", "order.expiry_alert.early"),
    ("mappa.l3_review", "mappa.l2_review"),
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
    """POL-3, POL-23, CAS-14, CAS-27, ORD-12, MAP-20: a higher risk is never visited or reviewed less often; thresholds rise."""
    ladder = next((steps for steps in LADDERS if key in steps), ())
    place = ladder.index(key) if ladder else 0
    for other in ladder[:place]:
        if others.get(other, 0) > value:
            return f"It cannot be below {other}, which is {others[other]}."
    for other in ladder[place + 1 :]:
        if others.get(other, value) < value:
            return f"It cannot be above {other}, which is {others[other]}."
    return ""

"""The numbers of a team: what each counts, in words, and its condition."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Q

from caseloads.choices import Work
from caseloads.selectors.plans import GAP_CODES, GAPS, LABELS as PLAN_LABELS, NO_PLAN
from caseloads.selectors.still import LABEL as STILL_LABEL
from offenders.choices import DueState, RiskLevel, WorkGroup
from offenders.deadlines.outcome import CONTACT_OUTCOME
from offenders.deadlines.unheld import NO_PROBATION_OFFICER
from offenders.selectors.ended import LABEL as ENDED_LABEL
from visits.deadlines import REVIEW_ANSWER

WEEK = timedelta(days=7)
LAG_OVER = timedelta(days=28)
OVERDUE, UNKNOWN = DueState.OVERDUE.value, "overdue_unknown"
MISSING, ACCEPTED, BACKLOG = DueState.MISSING.value, DueState.ACCEPTED.value, DueState.BACKLOG.value
STATES = (DueState.OVERDUE, DueState.MISSING, DueState.ACCEPTED, DueState.BACKLOG)
UNHELD = "unheld"
UNHELD_LABEL = "Without an officer"
ENDED = "ended"
STILL = "still"
FREQUENCY = "frequency"
REPORTS = "reports"
NO_PROBATION = NO_PROBATION_OFFICER.code
# What is measured of officers (`rules.measures.FIGURES`), and how a page calls it.
FIGURE_LABELS = {
    "cases": "Cases",
    "in_custody": "In custody",
    "registered": "Registered",
    "very_high": "Very high risk",
    "high": "High risk",
    "high_registered": "Registered, at high or very high risk",
    Work.UNTIERED.value: Work.UNTIERED.label,
    Work.NO_SENTENCE.value: Work.NO_SENTENCE.label,
}
# Lists that say what each case weighs.
WEIGHTS, TRAINING = "points", "training_not_recorded"
# The officers themselves with every figure, as CSV alone: the page shows them.
OFFICERS = "officers"
# The same cases as those that are overdue, the oldest first.
OLDEST = "oldest"
# Lists of cases that are no officer's of the team.
OF_NOBODY = (UNHELD, NO_PROBATION)
# Lists about the plans of cases.
BY_PLAN = (NO_PLAN, GAPS, *GAP_CODES)
# Lists that go by probation's risk level, and say of each case why it is there.
BY_ROSH = (NO_PROBATION, ENDED, STILL, FREQUENCY, REPORTS, *BY_PLAN)
# Lists of the whole team, of no one officer.
WHOLE = (*OF_NOBODY, FREQUENCY, REPORTS, *BY_PLAN)


@dataclass(frozen=True, slots=True)
class Tile:
    """A number: what it counts, in words, and the condition on the team's holdings."""

    code: str
    label: str
    condition: Q


def _overdue(level: RiskLevel) -> Tile:
    """POL-23: overdue is split by risk level, very high first: by the police's, of a team of probation by RoSH."""
    words = f"Overdue, {level.label.lower()} risk"
    return Tile(f"overdue_{level}", words, Q(has_overdue=True, level=level))


def group_code(group: WorkGroup) -> str:
    return f"{OVERDUE}_{group}"


def _overdue_work(group: WorkGroup) -> Tile:
    """What is overdue by kind of work; one case may be in several."""
    code = group_code(group)
    return Tile(code, f"Overdue: {group.label}", Q(**{f"has_{code}": True}))


GROUPS: tuple[Tile, ...] = tuple(_overdue_work(group) for group in WorkGroup)
LEVELS: tuple[Tile, ...] = tuple(_overdue(level) for level in RiskLevel)
CASE_TILES: dict[str, Tile] = {
    tile.code: tile
    for tile in (
        Tile(OVERDUE, DueState.OVERDUE.label, Q(has_overdue=True)),
        Tile(OLDEST, "Overdue, the oldest first", Q(has_overdue=True)),
        *GROUPS,
        *LEVELS,
        Tile(UNKNOWN, "Overdue, risk not known", Q(has_overdue=True, level__isnull=True)),
        Tile(MISSING, DueState.MISSING.label, Q(has_missing=True)),
        Tile(ACCEPTED, DueState.ACCEPTED.label, Q(has_accepted=True)),
        Tile(BACKLOG, DueState.BACKLOG.label, Q(has_backlog=True)),
        Tile(ENDED, ENDED_LABEL, Q(has_ended=True)),
        Tile(STILL, STILL_LABEL, Q(stands_still=True)),
        Tile("raised", "New flag", Q(has_raised=True)),
        Tile("cured", "Flag cured", Q(has_cured=True)),
        Tile("acceptances", "Flag accepted", Q(has_acceptance=True)),
    )
}
# Contact tiles that count what a deadline names: nothing where none does.
BY_SUBJECT = ("outcomes", "asked")
CONTACT_TILES = {
    "outcomes": CONTACT_OUTCOME.listed_as,
    "planned": "Home visits planned in the next 7 days",
    "review": "Visits with a concern, a refusal or a child to review",
    "asked": REVIEW_ANSWER.listed_as,
    "lag": "Recorded in the last four weeks",
}
LABELS = (
    FIGURE_LABELS
    | {code: tile.label for code, tile in CASE_TILES.items()}
    | CONTACT_TILES
    | PLAN_LABELS
    | {
        UNHELD: UNHELD_LABEL,
        NO_PROBATION: NO_PROBATION_OFFICER.listed_as,
        FREQUENCY: "Less contact to approve",
        REPORTS: "Told, to be confirmed",
        WEIGHTS: "What the cases weigh",
    }
)
CHANGES = ("raised", "cured", "acceptances")
NOUNS = {
    "outcomes": "appointment",
    "planned": "appointment",
    "review": "visit",
    "asked": "visit",
    "lag": "contact",
}

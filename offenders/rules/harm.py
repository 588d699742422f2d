"""PRO-21 to PRO-23: risk of serious harm by group, and the level over all of them."""

from collections.abc import Iterable, Mapping
from datetime import date

from core.calendar import in_full
from core.errors import Problem
from offenders.choices import RiskLevel


class Group:
    """PRO-21: who may be harmed; prisoners are asked about in custody."""

    CHILDREN = "children"
    PUBLIC = "public"
    KNOWN_ADULT = "known_adult"
    STAFF = "staff"
    PRISONERS = "prisoners"


GROUPS: dict[str, str] = {
    Group.CHILDREN: "Children",
    Group.PUBLIC: "Public",
    Group.KNOWN_ADULT: "Known adult",
    Group.STAFF: "Staff",
    Group.PRISONERS: "Prisoners",
}
# PRO-23: the five questions, in the order in which they are asked.
QUESTIONS: dict[str, str] = {
    "who": "Who is at risk?",
    "nature": "What is the nature of the risk?",
    "greatest": "When is the risk greatest?",
    "increases": "What increases the risk?",
    "reduces": "What reduces the risk?",
}
HIGHEST_FIRST = tuple(RiskLevel)


def highest(levels: Iterable[str]) -> RiskLevel | None:
    """PRO-21: the level over all groups is the highest of them; None where none is said."""
    found = {RiskLevel(level) for level in levels if level}
    return next((level for level in HIGHEST_FIRST if level in found), None)


def harm_problem(
    *,
    levels: Mapping[str, str],
    assessed_on: date,
    in_custody: bool,
    extract_level: str,
    on: date,
) -> Problem | None:
    """PRO-21: why these levels cannot be recorded; `extract_level` is what another system says of the same day."""
    if assessed_on > on:
        return Problem("assessed_on", "The day of the assessment cannot be in the future")
    if in_custody and not levels.get(Group.PRISONERS):
        return Problem(
            Group.PRISONERS, "They were in custody on that day: choose the level for prisoners"
        )
    over_all = highest(levels.values())
    if extract_level and over_all != extract_level:
        theirs = RiskLevel(extract_level).label
        return Problem(
            "assessed_on",
            f"Another system says {theirs} over all groups on {in_full(assessed_on)}, and the highest here is"
            f" {over_all.label if over_all else 'none'}: give the levels of that assessment, or the day of your own",
        )
    return None

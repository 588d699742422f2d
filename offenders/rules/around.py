"""Who is around a person: what may be written of them, and whether they are a child on a day."""

from datetime import date

from core.errors import Problem
from offenders.choices.around import AgeGroup, AtRisk

GROWN_UP = 18  # years
# The record of people around somebody neither names nor marks whom an offence was about, within families neither.
AVOIDED = "victim"


def age_group_on(said: AgeGroup, born_on: date | None, *, on: date) -> AgeGroup:
    """A child until the day before the eighteenth birthday; without a day of birth, as it was said."""
    if born_on is None:
        return said
    years = on.year - born_on.year - ((on.month, on.day) < (born_on.month, born_on.day))
    return AgeGroup.CHILD if years < GROWN_UP else AgeGroup.ADULT


def around_problem(
    *,
    texts: dict[str, str],
    age_group: AgeGroup,
    born_on: date | None,
    at_risk: AtRisk,
    on: date,
) -> Problem | None:
    """PRO-107: why somebody cannot be recorded so; only the victim liaison officer keeps who was harmed."""
    for name, words in texts.items():
        if AVOIDED in words.casefold():
            return Problem(
                name,
                "Say the relation and the risk now, without the word victim: who was harmed is kept by the victim liaison officer",
            )
    if at_risk == AtRisk.YES and not texts.get("risk", "").strip():
        return Problem("risk", "Say what the risk to them is now")
    if born_on is not None:
        if born_on > on:
            return Problem("born_on", "The date of birth cannot be in the future")
        if age_group_on(age_group, born_on, on=on) != age_group:
            return Problem("age_group", f"By the date of birth they are {_AGED[age_group]}")
    return None


_AGED = {
    AgeGroup.CHILD: "18 or over, so choose an adult",
    AgeGroup.ADULT: "under 18, so choose a child",
}

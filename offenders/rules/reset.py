"""PRO-35: Probation Reset, off until an administrator turns it on: no routine contact in the final third of a sentence."""

from dataclasses import dataclass
from datetime import date, timedelta

from offenders.choices import RiskLevel
from offenders.rules.supervision import FROM_PRISON

# Registered for sexual offences (MAPPA category 1), MAPPA, ViSOR, terrorism (the national division), children at risk.
KEPT = frozenset({"ARSO", "MAPP", "AVIS", "RTAO", "RCPR", "RCCO", "RCHD", "CSEP"})


@dataclass(frozen=True, slots=True)
class Routine:
    """What decides whether it covers somebody. `is_kept`: on a register above, or managed under MAPPA at any level."""

    kind: str
    begins: date
    ends: date | None
    rosh: RiskLevel | str | None
    is_kept: bool


def reset_since(facts: Routine) -> date | None:
    """PRO-35: the first day on which routine contact is not asked; None of whom it does not cover.

    Never of anybody under MAPPA at any category or level (so of nobody who is registered), at very high risk of
    serious harm, on a register of children at risk or of terrorism; nor where that risk or the last day of the
    sentence is not known. A licence and a custody sentence are left out too: their one follow-up is not asked here.
    """
    if facts.is_kept or facts.kind in FROM_PRISON or facts.ends is None:
        return None
    if facts.rosh is None or facts.rosh == RiskLevel.VERY_HIGH:
        return None
    return final_third(facts.begins, facts.ends)


def final_third(begins: date, ends: date) -> date:
    """The first day after two thirds of the days from the first day to the exclusive end; of a part of a day the next."""
    days = (ends - begins).days
    return begins + timedelta(days=-(-2 * days // 3))

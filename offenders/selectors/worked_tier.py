"""The tier of a case as it is worked out from its dated facts. An upper floor says the MAPPA category."""

from collections.abc import Callable
from datetime import date

from core.bundle import Bundle
from offenders.choices import PauseKind, RiskTool
from offenders.models import Pause, Registration, Sentence, ToolAssessment
from offenders.rules.worked_tier import Scored, TierFacts, Worked, work_out
from offenders.selectors.assessed import newest_assessments
from offenders.selectors.case import levels_of
from offenders.selectors.dated import in_force

# An upper floor registers how it reads the category of a case (PRO-4), in its AppConfig.ready().
Category = Callable[[Bundle, date], int | None]
_CATEGORIES: list[Category] = []


def category_from(read: Category) -> None:
    """Have the tier ask `read(facts, on)` for the category under MAPPA."""
    if read not in _CATEGORIES:
        _CATEGORIES.append(read)


def worked_tier(facts: Bundle, *, on: date) -> Worked:
    """PRO-1 to PRO-7 from what is on record on a day; no query."""
    return work_out(tier_facts(facts, on=on))


def tier_facts(facts: Bundle, *, on: date) -> TierFacts:
    """What the tier rests on."""
    said = {code: _scored(row) for code, row in newest_assessments(facts, on=on).items()}
    registrations = [row for row in facts.of(Registration) if row.starts_on <= on]
    custody = [row for row in facts.of(Pause) if row.kind == PauseKind.CUSTODY]
    categories = (read(facts, on) for read in _CATEGORIES)
    return TierFacts(
        on=on,
        is_supervised=bool(in_force(facts.of(Sentence), on)),
        arp=said.get("ARP"),
        csrp=said.get("CSRP"),
        direct_contact=said.get("DC_SRP"),
        rosh=levels_of(facts, on=on).get(RiskTool.ROSH),
        mappa=next((category for category in categories if category), None),
        registers=frozenset(row.register.code for row in in_force(registrations, on)),
        registers_ever=frozenset(row.register.code for row in registrations),
        is_in_custody=bool(in_force(custody, on)),
        released_on=max(
            (row.ends_on for row in custody if row.ends_on and row.ends_on <= on), default=None
        ),
    )


def _scored(row: ToolAssessment) -> Scored:
    return Scored(row.score, row.band, row.basis)

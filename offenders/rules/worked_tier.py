"""The tier of version 3, worked out from what is on record, with every step that gave one (PRO-1 to PRO-8)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum

from core.calendar import add_months, in_full
from offenders.choices import SEXUAL_REGISTERS, RiskLevel
from offenders.choices.assessed import Basis
from offenders.rules.tools import DIRECT_CONTACT, is_unfit, plain

LOWEST = "G"
LIFER = "INLL"
DOMESTIC_ABUSE, STALKING, CHILD_PROTECTION = frozenset({"ADVP", "REG30"}), "SPO", "RCPR"

_COLUMNS = tuple(map(Decimal, (90, 75, 50, 25, 15, 0)))
_ROWS = tuple(map(Decimal, ("6.9", "3.0", "1.0", "0.5", "0")))
_MATRIX = ("AABBBB", "ABCCCC", "BCDEEE", "CDEEFF", "DDEFFG")
# PRO-3: from the highest score down; the lower two are what a lower risk than before is scored.
_MEDIUM = (
    (Decimal("3.36"), "C"),
    (Decimal("2.11"), "D"),
    (Decimal("1.12"), "C"),
    (Decimal("0.60"), "D"),
)
_SEXUAL = {RiskLevel.VERY_HIGH: "A", RiskLevel.HIGH: "B", RiskLevel.LOW: "E"}
_MANAGED = {RiskLevel.VERY_HIGH: "A", RiskLevel.HIGH: "C", RiskLevel.MEDIUM: "D"}
_NOT_MANAGED = {RiskLevel.VERY_HIGH: "C", RiskLevel.HIGH: "D"}


class Outcome(Enum):
    """What became of working it out; the value says it."""

    WORKED = "Worked out"
    NOT_SUPERVISED = "Not supervised: no sentence is in force"
    MISSING = "Cannot be worked out: a score is missing"
    UNFIT = "Cannot be worked out: a score does not fit"


@dataclass(frozen=True, slots=True)
class Scored:
    """The newest that a tool said: its number, its band, and whether it was worked out from the record alone."""

    score: Decimal | None = None
    band: str = ""
    basis: str = ""

    @property
    def is_static(self) -> bool:
        """One that does not say so is not taken for dynamic."""
        return self.basis != Basis.DYNAMIC


@dataclass(frozen=True, slots=True, kw_only=True)
class TierFacts:
    """What is on record on a day. `registers` hold then; `registers_ever` began by then. `mappa` is the category."""

    on: date
    is_supervised: bool
    arp: Scored | None = None
    csrp: Scored | None = None
    direct_contact: Scored | None = None
    rosh: str | None = None
    mappa: int | None = None
    registers: frozenset[str] = frozenset()
    registers_ever: frozenset[str] = frozenset()
    is_in_custody: bool = False
    released_on: date | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """One step that gave a tier: which rule, and in words what it rests on."""

    rule: str
    tier: str
    words: str


@dataclass(frozen=True, slots=True)
class Worked:
    """The tier, empty where there is none; every step that gave one, highest first; what stands in the way or is open."""

    outcome: Outcome
    tier: str = ""
    steps: tuple[Step, ...] = ()
    open: tuple[str, ...] = ()

    @property
    def is_provisional(self) -> bool:
        """PRO-7: something that is still open may change it."""
        return self.outcome is Outcome.WORKED and bool(self.open)

    @property
    def says(self) -> str:
        """ "C, provisional", or why there is none."""
        if not self.tier:
            return self.outcome.value
        return f"{self.tier}, provisional" if self.is_provisional else self.tier


def work_out(facts: TierFacts) -> Worked:
    """PRO-1, PRO-8: the highest tier that any step gives, and G where none does.

    Nobody without a sentence in force has one, and none is worked out unless both ARP and CSRP are on record.
    """
    if not facts.is_supervised:
        return Worked(Outcome.NOT_SUPERVISED)
    arp, csrp = _number(facts.arp), _number(facts.csrp)
    if arp is None or csrp is None:
        lacking = [name for name, score in (("ARP", arp), ("CSRP", csrp)) if score is None]
        return Worked(Outcome.MISSING, open=tuple(f"{name} is not on record." for name in lacking))
    if why := _unfit(facts.direct_contact):
        return Worked(Outcome.UNFIT, open=(why,))
    others = _besides(facts)
    matrix = Step(
        "PRO-2", from_matrix(arp=arp, csrp=csrp), f"ARP {plain(arp)}% with CSRP {plain(csrp)}%"
    )
    steps = tuple(sorted((matrix, *others), key=lambda step: step.tier))
    open_ = _open(facts, arp=arp, csrp=csrp, others=highest(others))
    return Worked(Outcome.WORKED, highest(steps), steps, open_)


def highest(steps: Iterable[Step]) -> str:
    """PRO-1: A is higher than G, which is what nothing gives."""
    return min((step.tier for step in steps), default=LOWEST)


def from_matrix(*, arp: Decimal, csrp: Decimal) -> str:
    """PRO-2: from the two percentages; a bound belongs to what is above it."""
    row = next(at for at, bound in enumerate(_ROWS) if csrp >= bound)
    column = next(at for at, bound in enumerate(_COLUMNS) if arp >= bound)
    return _MATRIX[row][column]


def from_direct_contact(scored: Scored | None) -> str:
    """PRO-3: from the band; a medium one goes by five ranges of the score. Empty where it gives none."""
    if scored is None or not scored.band:
        return ""
    band = RiskLevel(scored.band)
    if band is not RiskLevel.MEDIUM:
        return _SEXUAL[band]
    score = scored.score
    return next((tier for bound, tier in _MEDIUM if score is not None and score >= bound), "")


def from_mappa(*, mappa: int | None, rosh: str | None) -> str:
    """PRO-4: from the risk of serious harm, higher for whoever is managed under MAPPA at any category."""
    level = RiskLevel(rosh) if rosh else None
    if mappa:
        return _MANAGED.get(level, "E") if level else "E"
    return _NOT_MANAGED.get(level, "") if level else ""


def from_release(facts: TierFacts) -> str:
    """PRO-5: of somebody sentenced to life or for public protection, by how long ago they were released.

    B in the first year, D until five years are over, then E. In custody it gives none; a release of which the day
    is not on record counts as long ago.
    """
    if LIFER not in facts.registers or facts.is_in_custody:
        return ""
    released = facts.released_on
    if released is None or facts.on >= add_months(released, 60):
        return "E"
    return "B" if facts.on < add_months(released, 12) else "D"


def _besides(facts: TierFacts) -> tuple[Step, ...]:
    """Every step but the matrix that gives a tier (PRO-3 to PRO-6)."""
    steps = (
        Step("PRO-3", from_direct_contact(facts.direct_contact), _sexual_words(facts)),
        Step("PRO-4", from_mappa(mappa=facts.mappa, rosh=facts.rosh), _mappa_words(facts)),
        Step("PRO-5", from_release(facts), _release_words(facts)),
        Step(
            "PRO-6",
            "E" if facts.registers & DOMESTIC_ABUSE else "",
            "Registered for domestic abuse",
        ),
        Step(
            "PRO-6", "F" if STALKING in facts.registers else "", "Under a stalking protection order"
        ),
        Step(
            "PRO-6",
            "F" if CHILD_PROTECTION in facts.registers else "",
            "Registered for child protection",
        ),
        Step(
            "PRO-6",
            "E" if facts.registers_ever.intersection(SEXUAL_REGISTERS) else "",
            "A sexual offence, ever",
        ),
    )
    return tuple(step for step in steps if step.tier)


def _number(scored: Scored | None) -> Decimal | None:
    return scored.score if scored else None


def _unfit(scored: Scored | None) -> str:
    """PRO-3: a medium band without a score, or with one that it cannot have, is an error and not a lower tier."""
    if scored is None or scored.band != RiskLevel.MEDIUM:
        return ""
    if scored.score is None:
        return "DC-SRP is medium, and its score is not on record."
    if is_unfit(DIRECT_CONTACT, scored.band, scored.score):
        return f"DC-SRP is medium with a score of {plain(scored.score)}, which no medium band has."
    return ""


def _open(facts: TierFacts, *, arp: Decimal, csrp: Decimal, others: str) -> tuple[str, ...]:
    """PRO-7: what makes it provisional.

    A static score could rise with an interview: as far as the other score lets the matrix go. Where another step has
    reached that already, it changes nothing. Without a risk of serious harm it is provisional whatever else is so.
    """
    static = [
        name
        for name, scored in (("ARP", facts.arp), ("CSRP", facts.csrp))
        if scored is None or scored.is_static
    ]
    most = from_matrix(
        arp=_COLUMNS[0] if "ARP" in static else arp, csrp=_ROWS[0] if "CSRP" in static else csrp
    )
    found = []
    if static and most < others:
        words = "from the record alone: an assessment may give up to"
        found.append(f"{' and '.join(static)} {words} {most}.")
    if not facts.rosh:
        found.append("The risk of serious harm is not on record.")
    return tuple(found)


def _sexual_words(facts: TierFacts) -> str:
    scored = facts.direct_contact
    if scored is None or not scored.band:
        return ""
    words = f"DC-SRP {RiskLevel(scored.band).label.lower()}"
    return f"{words}, score {plain(scored.score)}" if scored.score is not None else words


def _mappa_words(facts: TierFacts) -> str:
    rosh = f"RoSH {RiskLevel(facts.rosh).label.lower()}" if facts.rosh else "RoSH not on record"
    if facts.mappa:
        return f"MAPPA category {facts.mappa} with {rosh}"
    return f"{rosh}, not under MAPPA"


def _release_words(facts: TierFacts) -> str:
    if facts.released_on:
        return f"Lifer or IPP, released on {in_full(facts.released_on)}"
    return "Lifer or IPP, the day of release not on record"

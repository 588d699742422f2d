"""What may be recorded of an assessment by a tool (F-32, POL-17)."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from core.calendar import in_full
from core.errors import Problem
from offenders.choices import RiskLevel, Sex
from offenders.choices.assessed import Bands, Basis, Measure

THREE = (RiskLevel.HIGH, RiskLevel.MEDIUM, RiskLevel.LOW)
BANDS: dict[str, tuple[RiskLevel, ...]] = {
    Bands.NONE: (),
    Bands.THREE: THREE,
    Bands.FOUR: (RiskLevel.VERY_HIGH, *THREE),
}
# PRO-3: a medium band of this tool has no lower score.
DIRECT_CONTACT = "DC_SRP"
LOWEST_MEDIUM = Decimal("0.60")


@dataclass(frozen=True, slots=True)
class ToolFacts:
    """What the catalogue says of a tool; the last day is exclusive, and a day that is not known is empty."""

    code: str
    name: str
    measure: str
    bands: str
    has_basis: bool
    asks_why: bool
    men_only: bool
    starts_on: date | None = None
    ends_on: date | None = None
    replaced_by: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """What was said by a tool of a person on a day."""

    score: Decimal | None
    band: str
    basis: str
    assessed_on: date
    rationale: str = ""


def plain(number: Decimal) -> str:
    """A score without the noughts behind it: "2.5", "60"."""
    return f"{number.normalize():f}"


def why_superseded(tool: ToolFacts, *, on: date) -> str:
    """F-32: why nobody assesses by a tool any more; empty of one that is in use."""
    if tool.ends_on is None or on < tool.ends_on:
        return ""
    instead = f" {tool.replaced_by} took its place." if tool.replaced_by else ""
    words = f"{tool.name} has not been used for new work since {in_full(tool.ends_on)}."
    return f"{words}{instead} What it said before stays on the record."


def assessment_problem(tool: ToolFacts, said: Said, *, sex: str, on: date) -> Problem | None:
    """F-32, POL-17: what is wrong with an assessment that is to be recorded."""
    if why := why_superseded(tool, on=on):
        return Problem("", why)
    if tool.men_only and sex == Sex.FEMALE:
        return Problem("", f"{tool.name} is for men only.")
    if said.assessed_on > on:
        return Problem("assessed_on", "The day of the assessment cannot be in the future.")
    if tool.starts_on and said.assessed_on < tool.starts_on:
        first = in_full(tool.starts_on)
        return Problem("assessed_on", f"{tool.name} has been used only since {first}.")
    return _score_problem(tool, said) or _words_problem(tool, said)


def _score_problem(tool: ToolFacts, said: Said) -> Problem | None:
    score = said.score
    if tool.measure == Measure.NONE:
        return Problem("score", f"{tool.name} gives no number.") if score is not None else None
    if score is None:
        return Problem("score", "Enter the score") if _needs_score(tool, said) else None
    if score < 0 or (tool.measure == Measure.PERCENT and score > 100):
        return Problem("score", "The score must be from 0 to 100, in percent.")
    if is_unfit(tool.code, said.band, score):
        words = (
            f"A score below {LOWEST_MEDIUM} does not go with a medium band: one of them is wrong."
        )
        return Problem("score", words)
    return None


def _needs_score(tool: ToolFacts, said: Said) -> bool:
    """A percentage is the answer; beside a band it is asked only where the tier goes by it (PRO-3)."""
    is_split = tool.code == DIRECT_CONTACT and said.band == RiskLevel.MEDIUM
    return tool.measure == Measure.PERCENT or is_split


def is_unfit(code: str, band: str, score: Decimal) -> bool:
    """PRO-3: whether a medium band of DC-SRP comes with a score that it cannot have."""
    return code == DIRECT_CONTACT and band == RiskLevel.MEDIUM and score < LOWEST_MEDIUM


def _words_problem(tool: ToolFacts, said: Said) -> Problem | None:
    known = BANDS[tool.bands]
    if known and said.band not in known:
        return Problem("band", "Choose the band")
    if not known and said.band:
        return Problem("band", f"{tool.name} has no bands.")
    if tool.has_basis and said.basis not in Basis.values:
        return Problem("basis", "Say whether it is static or dynamic")
    if tool.asks_why and not said.rationale.strip():
        return Problem("rationale", "Say what it rests on")
    return None

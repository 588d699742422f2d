"""F-30, POL-24: which records are drawn for a manager to read, at random and so that anybody can draw them again."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from core.calendar import add_months, in_full
from offenders.choices import RiskLevel, Severity
from offenders.rules import Due, Input

SAMPLE = "quality_sample"  # the kind of deadline
# How often a record is drawn beside one of a case at medium or low risk that somebody senior has opened.
BY_LEVEL = {RiskLevel.VERY_HIGH: 4, RiskLevel.HIGH: 2}
UNSEEN = 2


def weight(level: str, *, is_unseen: bool) -> int:
    """F-30: very high risk weighs four, high two, any other one; twice that where nobody senior has opened the case."""
    by_level = BY_LEVEL.get(RiskLevel(level), 1) if level else 1
    return by_level * (UNSEEN if is_unseen else 1)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A record that may be drawn."""

    key: UUID
    weight: int


def seed_of(officer: UUID, month: date) -> str:
    """What a draw goes by: the manager and the month, so that a second try of the job draws the same."""
    return f"{month:%Y-%m} {officer}"


def ticket(seed: str, row: Candidate) -> float:
    """F-30: the number that a record draws. Of two the higher is taken; a weight of two has twice the chance of one.

    Each record draws by itself from the seed and its own key (Efraimidis and Spirakis 2006), so the order in which
    records are read changes nothing, and whoever has the seed can draw again.
    """
    digest = hashlib.sha256(f"{seed} {row.key}".encode()).digest()
    drawn = (int.from_bytes(digest[:8]) + 1) / (2**64 + 1)
    return float(drawn ** (1 / row.weight))


def draw(seed: str, candidates: Iterable[Candidate], count: int) -> list[Candidate]:
    """F-30, POL-24: `count` of them, each once, those with the highest tickets first."""
    ranked = sorted(candidates, key=lambda row: (ticket(seed, row), row.key.int), reverse=True)
    return ranked[:count]


@dataclass(frozen=True, slots=True)
class Sample:
    """A month's sample of a manager that is not scored to its end. `key` is the draw's UUID."""

    key: UUID
    month: date
    drawn: int
    open: int


def last_day(month: date) -> date:
    """The last day of a month, by its first."""
    return date.fromordinal(add_months(month, 1).toordinal() - 1)


def quality_sample_due(facts: Iterable[Sample], on: date) -> list[Due]:
    """F-30: the month's sample is read and scored by the end of the month; shown for its last two weeks."""
    return [
        Due(
            on=(last := last_day(row.month)),
            rule="F-30",
            because=f"{row.open} of the {row.drawn} records drawn for {row.month:%B %Y} "
            f"{'is' if row.open == 1 else 'are'} not scored. The sample ends on {in_full(last)}.",
            severity=Severity.STANDARD,
            inputs=(Input("Drawn", f"{row.drawn} records", row.month),),
            subject=str(row.key),
            value=f"{row.month:%B %Y}",
            told_on=date.fromordinal(last.toordinal() - 14),
        )
        for row in facts
        if row.open
    ]

"""The handover brief (F-20): when it is asked for, and what a record leaves unanswered."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from core.calendar import add_working_days, in_full
from offenders.choices import RiskLevel, Severity
from offenders.rules import Due
from offenders.rules.clock import Held
from offenders.rules.due import Input
from people.choices import Agency

HIGH = frozenset({RiskLevel.HIGH, RiskLevel.VERY_HIGH})


class Terms(NamedTuple):
    """The numbers of a brief: within how many working days it is asked for, for how many days one lasts."""

    wait: int
    lasts: int


@dataclass(frozen=True, slots=True)
class Given:
    """A case that went from one officer of an agency to another."""

    agency: Agency
    now: Held
    before: Held
    level: RiskLevel | None = None  # by the tool of the agency
    confirmed_on: date | None = None  # the newest brief for the agency


@dataclass(frozen=True, slots=True)
class BriefFacts:
    """The handovers of one case, of each agency the last, from a day on."""

    given: tuple[Given, ...]
    since: date
    terms: Terms


def counts_from(*, given_on: date, held_since: date, lasts: int) -> date:
    """F-20: from which day a brief may be to count for a case that goes on `given_on`.

    Not from so long before that the record has moved on, and never from before the time of the officer who gave the
    case away: what their predecessor wrote is not what they know.
    """
    return max(given_on - timedelta(days=lasts), held_since)


def is_briefed(given: Given, lasts: int) -> bool:
    """F-20: whether somebody has told the officer who holds the case now what they need to know."""
    first = counts_from(
        given_on=given.now.starts_on, held_since=given.before.starts_on, lasts=lasts
    )
    return given.confirmed_on is not None and given.confirmed_on >= first


def handover_brief_due(facts: BriefFacts, _on: date) -> list[Due]:
    """F-20: a case that changed hands has a brief; where none was confirmed, whoever has it now completes one.

    Asked from the first day, due so many working days later. What changed hands before the kind counted for the team is
    not asked for: its officer knows the case by now.
    """
    return [
        _due(given, facts.terms)
        for given in facts.given
        if given.now.starts_on >= facts.since and not is_briefed(given, facts.terms.lasts)
    ]


def _due(given: Given, terms: Terms) -> Due:
    now, before = given.now, given.before
    return Due(
        on=add_working_days(now.starts_on, terms.wait),
        told_on=now.starts_on,
        rule="F-20",
        subject=given.agency.value,
        agency=given.agency,
        because=(
            f"{now.officer} has held the case since {in_full(now.starts_on)}, and {before.officer} before. Nobody has "
            "confirmed a handover brief, so what is only in somebody’s head is lost: complete it from the record, and ask "
            f"{before.officer} where they can be asked."
        ),
        severity=Severity.HIGH if given.level in HIGH else Severity.STANDARD,
        inputs=(
            Input("Holds it now", now.officer, now.starts_on, now.ref),
            Input("Held before", before.officer, before.starts_on, before.ref),
        ),
    )


@dataclass(frozen=True, slots=True)
class Known:
    """Of what a brief speaks, whether the record says it."""

    has_rosh: bool = True
    has_police_level: bool = True
    has_reasons: bool = True  # of the risk levels that count
    has_address: bool = True
    has_telephone: bool = True
    has_sentence_or_order: bool = True
    has_plan: bool = True
    has_other_agency: bool = True
    is_registered: bool = False
    outcomes_missing: int = 0
    awaited: int = 0  # told, and not yet confirmed
    missing: tuple[str, ...] = ()  # what the rules miss, in words


# In the order in which somebody at a new desk would ask.
_QUESTIONS: tuple[tuple[Callable[[Known], bool], str], ...] = (
    (lambda known: not known.has_rosh, "What is the risk of serious harm? No level is on record."),
    (
        lambda known: known.is_registered and not known.has_police_level,
        "What is the police risk level? None is on record.",
    ),
    (
        lambda known: not known.has_reasons,
        "Why is the risk what it is? A level on record gives no reason.",
    ),
    (lambda known: not known.has_address, "Where do they live? No address is on record."),
    (lambda known: not known.has_telephone, "How are they reached? No telephone is on record."),
    (
        lambda known: not known.has_sentence_or_order,
        "What holds them? No sentence, order or registration in force is on record.",
    ),
    (
        lambda known: not known.has_plan,
        "What is the plan? No risk management plan is on record here.",
    ),
    (
        lambda known: known.is_registered and not known.has_other_agency,
        "Who holds the case for the other agency? Nobody is on record.",
    ),
)


def unanswered(known: Known) -> list[str]:
    """F-20: what the record leaves open, as questions, each only where it is so."""
    found = [words for is_open, words in _QUESTIONS if is_open(known)]
    if known.outcomes_missing:
        number = known.outcomes_missing
        what = "1 appointment has" if number == 1 else f"{number} appointments have"
        found.append(f"What came of them? {what} no outcome on record.")
    if known.awaited:
        found.append("Is it so? Something that was told waits for a supervisor to confirm it.")
    return [*found, *known.missing]

"""POL-13, POL-15: which attempts to enter count towards a warrant under section 96B SOA 2003."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from core.calendar import in_full, london_date
from offenders.choices import PauseKind, Severity
from offenders.rules import Due, Input
from visits.choices import VisitOutcome, VisitPurpose

# Entry was sought and could not be had.
FAILED_ENTRY = frozenset({VisitOutcome.ENTRY_REFUSED, VisitOutcome.NOT_IN})
# s.96B: not for somebody in custody or detained in hospital. Being outside the UK is not recorded here.
EXCLUDED_STATES = frozenset({PauseKind.CUSTODY, PauseKind.HOSPITAL})


@dataclass(frozen=True, slots=True)
class Attempt:
    """One visit, as the count sees it. `premises` is where, as `premises_key` writes it; "" if not known.

    `is_assumed`: nobody wrote the address down; it is where the person lived on that day.
    """

    at: datetime
    outcome: str
    purposes: frozenset[str]
    premises: str
    ref: str = ""
    is_assumed: bool = False
    place: str = ""  # where, in the words of the record

    @property
    def words(self) -> str:
        return VisitOutcome(self.outcome).label.lower()


@dataclass(frozen=True, slots=True)
class WarrantCount:
    """How many occasions count at one address, the evidence for them, and whether an application may be made."""

    count: int
    needed: int
    is_eligible: bool
    because: str
    evidence: tuple[Attempt, ...]
    rule: str = "POL-15"


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision about the warrant for an address: which occasion was the last that it knew of."""

    premises: str
    at: datetime
    ref: str

    def knew_of(self, attempt: Attempt) -> bool:
        """Also when the record of that occasion was given another time afterwards."""
        return attempt.ref == self.ref or attempt.at <= self.at


@dataclass(frozen=True, slots=True)
class WarrantFacts:
    """The visits of a case that bear on a warrant, what was decided, the number needed and since when that holds."""

    attempts: Sequence[Attempt]
    decided: Sequence[Decided]
    needed: int
    since: date


MOST_OF_A_PLACE = 120


def warrant_due(facts: WarrantFacts, on: date) -> list[Due]:
    """POL-15: with enough occasions at one address somebody decides whether to apply for a warrant, and says why.

    Asked for since the day of the occasion that made them enough; after a decision, since the day of the next one.
    Somebody who gets in there ends it. It is of an address, so somebody may be asked about two.
    """
    found = []
    for premises in sorted({row.premises for row in facts.attempts if row.premises}):
        count = warrant_occasions(facts.attempts, premises=premises, needed=facts.needed)
        known = [row for row in facts.decided if row.premises == premises]
        asking = [
            attempt
            for attempt in count.evidence[facts.needed - 1 :]
            if not any(decided.knew_of(attempt) for decided in known)
        ]
        if asking:
            found.append(_undecided(count, asking[0], facts))
    return found


def _undecided(count: WarrantCount, first: Attempt, facts: WarrantFacts) -> Due:
    newest = count.evidence[-1]
    place = newest.place
    if len(place) > MOST_OF_A_PLACE:
        place = f"{place[:MOST_OF_A_PLACE].rstrip()}…"
    return Due(
        on=london_date(first.at),
        rule="POL-15",
        because=(
            f"{count.count} occasions count for a warrant at {place}, the last on "
            f"{in_full(london_date(newest.at))}: {newest.words}. Nobody has decided whether to apply."
        ),
        severity=Severity.HIGH,
        inputs=(
            *(
                Input("Occasion", row.words, london_date(row.at), f"visit:{row.ref}")
                for row in count.evidence
            ),
            Input("Standard", f"{facts.needed} occasions, in force since", facts.since),
        ),
        subject=first.ref,
        told_on=london_date(first.at),
    )


def premises_key(words: str) -> str:
    """An address as it is compared: its words and numbers, so that commas and capitals do not matter."""
    return " ".join(re.findall(r"\w+", words.casefold()))


def warrant_occasions(
    attempts: Sequence[Attempt], *, premises: str, needed: int, excluded: str = ""
) -> WarrantCount:
    """POL-15: attempts to enter and search to assess risk that failed at these premises.

    Counted since the last time anybody got in there: a successful entry starts the count again. `excluded` is
    the state ("In custody") that rules a warrant out whatever the count; an unknown address counts nothing.
    """
    there = sorted(
        (attempt for attempt in attempts if premises and attempt.premises == premises),
        key=lambda attempt: attempt.at,
    )
    entered = [n for n, attempt in enumerate(there) if attempt.outcome == VisitOutcome.SEEN_INSIDE]
    since = there[entered[-1] + 1 :] if entered else there
    evidence = tuple(attempt for attempt in since if _is_occasion(attempt))
    count = len(evidence)
    return WarrantCount(
        count=count,
        needed=needed,
        is_eligible=count >= needed and not excluded,
        because=_words(count, needed, excluded, has_premises=bool(premises)),
        evidence=evidence,
    )


def _is_occasion(attempt: Attempt) -> bool:
    return (
        attempt.outcome in FAILED_ENTRY and VisitPurpose.RISK_ASSESSMENT_SEARCH in attempt.purposes
    )


def _words(count: int, needed: int, excluded: str, *, has_premises: bool) -> str:
    if not has_premises:
        return "No address is recorded, so no occasion can count for a warrant."
    counted = f"{count} of {needed} occasions that count for a warrant at this address"
    if count > needed:
        counted = f"{count} occasions count for a warrant at this address, {needed} are needed"
    if excluded:
        return f"{counted}. No warrant can be applied for: {excluded.lower()}."
    if count >= needed:
        return f"{counted}. A superintendent or above can apply for a warrant under section 96B."
    return f"{counted}."

"""A sentence in force that nobody of probation holds (PRO-40), and one that is over."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from core.calendar import in_full
from offenders.choices import Severity
from offenders.rules.clock import Dated, Held
from offenders.rules.due import Due, Input


def are_over(ends: Iterable[date | None], *, on: date) -> bool:
    """Whether somebody served a sentence, and every one on record has ended: none in force, none to come."""
    known = list(ends)
    return bool(known) and all(end is not None and end <= on for end in known)


@dataclass(frozen=True, slots=True)
class NoOfficerFacts:
    """Of an active person without an officer of probation: the first of the sentences in force, and who held last."""

    sentence: Dated
    last: Held | None = None


def no_probation_officer_due(facts: NoOfficerFacts, on: date) -> list[Due]:
    """PRO-40: a sentence in force is an officer's of probation from its first day; asked since nobody holds it.

    That is the day on which the first of the sentences in force began or, later, the one from which the last officer
    no longer held it. The source gives two working days to allocate; nobody would see the person meanwhile, so the
    flag is there from the next day. Custody does not stop it: the way out is prepared from inside.
    """
    last = facts.last
    ended = last.ends_on if last and last.ends_on else None
    before = f" Before, {last.officer} until {in_full(ended)}." if last and ended else ""
    held = (Input("Held before", last.officer, ended, last.ref),) if last and ended else ()
    return [
        Due(
            on=max(facts.sentence.on, ended or facts.sentence.on),
            rule="PRO-40",
            because=(
                f"{facts.sentence.words} {in_full(facts.sentence.on)}, and no officer of probation holds the case: "
                f"nobody sees them, and no clock of probation runs.{before}"
            ),
            severity=Severity.CRITICAL,
            inputs=(Input("Sentence", facts.sentence.words, *facts.sentence[:2]), *held),
        )
    ]

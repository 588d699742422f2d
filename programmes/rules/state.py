"""PRG-58: in which one state the work on somebody's sexual offence is, and what follows where there is none."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from core.calendar import add_working_days, expected_words, in_full
from offenders.choices import RiskLevel, Severity
from offenders.rules import Due, Input
from offenders.rules.clock import Assessment, Dated
from programmes.choices.referral import COMPLETED, ReferralStatus
from programmes.choices.state import State
from programmes.rules.start import ASSESSMENT, ENFORCEMENT, GRAVE, NOT_MADE, Referred, Sentence

S = ReferralStatus
WAITS_FOR: dict[ReferralStatus, State] = {
    **dict.fromkeys(ASSESSMENT, State.ASSESSMENT),
    **dict.fromkeys(NOT_MADE, State.NO_REFERRAL),
    S.AWAITING_ALLOCATION: State.GROUP,
    S.ASSESSED_SUITABLE: State.GROUP,
    S.SUITABLE_NOT_READY: State.NOT_READY,
    S.DEPRIORITISED: State.NOT_READY,
    S.DEFERRED: State.NOT_READY,
    S.SCHEDULED: State.SCHEDULED,
}


@dataclass(frozen=True, slots=True)
class StateFacts:
    """What is known, as at a day, of an active person with a register of sexual offences in force."""

    register: Dated
    sentence: Sentence | None
    clock: Dated | None = None  # None without a sentence in force
    referral: Referred | None = None
    individual: Dated | None = None  # individual work that is going on
    unsuitable: Dated | None = (
        None  # why no programme, and what is done instead, since the sentence began
    )
    explained: Dated | None = None  # why there is no work, since the clock started
    rosh: Assessment | None = None
    is_running: bool = True  # probation holds the case and no clock of it is paused
    days: int | None = None  # working days after which work is asked for


class Standing(NamedTuple):
    """The state, and since when it is known to hold."""

    state: State
    since: date | None


def standing_of(facts: StateFacts, on: date) -> Standing:
    """PRG-58: the one state. What a referral says comes first, then individual work, then what a requirement asks.

    A requirement without a referral is waiting, whatever else is written. A referral that was closed as not suitable
    counts as that only where it is recorded what is done instead: else nobody works on the offending.
    """
    sentence = facts.sentence
    if sentence is None:
        return Standing(State.NO_SENTENCE, None)
    if found := _by_referral(facts.referral, on):
        return found
    began = facts.clock.on if facts.clock else sentence.starts_on
    if sentence.has_requirement and facts.referral is None:
        return Standing(State.NO_REFERRAL, began)
    if facts.individual:
        return Standing(State.INDIVIDUAL, facts.individual.on)
    if facts.unsuitable:
        return Standing(State.NOT_SUITABLE, facts.unsuitable.on)
    return Standing(State.NO_WORK, began)


def _by_referral(referral: Referred | None, on: date) -> Standing | None:
    if referral is None:
        return None
    status, since = referral.status, referral.since or referral.on
    if status in COMPLETED:
        return Standing(State.COMPLETED, referral.since)
    if status in ENFORCEMENT:
        return Standing(State.ENFORCEMENT, since)
    if status == S.ON_PROGRAMME:
        return Standing(State.ON_PROGRAMME, referral.started_on or referral.since)
    if status in WAITS_FOR:
        return Standing(WAITS_FOR[status], since)
    return None


def no_offending_work_due(facts: StateFacts, on: date) -> list[Due]:
    """PRG-58, F-28: 20 working days after the clock started somebody is referred, worked with, or it is said why not."""
    clock, days = facts.clock, facts.days
    if clock is None or days is None or not facts.is_running or facts.explained:
        return []
    if standing_of(facts, on).state != State.NO_WORK:
        return []
    last = add_working_days(clock.on, days)
    expected = expected_words(clock.on, last)
    is_grave = facts.rosh is not None and facts.rosh.level in GRAVE
    return [
        Due(
            on=last,
            rule="PRG-58",
            because=(
                f"No work on the offending since {in_full(clock.on)}: no programme, no individual work, and no reason "
                f"recorded. One of them by {in_full(last)}."
                + (f" The day is {expected}." if expected else "")
            ),
            severity=Severity.HIGH if is_grave else Severity.STANDARD,
            inputs=(
                Input(
                    "Registered",
                    "For a sexual offence, since",
                    facts.register.on,
                    facts.register.ref,
                ),
                Input("Counted from", clock.words or "Sentence", clock.on, clock.ref),
                *_rosh(facts.rosh),
                Input("Standard: work on the offending", f"{days} working days"),
            ),
        )
    ]


def _rosh(rosh: Assessment | None) -> tuple[Input, ...]:
    if rosh is None:
        return ()
    return (
        Input("Risk of serious harm", f"{RiskLevel(rosh.level).label}, set", rosh.on, rosh.ref),
    )


@dataclass(frozen=True, slots=True)
class ReviewFacts:
    """A programme that was completed on a known day, and no review of it."""

    programme: str
    ended_on: date
    ref: str
    subject: str
    weeks: int
    rosh: Assessment | None = None


def programme_review_due(facts: Sequence[ReviewFacts], on: date) -> list[Due]:
    """PRG-49: the post-programme review is recorded within eight weeks of the end."""
    return [
        Due(
            on=row.ended_on + timedelta(weeks=row.weeks),
            rule="PRG-49",
            because=(
                f"{row.programme} was completed on {in_full(row.ended_on)}: how it went, what is next and whether the "
                f"plan was changed is to be recorded within {row.weeks} weeks."
            ),
            severity=Severity.HIGH
            if row.rosh is not None and row.rosh.level in GRAVE
            else Severity.STANDARD,
            inputs=(
                Input("Completed", row.programme, row.ended_on, row.ref),
                *_rosh(row.rosh),
                Input("Standard: review", f"{row.weeks} weeks"),
            ),
            subject=row.subject,
        )
        for row in facts
    ]

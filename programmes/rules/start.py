"""When somebody is to start a programme, and whether it still fits before the sentence ends (PRG-46, PRG-47)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from core.calendar import add_working_days, expected_words, in_full
from offenders.choices import RiskLevel, Severity
from offenders.rules import Due, Input, is_overdue
from offenders.rules.clock import Assessment, Dated
from offenders.rules.supervision import FROM_PRISON
from programmes.choices.referral import COMPLETED, ReferralStatus
from programmes.rules.fitting import Length, last_day_for, runway_words

S = ReferralStatus
# What a page says of the start and of what no longer fits is one line: that of the referral, or of none.
CAUSE = "programme_start"
NAMED = 5  # so many things in the way are named, the others counted
GRAVE = frozenset({RiskLevel.HIGH, RiskLevel.VERY_HIGH})

# PRG-46: what a referral waits for, by its status. Whatever is in none of these asks for no start.
ASSESSMENT = frozenset(
    {
        S.AWAITING_ASSESSMENT,
        S.REFERRAL_SUBMITTED,
        S.ASSESSMENT_STARTED,
        S.HOLD_SUBMITTED,
        S.HOLD_AWAITING,
        S.HOLD_ASSESSMENT,
    }
)
DATE_OF_START = frozenset(
    {
        S.AWAITING_ALLOCATION,
        S.SUITABLE_NOT_READY,
        S.DEPRIORITISED,
        S.DEFERRED,
        S.ASSESSED_SUITABLE,
    }
)
# Of these it is said which group is next.
FOR_A_GROUP = frozenset({S.AWAITING_ALLOCATION, S.ASSESSED_SUITABLE})
# Nobody has received it yet: it stands for no referral.
NOT_MADE = frozenset({S.REFERRAL_STARTED})
ENFORCEMENT = frozenset({S.BREACH, S.RECALL, S.RETURN_TO_COURT})
BEGUN = frozenset({S.ON_PROGRAMME, *COMPLETED})

WAITS: Mapping[ReferralStatus, str] = {
    S.AWAITING_ASSESSMENT: "Waiting for an assessment",
    S.REFERRAL_SUBMITTED: "Waiting for an assessment",
    S.ASSESSMENT_STARTED: "An assessment was started and is not complete",
    S.HOLD_SUBMITTED: "On hold before the assessment",
    S.HOLD_AWAITING: "On hold before the assessment",
    S.HOLD_ASSESSMENT: "On hold during the assessment",
    S.AWAITING_ALLOCATION: "Suitable and waiting for a group",
    S.ASSESSED_SUITABLE: "Suitable and waiting for a group",
    S.SUITABLE_NOT_READY: "Suitable, but not ready",
    S.DEPRIORITISED: "Deprioritised",
    S.DEFERRED: "Deferred by the court",
    S.SCHEDULED: "Waiting for the first session of a group",
}


class Numbers(NamedTuple):
    """PRG-41, PRG-46: the numbers in force, working days and weeks."""

    no_referral: int
    no_assessment: int
    no_start_date: int
    not_started: int
    lead: int
    review: int

    @property
    def around(self) -> int:
        """Before the first session of a group and after its last."""
        return self.lead + self.review


@dataclass(frozen=True, slots=True)
class Referred:
    """The referral that counts. `since` is the day of the move that led here, where one has a day."""

    status: ReferralStatus
    on: date
    length: Length
    ref: str
    since: date | None = None
    started_on: date | None = None

    def has_begun(self, on: date) -> bool:
        """PRG-46: on the programme, complete, or started on or before the day."""
        return self.status in BEGUN or (self.started_on is not None and self.started_on <= on)


class Sentence(NamedTuple):
    """A sentence in force, as far as programmes ask about it."""

    kind: str
    starts_on: date
    ends_on: date | None
    has_requirement: bool
    ref: str


def sentence_of(rows: Iterable[Sentence]) -> Sentence:
    """The sentence that counts: the newest by its first day; of one day the one with a requirement, then from prison."""
    return max(rows, key=lambda row: (row.starts_on, row.has_requirement, row.kind in FROM_PRISON))


def referral_of(rows: Iterable[Referred], *, since: date, on: date) -> Referred | None:
    """The referral that counts: the newest made since the sentence began; none where that one is withdrawn.

    Of two of one day the one that is not withdrawn; `rows` come in the order in which they were stored.
    """
    made = [row for row in rows if since <= row.on <= on]
    if not made:
        return None
    newest = max(
        enumerate(made), key=lambda one: (one[1].on, one[1].status != S.WITHDRAWN, one[0])
    )[1]
    return None if newest.status == S.WITHDRAWN else newest


class Moved(NamedTuple):
    """A move of a referral; one that an extract brought has no day."""

    was: ReferralStatus
    to: ReferralStatus
    on: date | None


def status_on(
    stored: ReferralStatus, moves: Sequence[Moved], on: date
) -> tuple[ReferralStatus, date | None]:
    """PRG-32: where a referral stood on a day, and since when where the move that led there has a day.

    Moves come in the order in which they were recorded. One without a day is taken as it stands, at every day.
    """
    status, since = (moves[0].was if moves else stored), None
    for move in moves:
        if move.on is None or move.on <= on:
            status, since = move.to, move.on
    return status, since


class ToPrepare(NamedTuple):
    """PRG-48: work before a start that is not done."""

    words: str
    ref: str = ""
    by_on: date | None = None


class Before(NamedTuple):
    """PRG-48: how many weeks before the start that work is done, and the standard that says so."""

    weeks: int
    standard: Input


class Hindrance(NamedTuple):
    """A barrier that is not resolved; an extract's has no day."""

    words: str
    since: date | None = None


@dataclass(frozen=True, slots=True)
class StartFacts:
    """What is known, as at a day, of somebody of whom a start is asked or could be."""

    clock: Dated
    sentence: Sentence
    numbers: Numbers
    shortest: Length | None
    rosh: Assessment | None = None
    referral: Referred | None = None
    hindrances: Sequence[Hindrance] = ()
    to_prepare: Sequence[ToPrepare] = ()
    reach: str = ""  # what is said of the groups in reach, while one waits for a group
    answered_for: date | None = None  # PRG-47: the last day to which a decision answered
    standards: Sequence[Input] = ()
    first_session: date | None = None  # of the group in which they have a seat
    before: Before | None = None


class Step(NamedTuple):
    """What is waited for, and by when it should be; None where only the start itself has a day."""

    waits: str
    should: str
    by: date | None


def asks_for_start(facts: StartFacts, on: date) -> bool:
    """PRG-46: a requirement or a referral, and nothing has begun; not while enforcement is in hand or it is closed."""
    found = facts.referral
    if found is None:
        return facts.sentence.has_requirement
    return not found.has_begun(on) and (found.status in WAITS or found.status in NOT_MADE)


def programme_start_due(facts: StartFacts, on: date) -> list[Due]:
    """PRG-46: the earlier of 26 weeks after the clock started and the day of the step that is waited for."""
    if not asks_for_start(facts, on):
        return []
    step, started = _step(facts), _started_by(facts)
    last = min(step.by, started) if step.by else started
    return [
        Due(
            on=last,
            rule="PRG-46",
            because=_because(facts, step, started),
            severity=_severity(facts),
            inputs=_inputs(facts),
            cause=_cause(facts),
        )
    ]


def programme_runway_due(facts: StartFacts, on: date) -> list[Due]:
    """PRG-47: the last day on which pre-group work can begin and the programme still fits before the sentence ends."""
    last, length, ends_on = runway_of(facts, on), _length(facts), facts.sentence.ends_on
    if last is None or length is None or ends_on is None or facts.answered_for == last:
        return []
    (programme, weeks), numbers = length, facts.numbers
    return [
        Due(
            on=last,
            rule="PRG-47",
            because=(
                f"The sentence ends on {in_full(ends_on)}. {programme} takes {weeks} weeks, with "
                f"{numbers.lead} before and {numbers.review} after: pre-group work "
                + runway_words(last, facts.shortest, ends_on=ends_on, around=numbers.around, on=on)
            ),
            severity=Severity.HIGH if is_overdue(last, on=on) else _severity(facts),
            inputs=(
                *_inputs(facts),
                Input("Length", f"{programme}: {weeks} weeks"),
            ),
            # While there is time for a date of start within its own standard. Years ahead nobody is helped by it.
            told_on=last - timedelta(weeks=numbers.no_start_date),
            cause=_cause(facts),
        )
    ]


def runway_of(facts: StartFacts, on: date) -> date | None:
    """PRG-47: that day, of those of whom a start is asked and whose sentence has an end."""
    length = _length(facts)
    if facts.sentence.ends_on is None or length is None or not asks_for_start(facts, on):
        return None
    return last_day_for(length[1], ends_on=facts.sentence.ends_on, around=facts.numbers.around)


def waits_for(facts: StartFacts) -> str:
    """In one sentence, what somebody waits for and what stands in the way."""
    return f"{_step(facts).waits}{_in_the_way(facts)}."


def _length(facts: StartFacts) -> tuple[str, int] | None:
    """Of the programme to which somebody is referred; without a referral of the shortest accredited one."""
    found = facts.referral.length if facts.referral else facts.shortest
    return None if found is None or found.weeks is None else (found.programme, found.weeks)


def _started_by(facts: StartFacts) -> date:
    return facts.clock.on + timedelta(weeks=facts.numbers.not_started)


def _step(facts: StartFacts) -> Step:
    found, numbers = facts.referral, facts.numbers
    if found is None or found.status in NOT_MADE:
        by = add_working_days(facts.clock.on, numbers.no_referral)
        expected = expected_words(facts.clock.on, by)
        waits = (
            f"Waiting for a referral since {in_full(facts.clock.on)}"
            if found is None
            else f"A referral was begun on {in_full(found.on)} and has not been submitted"
        )
        return Step(waits, _day("To be referred", by, expected), by)
    since = f"{WAITS[found.status]}{_session(facts)} since {in_full(found.since or found.on)}"
    if found.status in ASSESSMENT:
        by = add_working_days(found.on, numbers.no_assessment)
        return Step(since, _day("To be assessed", by, expected_words(found.on, by)), by)
    if found.status in DATE_OF_START:
        by = found.on + timedelta(weeks=numbers.no_start_date)
        return Step(since + _reach(facts), _day("To have a date of start", by), by)
    return Step(since, "", None)


def _session(facts: StartFacts) -> str:
    """On which day the group first meets; an extract knows of no group."""
    found, day = facts.referral, facts.first_session
    is_known = found is not None and found.status == S.SCHEDULED and day is not None
    return f" on {in_full(day)}," if is_known and day else ""


def _day(what: str, by: date, expected: str = "") -> str:
    return f"{what} by {in_full(by)}" + (f" ({expected})" if expected else "")


def _reach(facts: StartFacts) -> str:
    return f": {facts.reach}" if facts.reach else ""


def _because(facts: StartFacts, step: Step, started: date) -> str:
    weeks = facts.numbers.not_started
    start = f"to start by {in_full(started)}, {weeks} weeks after {_clock(facts.clock)}"
    by = f"{step.should}, and {start}" if step.should else start[:1].upper() + start[1:]
    return f"{step.waits}{_in_the_way(facts)}. {by}."


def _clock(clock: Dated) -> str:
    released = clock.ref.startswith("pause:")
    return "the release from custody" if released else "the sentence began"


def _in_the_way(facts: StartFacts) -> str:
    """What is not resolved, and what is still to be done before the start."""
    said = ""
    if facts.hindrances:
        named = [
            row.words.lower() + (f" (noted on {in_full(row.since)})" if row.since else "")
            for row in facts.hindrances
        ]
        said += f"; not resolved: {_few(named)}"
    if facts.to_prepare and facts.referral and facts.referral.status == S.SCHEDULED:
        said += f"; to be done before the start: {_few([row.words.lower() for row in facts.to_prepare])}"
    return said


def _few(words: Sequence[str]) -> str:
    more = [f"{len(words) - NAMED} more"] if len(words) > NAMED else []
    return ", ".join([*words[:NAMED], *more])


def _cause(facts: StartFacts) -> str:
    return facts.referral.ref if facts.referral else CAUSE


def _severity(facts: StartFacts) -> Severity:
    is_grave = facts.rosh is not None and facts.rosh.level in GRAVE
    return Severity.HIGH if is_grave else Severity.STANDARD


def _inputs(facts: StartFacts) -> tuple[Input, ...]:
    sentence, found, rosh = facts.sentence, facts.referral, facts.rosh
    with_it = " with a programme requirement" if sentence.has_requirement else ""
    rows = [Input("Sentence", f"In force{with_it}, since", sentence.starts_on, sentence.ref)]
    if sentence.ends_on:
        rows.append(Input("Sentence", "Ends on", sentence.ends_on, sentence.ref))
    if facts.clock.ref.startswith("pause:"):
        rows.append(Input("Released", "From custody", facts.clock.on, facts.clock.ref))
    if found:
        status = ReferralStatus(found.status).label
        rows.append(Input("Referral", f"{found.length.programme}: {status}", found.on, found.ref))
        if found.since:
            rows.append(Input("Referral", f"{status}, since", found.since, found.ref))
    rows += _stands_in_the_way(facts)
    if rosh:
        rows.append(Input("Risk of serious harm", f"{rosh.level.label}, set", rosh.on, rosh.ref))
    return (*rows, *facts.standards)


def _stands_in_the_way(facts: StartFacts) -> list[Input]:
    """What the because names beside the steps: each barrier, the groups in reach, the work before the start."""
    found = [
        Input("Stands in the way", f"{row.words}, since", row.since)
        if row.since
        else Input("Stands in the way", f"{row.words}, from the extract")
        for row in facts.hindrances
    ]
    if facts.reach:
        found.append(Input("Group in reach", facts.reach[:1].upper() + facts.reach[1:]))
    if facts.referral and facts.referral.status == S.SCHEDULED:
        found += [
            Input("Before the start", f"{row.words}, not done", ref=row.ref)
            for row in facts.to_prepare
        ]
    return found

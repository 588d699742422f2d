"""What must happen to a plan, by when: it names everything, it is written, it is looked at again."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from core.calendar import add_months, add_working_days, expected_words, in_full
from offenders.choices import RiskLevel, Severity
from offenders.rules import Due, Input
from offenders.rules.clock import Assessment, Dated
from plans.rules.completeness import Change, Key, Known, Referred, changes, gaps

GRAVE = frozenset({RiskLevel.HIGH, RiskLevel.VERY_HIGH})
NAMED = 3  # so many gaps are named in the sentence, each so long at most; all of them are among its facts
ROOM = 160


@dataclass(frozen=True, slots=True)
class PlanFacts:
    """The plan that a case has, as at a day, and what of the record it could name."""

    signed_on: date
    signed_by: str
    ref: str
    referred: tuple[Referred, ...]
    known: Known

    @property
    def refs(self) -> frozenset[Key]:
        return frozenset(row.ref for row in self.referred)

    @property
    def as_input(self) -> Input:
        return Input("Plan", f"Signed by {self.signed_by}", self.signed_on, self.ref)


def plan_gap_due(facts: PlanFacts, on: date) -> list[Due]:
    """MAP-62: the plan does not name something that is in force, since it was signed or since that is on record.

    One line for the plan, whatever the number of gaps: one look at it answers them all.
    """
    found = gaps(facts.known.named, facts.refs)
    if not found:
        return []
    count = f"{len(found)} thing{'' if len(found) == 1 else 's'} in force"
    return [
        Due(
            on=min(max(row.since, facts.signed_on) for row in found),
            rule="MAP-62",
            because=(
                f"The plan signed on {in_full(facts.signed_on)} does not name {count}: "
                f"{_few([row.words for row in found])}."
            ),
            severity=Severity.HIGH if any(row.is_grave for row in found) else Severity.STANDARD,
            inputs=(
                *(Input(row.kind.label, _cut(row.words), row.since, row.ref) for row in found),
                facts.as_input,
            ),
            value=count,
        )
    ]


@dataclass(frozen=True, slots=True)
class InitialFacts:
    """Somebody whom probation leads and who has come to their first appointment; `signed` is a plan of this sentence."""

    began: Dated
    attended: Dated
    signed: bool
    days: int
    days_since: date
    rosh: Assessment | None = None


def initial_plan_due(facts: InitialFacts, on: date) -> list[Due]:
    """PRO-44: the first plan of a sentence is signed within so many working days after the first attended appointment."""
    if facts.signed:
        return []
    last = add_working_days(facts.attended.on, facts.days)
    expected = expected_words(facts.attended.on, last)
    is_grave = facts.rosh is not None and facts.rosh.level in GRAVE
    return [
        Due(
            on=last,
            rule="PRO-44",
            because=(
                f"First seen {in_full(facts.attended.on)}: a plan is to be signed within {facts.days} working days, and "
                "none of this sentence is." + (f" (The day is {expected}.)" if expected else "")
            ),
            severity=Severity.HIGH if is_grave else Severity.STANDARD,
            inputs=(
                Input("Sentence", "In force, since", facts.began.on, facts.began.ref),
                Input("First appointment", "Came", facts.attended.on, facts.attended.ref),
                Input(
                    "Standard",
                    f"Within {facts.days} working days, in force since",
                    facts.days_since,
                ),
            ),
            told_on=facts.attended.on,
        )
    ]


@dataclass(frozen=True, slots=True)
class ReviewFacts:
    """A plan with the numbers by which it is looked at again; `restart` is the last release or discharge."""

    plan: PlanFacts
    months: int
    days: int
    since: date
    restart: Dated | None = None


def plan_review_due(facts: ReviewFacts, on: date) -> list[Due]:
    """MAP-61: a year after a plan was signed, or ten working days after what it refers to changed, whichever is first.

    JOB-5: nothing is asked while clocks stand still, and nothing sooner than those ten days after they run again.
    """
    plan = facts.plan
    found = changes(plan.referred, plan.known, signed_on=plan.signed_on)
    last, because = _review_by(facts, found)
    again = facts.restart if facts.restart and facts.restart.on > plan.signed_on else None
    if again:
        last = max(last, add_working_days(again.on, facts.days))
    return [
        Due(
            on=last,
            rule="MAP-61",
            because=because,
            severity=Severity.STANDARD,
            inputs=(
                plan.as_input,
                *(_changed(row) for row in found),
                *((Input("Clock runs again", again.words, again.on, again.ref),) if again else ()),
                Input(
                    "Standard",
                    f"After {facts.months} months, or {facts.days} working days after a change, in force since",
                    facts.since,
                ),
            ),
        )
    ]


def _review_by(facts: ReviewFacts, found: Sequence[Change]) -> tuple[date, str]:
    """The last day, and the sentence that says why."""
    signed_on = facts.plan.signed_on
    last = add_months(signed_on, facts.months)
    by = add_working_days(found[0].on, facts.days) if found else last
    if by >= last:
        return last, (
            f"The plan was signed on {in_full(signed_on)} and is looked at again after {facts.months} months."
        )
    first = found[0]
    said = f"“{_cut(first.was)}” " + (
        f"is now “{_cut(first.now)}”." if first.now else "holds no longer."
    )
    more = f" {len(found) - 1} more changed since." if len(found) > 1 else ""
    expected = expected_words(first.on, by)
    return by, (
        f"What the plan refers to changed on {in_full(first.on)}: {said}{more} To be looked at again within "
        f"{facts.days} working days." + (f" (The day is {expected}.)" if expected else "")
    )


def _changed(row: Change) -> Input:
    if not row.now:
        return Input("Holds no longer", _cut(row.was), row.on)
    return Input("Changed", f"{_cut(row.was)} Now: {_cut(row.now)}", row.on)


def _few(words: Sequence[str]) -> str:
    more = f"; and {len(words) - NAMED} more" if len(words) > NAMED else ""
    return "; ".join(_cut(row).rstrip(".") for row in words[:NAMED]) + more


def _cut(words: str) -> str:
    """On one line, and no longer than a sentence has room for."""
    words = " ".join(words.split())
    return words if len(words) <= ROOM else f"{words[: ROOM - 1].rstrip()}…"

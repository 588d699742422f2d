"""Seeing people in person while they serve a sentence: the first appointment, and the contact after it (PRO-30 to 43)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol, TypeVar

from core.calendar import add_months, add_working_days, expected_words, in_full
from offenders.choices import RiskLevel, SentenceKind, Severity
from offenders.rules.clock import Assessment, Dated
from offenders.rules.due import Due, Input

# Sentences of which one is released, so that the first appointment is a matter of the next day (PRO-43).
FROM_PRISON = frozenset({SentenceKind.LICENCE, SentenceKind.CUSTODY})
SEVERITY: Mapping[RiskLevel, Severity] = {
    RiskLevel.VERY_HIGH: Severity.CRITICAL,
    RiskLevel.HIGH: Severity.HIGH,
    RiskLevel.MEDIUM: Severity.STANDARD,
    RiskLevel.LOW: Severity.STANDARD,
}


class Begun(Protocol):
    """A sentence, by its kind and first day."""

    @property
    def kind(self) -> str: ...
    @property
    def starts_on(self) -> date: ...


B = TypeVar("B", bound=Begun)


def newest_of(sentences: Iterable[B]) -> B:
    """The sentence that counts: the newest by its first day; of one day the one from prison, which asks earlier."""
    return max(sentences, key=lambda row: (row.starts_on, row.kind in FROM_PRISON))


@dataclass(frozen=True, slots=True)
class Often:
    """A number of days or of calendar months, in force since a day."""

    value: int
    unit: str
    since: date

    def after(self, day: date) -> date:
        """The last day in time after this one."""
        if self.unit == "months":
            return add_months(day, self.value)
        return day + timedelta(days=self.value)

    @property
    def words(self) -> str:
        return self.unit[:-1] if self.value == 1 else f"{self.value} {self.unit}"


SHORTEST_MONTH = 28


def is_longer(days: int, standard: Often) -> bool:
    """PRO-33: whether so many days can ever be later than the standard; of a month, the shortest counts."""
    most = standard.value * (SHORTEST_MONTH if standard.unit == "months" else 1)
    return days > most


@dataclass(frozen=True, slots=True)
class Chosen:
    """PRO-33: every how many days this person is to be seen, with the level of risk that it was set for."""

    days: int
    level: RiskLevel
    is_approved: bool
    since: date
    ref: str


@dataclass(frozen=True, slots=True)
class Serving:
    """The sentence that counts, the newest in force by its first day, and the last release on or before the day."""

    kind: SentenceKind
    began: Dated
    release: Dated | None = None
    ends_on: date | None = None

    @property
    def runs_from(self) -> Dated:
        """PRO-41, PRO-43: the later of both; a release on the first day of the sentence is a release."""
        if self.release and self.release.on >= self.began.on:
            return self.release
        return self.began

    @property
    def is_after_prison(self) -> bool:
        return self.kind in FROM_PRISON or self.runs_from == self.release


@dataclass(frozen=True, slots=True)
class SupervisionFacts:
    """What is known, as at a day, of somebody whom probation leads, with a sentence in force and clocks that run.

    `attended` is the first contact in person since the clock started to which they came, `complied` the newest to
    which they came and complied; both by the day on which they happened, whenever they were recorded.
    """

    serving: Serving
    rosh: Assessment | None
    attended: Dated | None
    complied: Dated | None
    often: Mapping[RiskLevel, Often]
    first_community: Often
    first_release: Often
    chosen: Chosen | None = None
    reset_since: date | None = None  # PRO-35: from when routine contact is not asked


def first_appointment_due(facts: SupervisionFacts, on: date) -> list[Due]:
    """PRO-41, PRO-43: who began a sentence, or came out of prison, is seen in person within working days.

    Five after the first day of a community or suspended sentence; one on licence, in a custody sentence, and after
    any release. Any contact in person that they came to answers it (PRO-49 would take two types only).
    """
    if facts.attended:
        return []
    serving, starts = facts.serving, facts.serving.runs_from
    days = facts.first_release if serving.is_after_prison else facts.first_community
    last = add_working_days(starts.on, days.value)
    expected = expected_words(starts.on, last)
    within = "the next working day" if days.value == 1 else f"within {days.value} working days"
    return [
        Due(
            on=last,
            rule="PRO-43" if serving.is_after_prison else "PRO-41",
            because=(
                f"{starts.words} {in_full(starts.on)}: to be seen in person {within}, and not seen since."
                + (f" The day is {expected}." if expected else "")
            ),
            severity=_severity(facts, at_least=Severity.HIGH),
            inputs=(*_sentence(serving), *_rosh(facts), _number("Standard", days)),
        )
    ]


def contact_due(facts: SupervisionFacts, on: date) -> list[Due]:
    """PRO-30, PRO-33, PRO-36: after the first appointment, how soon somebody is to be seen again.

    From the newest contact in person that they came to and complied, else from the first that they came to. A
    missing RoSH level is said to be missing, never "not due" (JOB-6).
    """
    if facts.attended is None or (facts.reset_since and facts.reset_since <= on):
        return []
    if facts.rosh is None:
        return [_missing_rosh(facts, facts.attended)]
    often = facts.often.get(facts.rosh.level)
    if often is None:
        return [_missing_standard(facts, facts.attended, facts.rosh, on)]
    since = facts.complied or facts.attended
    chosen = _chosen(facts, facts.rosh, often, since.on)
    last = since.on + timedelta(days=chosen.days) if chosen else often.after(since.on)
    every = f"{chosen.days} days, set for this person" if chosen else often.words
    how = "Last seen, and complied," if facts.complied else "Came, and never complied since,"
    return [
        Due(
            on=last,
            rule="PRO-30" if often.unit == "months" and not chosen else "PRO-33",
            because=(
                f"{facts.rosh.level.label} risk of serious harm: to be seen in person every {every}. "
                f"{how} {in_full(since.on)}."
            ),
            severity=SEVERITY[facts.rosh.level],
            inputs=(
                *_rosh(facts),
                Input("Counted from", "Seen in person", since.on, since.ref),
                *_sentence(facts.serving),
                _number("Standard", often),
                *_set_for(chosen),
            ),
        )
    ]


def _chosen(
    facts: SupervisionFacts, rosh: Assessment, standard: Often, since: date
) -> Chosen | None:
    """PRO-33: what was set for the person, where it holds: sooner than the standard at once, later once approved.

    An approval is for the level of risk that it was given for.
    """
    found = facts.chosen
    if found is None:
        return None
    is_sooner = since + timedelta(days=found.days) <= standard.after(since)
    is_agreed = found.is_approved and found.level == rosh.level
    return found if is_sooner or is_agreed else None


def _set_for(chosen: Chosen | None) -> tuple[Input, ...]:
    if chosen is None:
        return ()
    words = f"Every {chosen.days} days, since"
    return (Input("Set for this person", words, chosen.since, chosen.ref),)


def _severity(facts: SupervisionFacts, *, at_least: Severity) -> Severity:
    """A very high risk person who is not seen in time is critical, whatever they are not seen for."""
    is_gravest = facts.rosh is not None and facts.rosh.level == RiskLevel.VERY_HIGH
    return Severity.CRITICAL if is_gravest else at_least


def _missing_rosh(facts: SupervisionFacts, attended: Dated) -> Due:
    return Due(
        on=attended.on,
        rule="JOB-6",
        because=(
            "No risk of serious harm is recorded, so nobody can say how often they are to be seen. "
            "The probation practitioner who holds the case can give it."
        ),
        severity=Severity.HIGH,
        inputs=_sentence(facts.serving),
        missing="rosh",
    )


def _missing_standard(facts: SupervisionFacts, attended: Dated, rosh: Assessment, on: date) -> Due:
    return Due(
        on=max(attended.on, rosh.on),
        rule="JOB-6",
        because=(
            f"No standard for {rosh.level.label.lower()} risk of serious harm is in force on {in_full(on)}. "
            "An administrator can set one under Reference."
        ),
        severity=_severity(facts, at_least=Severity.HIGH),
        inputs=(*_rosh(facts), *_sentence(facts.serving)),
        missing="standard",
    )


def _sentence(serving: Serving) -> tuple[Input, ...]:
    found = [Input("Sentence", f"{serving.kind.label}, since", serving.began.on, serving.began.ref)]
    if serving.release:
        found.append(Input("Released", "From custody", serving.release.on, serving.release.ref))
    return tuple(found)


def _rosh(facts: SupervisionFacts) -> tuple[Input, ...]:
    risk = facts.rosh
    if risk is None:
        return ()
    by = f" by {risk.assessor}" if risk.assessor else ""
    return (Input("Risk of serious harm", f"{risk.level.label}, set{by}", risk.on, risk.ref),)


def _number(label: str, often: Often) -> Input:
    return Input(label, f"{often.value} {often.unit}, in force since", often.since)

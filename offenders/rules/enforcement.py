"""What is done about a failure to comply: the action, the answer, breach, the decision on licence (PRO-65 to PRO-70).

Each failure is answered by itself: what was done about another one clears nothing here.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from core.calendar import add_months, add_working_days, expected_words, in_full
from offenders.choices import RiskLevel, Severity
from offenders.rules.clock import Assessment
from offenders.rules.due import Due, Input
from offenders.rules.supervision import FROM_PRISON, SEVERITY, Often, Serving

# VOC-15: they did not come, and nobody knows why yet; it is to become an absence with an excuse or one without.
REASON_NOT_KNOWN = "AFTA"
# PRO-66, PRO-67: the letters that warn, sent (one that is only requested has warned nobody), and what takes one back.
WARNINGS = frozenset({"EA02", "EA03", "EA04"})
WITHDRAWN = "EA07"
# PRO-65: breach asked for, begun or under way. A decision that waits for the person's answer (C173) is none.
BREACH = frozenset({"IBR", "IMB", "BIP", "BRE", "BRE02", "EA08", "EA09", "EA10"})
# PRO-67: what decides about a failure on licence: the letter, sent, or the way to recall.
COMPLIANCE_LETTER = "LCL"
RECALL = frozenset({"EA11", "REC", "IBR", "IMB"})
NO_ACTION = "NFA"
WARNED_FOR_MONTHS = 12


@dataclass(frozen=True, slots=True)
class Step:
    """One action that was taken about a failure: the first on the day of the contact, a further one when it was recorded.

    `reason` is what was written with it.
    """

    code: str
    name: str
    on: date
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Failure:
    """A failure to comply, as it stands in the version that holds, with every action taken about it, oldest first.

    `key` is the contact's UUID; `respond_by` the day to answer by of the newest action, where it has one (VOC-17).
    """

    key: UUID
    what: str
    on: date
    outcome: str
    outcome_name: str
    steps: Sequence[Step] = ()
    respond_by: date | None = None

    @property
    def is_unexcused(self) -> bool:
        """Without reasonable excuse: an excuse that was accepted leaves no failure, and of AFTA nobody knows yet."""
        return self.outcome != REASON_NOT_KNOWN

    @property
    def warned_on(self) -> list[date]:
        """When it was warned for, by warnings that were not withdrawn since."""
        found: list[date] = []
        for step in self.steps:
            if step.code == WITHDRAWN:
                found.clear()
            elif step.code in WARNINGS:
                found.append(step.on)
        return found

    @property
    def is_decided(self) -> bool:
        """On licence: a compliance letter, a referral for recall, or the decision for none with its reason."""
        return any(
            step.code == COMPLIANCE_LETTER
            or step.code in RECALL
            or (step.code == NO_ACTION and step.reason.strip())
            for step in self.steps
        )

    @property
    def words(self) -> str:
        return f"{self.outcome_name}, {self.what}, {in_full(self.on)}"


@dataclass(frozen=True, slots=True)
class Warned:
    """A warning, and the failure for which it was sent."""

    day: date
    failure: Failure


@dataclass(frozen=True, slots=True)
class EnforcementFacts:
    """The failures since the clock started that were recorded here, oldest first, of whom probation's clocks run for."""

    serving: Serving
    rosh: Assessment | None
    failures: Sequence[Failure]
    action_days: Often
    breach_days: Often
    licence_days: Often


def outcome_action_due(facts: EnforcementFacts, on: date) -> list[Due]:
    """PRO-70, VOC-15: a failure has its action within two working days, and "failed to attend" does not stay so.

    Counted from the day of the failure. A reason that is not known yet is found out by the day to answer by; where
    the action has none, within the same two working days.
    """
    return [
        due
        for failure in facts.failures
        for due in (_without_action(facts, failure), _reason_unknown(facts, failure))
        if due
    ]


def enforcement_answer_due(facts: EnforcementFacts, on: date) -> list[Due]:
    """VOC-17: an action with a response period asks for an answer by a day; what came of it is recorded."""
    return [
        _due(
            facts,
            failure,
            on=failure.respond_by,
            rule="VOC-17",
            because=(
                f"{failure.words}: {failure.steps[-1].name}. An answer is due by {in_full(failure.respond_by)}, "
                "and what came of it is not recorded."
            ),
        )
        for failure in facts.failures
        if failure.respond_by and failure.steps
    ]


def breach_due(facts: EnforcementFacts, on: date) -> list[Due]:
    """PRO-65, PRO-66: who fails again within the twelve months that begin with a warning is taken to court.

    Of community and suspended sentences, and of a failure without reasonable excuse; within ten working days of it.
    The twelve months begin on the day of the warning, which is part of them; the same day of the next year is outside
    (of 29 February, 1 March).
    """
    if facts.serving.kind in FROM_PRISON:
        return []
    found = []
    for place, failure in enumerate(facts.failures):
        warned = _warned_before(facts.failures[:place], failure)
        if warned is None or not failure.is_unexcused or _has(failure, BREACH):
            continue
        last = add_working_days(failure.on, facts.breach_days.value)
        found.append(
            _due(
                facts,
                failure,
                on=last,
                rule="PRO-66",
                because=(
                    f"{failure.words}: without reasonable excuse, within twelve months of the warning of "
                    f"{in_full(warned.day)} for {in_full(warned.failure.on)}. Breach is to be begun within {_days(facts.breach_days)}, unless an excuse "
                    "is accepted."
                ),
                counted=facts.breach_days,
                beside=(_input("Warned for", warned.failure),),
            )
        )
    return found


def licence_decision_due(facts: EnforcementFacts, on: date) -> list[Due]:
    """PRO-67, PRO-70: on licence and in a custody sentence every failure is decided about on the next working day.

    Without reasonable excuse; cleared by a compliance letter that was sent, a referral for recall, or the decision for
    none with its reason. No earlier warning is asked for: these sentences know none.
    """
    if facts.serving.kind not in FROM_PRISON:
        return []
    return [
        _due(
            facts,
            failure,
            on=add_working_days(failure.on, facts.licence_days.value),
            rule="PRO-67",
            because=(
                f"{failure.words}: without reasonable excuse, on {facts.serving.kind.label.lower()}. To be decided "
                f"within {_days(facts.licence_days)}: a compliance letter, recall, or neither with the reason."
            ),
            counted=facts.licence_days,
        )
        for failure in facts.failures
        if failure.is_unexcused and not failure.is_decided
    ]


def _without_action(facts: EnforcementFacts, failure: Failure) -> Due | None:
    if failure.steps:
        return None
    return _due(
        facts,
        failure,
        on=add_working_days(failure.on, facts.action_days.value),
        rule="PRO-70",
        because=(
            f"{failure.words}: nothing is recorded about what was done. An action is to be recorded within "
            f"{_days(facts.action_days)}."
        ),
        counted=facts.action_days,
    )


def _reason_unknown(facts: EnforcementFacts, failure: Failure) -> Due | None:
    if failure.is_unexcused or not failure.steps:
        return None
    by = failure.respond_by or add_working_days(failure.on, facts.action_days.value)
    return _due(
        facts,
        failure,
        on=by,
        rule="VOC-15",
        because=(
            f"{failure.words}: nobody has recorded whether there was a reasonable excuse. It is to be said by "
            f"{in_full(by)}."
        ),
        counted=None if failure.respond_by else facts.action_days,
    )


def _warned_before(earlier: Iterable[Failure], failure: Failure) -> Warned | None:
    """The newest warning for a failure before this one in whose twelve months this one falls."""
    held = [
        Warned(day, each)
        for each in earlier
        for day in each.warned_on
        if day <= failure.on < _after_a_warning(day)
    ]
    return max(held, key=lambda warned: warned.day, default=None)


def _after_a_warning(day: date) -> date:
    """The first day outside: the same day of the next year; of 29 February, which that year has not, 1 March.

    Twelve months that begin on 29 February have 28 February in them as well: no day of that number ends them earlier.
    """
    same_day = add_months(day, WARNED_FOR_MONTHS)
    return same_day if same_day.day == day.day else same_day + timedelta(days=1)


def _has(failure: Failure, codes: frozenset[str]) -> bool:
    return any(step.code in codes for step in failure.steps)


def _due(
    facts: EnforcementFacts,
    failure: Failure,
    *,
    on: date,
    rule: str,
    because: str,
    counted: Often | None = None,
    beside: tuple[Input, ...] = (),
) -> Due:
    """About this failure; what several kinds ask about it is one line of a page."""
    expected = expected_words(failure.on, on) if counted else ""
    risk = facts.rosh
    inputs = [_input("Failure", failure), *beside]
    inputs += [Input("Action", step.name) for step in failure.steps]
    if risk:
        inputs.append(Input("Risk of serious harm", risk.level.label, risk.on, risk.ref))
    if counted:
        inputs.append(Input("Standard", f"{_days(counted)}, in force since", counted.since))
    return Due(
        on=on,
        rule=rule,
        because=because + (f" The day is {expected}." if expected else ""),
        severity=_severity(risk),
        inputs=tuple(inputs),
        subject=str(failure.key),
        cause=f"contact:{failure.key}",
        told_on=min(failure.on, on),
    )


def _severity(risk: Assessment | None) -> Severity:
    """That of the person's risk; high where nobody has said it."""
    return SEVERITY[risk.level] if risk else SEVERITY[RiskLevel.HIGH]


def _input(label: str, failure: Failure) -> Input:
    return Input(
        label, f"{failure.outcome_name}, {failure.what}", failure.on, f"contact:{failure.key}"
    )


def _days(often: Often) -> str:
    return f"{often.value} working day{'' if often.value == 1 else 's'}"


ENFORCEMENT: dict[str, Callable[[EnforcementFacts, date], list[Due]]] = {
    "enforcement_answer": enforcement_answer_due,
    "outcome_action": outcome_action_due,
    "breach": breach_due,
    "licence_decision": licence_decision_due,
}

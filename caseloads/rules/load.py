"""When what an officer carries needs somebody: thresholds, hours, training."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from caseloads.choices import Band
from caseloads.rules.causes import Cause
from caseloads.rules.measures import Measures
from caseloads.rules.thresholds import POINTS_BELOW, Steps, band_of, standing
from core.calendar import in_full
from offenders.choices import Severity
from offenders.rules import Due, Input
from people.choices import Agency

SEVERITY: dict[Band, Severity] = {
    Band.AMBER: Severity.STANDARD,
    Band.RED: Severity.HIGH,
    Band.CRITICAL: Severity.CRITICAL,
}
BAND = {severity: band for band, severity in SEVERITY.items()}
COUNT, REGISTERED, CAPACITY = "caseload_count", "caseload_registered", "caseload_capacity"
NO_HOURS, UNTRAINED, FOR_LONG = "no_hours", "untrained_for_risk", "over_for_long"
DAY = timedelta(days=1)


class Open(NamedTuple):
    """A flag that is open: its band, and the last day below that it names."""

    band: Band
    due_on: date


class Lapsed(NamedTuple):
    """A course that the officer did and that counts no longer."""

    name: str
    expired_on: date


@dataclass(frozen=True, slots=True)
class LoadFacts:
    """What is known of one officer as at a day; `open` and `causes` by the code of the kind."""

    measures: Measures
    steps: Mapping[str, Steps]
    open: Mapping[str, Open] = field(default_factory=dict)
    causes: Mapping[str, Cause] = field(default_factory=dict)
    lapsed: Sequence[Lapsed] = ()
    nights: Sequence["Night"] = ()  # by day; of those alone who are above red now
    longest: int | None = None  # days above red after which it is too long


class Night(NamedTuple):
    """What was kept of one night: the capacity in percent, None where there were cases and no hours for them."""

    on: date
    percent: Decimal | None


def steps_of(standards: Mapping[str, int]) -> dict[str, Steps]:
    """CAS-27, POL-23: the thresholds by the code of the kind, from the standards in force; none before the first of them."""
    if "case.count.amber" not in standards or "police.rso_per_officer.amber" not in standards:
        return {}
    return {
        COUNT: Steps(
            standards["case.count.amber"],
            standards["case.count.red"],
            standards["case.count.critical"],
        ),
        REGISTERED: Steps(
            standards["police.rso_per_officer.amber"], standards["police.rso_per_officer.red"]
        ),
        CAPACITY: Steps(
            standards["case.capacity.amber"],
            standards["case.capacity.red"],
            margin=POINTS_BELOW,
        ),
    }


def values(measures: Measures) -> dict[str, int | Decimal]:
    """What is compared with a threshold, by kind: points are probation's, registered people the police's."""
    found: dict[str, int | Decimal] = {COUNT: measures.cases}
    if measures.agency == Agency.POLICE:
        found[REGISTERED] = measures.counts["registered"]
    if measures.capacity and not measures.capacity.is_without_hours:
        found[CAPACITY] = measures.capacity.percent
    return found


def is_over(kind: str, measures: Measures, steps: Steps) -> bool:
    """CAS-14, CAS-27: whether a value is at or above its threshold: at 50 of 50 somebody is over."""
    value = values(measures).get(kind)
    return value is not None and band_of(value, steps) is not None


def caseload_count_due(facts: LoadFacts, on: date) -> list[Due]:
    """CAS-27, CAS-29: active cases that the officer leads, those in custody among them."""
    inside = facts.measures.counts["in_custody"]
    words = f"{_counted(facts.measures.cases, 'case')}"
    if inside:
        words += f", {inside} of them in custody"
    return _due(facts, COUNT, "CAS-27", words, on)


def caseload_registered_due(facts: LoadFacts, on: date) -> list[Due]:
    """POL-23: of these, people on the register of sexual offences; the police's alone."""
    number = facts.measures.counts["registered"]
    noun = "person" if number == 1 else "people"
    return _due(facts, REGISTERED, "POL-23", f"{number} registered {noun}", on)


def caseload_capacity_due(facts: LoadFacts, on: date) -> list[Due]:
    """CAS-13, CAS-27: the points of the cases, of those that the officer's hours are good for; probation's alone."""
    measures = facts.measures
    words = f"{measures.capacity}% of capacity: {measures.points} points of {measures.available}"
    if untiered := measures.counts["untiered"]:
        words += f", without the work of {untiered} untiered"
    return _due(facts, CAPACITY, "CAS-13", words, on, unit="%")


def no_hours_due(facts: LoadFacts, on: date) -> list[Due]:
    """CAS-11, CAS-13: whoever holds cases and has no hours left for them; never 0%."""
    measures = facts.measures
    if not (measures.capacity and measures.capacity.is_without_hours):
        return []
    return [
        Due(
            on=on - DAY if NO_HOURS not in facts.open else facts.open[NO_HOURS].due_on,
            rule="CAS-11",
            because=f"{_counted(measures.cases, 'case')} and no hours for them: the reductions take up all that are contracted.",
            severity=Severity.CRITICAL,
            inputs=(Input("Cases", str(measures.cases)), Input("Points available", "0")),
            value=str(measures.cases),
        )
    ]


def above_since(nights: Sequence[Night], red: int) -> date | None:
    """CAS-27: the first of the nights, up to the newest, in all of which the officer was above red; None where the newest
    was not. No hours are above it. A night that was missed says nothing either way.
    """
    first = None
    for night in reversed(nights):
        if night.percent is not None and night.percent <= red:
            break
        first = night.on
    return first


def over_for_long_due(facts: LoadFacts, on: date) -> list[Due]:
    """CAS-27: above red now, and in every night that was kept for four weeks."""
    capacity, red = facts.measures.capacity, facts.steps[CAPACITY].red
    began = above_since(facts.nights, red)
    if began is None or facts.longest is None or capacity is None:
        return []
    if not capacity.is_without_hours and capacity.percent <= red:
        return []
    now = "No hours" if capacity.is_without_hours else f"{capacity}% of capacity"
    return [
        Due(
            on=began + timedelta(days=facts.longest) - DAY,
            rule="CAS-27",
            because=(
                f"{now}, above {red}% in every night that was measured since {in_full(began)}: "
                f"{facts.longest} days are too long."
            ),
            severity=Severity.HIGH,
            inputs=(
                Input("Above red", f"Since the night of {in_full(began)}", began),
                Input(
                    "Nights measured since", str(sum(night.on >= began for night in facts.nights))
                ),
                Input("Too long", f"{facts.longest} days"),
            ),
            value=str(capacity),
        )
    ]


def untrained_for_risk_due(facts: LoadFacts, on: date) -> list[Due]:
    """POL-22, F-1: holds high or very high registered people, and a course that this needs has run out.

    Of a course that is on record nowhere nothing is flagged: that is a list.
    """
    number = facts.measures.counts["high_registered"]
    if not number or not facts.lapsed:
        return []
    names = " and ".join(row.name for row in facts.lapsed)
    first = min(row.expired_on for row in facts.lapsed)
    return [
        Due(
            on=first - DAY,
            rule="POL-22",
            because=(
                f"{_counted(number, 'registered person', 'registered people')} at high or very high risk, and no "
                f"current training: {names}."
            ),
            severity=Severity.HIGH,
            inputs=tuple(Input(row.name, "Ran out", row.expired_on) for row in facts.lapsed),
            value=str(number),
        )
    ]


def _due(
    facts: LoadFacts, kind: str, rule: str, words: str, on: date, *, unit: str = ""
) -> list[Due]:
    """CAS-27, CAS-28: what a value says by itself, and what a flag that is open says of it."""
    value = values(facts.measures).get(kind)
    if value is None:
        return []
    steps, was = facts.steps[kind], facts.open.get(kind)
    stands = standing(value, steps, held=was.band if was else None)
    if stands is None:
        return []
    reached = band_of(value, steps)
    cause = facts.causes.get(kind)
    if reached is None:
        last = was.due_on if was else on - DAY
        because = f"{words}: below {steps.amber}{unit}, closes at {steps.closes_at}{unit}."
    else:
        last = cause.last_below if cause else on - DAY
        begins = dict(steps.bands)[reached]
        because = f"{words}: {reached.label.lower()} from {begins}{unit}. {cause or ''}".rstrip()
    severity = SEVERITY[reached or stands.band]
    return [
        Due(
            on=last,
            rule=rule,
            because=because,
            severity=severity,
            inputs=_inputs(facts, steps, unit),
            value=_printed(value),
            is_held=reached is None,
            flagged_as=SEVERITY[stands.band] if SEVERITY[stands.band] != severity else None,
        )
    ]


def _inputs(facts: LoadFacts, steps: Steps, unit: str) -> tuple[Input, ...]:
    measures = facts.measures
    thresholds = ", ".join(
        f"{start}{unit} {band.label.lower()}" for band, start in steps.bands[::-1]
    )
    found = [
        Input("Cases", str(measures.cases)),
        Input("In custody", str(measures.counts["in_custody"])),
    ]
    if measures.points is not None:
        found += [
            Input("Points", str(measures.points)),
            Input("Points available", str(measures.available)),
            Input("Untiered, work not counted", str(measures.counts["untiered"])),
        ]
    return (*found, Input("Thresholds", thresholds))


def _printed(value: int | Decimal) -> str:
    """117, 100.6: never a trailing .0."""
    return f"{value:.1f}".removesuffix(".0") if isinstance(value, Decimal) else str(value)


def _counted(number: int, noun: str, many: str = "") -> str:
    return f"{number} {noun if number == 1 else many or noun + 's'}"

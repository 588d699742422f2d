"""Police home visits: when the next one is due, and why (POL-3, POL-4, POL-9, JOB-5, JOB-6)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from core.calendar import add_months, in_full
from offenders.choices import RiskLevel, Severity
from offenders.rules import Due, Input
from offenders.rules.clock import Assessment, Dated, Holding, Paused, clock_start, days_lost

SEVERITY: dict[RiskLevel, Severity] = {
    RiskLevel.VERY_HIGH: Severity.CRITICAL,
    RiskLevel.HIGH: Severity.HIGH,
    RiskLevel.MEDIUM: Severity.STANDARD,
    RiskLevel.LOW: Severity.STANDARD,
}

# Without an officer nobody gives a risk level either: one cause, which pages say in one line.
NO_OFFICER = "no_police_officer"


@dataclass(frozen=True, slots=True)
class Standard:
    """A visit at least every `months`, in force since a day (POL-3)."""

    months: int
    since: date


@dataclass(frozen=True, slots=True)
class Interval:
    """POL-4: an interval set for one person, with the risk level that it was set for."""

    months: int
    reason: str
    risk_level: RiskLevel
    is_approved: bool
    ref: str


@dataclass(frozen=True, slots=True)
class HomeVisitFacts:
    """What is known, as at a day, of an active registered person whose clocks are not paused."""

    registered: Dated
    risk: Assessment | None
    police: Holding
    restart: Dated | None
    last_effective: Dated | None
    interval: Interval | None
    standards: Mapping[RiskLevel, Standard]
    pauses: Sequence[Paused] = ()


def home_visit_due(facts: HomeVisitFacts, on: date) -> list[Due]:
    """POL-3: a registered person is visited at home at least as often as the standard for the risk level.

    The clock runs from the latest of: the first police allocation, the last release, the last effective
    visit (POL-9: an attempt that did not end inside does not restart it). What cannot be worked out is said
    to be missing, never "not due" (JOB-6).
    """
    missing = [*_missing_officer(facts), *_missing_risk(facts)]
    starts = _clock_start(facts)
    if facts.risk is None or starts is None:
        return missing
    standard = facts.standards.get(facts.risk.level)
    if standard is None:
        return [*missing, _missing_standard(facts, facts.risk, on)]
    return [*missing, _next_visit(facts, facts.risk, standard, starts)]


def interval_in_force(
    interval: Interval | None, *, level: RiskLevel, standard: Standard
) -> Interval | None:
    """POL-4: the interval set for the person, where it holds instead of the standard.

    One that is no longer than the standard holds as it stands. A longer one holds only once approved, and
    only while the risk level is the one that it was approved for.
    """
    if interval is None or interval.months == standard.months:
        return None
    if interval.months < standard.months:
        return interval
    return interval if interval.is_approved and interval.risk_level == level else None


def _clock_start(facts: HomeVisitFacts) -> Dated | None:
    """POL-9, JOB-5: what the clock runs from; None where police management never began.

    Without any police allocation the clock has no source fact: that is said to be missing (JOB-6), and a
    visit or release on its own does not stand in for it.
    """
    first = facts.police.first
    if first is None:
        return None
    began = Dated(first.starts_on, first.ref, "Police management began")
    return clock_start(began, facts.restart, facts.last_effective)


def _next_visit(facts: HomeVisitFacts, risk: Assessment, standard: Standard, starts: Dated) -> Due:
    interval = interval_in_force(facts.interval, level=risk.level, standard=standard)
    months = interval.months if interval else standard.months
    lost = days_lost(facts.pauses, since=starts.on)
    every = _span(months)
    how_often = (
        f"A visit every {every}, set for this person."
        if interval
        else f"{risk.level.label} risk: a visit every {every}."
    )
    return Due(
        on=add_months(starts.on, months) + timedelta(days=lost),
        rule="POL-4" if interval else "POL-3",
        because=f"{how_often} {_since_words(facts, starts)}{_lost_words(lost)}",
        severity=SEVERITY[risk.level],
        inputs=tuple(_inputs(facts, risk, standard, interval, starts)),
    )


def _span(months: int) -> str:
    return "month" if months == 1 else f"{months} months"


def _lost_words(days: int) -> str:
    return f" {days} days unlawfully at large do not count." if days else ""


def _since_words(facts: HomeVisitFacts, starts: Dated) -> str:
    if starts == facts.last_effective:
        return f"Last seen inside {in_full(starts.on)}."
    seen = facts.last_effective
    not_since = "not seen inside since" if seen else "not yet seen inside"
    return f"{starts.words} {in_full(starts.on)}, {not_since}."


def _inputs(
    facts: HomeVisitFacts,
    risk: Assessment,
    standard: Standard,
    interval: Interval | None,
    starts: Dated,
) -> list[Input]:
    by = f" by {risk.assessor}" if risk.assessor else ""
    found = [
        Input("Police risk level", f"{risk.level.label}, set{by}", risk.on, risk.ref),
        Input("Registered", "Registered sex offender, since", *facts.registered[:2]),
    ]
    if starts != facts.last_effective:
        found.append(Input("Clock runs from", starts.words, starts.on, starts.ref))
    seen = facts.last_effective
    found.append(
        Input("Last effective visit", "Seen inside", seen.on, seen.ref)
        if seen
        else Input("Last effective visit", "None recorded")
    )
    found.append(
        Input(
            "Standard",
            f"{risk.level.label}: every {_span(standard.months)}, in force since",
            standard.since,
        )
    )
    if interval:
        approved = ", approved" if interval.is_approved else ""
        words = f"Every {_span(interval.months)}{approved}: {interval.reason}"
        found.append(Input("Set for this person", words, None, interval.ref))
    return found


def _missing_risk(facts: HomeVisitFacts) -> list[Due]:
    if facts.risk is not None:
        return []
    now, first = facts.police.now, facts.police.first
    who = (
        f"{now.officer}, who manages the case, can give it."
        if now
        else "The police offender manager gives it, once there is one."
    )
    return [
        _missing(
            facts,
            "police_risk_level",
            f"No police risk level is recorded, so no visit date can be worked out. {who}",
            first.starts_on if first else facts.registered.on,
        )
    ]


def _missing_officer(facts: HomeVisitFacts) -> list[Due]:
    if facts.police.now:
        return []
    held_until = facts.police.nobody_since
    had = " any more" if held_until else ""
    who = (
        "A supervisor of the team that held it last can allocate one."
        if held_until
        else "Tell the police team for the area: they have to take it on first."
    )
    seen = facts.last_effective
    last = f" Last seen inside {in_full(seen.on)}." if seen else ""
    return [
        _missing(
            facts,
            "police_officer",
            f"Registered, but no police officer holds the case{had}.{last} {who}",
            held_until or facts.registered.on,
        )
    ]


def _missing_standard(facts: HomeVisitFacts, risk: Assessment, on: date) -> Due:
    return _missing(
        facts,
        "standard",
        f"No standard for {risk.level.label.lower()} risk is in force on {in_full(on)}. "
        "An administrator can set one under Reference.",
        max(facts.registered.on, risk.on),
    )


def _missing(facts: HomeVisitFacts, what: str, because: str, since: date) -> Due:
    """JOB-6: asked for since the person was registered, or since the fact was lost, or since a release."""
    days = [since, facts.registered.on, *([facts.restart.on] if facts.restart else [])]
    return Due(
        on=max(days),
        rule="JOB-6",
        because=because,
        severity=_severity_of_missing(facts.risk),
        inputs=(Input("Registered", "Registered sex offender, since", *facts.registered[:2]),),
        missing=what,
        cause="" if facts.police.now or what == "standard" else NO_OFFICER,
    )


def _severity_of_missing(risk: Assessment | None) -> Severity:
    """That of the visit that cannot be worked out; high at least, because nobody can say how late it is."""
    return (
        Severity.CRITICAL if risk and SEVERITY[risk.level] == Severity.CRITICAL else Severity.HIGH
    )

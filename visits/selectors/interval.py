"""POL-4: the interval of a case beside the standard that it stands in for."""

from dataclasses import dataclass
from datetime import date, datetime

from core.calendar import in_full
from core.history import Change, changes_of
from core.standards import in_force
from offenders.choices import RiskLevel, RiskTool
from offenders.models import Case, RiskAssessment
from offenders.querysets import holds_on
from visits.models import Interval
from visits.rules import Interval as IntervalFact, Standard, interval_in_force

STANDARDS = "police.visit_interval."


@dataclass(frozen=True, slots=True)
class LevelStandard:
    """The standard for the police risk level of a case on a day (POL-3)."""

    level: RiskLevel
    months: int
    since: date

    @property
    def words(self) -> str:
        return f"{self.level.label}: {every(self.months)}"


@dataclass(frozen=True, slots=True)
class Step:
    """One entry of the interval's history, in words."""

    at: datetime
    who: str
    words: str


@dataclass(frozen=True, slots=True)
class HowOften:
    """Everything the interval page says: the standard, what was set, which of them holds."""

    standard: LevelStandard | None
    interval: Interval | None
    holds: bool
    awaits_approval: bool
    history: list[Step]

    @property
    def version(self) -> int:
        return self.interval.version if self.interval else 0

    @property
    def standard_words(self) -> str:
        if self.standard is None:
            return (
                "There is no police risk level or no standard for it, so how often cannot be said. "
                "The police officer who manages the case gives the level."
            )
        since = in_full(self.standard.since)
        return f"Standard for the police risk level: {self.standard.words}, in force since {since}."

    @property
    def set_words(self) -> str:
        """What was set for this person, and by whom."""
        row = self.interval
        if row is None:
            return "Nothing else is set for this person."
        begun = f"Set for this person by {row.set_by} on {in_full(row.starts_on)}"
        return f"{begun}: {every(row.months)}. {row.reason}"

    @property
    def caution(self) -> str:
        """Why what was set does not hold; "" where it does."""
        if self.interval is None or not self.awaits_approval:
            return ""
        if self.interval.approved_on is None:
            return (
                "Longer than the standard: it waits for a supervisor's approval. "
                "Until then the standard holds."
            )
        level = self.interval.get_risk_level_display().lower()
        return (
            f"It was approved for {level} risk. The risk level has changed since, so the standard "
            "holds until it is set and approved again."
        )

    @property
    def approval(self) -> str:
        """Who approved what holds; "" where nobody had to."""
        row = self.interval
        if row is None or self.awaits_approval or row.approved_on is None:
            return ""
        return f"Approved by {row.approved_by} on {in_full(row.approved_on)}."


def every(months: int) -> str:
    return "every month" if months == 1 else f"every {months} months"


def police_assessment(case: Case, *, on: date) -> RiskAssessment | None:
    """The newest police assessment as at a day."""
    return (
        RiskAssessment.objects.filter(case=case, tool=RiskTool.POLICE, assessed_on__lte=on)
        .order_by("-assessed_on")
        .first()
    )


def standard_for(case: Case, *, on: date) -> LevelStandard | None:
    """The standard that applies to a case; None when its police risk level or the standard is missing."""
    newest = police_assessment(case, on=on)
    if newest is None:
        return None
    key = STANDARDS + newest.level
    found = in_force(key, on=on).get(key)
    if found is None:
        return None
    return LevelStandard(RiskLevel(newest.level), found.value, found.since)


def current_interval(case: Case, *, on: date) -> Interval | None:
    return (
        Interval.objects.select_related("set_by", "approved_by")
        .filter(holds_on(on), case=case)
        .first()
    )


def how_often(case: Case, *, on: date) -> HowOften:
    """The interval page of a case as at a day."""
    standard, interval = standard_for(case, on=on), current_interval(case, on=on)
    holds = bool(standard and interval and _holds(interval, standard))
    longer = bool(standard and interval and interval.months > standard.months)
    return HowOften(
        standard=standard,
        interval=interval,
        holds=holds,
        awaits_approval=longer and not holds,
        history=[_step(change) for change in history_of(case)],
    )


def _holds(interval: Interval, standard: LevelStandard) -> bool:
    fact = IntervalFact(
        interval.months,
        interval.reason,
        RiskLevel(interval.risk_level),
        interval.approved_on is not None,
        f"interval:{interval.uuid}",
    )
    rule = Standard(standard.months, standard.since)
    return interval_in_force(fact, level=standard.level, standard=rule) is not None


def history_of(case: Case) -> list[Change]:
    """Every setting, approval and ending of this case's intervals, newest first."""
    return changes_of(Interval, case=case)


def _step(change: Change) -> Step:
    row = change.row
    if change.is_removal or row.ends_on:
        words = f"{every(row.months).capitalize()} ended"
    elif row.approved_on:
        words = f"{every(row.months).capitalize()} approved"
    else:
        words = f"{every(row.months).capitalize()} set: {row.reason}"
    return Step(change.at, change.who, words)


def interval_lines(interval: Interval | None) -> list[tuple[str, str]]:
    """An interval as somebody else left it, for the page that shows both texts."""
    if interval is None:
        return [("Interval", "None: the standard for the risk level holds")]
    approved = (
        f"By {interval.approved_by} on {in_full(interval.approved_on)}"
        if interval.approved_on
        else "Not yet"
    )
    return [
        ("Interval", every(interval.months).capitalize()),
        ("Reason", interval.reason),
        ("Set by", str(interval.set_by)),
        ("Approved", approved),
    ]

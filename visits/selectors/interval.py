"""POL-4: the interval of a case beside the standard that it stands in for."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.safestring import SafeString

from core.addresses import address
from core.calendar import in_full
from core.history import Change, changes_of
from core.standards import in_force
from core.table import lines, link
from offenders.choices import RiskLevel, RiskTool
from offenders.models import Case, RiskAssessment
from offenders.querysets import holds_on, of_cases
from offenders.selectors.case import latest_levels
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
        row = self.interval
        if row is None or not self.awaits_approval:
            return ""
        if row.decided_on is None:
            return (
                "Longer than the standard: it waits for a supervisor's approval. "
                "Until then the standard holds."
            )
        if not row.is_approved:
            return (
                f"Refused by {row.decided_by} on {in_full(row.decided_on)}: {row.refusal} "
                "The standard holds."
            )
        level = row.get_risk_level_display().lower()
        return (
            f"It was approved for {level} risk. The risk level has changed since, so the standard "
            "holds until it is set and approved again."
        )

    @property
    def approval(self) -> str:
        """Who approved what holds; "" where nobody had to."""
        row = self.interval
        if row is None or self.awaits_approval or row.decided_on is None or not row.is_approved:
            return ""
        return f"Approved by {row.decided_by} on {in_full(row.decided_on)}."

    @property
    def waits(self) -> bool:
        """Whether a supervisor has still to decide."""
        row = self.interval
        return self.awaits_approval and row is not None and row.decided_on is None


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
        Interval.objects.select_related("set_by", "decided_by")
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
        interval.is_approved,
        f"interval:{interval.uuid}",
    )
    rule = Standard(standard.months, standard.since)
    return interval_in_force(fact, level=standard.level, standard=rule) is not None


def waiting_words(case_ids: Collection[int], *, on: date) -> dict[int, SafeString]:
    """In which of these cases an interval waits for a supervisor: what, why, and where it is decided.

    One query, four where some interval has not been decided about.
    """
    rows = Interval.objects.filter(of_cases(case_ids), holds_on(on), decided_on__isnull=True)
    undecided = list(rows.select_related("set_by", "case"))
    if not undecided:
        return {}
    levels = latest_levels([row.case_id for row in undecided], on=on)
    standards = in_force(STANDARDS, on=on)
    found: dict[int, SafeString] = {}
    for row in undecided:
        level = levels.get(row.case_id, {}).get(RiskTool.POLICE, "")
        standard = standards.get(f"{STANDARDS}{level}")
        if standard is not None and row.months > standard.value:
            found[row.case_id] = lines(
                f"A visit {every(row.months)}, set by {row.set_by}: {row.reason}",
                link(
                    address("visits:decide_interval", row.uuid),
                    "Decide",
                    unseen=f" for {row.case.name}",
                ),
            )
    return found


def history_of(case: Case) -> list[Change]:
    """Every setting, approval and ending of this case's intervals, newest first."""
    return changes_of(Interval, case=case)


def _step(change: Change) -> Step:
    row = change.row
    if change.is_removal or row.ends_on:
        words = f"{every(row.months).capitalize()} ended"
    elif row.refusal:
        words = f"{every(row.months).capitalize()} refused: {row.refusal}"
    elif row.decided_on:
        words = f"{every(row.months).capitalize()} approved"
    else:
        words = f"{every(row.months).capitalize()} set: {row.reason}"
    return Step(change.at, change.who, words)


def interval_lines(interval: Interval | None) -> list[tuple[str, str]]:
    """An interval as somebody else left it, for the page that shows both texts."""
    if interval is None:
        return [("Interval", "None: the standard for the risk level holds")]
    return [
        ("Interval", every(interval.months).capitalize()),
        ("Reason", interval.reason),
        ("Set by", str(interval.set_by)),
        ("Decided", "Approved" if interval.is_approved else interval.refusal or "Not yet"),
    ]

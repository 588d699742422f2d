"""PRO-33: how often one person is seen, beside the standard that it stands in for."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet
from django.utils.safestring import SafeString

from core.addresses import address
from core.calendar import in_full
from core.history import Change, changes_of
from core.prepared import prepared
from core.standards import in_force
from core.table import lines, link
from offenders.choices import RiskLevel, RiskTool
from offenders.models import Case, Frequency
from offenders.querysets import holds_on, of_cases
from offenders.rules.supervision import Often
from offenders.selectors.case import latest_levels

STANDARDS = "prob.contact."


@dataclass(frozen=True, slots=True)
class LevelOften:
    """The standard for the risk of serious harm of a case on a day (PRO-30, PRO-33)."""

    level: RiskLevel
    often: Often

    @property
    def words(self) -> str:
        return f"{self.level.label}: every {self.often.words}"


@dataclass(frozen=True, slots=True)
class Step:
    """One entry of the history, in words."""

    at: datetime
    who: str
    words: str


@dataclass(frozen=True, slots=True)
class HowOften:
    """What the page says: the standard, what was set, and whether that waits for somebody."""

    standard: LevelOften | None
    frequency: Frequency | None
    history: list[Step]

    @property
    def version(self) -> int:
        return self.frequency.version if self.frequency else 0

    @property
    def waits(self) -> bool:
        return self.frequency is not None and self.frequency.waits

    @property
    def caution(self) -> str:
        """Why what was set does not hold; empty where it does."""
        row = self.frequency
        if row is None or not row.needs_approval:
            return ""
        if row.decided_on is None:
            return "Less often than the standard: it waits for a supervisor. Until then the standard holds."
        if not row.is_approved:
            return (
                f"Refused by {row.decided_by} on {in_full(row.decided_on)}: {row.refusal} "
                "The standard holds."
            )
        if self.standard and row.risk_level != self.standard.level:
            return (
                f"It was approved for {row.get_risk_level_display().lower()} risk of serious harm. That has changed "
                "since, so the standard holds until it is set and approved again."
            )
        return ""


def every(days: int) -> str:
    return "every day" if days == 1 else f"every {days} days"


def standard_for(case: Case, *, on: date) -> LevelOften | None:
    """The standard that applies to a case; None when its RoSH level or the standard is missing."""
    level = latest_levels([case.pk], on=on).get(case.pk, {}).get(RiskTool.ROSH)
    if level is None:
        return None
    key = f"{STANDARDS}{level}"
    row = in_force(key, on=on).get(key)
    return LevelOften(RiskLevel(level), Often(row.value, row.unit, row.since)) if row else None


def how_often(case: Case, *, on: date) -> HowOften:
    """The page of a case as at a day; four queries."""
    rows = Frequency.objects.select_related("set_by", "decided_by")
    return HowOften(
        standard=standard_for(case, on=on),
        frequency=rows.filter(holds_on(on), case=case).first(),
        history=[_step(change) for change in history_of(case)],
    )


def waiting_ids(case_ids: Collection[int], *, on: date) -> frozenset[int]:
    """Those of these cases whose frequency waits for a supervisor; one query."""
    return frozenset(_waiting(case_ids=list(case_ids), on=on))


@prepared
def _waiting(*, case_ids: list[int], on: date) -> QuerySet[Frequency, int]:
    rows = Frequency.objects.filter(
        of_cases(case_ids), holds_on(on), needs_approval=True, decided_on__isnull=True
    )
    return rows.values_list("case_id", flat=True)


def waiting_words(case_ids: Collection[int], *, on: date) -> dict[int, SafeString]:
    """What waits in each of these cases, why it was set, and where it is decided; one query."""
    rows = Frequency.objects.filter(of_cases(case_ids), holds_on(on))
    return {
        row.case_id: lines(
            f"{every(row.days).capitalize()}, set by {row.set_by}: {row.reason}",
            link(
                address("offenders:decide_frequency", row.uuid),
                "Decide",
                unseen=f" for {row.case.name}",
            ),
        )
        for row in rows.select_related("set_by", "case")
    }


def history_of(case: Case) -> list[Change]:
    """Every setting, decision and ending, newest first."""
    return changes_of(Frequency, case=case)


def _step(change: Change) -> Step:
    row = change.row
    what = every(row.days).capitalize()
    if change.is_removal or row.ends_on:
        words = f"{what} ended"
    elif row.is_approved:
        words = f"{what} approved"
    elif row.decided_on:
        words = f"{what} refused: {row.refusal}"
    else:
        words = f"{what} set: {row.reason}"
    return Step(change.at, change.who, words)


def frequency_lines(frequency: Frequency | None) -> list[tuple[str, str]]:
    """As somebody else left it, for the page that shows both texts."""
    if frequency is None:
        return [("Contact in person", "The standard for the risk of serious harm holds")]
    return [
        ("Contact in person", every(frequency.days).capitalize()),
        ("Reason", frequency.reason),
        ("Set by", str(frequency.set_by)),
        ("Decided", "Approved" if frequency.is_approved else frequency.refusal or "Not yet"),
    ]

"""The officers of a team in rows, whoever most needs help first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from caseloads.choices import Band
from caseloads.rules.load import CAPACITY, values
from caseloads.rules.measures import Measures
from caseloads.rules.need import Load, Reason, need, reasons_of
from caseloads.rules.thresholds import Steps, band_of, capacity_band
from caseloads.selectors.team import reads
from caseloads.selectors.team.lists import contacts_by_officer, counts_by_officer, nothing
from caseloads.selectors.team.officer_flags import At, at_or_above
from caseloads.selectors.team.scope import Scope
from caseloads.selectors.team.tiles import LAG_OVER, OVERDUE
from caseloads.selectors.thresholds import steps_in
from caseloads.selectors.trends import Trend, trends_of
from offenders.choices import DueState, RiskLevel
from offenders.rules import days_overdue, label_of
from people.choices import SUPERVISING_GRADES
from people.models import Officer
from people.selectors.supervision import last_supervision


@dataclass(frozen=True, slots=True)
class OfficerRow:
    """One officer of the team; `bands` by the code of the kind, of what is at or above a threshold."""

    officer: Officer
    counts: Mapping[str, int]
    measures: Measures
    steps: Mapping[str, Steps]
    bands: Mapping[str, Band]
    outcomes: int
    planned: int
    oldest_overdue: int
    lag_hours: int | None
    supervised_on: date | None
    supervised_days: int | None
    trend: Trend
    reasons: Sequence[Reason]

    @property
    def need(self) -> int:
        return need(self.reasons)


@dataclass(frozen=True, slots=True)
class Beside:
    """What is counted of officers beside their cases, by officer."""

    outcomes: Mapping[int, int]
    planned: Mapping[int, int]
    oldest: Mapping[int, int]
    lag: Mapping[int, int]
    supervised: Mapping[int, date]
    flags: Mapping[int, Mapping[str, str]]
    trends: Mapping[int, Trend]


def officer_rows(scope: Scope, flags: Sequence[At]) -> list[OfficerRow]:
    """Every officer of the team, the neediest first, those without cases too; a supervisor only with cases."""
    counts, steps = counts_by_officer(scope), steps_in(scope.standards)
    officers = [
        officer
        for officer in scope.officers
        if officer.pk in counts or officer.grade not in SUPERVISING_GRADES
    ]
    ids = [officer.pk for officer in officers]
    beside = Beside(
        contacts_by_officer(scope, "outcomes"),
        contacts_by_officer(scope, "planned"),
        _oldest(scope),
        lag_by_officer(scope),
        last_supervision(ids, scope.on),
        _flagged(flags),
        trends_of(ids, on=scope.on),
    )
    rows = [
        _row(officer, counts.get(officer.pk) or nothing(), steps, beside, scope)
        for officer in officers
    ]
    return sorted(rows, key=lambda row: -row.need)


def _row(
    officer: Officer,
    counts: Mapping[str, int],
    steps: Mapping[str, Steps],
    beside: Beside,
    scope: Scope,
) -> OfficerRow:
    pk, measures = officer.pk, scope.measures[officer.pk]
    supervised = beside.supervised.get(pk)
    since = (scope.on - supervised).days if supervised else None
    bands = bands_of(measures, steps)
    load = Load(
        measures=measures,
        bands=bands,
        overdue=counts[OVERDUE],
        by_level={level: counts[f"{OVERDUE}_{level}"] for level in RiskLevel},
        oldest=beside.oldest.get(pk, 0),
        flags=beside.flags.get(pk, {}),
        outcomes=beside.outcomes.get(pk, 0),
        supervised_days=since,
    )
    return OfficerRow(
        officer=officer,
        counts=counts,
        measures=measures,
        steps=steps,
        bands=bands,
        outcomes=load.outcomes,
        planned=beside.planned.get(pk, 0),
        oldest_overdue=load.oldest,
        lag_hours=beside.lag.get(pk),
        supervised_on=supervised,
        supervised_days=since,
        trend=beside.trends[pk],
        reasons=reasons_of(load),
    )


def bands_of(measures: Measures, steps: Mapping[str, Steps]) -> dict[str, Band]:
    """CAS-27: of every threshold that a value is at or above, how far; by the code of the kind."""
    found = {kind: band_of(value, steps[kind]) for kind, value in values(measures).items() if steps}
    if measures.capacity and steps:
        found[CAPACITY] = capacity_band(measures.capacity, steps[CAPACITY])
    return {kind: band for kind, band in found.items() if band}


def _flagged(flags: Sequence[At]) -> dict[int, dict[str, str]]:
    """By officer, what the flags are called; what is accepted for a while needs nobody now."""
    found: dict[int, dict[str, str]] = {}
    for row in at_or_above(flags):
        if not row.is_accepted:
            found.setdefault(row.officer_id, {})[row.kind] = label_of(row.kind)
    return found


def _oldest(scope: Scope) -> dict[int, int]:
    """For how many days the oldest thing is overdue."""
    found: dict[int, int] = {}
    for case_id, due in scope.first_due.items():
        if late := due.get(DueState.OVERDUE):
            officer, days = (
                scope.officers_of[case_id],
                days_overdue(min(late.values()), on=scope.on),
            )
            found[officer] = max(found.get(officer, 0), days)
    return found


def lag_by_officer(scope: Scope) -> dict[int, int]:
    """Median whole hours from what happened to its record, over four weeks (POL-12); one query."""
    medians = reads.waited(team=scope.team.pk, case_ids=scope.seen_ids, since=scope.at - LAG_OVER)
    return {officer: round(median / timedelta(hours=1)) for officer, median in medians}


def officers_export(rows: Sequence[OfficerRow]) -> list[Sequence[object]]:
    """Every officer with every figure of the page."""
    codes = list(nothing())
    header = (
        "officer", "name", *codes, "points", "available", "capacity", "oldest_overdue_days", "outcomes", "visits_planned",
        "record_lag_hours", "last_supervision", "why",
    )  # fmt: skip
    return [header, *(_exported(row, codes) for row in rows)]


def _exported(row: OfficerRow, codes: Sequence[str]) -> Sequence[object]:
    measures = row.measures
    return (
        row.officer.code,
        row.officer.name,
        *(row.counts[code] for code in codes),
        measures.points,
        measures.available,
        str(measures.capacity) if measures.capacity else "",
        row.oldest_overdue,
        row.outcomes,
        row.planned,
        row.lag_hours,
        row.supervised_on,
        ", ".join(reason.words for reason in row.reasons),
    )

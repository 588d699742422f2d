"""The team page: who most needs help, which cases most need someone, what changed since Friday."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.db.models import (
    Aggregate,
    DurationField,
    ExpressionWrapper,
    F,
    QuerySet,
)

from caseloads.rules.thresholds import Threshold, threshold_reached
from caseloads.selectors.team.lists import (
    contacts_by_officer,
    counts_by_officer,
    leads_of,
    totals,
)
from caseloads.selectors.team.scope import Scope
from caseloads.selectors.team.tiles import ENDED, LEVELS
from caseloads.selectors.thresholds import limits_of_load
from core.prepared import prepared, prepared_for, written
from offenders.choices import TELLS_PEOPLE, DueState, VersionKind
from offenders.models import Case, Contact, Deadline
from offenders.querysets import of_cases
from offenders.rules import days_overdue, listed_apart
from offenders.selectors.at_once import at_once_rows
from offenders.selectors.case import seen_cases
from offenders.selectors.due import (
    counted_rows,
    due_about_officers,
    key_of,
    one_line_each,
)
from offenders.selectors.lines import DueRow, OfficerDue
from people.choices import SUPERVISING_GRADES, Agency
from people.models import Officer, Team

MOST = 5
LAG_OVER = timedelta(days=28)


class Median(Aggregate):
    """The middle value; of an even number the mean of the two."""

    function = "PERCENTILE_CONT"
    template = "%(function)s(0.5) WITHIN GROUP (ORDER BY %(expressions)s)"


@dataclass(frozen=True, slots=True)
class Bar:
    """Overdue cases of one level, as a bar of a width that compares officers."""

    css: str
    x: int
    width: int


@dataclass(frozen=True, slots=True)
class OfficerRow:
    """One officer of the team."""

    officer: Officer
    counts: dict[str, int]
    outcomes: int
    planned: int
    oldest_overdue: int
    lag_hours: int | None
    over: Threshold | None
    bars: tuple[Bar, ...]

    @property
    def weight(self) -> tuple[int, ...]:
        """How much help is needed: overdue very high risk first, then high, then all, then unrecorded."""
        return (
            *(self.counts[tile.code] for tile in LEVELS[:2]),
            self.counts["overdue"],
            self.outcomes,
        )


@dataclass(frozen=True, slots=True)
class TeamPage:
    """Everything that the page says."""

    team: Team
    on: date
    since: date
    officers: list[OfficerRow]
    totals: dict[str, int]
    outcomes: int
    planned: int
    review_days: int
    to_review: int
    asked: int
    neediest: OfficerRow | None
    at_once: list[DueRow]
    worst: list[tuple[DueRow, str]]
    about_officers: list[OfficerDue]
    cases: list[Case]
    oldest_backlog: int  # days since the oldest thing of before was due
    unheld: int  # active cases whose last officer was of this team, and that nobody of the agency leads now
    without_probation: (
        int  # its cases, held or not, that serve a sentence without an officer of probation
    )
    waiting: int  # cases of people who are to be seen less often, once this is approved
    told: int  # cases of which something was told that waits for a supervisor: a death, the end of a registration
    ended: int  # of a team of probation: cases whose sentence is over and that it still holds


@dataclass(frozen=True, slots=True)
class Oldest:
    """For how many days the oldest thing is due: what is overdue by officer, and what is of before."""

    overdue: dict[int, int]
    backlog: int


def team_page(scope: Scope) -> TeamPage:
    """The page at an instant; the same number of queries for any team."""
    oldest = _oldest(scope)
    rows = officer_rows(scope, oldest)
    at_once = cannot_wait_in(scope)
    stand_above = {row.key for row in at_once}
    worst = [row for row in worst_cases(scope) if row.key not in stand_above]
    leads = leads_of([row.case.pk for row in worst], scope)
    counts = totals(row.counts for row in rows)
    return TeamPage(
        team=scope.team,
        on=scope.on,
        since=scope.since,
        officers=rows,
        totals=counts,
        outcomes=sum(row.outcomes for row in rows),
        planned=sum(row.planned for row in rows),
        review_days=scope.review_days,
        to_review=sum(contacts_by_officer(scope, "review").values()),
        asked=sum(contacts_by_officer(scope, "asked").values()),
        neediest=rows[0] if rows else None,
        at_once=at_once,
        worst=[(row, leads.get(row.case.pk, "")) for row in worst],
        about_officers=due_about_officers(
            Officer.objects.filter(team=scope.team), on=scope.on, user=scope.user
        ),
        cases=[row.case for row in (*at_once, *worst)],
        oldest_backlog=oldest.backlog,
        unheld=len(scope.unheld_ids),
        without_probation=len(scope.without_probation),
        waiting=len(scope.waiting),
        told=len(scope.told),
        ended=counts[ENDED] if scope.team.agency == Agency.PROBATION else 0,
    )


def officer_rows(scope: Scope, oldest: Oldest) -> list[OfficerRow]:
    """Every officer of the team, the neediest first, those without cases too; a supervisor only with cases."""
    counts, lag = counts_by_officer(scope), _lag(scope)
    outcomes = contacts_by_officer(scope, "outcomes")
    planned = contacts_by_officer(scope, "planned")
    limits = limits_of_load(on=scope.on)
    none = dict.fromkeys(totals([]), 0)
    most = max((row["overdue"] for row in counts.values()), default=0)
    officers = [
        officer
        for officer in _officers(team=scope.team.pk)
        if officer.pk in counts or officer.grade not in SUPERVISING_GRADES
    ]
    rows = [
        OfficerRow(
            officer=officer,
            counts=(found := counts.get(officer.pk, none)),
            outcomes=outcomes.get(officer.pk, 0),
            planned=planned.get(officer.pk, 0),
            oldest_overdue=oldest.overdue.get(officer.pk, 0),
            lag_hours=lag.get(officer.pk),
            over=threshold_reached(found["cases"], limits),
            bars=_bars(found, most),
        )
        for officer in officers
    ]
    return sorted(rows, key=lambda row: row.weight, reverse=True)


@prepared
def _officers(*, team: int) -> QuerySet[Officer]:
    return Officer.objects.filter(team=team)


def cannot_wait_in(scope: Scope) -> list[DueRow]:
    """What cannot wait in the cases that officers of the team lead, from the day on which it is due."""
    rows = at_once_rows(scope.seen, on=scope.on, user=scope.user)
    return [row for row in rows if row.case.pk in scope.officers_of]


def worst_cases(scope: Scope) -> list[DueRow]:
    """What is overdue: gravest first, then oldest. What is missing or accepted has numbers of its own."""
    found = {key_of(row) for row in _worst_deadlines(scope)}
    cases = seen_cases(scope.seen, {case_id for case_id, *_ in found if case_id})
    rows = counted_rows(cases, on=scope.on, user=scope.user)
    return one_line_each(row for row in rows if row.key in found)


def _worst_deadlines(scope: Scope) -> list[Deadline]:
    """Only those that will be shown: a team may have hundreds, and each row costs its acts."""
    return _worst(case_ids=scope.held_ids, on=scope.on)


@prepared_for(listed_apart)
def _worst(*, case_ids: list[int], on: date) -> QuerySet[Deadline]:
    held = Deadline.objects.filter(of_cases(case_ids))
    return held.overdue(on=on).gravest_first(on=on)[:MOST]


def _oldest(scope: Scope) -> Oldest:
    overdue: dict[int, int] = {}
    backlog = 0
    for case_id, first in scope.first_due.items():
        if DueState.BACKLOG in first:
            backlog = max(backlog, days_overdue(first[DueState.BACKLOG], on=scope.on))
        if DueState.OVERDUE in first:
            officer, days = (
                scope.officers_of[case_id],
                days_overdue(first[DueState.OVERDUE], on=scope.on),
            )
            overdue[officer] = max(overdue.get(officer, 0), days)
    return Oldest(overdue, backlog)


def _lag(scope: Scope) -> dict[int, int]:
    """Median whole hours from what happened to its record, over four weeks (POL-12); one query."""
    medians = _waited(team=scope.team.pk, case_ids=scope.seen_ids, since=scope.at - LAG_OVER)
    return {officer: round(median / timedelta(hours=1)) for officer, median in medians}


@written
def _waited(
    *, team: int, case_ids: list[int], since: datetime
) -> QuerySet[Contact, tuple[int, timedelta]]:
    waited = ExpressionWrapper(F("recorded_at") - F("happened_at"), output_field=DurationField())
    rows = (
        Contact.objects.not_voided()
        .filter(
            of_cases(case_ids),
            officer__team=team,
            recorded_at__gte=since,
            happened_at__lte=F("recorded_at"),
        )
        .exclude(version_kind__in=[VersionKind.CORRECTION, *TELLS_PEOPLE, VersionKind.VOIDED])
    )
    medians = rows.order_by().values("officer").annotate(median=Median(waited))
    return medians.values_list("officer", "median")


def _bars(counts: dict[str, int], most: int) -> tuple[Bar, ...]:
    """Overdue by level side by side; the longest bar of the team is 100 wide."""
    if not most:
        return ()
    bars, x = [], 0
    for tile in LEVELS:
        width = int(Decimal(counts[tile.code] * 100) / most)
        bars.append(Bar(tile.code.removeprefix("overdue_"), x, width))
        x += width
    return tuple(bars)

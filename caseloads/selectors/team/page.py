"""The team page: who most needs help, which cases most need someone, what changed since Friday."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from caseloads.selectors.plans import GapTile, gap_tiles
from caseloads.selectors.team.lists import contacts_by_officer, totals
from caseloads.selectors.team.officer_flags import OfficerTile, flags_of, tiles_of
from caseloads.selectors.team.officers import OfficerRow, officer_rows
from caseloads.selectors.team.scope import Scope
from caseloads.selectors.team.tiles import ENDED
from core.prepared import prepared_for
from offenders.choices import DueState
from offenders.models import Case, Deadline
from offenders.querysets import of_cases
from offenders.rules import days_overdue, listed_apart
from offenders.selectors.at_once import at_once_rows
from offenders.selectors.case import seen_cases
from offenders.selectors.due import counted_rows, key_of, one_line_each
from offenders.selectors.lines import DueRow
from people.choices import Agency
from people.models import Team

MOST = 5


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
    flags: list[OfficerTile]
    cases: list[Case]
    oldest_backlog: int  # days since the oldest thing of before was due
    unheld: int  # active cases whose last officer was of this team, and that nobody of the agency leads now
    without_probation: (
        int  # its cases, held or not, that serve a sentence without an officer of probation
    )
    waiting: int  # cases of people who are to be seen less often, once this is approved
    told: int  # cases of which something was told that waits for a supervisor: a death, the end of a registration
    no_plan: int  # cases that it holds of which no plan is signed
    left_out: int  # cases whose plan leaves out something in force
    gaps: list[GapTile]  # the same by what is left out
    ended: int  # of a team of probation: cases whose sentence is over and that it still holds


def team_page(scope: Scope) -> TeamPage:
    """The page at an instant; the same number of queries for any team."""
    flags = flags_of(scope)
    rows = officer_rows(scope, flags)
    at_once = cannot_wait_in(scope)
    stand_above = {row.key for row in at_once}
    worst = [row for row in worst_cases(scope) if row.key not in stand_above]
    names = {officer.pk: officer.name for officer in scope.officers}
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
        neediest=rows[0] if rows and rows[0].need else None,
        at_once=at_once,
        worst=[(row, names.get(scope.officers_of[row.case.pk], "")) for row in worst],
        flags=tiles_of(flags, scope),
        cases=[row.case for row in (*at_once, *worst)],
        oldest_backlog=_oldest_backlog(scope),
        unheld=len(scope.unheld_ids),
        without_probation=len(scope.without_probation),
        waiting=len(scope.waiting),
        told=len(scope.told),
        no_plan=len(scope.without_plan),
        left_out=len(scope.left_out),
        gaps=gap_tiles(scope.left_out),
        ended=counts[ENDED] if scope.team.agency == Agency.PROBATION else 0,
    )


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


def _oldest_backlog(scope: Scope) -> int:
    """For how many days the oldest thing of before is due."""
    first = [
        day
        for due in scope.first_due.values()
        if DueState.BACKLOG in due
        for day in due[DueState.BACKLOG].values()
    ]
    return days_overdue(min(first), on=scope.on) if first else 0

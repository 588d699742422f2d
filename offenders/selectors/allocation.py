"""Who leads a case for an agency, who did, and what is known of who could."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet

from core.calendar import falls_in, in_full
from core.history import Change, changes_of
from core.prepared import one_of, prepared
from offenders.choices import AllocationRole, RiskLevel, RiskTool
from offenders.models import Allocation, Case, Exclusion, Restriction
from offenders.querysets import holds_on, of_cases
from offenders.rules.allocation import ASKED_OF, Course, Standing, standings
from offenders.selectors.case import latest_levels
from people.choices import Agency, TrainingKind
from people.models import Training, User


@dataclass(frozen=True, slots=True)
class Leads:
    """Who leads a case for one agency as at a day, who led it last, who is planned, and the newest change."""

    current: Allocation | None
    last: Allocation | None
    planned: Allocation | None
    newest: Change | None

    @property
    def version(self) -> int:
        """Changes with every change of who leads; 0 before the first."""
        return int(self.newest.row.pgh_id) if self.newest else 0

    @property
    def lines(self) -> list[tuple[str, str]]:
        """Who holds it now, for the page that tells of somebody else's change."""
        if self.current is None:
            return [("Officer", "Nobody")]
        return [
            ("Officer", self.current.officer.name),
            ("Since", in_full(self.current.starts_on)),
        ]


def lead_names(case_ids: Collection[int], *, on: date) -> dict[int, list[str]]:
    """Who leads each of these cases, with the agency. One query."""
    found = defaultdict(list)
    for row in _leading(case_ids=list(case_ids), on=on):
        found[row.case_id].append(f"{row.get_agency_display()}: {row.officer.short_name}")
    return found


@prepared
def _leading(*, case_ids: list[int], on: date) -> QuerySet[Allocation]:
    rows = Allocation.objects.filter(holds_on(on), of_cases(case_ids), role=AllocationRole.LEAD)
    return rows.select_related("officer").order_by("agency", "pk")


def leads_of(case: Case, agency: Agency, *, on: date) -> Leads:
    """Two queries."""
    return leads_of_all([case.pk], agency, on=on)[case.pk]


def leads_of_all(case_ids: Collection[int], agency: Agency, *, on: date) -> dict[int, Leads]:
    """Of each of these cases; two queries for any number."""
    rows: dict[int, list[Allocation]] = {case_id: [] for case_id in case_ids}
    of_agency = Allocation.objects.filter(agency=agency, role=AllocationRole.LEAD)
    for row in (
        of_agency.filter(of_cases(list(case_ids)))
        .select_related("officer__team")
        .order_by("starts_on")
    ):
        rows[row.case_id].append(row)
    newest: dict[int, Change] = {}
    for change in changes_of(
        Allocation, case__in=list(case_ids), agency=agency, role=AllocationRole.LEAD
    ):
        newest.setdefault(change.row.case_id, change)
    return {case_id: _leads(rows[case_id], newest.get(case_id), on) for case_id in rows}


def _leads(rows: list[Allocation], newest: Change | None, on: date) -> Leads:
    begun = [row for row in rows if row.starts_on <= on]
    last = begun[-1] if begun else None
    holds = last is not None and falls_in(on, last.starts_on, last.ends_on)
    return Leads(
        current=last if holds else None,
        last=last,
        planned=next((row for row in rows if row.starts_on > on), None),
        newest=newest,
    )


def police_level(case: Case, *, on: date) -> RiskLevel | None:
    """The police risk level as at a day; None when there is none."""
    level = latest_levels([case.pk], on=on).get(case.pk, {}).get(RiskTool.POLICE)
    return RiskLevel(level) if level else None


def standings_of(
    officer_ids: Collection[int], *, on: date, asked: Sequence[str] = ASKED_OF[Agency.POLICE]
) -> dict[int, tuple[Standing, ...]]:
    """POL-22: how each of these officers stands with the courses that high risk asks for; one query."""
    done: dict[int, list[Course]] = defaultdict(list)
    for row in Training.objects.filter(officer__in=officer_ids):
        course = Course(TrainingKind(row.kind), row.trained_on, row.expires_on)
        done[row.officer_id].append(course)
    return {
        officer_id: standings(done[officer_id], on=on, asked=asked) for officer_id in officer_ids
    }


def excluded_users(case: Case, *, at: datetime) -> QuerySet[User]:
    """INF-30: users who may not open the case, whatever the ground; part of the query that asks."""
    return excluded_from_any([case.pk], at=at)


def excluded_from_any(case_ids: Collection[int], *, at: datetime) -> QuerySet[User]:
    """INF-30: users who may not open one of these cases; part of the query that asks."""
    listed = Exclusion.objects.filter(_open(at), of_cases(list(case_ids)))
    return User.objects.filter(pk__in=listed.values("user"))


def named_users(case_ids: Collection[int], *, at: datetime) -> dict[int, set[int]]:
    """INF-30: by case the users to whom it is restricted; those that are not restricted are not in it. One query."""
    found: dict[int, set[int]] = defaultdict(set)
    rows = Restriction.objects.filter(_open(at), of_cases(list(case_ids)))
    for case_id, user_id in rows.values_list("case_id", "user_id"):
        found[case_id].add(user_id)
    return dict(found)


def _open(at: datetime) -> Q:
    return Q(starts_at__lte=at) & (Q(ends_at__isnull=True) | Q(ends_at__gt=at))


def held_ids(officer_ids: Collection[int], *, on: date) -> frozenset[int]:
    """The cases that any of these officers holds or co-works on a day, visible or not; one query."""
    return frozenset(_held(officer_ids=list(officer_ids), on=on))


@prepared
def _held(*, officer_ids: list[int], on: date) -> QuerySet[Allocation, int]:
    rows = Allocation.objects.filter(holds_on(on), one_of("officer", officer_ids))
    return rows.values_list("case_id", flat=True)

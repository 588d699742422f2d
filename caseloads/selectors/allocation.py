"""Who could take a case: the officers of the agency near the supervisor, with what each of them carries."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Exists, OuterRef, Q

from caseloads.rules.thresholds import Steps, Threshold, load_words, threshold_reached
from caseloads.selectors.thresholds import limits_of_load
from core.calendar import london_date
from offenders.choices import AllocationRole, CaseStatus, RiskLevel
from offenders.models import Allocation, Case, Deadline
from offenders.querysets import holds_on
from offenders.rules.allocation import (
    TRAINED_FOR,
    Standing,
    training_gap,
)
from offenders.selectors.allocation import (
    Leads,
    excluded_users,
    leads_of,
    named_users,
    police_level,
    standings_of,
)
from people.choices import SUPERVISING_GRADES, Agency
from people.models import Officer, Team, User


@dataclass(frozen=True, slots=True)
class Candidate:
    """An officer who could take the case, with what the supervisor must know before choosing."""

    officer: Officer
    is_own: bool
    cases: int
    overdue: int
    load: str
    reached: Threshold | None
    stands: tuple[Standing, ...]
    gap: str
    is_to_be_named: bool

    @property
    def value(self) -> str:
        return str(self.officer.pk)

    @property
    def training(self) -> str:
        return ". ".join(stand.words for stand in self.stands)


@dataclass(frozen=True, slots=True)
class AllocationPage:
    """Everything that the page says before anybody is chosen."""

    leads: Leads
    level: RiskLevel | None
    agency: Agency
    limits: Steps | None
    candidates: list[Candidate]
    is_active: bool

    @property
    def asks_training(self) -> bool:
        """POL-22: whether the risk of the case asks for trained officers, and one of these is not."""
        return any(candidate.gap for candidate in self.candidates)

    @property
    def needs_trained(self) -> bool:
        return self.agency == Agency.POLICE and self.level in TRAINED_FOR

    @property
    def first_elsewhere(self) -> str:
        """The first officer of another team than the supervisor's, before whom the list says so."""
        return next((row.value for row in self.candidates if not row.is_own), "")


def allocation_page(case: Case, giver: Officer, *, user: User, at: datetime) -> AllocationPage:
    """The page at an instant; the same number of queries for any number of officers."""
    on, agency = london_date(at), Agency(giver.agency)
    leads, level, limits = (
        leads_of(case, agency, on=on),
        police_level(case, on=on),
        limits_of_load(on=on),
    )
    teams = {team.pk: team.delivery_unit_id for team in Team.objects.led_by(user, on=on)}
    officers = _officers(case, leads, agency, set(teams.values()), at=at)
    ids = [officer.pk for officer in officers]
    stands = standings_of(ids, on=on) if agency == Agency.POLICE else {}
    held, named = _held(ids, user, on=on, at=at), named_users(case, at=at)
    rows = [
        _candidate(
            officer,
            is_own=officer.team_id in teams,
            held=held.get(officer.pk, (0, 0)),
            limits=limits,
            stands=stands.get(officer.pk, ()),
            level=level,
            is_to_be_named=bool(named) and officer.user_id not in named,
        )
        for officer in officers
    ]
    # Own teams first; whoever supervises seldom holds cases, so they stand at the end of their part.
    rows.sort(key=lambda row: (not row.is_own, row.officer.grade in SUPERVISING_GRADES))
    return AllocationPage(
        leads, level, agency, limits, rows, is_active=case.status == CaseStatus.ACTIVE
    )


def _candidate(
    officer: Officer,
    *,
    held: tuple[int, int],
    limits: Steps | None,
    stands: tuple[Standing, ...],
    level: RiskLevel | None,
    is_own: bool,
    is_to_be_named: bool,
) -> Candidate:
    cases, overdue = held
    return Candidate(
        officer=officer,
        is_own=is_own,
        cases=cases,
        overdue=overdue,
        load=load_words(cases, limits),
        reached=threshold_reached(cases + 1, limits),
        stands=stands,
        gap=training_gap(level, stands),
        is_to_be_named=is_to_be_named,
    )


def _officers(
    case: Case, leads: Leads, agency: Agency, unit_ids: Collection[int], *, at: datetime
) -> list[Officer]:
    """Of the delivery units of the supervisor's teams, but who holds the case now or may not open it (INF-30)."""
    officers = (
        Officer.objects.filter(agency=agency, team__delivery_unit__in=unit_ids)
        .exclude(user__in=excluded_users(case, at=at))
        .select_related("team", "user")
        .order_by("team__name", "surname", "forenames", "code")
    )
    now = leads.current.officer_id if leads.current else None
    return [officer for officer in officers if officer.pk != now]


def _held(
    officer_ids: Collection[int], user: User, *, on: date, at: datetime
) -> dict[int, tuple[int, int]]:
    """Active cases that each leads, and how many have something overdue; one query.

    Those that are closed to the supervisor are not counted: not even their number may show (INF-31).
    """
    overdue = Deadline.objects.overdue(on=on).filter(case=OuterRef("case"))
    rows = (
        Allocation.objects.filter(
            holds_on(on),
            role=AllocationRole.LEAD,
            officer__in=officer_ids,
            case__status=CaseStatus.ACTIVE,
        )
        .exclude(case__in=Case.objects.closed_to(user, at=at).values("pk"))
        .annotate(is_late=Exists(overdue))
        .order_by()
        .values("officer")
        .annotate(cases=Count("pk"), late=Count("pk", filter=Q(is_late=True)))
    )
    return {row["officer"]: (row["cases"], row["late"]) for row in rows}

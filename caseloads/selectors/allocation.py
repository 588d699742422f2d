"""Who could take cases: the officers of the agency near the supervisor, with what each would carry."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from caseloads.choices import Work
from caseloads.models import Brief
from caseloads.rules.candidates import (
    Change,
    Known,
    Reached,
    Standing as Place,
    known_words,
    place,
    reached,
)
from caseloads.rules.distance import Distance, distance_to_all
from caseloads.rules.measures import Weighed
from caseloads.selectors.brief import briefs_for
from caseloads.selectors.candidates import (
    Ahead,
    Loads,
    ahead_of,
    courses_asked,
    homes_of,
    known_to,
    late_of,
    loads_of,
)
from caseloads.selectors.measures import weighed_for
from core.calendar import london_date
from offenders.choices import CaseStatus, RiskLevel
from offenders.models import Case
from offenders.rules.allocation import TRAINED_FOR, Standing, training_gap
from offenders.selectors.allocation import (
    Leads,
    excluded_from_any,
    leads_of_all,
    named_users,
    standings_of,
)
from people.choices import SUPERVISING_GRADES, Agency
from people.models import Officer, Team, User

NOBODY_AHEAD = Ahead(is_away=False, words=())


@dataclass(frozen=True, slots=True)
class ToGive:
    """A case that is to be given, who leads it, and what it weighs with the agency."""

    case: Case
    leads: Leads
    weighed: Weighed
    brief: Brief | None = None  # the handover brief that would go along

    @property
    def needs_brief(self) -> bool:
        """F-20: somebody held it, and what they know is not written down."""
        return self.leads.last is not None and self.brief is None

    @property
    def level(self) -> RiskLevel | None:
        return self.weighed.held.level

    @property
    def is_active(self) -> bool:
        return self.case.status == CaseStatus.ACTIVE


@dataclass(frozen=True, slots=True)
class Candidate:
    """An officer who could take the cases, with what the supervisor must know before choosing."""

    officer: Officer
    is_own: bool
    change: Change
    reached: tuple[Reached, ...]
    late: int
    stands: tuple[Standing, ...]
    gap: str
    ahead: Ahead
    known: Sequence[Known]
    distance: Distance
    is_to_be_named: bool

    @property
    def value(self) -> str:
        return str(self.officer.pk)

    @property
    def training(self) -> str:
        return ". ".join(stand.words for stand in self.stands)

    @property
    def place(self) -> tuple[object, ...]:
        return place(
            Place(
                is_own=self.is_own,
                supervises=self.officer.grade in SUPERVISING_GRADES,
                is_away=self.ahead.is_away,
                reached=self.reached,
                lacks_training=bool(self.gap),
                knew=len(self.known),
                load=self.change.load,
                km=self.distance.km,
            )
        )


@dataclass(frozen=True, slots=True)
class Moved:
    """What it makes of an officer when cases come or go."""

    officer: Officer
    change: Change
    reached: tuple[Reached, ...]


@dataclass(frozen=True, slots=True)
class AllocationPage:
    """Everything that the page says before anybody is chosen."""

    to_give: Sequence[ToGive]
    agency: Agency
    candidates: Sequence[Candidate]
    loads: Loads

    @property
    def leads(self) -> Leads:
        """Of the one case, or of the first of several."""
        return self.to_give[0].leads

    @property
    def is_active(self) -> bool:
        return all(row.is_active for row in self.to_give)

    @property
    def is_one(self) -> bool:
        return len(self.to_give) == 1

    @property
    def unbriefed(self) -> list[ToGive]:
        """Those that would go without a handover brief."""
        return [row for row in self.to_give if row.needs_brief]

    @property
    def level(self) -> RiskLevel | None:
        """The gravest of the cases, by the agency's own tool."""
        return gravest(self.to_give)

    @property
    def asks_training(self) -> bool:
        """POL-22: whether the risk of the case asks for trained officers, and one of these is not."""
        return any(candidate.gap for candidate in self.candidates)

    @property
    def needs_trained(self) -> bool:
        return self.agency == Agency.POLICE and self.level in TRAINED_FOR

    @property
    def points(self) -> int:
        return sum(row.weighed.points for row in self.to_give)

    @property
    def untiered(self) -> int:
        return sum(row.weighed.work == Work.UNTIERED for row in self.to_give)

    @property
    def losing(self) -> list[Moved]:
        """What it makes of those who give cases away, if all of these go."""
        return self.moved(dict.fromkeys((row.case.pk for row in self.to_give), 0))

    def moved(self, to: Mapping[int, int]) -> list[Moved]:
        """What it makes of everybody concerned when each of these cases goes to that officer; 0 is anybody else."""
        given = [row for row in self.to_give if row.case.pk in to]
        holders = {row.leads.current.officer for row in given if row.leads.current}
        takers = {row.officer for row in self.candidates if row.officer.pk in to.values()}
        return [
            self._moved(
                officer,
                added=[row.weighed for row in given if to[row.case.pk] == officer.pk],
                taken=[
                    row.case.pk
                    for row in given
                    if row.leads.current and row.leads.current.officer_id == officer.pk
                ],
            )
            for officer in sorted(holders | takers, key=lambda each: (each in takers, each.name))
        ]

    def _moved(
        self, officer: Officer, *, added: Collection[Weighed], taken: Collection[int]
    ) -> Moved:
        found = self.loads.changed(officer.pk, added=added, taken=taken)
        return Moved(officer, found, reached(found, self.loads.steps))


def gravest(rows: Sequence[ToGive]) -> RiskLevel | None:
    order = list(RiskLevel)
    levels = [row.level for row in rows if row.level]
    return min(levels, key=order.index, default=None)


def allocation_page(
    cases: Sequence[Case], giver: Officer, *, user: User, at: datetime
) -> AllocationPage:
    """The page at an instant; the same number of queries for any number of officers and of cases."""
    on, agency = london_date(at), Agency(giver.agency)
    to_give = _to_give(cases, agency, on=on)
    teams = {team.pk: team.delivery_unit_id for team in Team.objects.led_by(user, on=on)}
    officers = _officers(to_give, agency, set(teams.values()), at=at)
    holders = {row.leads.current.officer for row in to_give if row.leads.current}
    loads = loads_of([*holders, *officers], on=on)
    found = _Found(to_give, agency, officers, loads, user=user, at=at)
    rows = [found.candidate(officer, is_own=officer.team_id in teams) for officer in officers]
    return AllocationPage(to_give, agency, sorted(rows, key=lambda row: row.place), loads)


def _to_give(cases: Sequence[Case], agency: Agency, *, on: date) -> list[ToGive]:
    ids = [case.pk for case in cases]
    leads, weighed = leads_of_all(ids, agency, on=on), weighed_for(ids, agency, on=on)
    briefs = briefs_for(leads, agency, on=on)
    return [ToGive(case, leads[case.pk], weighed[case.pk], briefs.get(case.pk)) for case in cases]


class _Found:
    """What is known of all officers at once, for the candidates that are made of it."""

    def __init__(
        self,
        to_give: Sequence[ToGive],
        agency: Agency,
        officers: Sequence[Officer],
        loads: Loads,
        *,
        user: User,
        at: datetime,
    ) -> None:
        on, ids = london_date(at), [officer.pk for officer in officers]
        cases = [row.case for row in to_give]
        homes = homes_of([case.pk for case in cases], on=on)
        self.loads, self.added = loads, [row.weighed for row in to_give]
        self.level = gravest(to_give) if agency == Agency.POLICE else None
        self.stands = _stands(to_give, agency, ids, on=on)
        self.late, self.ahead = late_of(ids, user, at=at), ahead_of(ids, on=on)
        self.known = known_to(cases, ids, at=at)
        self.homes = [homes.get(case.pk, "") for case in cases]
        self.named = named_users([case.pk for case in cases], at=at)

    def candidate(self, officer: Officer, *, is_own: bool) -> Candidate:
        found = self.loads.changed(officer.pk, added=self.added)
        stands = self.stands.get(officer.pk, ())
        return Candidate(
            officer=officer,
            is_own=is_own,
            change=found,
            reached=reached(found, self.loads.steps),
            late=self.late.get(officer.pk, 0),
            stands=stands,
            gap=training_gap(self.level, stands),
            ahead=self.ahead.get(officer.pk, NOBODY_AHEAD),
            known=self.known.get(officer.pk, ()),
            distance=distance_to_all(self.homes, officer.team.postcode),
            is_to_be_named=any(officer.user_id not in users for users in self.named.values()),
        )


def _stands(
    to_give: Sequence[ToGive], agency: Agency, officer_ids: Sequence[int], *, on: date
) -> dict[int, tuple[Standing, ...]]:
    """POL-22: of the police always; of probation the courses that a registered person at high risk asks for."""
    if agency == Agency.POLICE:
        return standings_of(officer_ids, on=on)
    asks = any(row.weighed.held.is_registered and row.level in TRAINED_FOR for row in to_give)
    return standings_of(officer_ids, on=on, asked=courses_asked(agency, on=on)) if asks else {}


def _officers(
    to_give: Sequence[ToGive], agency: Agency, unit_ids: Collection[int], *, at: datetime
) -> list[Officer]:
    """Of the delivery units of the supervisor's teams, but who holds one of the cases, who may not open one (INF-30)
    and who has left: an account that is closed opens nothing.
    """
    case_ids = [row.case.pk for row in to_give]
    holders = [row.leads.current.officer_id for row in to_give if row.leads.current]
    officers = (
        Officer.objects.filter(agency=agency, team__delivery_unit__in=unit_ids)
        .exclude(user__in=excluded_from_any(case_ids, at=at))
        .exclude(user__is_active=False)
        .exclude(pk__in=holders)
        .select_related("team", "user")
    )
    return list(officers.order_by("team__name", "surname", "forenames", "code"))


def knows(candidate: Candidate, *, of: int) -> str:
    return known_words(candidate.known, of=of)

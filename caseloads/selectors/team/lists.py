"""Every number of the team page and the list behind it: one condition each, so they cannot differ."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property

from django.db.models import CharField, Count, Exists, OuterRef, Q, QuerySet, Subquery

from caseloads.selectors.cases import CaseRow, with_columns
from core.calendar import LONDON, is_working_day, london_date, london_midnight
from offenders.choices import AllocationRole, CaseStatus, PauseKind, RiskLevel, RiskTool
from offenders.models import Allocation, Case, Contact, Deadline, Flag, Pause, RiskAssessment
from offenders.querysets import CaseQuerySet, ContactQuerySet, holds_on
from offenders.rules import DATA_MISSING
from people.models import Officer, Team, User

WEEK = timedelta(days=7)
OVERDUE, UNKNOWN = "overdue", "overdue_unknown"


@dataclass(frozen=True, slots=True)
class Tile:
    """A number: what it counts, in words, and the condition on the team's holdings."""

    code: str
    label: str
    condition: Q


def _overdue(level: RiskLevel) -> Tile:
    """POL-23: overdue is split by police risk level, very high first."""
    words = f"Overdue, {level.label.lower()} risk"
    return Tile(f"overdue_{level}", words, Q(has_overdue=True, level=level))


LEVELS: tuple[Tile, ...] = tuple(_overdue(level) for level in RiskLevel)
CASE_TILES: dict[str, Tile] = {
    tile.code: tile
    for tile in (
        Tile("cases", "Cases", Q()),
        Tile(OVERDUE, "Overdue", Q(has_overdue=True)),
        *LEVELS,
        Tile(UNKNOWN, "Overdue, police risk not known", Q(has_overdue=True, level__isnull=True)),
        Tile(
            "high",
            "High and very high police risk",
            Q(level__in=[RiskLevel.VERY_HIGH, RiskLevel.HIGH]),
        ),
        Tile("missing", "Information missing", Q(has_missing=True)),
        Tile("custody", "In custody", Q(is_in_custody=True)),
        Tile("raised", "New flag", Q(has_raised=True)),
        Tile("cured", "Flag cured", Q(has_cured=True)),
        Tile("accepted", "Flag accepted", Q(has_accepted=True)),
    )
}
CONTACT_TILES = {
    "outcomes": "Outcomes to record",
    "planned": "Home visits planned in the next 7 days",
}


@dataclass(frozen=True)
class Scope:
    """Whose numbers: one team, as this user may see it, at an instant."""

    team: Team
    user: User
    at: datetime

    @property
    def on(self) -> date:
        return london_date(self.at)

    @property
    def since(self) -> date:
        """The last working day before: on a Monday, Friday."""
        day = self.on - timedelta(days=1)
        while not is_working_day(day):
            day -= timedelta(days=1)
        return day

    @property
    def visible(self) -> CaseQuerySet:
        cases: CaseQuerySet = Case.objects.visible_to(self.user, at=self.at)
        return cases

    def held(self) -> QuerySet[Allocation]:
        """Active cases that officers of the team lead, visible or not; each once."""
        return Allocation.objects.filter(
            holds_on(self.on),
            role=AllocationRole.LEAD,
            agency=self.team.agency,
            officer__team=self.team,
            case__status=CaseStatus.ACTIVE,
        )

    def holdings(self) -> QuerySet[Allocation]:
        """Those that this user may see, with what the conditions of the tiles ask."""
        return self.held().filter(case__in=self.held_ids).annotate(**self._facts())

    @cached_property
    def held_ids(self) -> list[int]:
        """The team's cases that this user may see: asked once, because every number needs them."""
        found = self.held().filter(case__in=self.visible.values("pk"))
        return list(found.values_list("case_id", flat=True))

    def _facts(self) -> dict[str, Subquery | Exists]:
        on, start = self.on, london_midnight(self.since)
        deadlines = Deadline.objects.overdue(on=on).filter(case=OuterRef("case"))
        flags = Flag.objects.filter(case=OuterRef("case"))
        newest = RiskAssessment.objects.filter(
            case=OuterRef("case"), tool=RiskTool.POLICE, assessed_on__lte=on
        ).order_by("-assessed_on")
        custody = Pause.objects.filter(holds_on(on), case=OuterRef("case"), kind=PauseKind.CUSTODY)
        return {
            "level": Subquery(newest.values("level")[:1], output_field=CharField()),
            "has_overdue": Exists(deadlines.exclude(kind=DATA_MISSING)),
            "has_missing": Exists(
                Deadline.objects.filter(case=OuterRef("case"), kind=DATA_MISSING)
            ),
            "is_in_custody": Exists(custody),
            "has_raised": Exists(flags.filter(raised_at__gte=start)),
            "has_cured": Exists(flags.filter(cured_at__gte=start)),
            "has_accepted": Exists(flags.filter(accepted_at__gte=start, cured_at__isnull=True)),
        }

    def contacts(self, code: str) -> ContactQuerySet:
        """Appointments of the team's officers: past without outcome, or home visits to come."""
        mine = Contact.objects.current().filter(
            officer__team=self.team, case__in=self.visible.values("pk")
        )
        if code == "outcomes":
            found: ContactQuerySet = mine.without_outcome(at=self.at)
            return found
        ahead: ContactQuerySet = mine.filter(
            type__is_home_visit=True,
            outcome__isnull=True,
            happened_at__gte=self.at,
            happened_at__lt=_end_of(self.on + WEEK),
        )
        return ahead


def _end_of(day: date) -> datetime:
    return datetime.combine(day + timedelta(days=1), time.min, tzinfo=LONDON)


def counts_by_officer(scope: Scope) -> dict[int, dict[str, int]]:
    """Every case tile for every officer; one query."""
    tiles = {code: Count("pk", filter=tile.condition) for code, tile in CASE_TILES.items()}
    tiles["cases"] = Count("pk")
    rows = (
        scope.holdings()
        .order_by()
        .values("officer")
        .annotate(**tiles)
        .values_list("officer", *tiles)
    )
    return {officer: dict(zip(tiles, numbers, strict=True)) for officer, *numbers in rows}


def contacts_by_officer(scope: Scope, code: str) -> dict[int, int]:
    """A contact tile for every officer; one query."""
    rows = scope.contacts(code).order_by().values("officer").annotate(n=Count("pk"))
    return {row["officer"]: row["n"] for row in rows}


def cases_of(scope: Scope, code: str, officer: Officer | None = None) -> CaseQuerySet:
    """The list behind a case tile: most overdue first, then by name."""
    held = scope.holdings().filter(CASE_TILES[code].condition)
    if officer:
        held = held.filter(officer=officer)
    cases = with_columns(scope.visible.filter(pk__in=held.values("case")), at=scope.at)
    return cases.order_by("due_on", "surname", "forenames", "pk")


def contacts_of(scope: Scope, code: str, officer: Officer | None = None) -> ContactQuerySet:
    """The list behind a contact tile, oldest first."""
    contacts = scope.contacts(code)
    if officer:
        contacts = contacts.filter(officer=officer)
    found: ContactQuerySet = contacts.select_related("type", "officer", "visit").order_by(
        "happened_at", "pk"
    )
    return found


def unheld_count(scope: Scope) -> int:
    """Active cases last led in this team that nobody of its agency leads now; nobody can open them."""
    leading = Allocation.objects.filter(agency=scope.team.agency, role=AllocationRole.LEAD)
    later = leading.filter(case=OuterRef("case"), starts_on__gt=OuterRef("starts_on"))
    ended = leading.filter(
        officer__team=scope.team, ends_on__lte=scope.on, case__status=CaseStatus.ACTIVE
    )
    return ended.filter(~Exists(later)).count()


def totals(counts: Iterable[dict[str, int]]) -> dict[str, int]:
    """The team's numbers: the officers' added up."""
    rows = list(counts)
    return {code: sum(row[code] for row in rows) for code in CASE_TILES}


def leads_of(case_ids: Iterable[int], scope: Scope) -> dict[int, str]:
    """Who of the team leads each of these cases; one query."""
    rows = scope.held().filter(case__in=list(case_ids)).select_related("officer")
    return {row.case_id: row.officer.name for row in rows}


def with_officers(rows: list[CaseRow], scope: Scope) -> list[tuple[CaseRow, str, date | None]]:
    """Rows of the list of cases, each with its officer and until when a flag on it is accepted; two queries."""
    ids = [row.case.pk for row in rows]
    leads = leads_of(ids, scope)
    accepted = dict(
        Flag.objects.filter(case__in=ids, cured_at__isnull=True, accepted_until__gte=scope.on)
        .order_by("accepted_until")
        .values_list("case_id", "accepted_until")
    )
    return [(row, leads.get(row.case.pk, ""), accepted.get(row.case.pk)) for row in rows]


def headlines(
    teams: Iterable[Team], user: User, *, at: datetime
) -> list[tuple[Team, dict[str, int]]]:
    """For the choice of a team: its numbers; one query for each team."""
    return [(team, totals(counts_by_officer(Scope(team, user, at)).values())) for team in teams]

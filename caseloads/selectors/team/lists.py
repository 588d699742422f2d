"""Every number of the team page and the list behind it: one condition each, so they cannot differ."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property
from uuid import UUID

from django.db.models import CharField, Count, Exists, OuterRef, Q, QuerySet, Subquery

from caseloads.selectors.cases import DUE_ORDER, CaseRow, with_columns
from core.calendar import LONDON, in_full, is_working_day, london_date, london_midnight
from core.standards import number
from offenders.choices import (
    AllocationRole,
    CaseStatus,
    DueState,
    PauseKind,
    RiskLevel,
    RiskTool,
)
from offenders.deadlines import Kind
from offenders.deadlines.outcome import CONTACT_OUTCOME
from offenders.models import Allocation, Case, Contact, Deadline, Flag, Pause, RiskAssessment
from offenders.querysets import CaseQuerySet, ContactQuerySet, holds_on
from people.models import Officer, Team, User
from visits.models import Review, Visit
from visits.selectors.review import asks_of, concerns_of

WEEK = timedelta(days=7)
OVERDUE, UNKNOWN = DueState.OVERDUE.value, "overdue_unknown"
MISSING, ACCEPTED, BACKLOG = DueState.MISSING.value, DueState.ACCEPTED.value, DueState.BACKLOG.value
UNHELD = "unheld"
UNHELD_LABEL = "Without an officer"


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
        Tile(OVERDUE, DueState.OVERDUE.label, Q(has_overdue=True)),
        *LEVELS,
        Tile(UNKNOWN, "Overdue, police risk not known", Q(has_overdue=True, level__isnull=True)),
        Tile(
            "high",
            "High and very high police risk",
            Q(level__in=[RiskLevel.VERY_HIGH, RiskLevel.HIGH]),
        ),
        Tile(MISSING, DueState.MISSING.label, Q(has_missing=True)),
        Tile(ACCEPTED, DueState.ACCEPTED.label, Q(has_accepted=True)),
        Tile(BACKLOG, DueState.BACKLOG.label, Q(has_backlog=True)),
        Tile("custody", "In custody", Q(is_in_custody=True)),
        Tile("raised", "New flag", Q(has_raised=True)),
        Tile("cured", "Flag cured", Q(has_cured=True)),
        Tile("acceptances", "Flag accepted", Q(has_acceptance=True)),
    )
}
CONTACT_TILES = {
    "outcomes": CONTACT_OUTCOME.listed_as,
    "planned": "Home visits planned in the next 7 days",
    "review": "Visits with a concern to review",
    "asked": "Asked, not answered",
}
LABELS = (
    {code: tile.label for code, tile in CASE_TILES.items()} | CONTACT_TILES | {UNHELD: UNHELD_LABEL}
)
CHANGES = ("raised", "cured", "acceptances")
NOUNS = {"outcomes": "appointment", "planned": "appointment", "review": "visit", "asked": "visit"}


@dataclass(frozen=True, slots=True)
class Heading:
    """What the list behind a number is called, and what one of its rows is."""

    label: str
    words: str
    noun: str


def heading(scope: "Scope", code: str, officer: Officer | None) -> Heading:
    since = f" since {scope.since:%A} {in_full(scope.since)}" if code in CHANGES else ""
    whose = f": {officer.name}" if officer else ""
    return Heading(LABELS[code], f"{LABELS[code]}{since}{whose}", NOUNS.get(code, "case"))


@dataclass(frozen=True, slots=True)
class ContactRow:
    """A contact as a list shows it, with where its record is and what the list is about."""

    contact: Contact
    case: Case
    url: str
    words: str


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
        cases: CaseQuerySet = Case.objects.visible_to(self.user)
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
        deadlines = Deadline.objects.filter(case=OuterRef("case"))
        flags = Flag.objects.filter(case=OuterRef("case"))
        newest = RiskAssessment.objects.filter(
            case=OuterRef("case"), tool=RiskTool.POLICE, assessed_on__lte=on
        ).order_by("-assessed_on")
        custody = Pause.objects.filter(holds_on(on), case=OuterRef("case"), kind=PauseKind.CUSTODY)
        return {
            "level": Subquery(newest.values("level")[:1], output_field=CharField()),
            **{
                f"has_{state}": Exists(deadlines.in_state(state, on=on))
                for state in (
                    DueState.OVERDUE,
                    DueState.MISSING,
                    DueState.ACCEPTED,
                    DueState.BACKLOG,
                )
            },
            "is_in_custody": Exists(custody),
            "has_raised": Exists(flags.filter(raised_at__gte=start)),
            "has_cured": Exists(flags.filter(cured_at__gte=start)),
            "has_acceptance": Exists(flags.filter(accepted_at__gte=start, cured_at__isnull=True)),
        }

    @cached_property
    def review_days(self) -> int:
        """POL-11: for how many days a recorded concern stands among what is to be reviewed."""
        return number("police.review_days", on=self.on)

    def contacts(self, code: str) -> ContactQuerySet:
        """Appointments and visits of the team's officers, as CONTACT_TILES says; asked about in any version."""
        mine: ContactQuerySet = Contact.objects.current().filter(
            officer__team=self.team, case__in=self.visible.values("pk")
        )
        if code == "outcomes":
            return mine.filter(uuid__in=self.asked_for(CONTACT_OUTCOME))
        if code == "review":
            return self._to_review(mine)
        if code == "asked":
            return mine.filter(uuid__in=self.asked_about)
        return self._ahead(mine)

    def asked_for(self, kind: Kind) -> list[UUID]:
        """The subjects of what the team's officers are asked to do, as My day lists it for each of them."""
        told = Deadline.objects.filter(
            asked_of__team=self.team, kind=kind.code, told_on__lte=self.on
        )
        return [UUID(subject) for subject in told.values_list("subject", flat=True)]

    @cached_property
    def asked_about(self) -> list[UUID]:
        """Visits of the team, in any version, about which something waits for an answer.

        A query of its own: as a part of another, every contact of the team is compared (120 ms, not 70, of 400,000 contacts).
        """
        reviews = Review.objects.unanswered().filter(contact__officer__team=self.team)
        return list(reviews.values_list("contact__uuid", flat=True))

    def _ahead(self, contacts: ContactQuerySet) -> ContactQuerySet:
        return contacts.filter(
            type__is_home_visit=True,
            outcome__isnull=True,
            happened_at__gte=self.at,
            happened_at__lt=_end_of(self.on + WEEK),
        )

    def _to_review(self, contacts: ContactQuerySet) -> ContactQuerySet:
        """POL-11: records of the last days with a concern that no supervisor has read; a correction is new."""
        since = london_midnight(self.on - timedelta(days=self.review_days))
        concerned = Visit.objects.with_concern().unreviewed()
        return contacts.filter(recorded_at__gte=since, visit__in=concerned)


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
    """The list behind a case tile: the gravest of what needs somebody now first, then by name."""
    if code == UNHELD:
        listed = unheld_cases(scope)
    else:
        held = scope.holdings().filter(CASE_TILES[code].condition)
        held = held.filter(officer=officer) if officer else held
        listed = scope.visible.filter(pk__in=held.values("case"))
    cases = with_columns(listed, at=scope.at)
    by_gravity = [by.asc(nulls_last=True) for by in DUE_ORDER]
    return cases.order_by(*by_gravity, "surname", "forenames", "pk")


def contacts_of(scope: Scope, code: str, officer: Officer | None = None) -> ContactQuerySet:
    """The list behind a contact tile, oldest first."""
    contacts = scope.contacts(code)
    if officer:
        contacts = contacts.filter(officer=officer)
    found: ContactQuerySet = contacts.select_related("type", "officer", "visit").order_by(
        "happened_at", "pk"
    )
    return found


def contact_rows(code: str, contacts: list[Contact], scope: Scope) -> list[ContactRow]:
    """A page of a contact tile with the cases and, where it is about words, the words; three queries at most."""
    finders = {"review": concerns_of, "asked": asks_of}
    words = finders[code](contacts) if code in finders else {}
    cases = scope.visible.in_bulk({row.case_id for row in contacts})
    return [
        ContactRow(
            contact=row,
            case=cases[row.case_id],
            url=(row.visit if hasattr(row, "visit") else row).get_absolute_url(),
            words=words.get(row.pk, ""),
        )
        for row in contacts
    ]


def unheld_cases(scope: Scope) -> CaseQuerySet:
    """Active cases last led in this team that nobody of its agency leads now, as far as this user may see them."""
    cases: CaseQuerySet = scope.visible.last_held_in(scope.team.pk, on=scope.on)
    return cases


def unheld_count(scope: Scope) -> int:
    """The number of the list, by the same condition."""
    return unheld_cases(scope).count()


def totals(counts: Iterable[dict[str, int]]) -> dict[str, int]:
    """The team's numbers: the officers' added up."""
    rows = list(counts)
    return {code: sum(row[code] for row in rows) for code in CASE_TILES}


def leads_of(case_ids: Iterable[int], scope: Scope) -> dict[int, str]:
    """Who of the team leads each of these cases; one query."""
    rows = scope.held().filter(case__in=list(case_ids)).select_related("officer")
    return {row.case_id: row.officer.name for row in rows}


def last_leads_of(case_ids: Iterable[int], scope: Scope) -> dict[int, str]:
    """Who of the agency led each of these cases last, and until when; one query."""
    rows = Allocation.objects.filter(
        case__in=list(case_ids),
        role=AllocationRole.LEAD,
        agency=scope.team.agency,
        ends_on__lte=scope.on,
    ).select_related("officer")
    return {
        row.case_id: f"Nobody since {in_full(row.ends_on)}; before, {row.officer.name}"
        for row in rows.order_by("starts_on")
        if row.ends_on
    }


@dataclass(frozen=True, slots=True)
class HeldCase:
    """A case of a team's list: the row as every list has it, who holds it, until when a flag on it is accepted."""

    row: CaseRow
    held_by: str
    accepted_until: date | None


def with_officers(rows: list[CaseRow], scope: Scope, code: str = "") -> list[HeldCase]:
    """Rows of the list of cases as a team's list has them; two queries."""
    ids = [row.case.pk for row in rows]
    leads = last_leads_of(ids, scope) if code == UNHELD else leads_of(ids, scope)
    accepted = dict(
        Flag.objects.accepted(on=scope.on)
        .filter(case__in=ids)
        .order_by("accepted_until")
        .values_list("case_id", "accepted_until")
    )
    return [HeldCase(row, leads.get(row.case.pk, ""), accepted.get(row.case.pk)) for row in rows]


def headlines(
    teams: Iterable[Team], user: User, *, at: datetime
) -> list[tuple[Team, dict[str, int]]]:
    """For the choice of a team: its numbers; three queries for each team."""
    scopes = [(team, Scope(team, user, at)) for team in teams]
    return [
        (team, totals(counts_by_officer(scope).values()) | {UNHELD: unheld_count(scope)})
        for team, scope in scopes
    ]

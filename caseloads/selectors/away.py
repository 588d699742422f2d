"""What falls due while officers are away: the list, and the line that says how much of it there is and who covers."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from caseloads.rules.cover import Standin
from caseloads.selectors.cover import as_span, cover_words, standins, until_words
from caseloads.selectors.diary import Appointment, arranged_between
from core.addresses import address
from core.calendar import falls_in, in_full, london_date
from core.prepared import one_of, prepared
from core.table import Cells, Column, Table, lines, link, nowrap, small
from offenders.choices import AllocationRole
from offenders.models import Allocation, Case, Deadline
from offenders.querysets import Seen, of_cases
from offenders.selectors.case import seen_cases
from offenders.selectors.due import agency_of, falling_due, rows_of
from offenders.selectors.lines import DueRow
from people.models import Absence, Cover, Officer, User
from people.selectors.absences import Away, left_to

# How far ahead pages say who will be away; of an absence without a known end, how far ahead what falls due is listed.
AHEAD = timedelta(days=28)


@dataclass(frozen=True, slots=True)
class AwayLine:
    """One absence as the page of a team and a day say it: never why."""

    officer: Officer
    away: Away
    uuid: object
    due: int
    cover: str
    is_yours: bool  # nobody covers today, and so it is the reader's

    @property
    def days(self) -> str:
        return self.away.words

    @property
    def until(self) -> str:
        return until_words(self.away)

    @property
    def is_covered(self) -> bool:
        """Whether somebody covers each of the days that are left."""
        return self.cover.startswith("covered")

    @property
    def url(self) -> str:
        return address("caseloads:while_away", self.officer.uuid, self.uuid)

    @property
    def cover_url(self) -> str:
        return address("caseloads:arrange_cover", self.officer.uuid, self.uuid)


@dataclass(frozen=True, slots=True)
class Falling:
    """What falls due in one absence, and what is arranged with the officer in it."""

    due: list[DueRow] = field(default_factory=list)
    arranged: list[Appointment] = field(default_factory=list)
    unseen: int = 0  # things due in cases that the reader does not see yet

    @property
    def cases(self) -> list[Case]:
        return [row.case for row in self.due] + [row.case for row in self.arranged]

    @property
    def is_empty(self) -> bool:
        return not (self.due or self.arranged or self.unseen)


def absences_of_team(officer_ids: Collection[int], *, on: date) -> list[Absence]:
    """Absences of these officers that hold now or begin within four weeks, soonest first; one query."""
    rows = Absence.objects.filter(
        one_of("officer_id", officer_ids), starts_on__lte=on + AHEAD
    ).select_related("officer")
    return [
        row
        for row in rows.order_by("starts_on", "pk")
        if row.ends_on is None or row.ends_on > max(on, row.starts_on)
    ]


def away_in_team(officer_ids: Collection[int], *, user: User, at: datetime) -> list[AwayLine]:
    """Who of a team is away now or soon, for whoever leads it."""
    on = london_date(at)
    return away_lines(absences_of_team(officer_ids, on=on), left_to(user, on=on), user=user, at=at)


def covered_soon(officer: Officer | None, *, on: date) -> list[Absence]:
    """Absences that this officer covers, on a day from today to four weeks ahead; one query."""
    return [] if officer is None else _covered(officer=officer.pk, on=on, until=on + AHEAD)


@prepared
def _covered(*, officer: int, on: date, until: date) -> QuerySet[Absence]:
    covers = Cover.objects.filter(
        covering=officer,
        absent=OuterRef("officer"),
        starts_on__lte=until,
        ends_on__gt=on,
    ).filter(Q(ends_on__gt=OuterRef("starts_on")) & Q(ends_on__gt=F("starts_on")))
    held = Q(ends_on__gt=on) & Q(ends_on__gt=F("starts_on"))
    meets = held & Q(Exists(covers.filter(starts_on__lt=OuterRef("ends_on"))))
    is_open = Q(ends_on__isnull=True) & Q(Exists(covers))
    rows = Absence.objects.filter(meets | is_open)
    return rows.select_related("officer").order_by("starts_on", "pk")


def away_lines(
    absences: Sequence[Absence], left: Sequence[Absence], *, user: User, at: datetime
) -> list[AwayLine]:
    """These absences with the number of what falls due in each and who covers; five queries for any, none for none.

    Whoever is to cover is told how much it is before the cases open to them; no page lists what is in them before.
    """
    if not absences:
        return []
    on = london_date(at)
    standing = standins([row.officer_id for row in absences], on=on)
    falling = due_in(absences, user=user, at=at)
    yours = {row.pk for row in left}
    return [
        _line(row, standing.get(row.officer_id, []), len(falling[row.pk]), on, row.pk in yours)
        for row in absences
    ]


def _line(
    row: Absence, standing: Sequence[Standin], due: int, on: date, is_yours: bool
) -> AwayLine:
    away = away_of(row)
    cover = cover_words(as_span(away), standing, on=on)
    return AwayLine(row.officer, away, row.uuid, due, cover, is_yours)


def away_of(row: Absence) -> Away:
    return Away(row.officer_id, row.starts_on, row.ends_on)


def last_of(row: Absence, *, on: date) -> date:
    """The last day of an absence, as far as what falls due in it is listed."""
    return row.ends_on - timedelta(days=1) if row.ends_on else max(row.starts_on, on) + AHEAD


def due_in(absences: Sequence[Absence], *, user: User, at: datetime) -> dict[int, list[Deadline]]:
    """What falls due in each absence, by its number: of the cases that the officer leads on that day; three queries.

    Not what another officer is asked, nor what is the other agency's to do; nothing of a case that is closed to `user`.
    """
    on = london_date(at)
    first = min(row.starts_on for row in absences)
    last = max(last_of(row, on=on) for row in absences)
    led = _led([row.officer_id for row in absences], on=on, until=last)
    by_case: dict[int, list[Deadline]] = defaultdict(list)
    ids = {row.case_id for row in led}
    closed = Case.objects.filter(of_cases(sorted(ids), key="pk")).closed_to(user, at=at)
    ids.difference_update(closed.values_list("pk", flat=True))
    for deadline in falling_due(sorted(ids), first=first, last=last, on=on):
        by_case[deadline.case_id or 0].append(deadline)
    by_officer: dict[int, list[Allocation]] = defaultdict(list)
    for held in led:
        by_officer[held.officer_id].append(held)
    return {row.pk: list(_due_in(row, by_officer[row.officer_id], by_case, on)) for row in absences}


def _due_in(
    row: Absence, led: Iterable[Allocation], by_case: Mapping[int, Sequence[Deadline]], on: date
) -> Iterable[Deadline]:
    found = [
        deadline
        for held in led
        for deadline in by_case.get(held.case_id, ())
        if row.starts_on <= deadline.due_on <= last_of(row, on=on)
        and falls_in(max(deadline.due_on, on), held.starts_on, held.ends_on)
        and deadline.asked_of_id in {None, row.officer_id}
        and agency_of(deadline) in {None, row.officer.agency}
    ]
    return sorted(found, key=lambda deadline: (deadline.due_on, deadline.pk))


def _led(officer_ids: Collection[int], *, on: date, until: date) -> list[Allocation]:
    rows = Allocation.objects.filter(
        one_of("officer_id", officer_ids), role=AllocationRole.LEAD, starts_on__lte=until
    )
    return [row for row in rows if row.ends_on is None or row.ends_on > on]


def falling(absence: Absence, seen: Seen, *, user: User, at: datetime) -> Falling:
    """What falls due while this officer is away, in cases that the reader sees, and what is arranged with them."""
    on = london_date(at)
    due = due_in([absence], user=user, at=at)[absence.pk]
    cases = seen_cases(seen, {row.case_id for row in due if row.case_id is not None})
    rows = rows_of(due, cases, on=on, user=user)
    first, last = max(absence.starts_on, on), last_of(absence, on=on)
    arranged = arranged_between([absence.officer_id], seen, user=user, first=first, last=last)
    open_ones = [row for row in arranged if not row.is_done]
    return Falling(rows, open_ones, unseen=len(due) - len(rows))


COLUMNS = (
    Column("Day"),
    Column("Person", names_row=True),
    Column("What"),
    Column("Why"),
)
HEADER = ("day", "crn", "surname", "forenames", "what", "why")


@dataclass(frozen=True, slots=True)
class _Row:
    on: date
    case: Case
    what: str
    why: str
    url: str

    @property
    def cells(self) -> Cells:
        person = lines(link(self.case.get_absolute_url(), self.case.name), small(self.case.crn))
        what = link(self.url, self.what) if self.url else self.what
        return (nowrap(in_full(self.on)), person, what, self.why)

    @property
    def export(self) -> tuple[object, ...]:
        case = self.case
        return (self.on, case.crn, case.surname, case.forenames, self.what, self.why)


def listed(found: Falling) -> list[_Row]:
    """Both, by day; of a day what is due before what is arranged."""
    due = [
        _Row(
            row.due_on,
            row.case,
            row.kind_label,
            row.because,
            address("offenders:flag", row.flag_uuid) if row.flag_uuid else "",
        )
        for row in found.due
    ]
    arranged = [
        _Row(row.on, row.case, row.words, "Arranged", row.contact.get_absolute_url())
        for row in found.arranged
    ]
    return sorted([*due, *arranged], key=lambda row: row.on)


def table_of(rows: Iterable[_Row], caption: str) -> Table:
    return Table(caption, COLUMNS, [row.cells for row in rows])

"""What stands in the way of an appointment that is to be arranged, and whom it can be arranged for and with (VOC-1)."""

import hashlib
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet

from core.calendar import LONDON, in_full, london_date
from core.prepared import one_of, prepared
from offenders.models import Case, Contact, ContactType
from offenders.querysets import Seen, of_cases
from offenders.rules.appointments import (
    LONGEST,
    USUAL_MINUTES,
    VISIT_MINUTES,
    Span,
    closed_words,
)
from offenders.selectors.allocation import held_ids
from offenders.selectors.case import cases_like, seen_cases
from people.models import Officer, User

# An upper floor says here in which contacts else an officer takes part, in its AppConfig.ready().
AlsoThere = Callable[[int, datetime, datetime], Iterable[int]]
_ALSO: list[AlsoThere] = []


def also_there(find: AlsoThere) -> None:
    """Have these contacts of a time (officer, from, to) count as the officer's own: the second of two on a visit."""
    if find not in _ALSO:
        _ALSO.append(find)


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be arranged: for each person, at each of these times, with one officer."""

    cases: Sequence[Case]
    officer: Officer
    type: ContactType
    starts: Sequence[datetime]
    minutes: int
    location: str = ""
    notes: str = ""
    is_sensitive: bool = False
    information_kind: str = ""
    besides: UUID | None = None  # what is moved is not in its own way

    def span(self, start: datetime) -> Span:
        return Span(start, self.minutes)


@dataclass(frozen=True, slots=True)
class Concern:
    """Why one of the times is asked about; for one person, or for everybody."""

    start: datetime
    case_id: int | None
    words: str

    def is_about(self, start: datetime, case_id: int) -> bool:
        return self.start == start and self.case_id in {None, case_id}


@dataclass(frozen=True, slots=True)
class Concerns:
    """Everything that is asked about, by time; `key` says what was read, so that an answer is to that and no more.

    `cases` are those of other people that the words name: the page shows them.
    """

    rows: Sequence[Concern]
    cases: Sequence[Case] = ()

    @property
    def key(self) -> str:
        words = "\n".join(row.words for row in self.rows)
        return hashlib.sha256(words.encode()).hexdigest()[:12]

    def remaining(self, plan: Plan) -> list[tuple[datetime, Case]]:
        """What is left when all that is asked about is left out."""
        return [
            (start, case)
            for start in plan.starts
            for case in plan.cases
            if not any(row.is_about(start, case.pk) for row in self.rows)
        ]


def concerns_of(plan: Plan, *, user: User) -> Concerns:
    """Overlaps with what the officer or a person has already, visits too, and days when offices are closed.

    Four queries. Whom else the officer sees is named only to somebody who may see that case.
    """
    taken = _taken(plan)
    others = {row.case_id for row in taken} - {case.pk for case in plan.cases}
    seen = seen_cases(Case.objects.seen_by(user), others) if others else []
    names = {case.pk: case.name for case in (*seen, *plan.cases)}
    rows = [*_closed(plan)]
    for start in plan.starts:
        rows += _overlaps(plan, start, taken, names, user)
    rows.sort(key=lambda row: row.start)
    shown = {row.case_id for row in taken}
    return Concerns(rows, [case for case in seen if case.pk in shown])


def in_the_way(plan: Plan, *, user: User) -> list[str]:
    """The same in words that name nobody but these people, for a page that notes in the log one person.

    Visits are made on bank holidays too.
    """
    taken, names = _taken(plan), {case.pk: case.name for case in plan.cases}
    rows = [] if plan.type.is_home_visit else [*_closed(plan)]
    for start in plan.starts:
        rows += _overlaps(plan, start, taken, names, user)
    return [row.words for row in rows]


def _closed(plan: Plan) -> Iterable[Concern]:
    days = [london_date(start) for start in plan.starts]
    for start, day in zip(plan.starts, days, strict=True):
        if closed := closed_words(day, among=days):
            yield Concern(start, None, f"{day:%A} {in_full(day)} is {closed}.")


def _overlaps(
    plan: Plan, start: datetime, taken: Iterable[Contact], names: dict[int, str], user: User
) -> Iterable[Concern]:
    wanted, people = plan.span(start), {case.pk for case in plan.cases}
    for contact in taken:
        if not wanted.overlaps(span_of(contact)):
            continue
        is_persons = contact.case_id in people
        who = names.get(contact.case_id, "somebody whose case you do not see")
        with_whom = _called(contact.officer, user)
        words = (
            f"{wanted.words}: {contact.type.name} at {contact.happened_at.astimezone(LONDON):%H:%M}, "
            f"{who}{f', with {with_whom}' if with_whom else ''}."
        )
        has_officer = contact.officer_id == plan.officer.pk or not is_persons
        yield Concern(start, None if has_officer else contact.case_id, words)


def _called(officer: Officer | None, user: User) -> str:
    if officer is None:
        return ""
    return "you" if officer == user.officer_or_none else officer.short_name


def span_of(contact: Contact) -> Span:
    """When it is held: as long as was said, else as such things last."""
    usual = VISIT_MINUTES if contact.type.is_home_visit else USUAL_MINUTES
    return Span(contact.happened_at, contact.minutes or usual)


def _taken(plan: Plan) -> list[Contact]:
    """What the officer and the people have in the time of the plan, soonest first."""
    start = min(plan.starts) - timedelta(minutes=LONGEST)
    end = max(plan.starts) + timedelta(minutes=plan.minutes)
    officer = plan.officer.pk
    also = {key for find in _ALSO for key in find(officer, start, end)}
    found = list(
        _arranged(
            case_ids=[case.pk for case in plan.cases],
            officer=officer,
            also=sorted(also),
            start=start,
            end=end,
        )
    )
    return [row for row in found if row.uuid != plan.besides]


@prepared
def _arranged(
    *, case_ids: list[int], officer: int, also: list[int], start: datetime, end: datetime
) -> QuerySet[Contact]:
    """A union, so that each part goes by its index."""
    days = Contact.objects.filter(happened_at__gte=start, happened_at__lt=end, outcome__isnull=True)
    theirs = days.filter(of_cases(case_ids)).values("pk")
    own = days.filter(officer=officer).values("pk")
    return (
        Contact.objects.current()
        .filter(Q(pk__in=theirs.union(own)) | one_of("pk", also), outcome__isnull=True)
        .filter(Q(type__is_appointment=True) | Q(type__is_home_visit=True))
        .select_related("type", "officer")
        .order_by("happened_at", "id")
    )


# For whom, and with whom --------------------------------------------------------------------------------------


def own_people(seen: Seen, officer: Officer | None, *, at: datetime) -> list[Case]:
    """The people of an officer's own list, by name; two queries."""
    if officer is None:
        return []
    held = seen_cases(seen, held_ids([officer.pk], on=london_date(at)))
    return sorted((case for case in held if case.died_on is None), key=lambda case: case.name)


def named_people(seen: Seen, uuids: Collection[UUID]) -> list[Case]:
    """Those of these people whom the user sees; one query."""
    if not uuids:
        return []
    ids = Case.objects.filter(uuid__in=uuids).values_list("pk", flat=True)
    return seen_cases(seen, ids)


def people_like(words: str, *, user: User, seen: Seen) -> list[Case]:
    """Those whom these words find, likest first, among the living whom the user sees."""
    found = cases_like(words, user, seen.permission)
    return [case for case in found if case.died_on is None]


def colleagues_of(officer: Officer | None) -> list[Officer]:
    """With whom somebody may arrange: themselves first, then their team."""
    if officer is None:
        return []
    team = Officer.objects.filter(team=officer.team_id, agency=officer.agency)
    rows = team.exclude(pk=officer.pk).order_by("surname", "forenames")
    return [officer, *rows]

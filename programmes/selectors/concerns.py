"""Concerns that whoever runs a group has raised about the people in it, and whether their officer has read them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from audit.choices import Outcome
from audit.models import Event
from core.calendar import in_full, london_date, london_midnight
from core.prepared import prepared
from offenders.choices import AllocationRole
from offenders.models import Allocation, Case, Contact
from offenders.querysets import Seen, holds_on, of_cases
from people.choices import Agency, Permission
from people.models import Officer, User
from programmes.choices.attendance import CONCERNS
from programmes.models import Placement
from programmes.selectors.facilitating import BACK

NOBODY = "Nobody of probation holds the case: tell a supervisor of the team"
OWN = "You hold the case yourself"


@dataclass(frozen=True, slots=True)
class Concern:
    """One concern, and whether whoever holds the case for probation has read it."""

    contact: Contact
    case: Case
    state: str
    is_read: bool


@dataclass(frozen=True, slots=True)
class Concerns:
    """What somebody has raised; `runs` is false for whoever has nobody in a group of theirs."""

    rows: Sequence[Concern] = ()
    runs: bool = False

    @property
    def days(self) -> int:
        return BACK.days

    @property
    def cases(self) -> list[Case]:
        return [row.case for row in self.rows]


def concerns_of(user: User, seen: Seen, *, at: datetime) -> Concerns:
    """Of the days in which the people of a group are seen, newest first; four queries, none for whoever keeps no registers.

    A concern is a contact of the group of safeguarding. It is read when its own page or the whole timeline was opened
    since it was recorded: a list that only names it may be passed over, and so may a corrected one that was read before.
    """
    officer, needs = user.officer_or_none, Permission.KEEP_REGISTER
    if officer is None or not user.has(needs) or user.other_agency(needs) is not None:
        return Concerns()
    on = london_date(at)
    people = set(_people(officer=officer.pk, on=on, back=on - BACK)) & seen.ids
    if not people:
        return Concerns()
    since = london_midnight(on - BACK)
    contacts = list(_raised(officer=officer.pk, case_ids=sorted(people), since=since, at=at))
    if not contacts:
        return Concerns(runs=True)
    seen.with_grounds(contact.case for contact in contacts)
    leads = _leads({row.case_id for row in contacts}, on=on)
    read = _read(contacts, leads)
    rows = [_row(contact, leads.get(contact.case_id), officer, read) for contact in contacts]
    return Concerns(rows, runs=True)


def _row(
    contact: Contact, lead: Officer | None, mine: Officer, read: Mapping[int, datetime]
) -> Concern:
    if lead is None:
        return Concern(contact, contact.case, NOBODY, is_read=False)
    if lead == mine:
        return Concern(contact, contact.case, OWN, is_read=True)
    if read_at := read.get(contact.pk):
        words = f"Read by {lead.name} on {in_full(london_date(read_at))}"
        return Concern(contact, contact.case, words, is_read=True)
    return Concern(contact, contact.case, f"Not read yet by {lead.name}", is_read=False)


@prepared
def _people(*, officer: int, on: date, back: date) -> QuerySet[Placement, int]:
    """Who has or lately had a seat in a group that somebody runs on the day."""
    rows = Placement.objects.filter(
        Q(left_on__isnull=True) | Q(left_on__gte=back),
        holds_on(on, "group__facilitations__"),
        group__facilitations__officer=officer,
    )
    return rows.values_list("referral__case_id", flat=True)


@prepared
def _raised(
    *, officer: int, case_ids: list[int], since: datetime, at: datetime
) -> QuerySet[Contact]:
    rows = Contact.objects.current().filter(
        of_cases(case_ids),
        officer=officer,
        type__group=CONCERNS,
        happened_at__gte=since,
        happened_at__lte=at,
    )
    return rows.select_related("case", "type").order_by("-happened_at", "-pk")


def _leads(case_ids: Collection[int], *, on: date) -> dict[int, Officer]:
    """Who holds each of these cases for probation."""
    rows = Allocation.objects.filter(
        holds_on(on), case__in=case_ids, role=AllocationRole.LEAD, agency=Agency.PROBATION
    )
    return {row.case_id: row.officer for row in rows.select_related("officer")}


def _read(contacts: Sequence[Contact], leads: Mapping[int, Officer]) -> dict[int, datetime]:
    """When whoever holds the case first read each of these contacts as it stands now."""
    pages = {contact.uuid for contact in contacts} | {contact.case.uuid for contact in contacts}
    readers = {lead.user_id for lead in leads.values() if lead.user_id}
    opened = Event.objects.filter(
        Q(view="offenders:contact") | Q(view="offenders:contacts") & ~Q(asked__has_key="query"),
        object_uuid__in=pages,
        user_id__in=readers,
        outcome=Outcome.SHOWN,
        at__gte=min(contact.recorded_at for contact in contacts),
    )
    looks = list(opened.order_by("at").values_list("object_uuid", "user_id", "at"))
    found = {}
    for contact in contacts:
        lead = leads.get(contact.case_id)
        if lead and lead.user_id:
            first = _first(looks, {contact.uuid, contact.case.uuid}, lead.user_id, contact)
            if first:
                found[contact.pk] = first
    return found


def _first(
    looks: Sequence[tuple[UUID | None, int | None, datetime]],
    pages: Collection[UUID],
    reader: int,
    contact: Contact,
) -> datetime | None:
    return next(
        (
            at
            for page, user_id, at in looks
            if page in pages and user_id == reader and at >= contact.recorded_at
        ),
        None,
    )

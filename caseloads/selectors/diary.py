"""Who goes where: the appointments and visits of an officer, whoever of two officers they are."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import QuerySet

from core.addresses import address
from core.calendar import london_date, london_midnight
from core.prepared import one_of, prepared
from offenders.models import Case, Contact
from offenders.querysets import Seen
from offenders.rules.grounds import Answer, decide
from offenders.selectors.case import seen_cases
from people.choices import Permission
from people.models import Officer, User
from visits.models import Visit

AHEAD = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Appointment:
    """An appointment or a visit, with the words of who goes, where that is not the reader alone."""

    contact: Contact
    case: Case
    is_visit: bool
    who: str = ""
    may_change: bool = False

    @property
    def on(self) -> date:
        return london_date(self.contact.happened_at)

    @property
    def is_done(self) -> bool:
        """Its outcome is recorded: it leaves what is still to be done."""
        return self.contact.outcome is not None

    @property
    def changes(self) -> list[tuple[str, str]]:
        """The pages on which it is moved and cancelled, where this user may."""
        if not self.may_change:
            return []
        names = ("visits:move", "visits:cancel")
        if not self.is_visit:
            names = ("offenders:move_appointment", "offenders:cancel_appointment")
        urls = (address(name, self.contact.uuid) for name in names)
        return list(zip(("Move", "Cancel"), urls, strict=True))

    @property
    def day_words(self) -> str:
        """Sat 21 Nov: within the next seven days no two days have one name."""
        return f"{self.on:%a} {self.on.day} {self.on:%b}"

    @property
    def words(self) -> str:
        """What it is, where, who goes, and how it ended."""
        said = (self.contact.called, self.contact.location, self.who)
        ended = f": {self.contact.outcome.name}" if self.contact.outcome else ""
        return ", ".join(filter(None, said)) + ended


def diary_of(
    officer_ids: Collection[int], seen: Seen, *, user: User, on: date
) -> list[Appointment]:
    """What these officers do today and in the next seven days, by time; two queries.

    A visit is on the day of both who go. What is not visible is left out here: said to the database, it would start from
    the cases, 100 times slower.
    """
    return arranged_between(officer_ids, seen, user=user, first=on, last=on + AHEAD)


def arranged_between(
    officer_ids: Collection[int], seen: Seen, *, user: User, first: date, last: date
) -> list[Appointment]:
    """The same from a day to a day, both included."""
    contacts = _appointments(
        officer_ids=list(officer_ids),
        start=london_midnight(first),
        end=london_midnight(last + timedelta(days=1)),
    )
    by_id = {case.pk: case for case in seen_cases(seen, (row.case_id for row in contacts))}
    return [_appointment(row, by_id[row.case_id], user) for row in contacts if row.case_id in by_id]


def _appointment(contact: Contact, case: Case, user: User) -> Appointment:
    is_visit = hasattr(contact, "visit")
    needs = Permission.PLAN_VISIT if is_visit else Permission.LOG_CONTACT
    may = contact.outcome is None and decide(user, needs, case.grounds) is Answer.YES
    return Appointment(contact, case, is_visit, who_goes(contact, user), may_change=may)


def who_goes(contact: Contact, user: User) -> str:
    """ "you and PC Mason"; empty where the reader goes alone."""
    second = contact.visit.second_officer if hasattr(contact, "visit") else None
    going = [row for row in (contact.officer, second) if row is not None]
    me = user.officer_or_none
    names = [_called(row, me) for row in sorted(going, key=lambda row: row != me)]
    return "" if names == ["you"] else " and ".join(names)


def _called(officer: Officer, me: Officer | None) -> str:
    return "you" if officer == me else officer.short_name


@prepared
def _appointments(*, officer_ids: list[int], start: datetime, end: datetime) -> QuerySet[Contact]:
    """A union, so that each half goes by its index: OR would read every contact of these days."""
    days = Contact.objects.filter(happened_at__gte=start, happened_at__lt=end)
    first = days.filter(one_of("officer", officer_ids), type__is_appointment=True)
    second = Visit.objects.filter(
        one_of("second_officer", officer_ids),
        contact__happened_at__gte=start,
        contact__happened_at__lt=end,
    )
    return (
        Contact.objects.current()
        .filter(pk__in=first.values("pk").union(second.values("contact_id")))
        .select_related("type", "outcome", "officer", "visit__second_officer")
        .order_by("happened_at", "id")
    )

"""What is arranged that answers what is due, to stand beside it: "Visit arranged tomorrow 08:15, you and PC Mason"."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta

from django.db.models import Q, QuerySet
from django.utils.safestring import SafeString

from caseloads.selectors.diary import who_goes
from core.addresses import address
from core.calendar import LONDON, in_full, london_date, london_midnight
from core.prepared import prepared
from core.table import link
from offenders.deadlines.supervision import CONTACT, FIRST_APPOINTMENT
from offenders.models import Contact
from offenders.querysets import of_cases
from offenders.selectors.lines import DueRow
from people.choices import Agency
from people.models import User
from visits.deadlines import HOME_VISIT

# What is arranged for later than that is of no use beside what is due now.
AHEAD = timedelta(days=31)


def _is_police_visit(contact: Contact) -> bool:
    return contact.type.is_home_visit and contact.agency == Agency.POLICE


def _is_in_person(contact: Contact) -> bool:
    return contact.type.is_in_person and contact.agency == Agency.PROBATION


# What would answer a kind, if it takes place and ends as it should.
ANSWERS: Mapping[str, Callable[[Contact], bool]] = {
    HOME_VISIT.code: _is_police_visit,
    CONTACT.code: _is_in_person,
    FIRST_APPOINTMENT.code: _is_in_person,
}


def with_arranged(rows: Iterable[DueRow], *, user: User, at: datetime) -> list[DueRow]:
    """These rows, each with what is arranged that would answer it; one query, none where no row could be answered so."""
    shown = list(rows)
    case_ids = sorted({row.case.pk for row in shown if row.kind in ANSWERS and not row.missing})
    coming = _coming_of(case_ids, on=london_date(at)) if case_ids else {}
    return [
        replace(row, arranged=_words(found, row, user=user, at=at)) if found else row
        for row in shown
        for found in [_first(coming.get(row.case.pk, ()), row)]
    ]


def _first(coming: Iterable[Contact], row: DueRow) -> Contact | None:
    """The soonest that would answer the row, which may be of several things at once."""
    kinds = [said.kind for said in row.together if said.kind in ANSWERS and not said.missing]
    return next((each for each in coming if any(ANSWERS[kind](each) for kind in kinds)), None)


def _words(contact: Contact, row: DueRow, *, user: User, at: datetime) -> SafeString:
    what = "Visit" if contact.type.is_home_visit else contact.called
    words = f"{what} arranged {when_words(contact.happened_at, on=london_date(at))}"
    if who := who_goes(contact, user):
        words += f", {who}"
    if contact.happened_at <= at:
        words += ": outcome to record"
    elif not row.days_overdue and london_date(contact.happened_at) > row.due_on:
        words += ": after it is due"
    if hasattr(contact, "visit"):
        return link(address("visits:visit", contact.uuid), words)
    return link(contact.get_absolute_url(), words)


def when_words(at: datetime, *, on: date) -> str:
    """ "today 14:00", "tomorrow 08:15", "Friday 4 December 2026 09:30"."""
    local = at.astimezone(LONDON)
    near = {on: "today", on + timedelta(days=1): "tomorrow"}
    day = near.get(local.date(), f"{local:%A} {in_full(local.date())}")
    return f"{day} {local:%H:%M}"


def _coming_of(case_ids: list[int], *, on: date) -> dict[int, list[Contact]]:
    found: dict[int, list[Contact]] = defaultdict(list)
    start, end = london_midnight(on), london_midnight(on + AHEAD + timedelta(days=1))
    for contact in _coming(case_ids=case_ids, start=start, end=end):
        found[contact.case_id].append(contact)
    return found


@prepared
def _coming(*, case_ids: list[int], start: datetime, end: datetime) -> QuerySet[Contact]:
    """From today on: one of this morning without outcome is still to be heard of."""
    return (
        Contact.objects.current()
        .filter(of_cases(case_ids), outcome__isnull=True)
        .filter(happened_at__gte=start, happened_at__lt=end)
        .filter(Q(type__is_appointment=True) | Q(type__is_home_visit=True))
        .select_related("type", "officer", "visit__second_officer")
        .order_by("happened_at", "id")
    )

"""The timeline of a case, and the versions of a contact."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from core.addresses import address
from core.calendar import LONDON, in_full, london_date, london_midnight
from core.paging import Counted
from core.prepared import one_of, prepared
from core.standards import number
from offenders.choices import ContactSource, InformationKind, TellingWay, VersionKind
from offenders.models import (
    Case,
    Contact,
    Deadline,
)
from offenders.querysets import ContactQuerySet
from offenders.rules import is_recorded_late, label_of
from offenders.rules.appointments import minutes_words
from offenders.rules.moving import Telling
from people.choices import Permission

LATE_HOURS = "police.visit_record_hours"
PAGE = 50
Lines = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Detail:
    """What an upper floor adds to a contact: a visit record has pages of its own."""

    url: str
    record_url: str
    amend_url: str
    move_url: str
    cancel_url: str
    void_url: str
    again: str  # the name of the page on which it is started again on another case
    move_needs: Permission


# An upper floor says here which contacts it has a detail for, in its AppConfig.ready().
Details = Callable[[Collection[int]], dict[int, Detail]]
_DETAILS: list[Details] = []


def add_details(details: Details) -> None:
    """Have timelines lead to the upper floor's own page of these contacts."""
    if details not in _DETAILS:
        _DETAILS.append(details)


def details_of(contact_ids: Collection[int]) -> dict[int, Detail]:
    """The details of these contacts; one query for each app that has some."""
    return {key: detail for find in _DETAILS for key, detail in find(contact_ids).items()}


@dataclass(frozen=True, slots=True)
class Filters:
    """What was asked for; empty means anything."""

    words: str = ""
    group: str = ""
    agency: str = ""
    since: date | None = None
    until: date | None = None
    is_without_outcome: bool = False


@dataclass(frozen=True, slots=True)
class TimelineRow:
    """One contact as the timeline shows it."""

    contact: Contact
    day: date
    is_ahead: bool
    awaits_outcome: bool
    is_late: bool
    is_corrected: bool
    source: str
    detail: Detail | None

    @property
    def tags(self) -> list[tuple[str, str]]:
        """What stands beside the title, with its colour: red is for what needs a person."""
        said = {
            ("Cancelled", "grey"): self.contact.version_kind == VersionKind.CANCELLED,
            ("Voided", "grey"): self.contact.version_kind == VersionKind.VOIDED,
            ("To come", "blue"): self.is_ahead,
            ("Outcome missing", "red"): self.awaits_outcome,
            ("Sensitive", "purple"): self.contact.is_sensitive,
            ("Corrected", "grey"): self.is_corrected,
            ("Recorded late", "orange"): self.is_late,
        }
        return [tag for tag, holds in said.items() if holds]

    @property
    def url(self) -> str:
        return self.detail.url if self.detail else self.contact.get_absolute_url()

    @property
    def record_url(self) -> str:
        return self.detail.record_url if self.detail else self._page("record_outcome")

    @property
    def amend_url(self) -> str:
        return self.detail.amend_url if self.detail else self._page("amend_contact")

    @property
    def move_url(self) -> str:
        return self.detail.move_url if self.detail else self._page("move_appointment")

    @property
    def cancel_url(self) -> str:
        return self.detail.cancel_url if self.detail else self._page("cancel_appointment")

    @property
    def void_url(self) -> str:
        return self.detail.void_url if self.detail else self._page("void_contact")

    @property
    def move_needs(self) -> Permission:
        """What one must be allowed to do to move or cancel it."""
        return self.detail.move_needs if self.detail else Permission.LOG_CONTACT

    @property
    def is_open(self) -> bool:
        """An appointment or visit that can be moved and cancelled: it has no outcome yet."""
        return self.is_ahead or self.awaits_outcome

    @property
    def withdrawn_words(self) -> str:
        """That it was cancelled or voided, and why; empty for what counts."""
        contact = self.contact
        if not contact.is_withdrawn:
            return ""
        return f"{contact.get_version_kind_display()}: {contact.version_reason}"

    def _page(self, name: str) -> str:
        return address(f"offenders:{name}", self.contact.uuid)


def timeline(
    case: Case, filters: Filters, *, at: datetime, groups: Mapping[str, int]
) -> ContactQuerySet | Counted[Contact]:
    """The contacts of a case in their last versions, newest first; `groups` are those of `groups_of`."""
    if filters == Filters():
        return Counted(
            sum(groups.values()),
            PAGE,
            lambda: _first_page(case=case.pk),
            lambda part: list(_newest_first(Contact.objects.filter(case=case))[part]),
        )
    contacts = Contact.objects.filter(case=case)
    if filters.is_without_outcome:
        contacts = contacts.without_outcome(at=at)
    if filters.words:
        contacts = contacts.filter(
            Q(notes__icontains=filters.words) | Q(type__name__icontains=filters.words)
        )
    if filters.group:
        contacts = contacts.filter(type__group=filters.group)
    if filters.agency:
        contacts = contacts.filter(agency=filters.agency)
    if filters.since:
        contacts = contacts.filter(happened_at__gte=london_midnight(filters.since))
    if filters.until:
        end = london_midnight(filters.until + timedelta(days=1))
        contacts = contacts.filter(happened_at__lt=end)
    return _newest_first(contacts)


@prepared
def _first_page(*, case: int) -> ContactQuerySet:
    return _newest_first(Contact.objects.filter(case=case))[:PAGE]


def _newest_first(contacts: ContactQuerySet) -> ContactQuerySet:
    """What was cancelled or voided too: it stays readable."""
    return _in_full(contacts.last_versions()).order_by("-happened_at", "-id")


def _in_full(contacts: ContactQuerySet) -> ContactQuerySet:
    return contacts.select_related("type", "outcome", "officer", "enforcement_action", "letter")


def rows_of(contacts: Iterable[Contact], *, at: datetime) -> list[TimelineRow]:
    """The rows of one page; three queries however many."""
    shown = list(contacts)
    hours = number(LATE_HOURS, on=london_date(at))
    told = _first_told([row.uuid for row in shown if row.version > 1])
    details = details_of([row.pk for row in shown])
    return [
        TimelineRow(
            contact=row,
            day=london_date(row.happened_at),
            is_ahead=row.happened_at > at and not row.is_withdrawn,
            awaits_outcome=row.type.is_appointment
            and not row.is_withdrawn
            and row.outcome_id is None
            and row.happened_at <= at,
            is_late=row.source == ContactSource.SERVICE
            and not row.is_withdrawn
            and is_recorded_late(
                happened_at=row.happened_at,
                recorded_at=told.get(row.uuid, row.recorded_at),
                hours=hours,
            ),
            is_corrected=row.uuid in told and row.version_kind == VersionKind.CORRECTION,
            source="" if row.source == ContactSource.SERVICE else row.get_source_display(),
            detail=details.get(row.pk),
        )
        for row in shown
    ]


def _first_told(uuids: list[UUID]) -> dict[UUID, datetime]:
    """When each contact was first put on record after it happened: a later correction is not "late"."""
    if not uuids:
        return {}
    told: dict[UUID, datetime] = {}
    for uuid, happened_at, recorded_at in _versions(uuids=uuids):
        if uuid not in told or recorded_at >= happened_at:
            told[uuid] = recorded_at
    return told


@prepared
def _versions(*, uuids: list[UUID]) -> QuerySet[Contact, tuple[UUID, datetime, datetime]]:
    rows = Contact.objects.filter(one_of("uuid", uuids)).order_by("-version")
    return rows.values_list("uuid", "happened_at", "recorded_at")


@dataclass(frozen=True, slots=True)
class Around:
    """The contacts around an instant: the next five, soonest first, and the last three that are over."""

    coming: list[TimelineRow]
    latest: list[TimelineRow]


def around(case: Case, *, at: datetime) -> Around:
    """What comes and what was last in a case; five queries."""
    coming = _coming(case=case.pk, at=at)
    rows = rows_of([*coming, *_latest(case=case.pk, at=at)], at=at)
    return Around(rows[: len(coming)], rows[len(coming) :])


@prepared
def _coming(*, case: int, at: datetime) -> ContactQuerySet:
    contacts = Contact.objects.current().filter(case=case, happened_at__gt=at)
    return _in_full(contacts).order_by("happened_at", "id")[:5]


@prepared
def _latest(*, case: int, at: datetime) -> ContactQuerySet:
    contacts = Contact.objects.filter(case=case, happened_at__lte=at)
    return _newest_first(contacts.counted())[:3]


def groups_of(case: Case) -> dict[str, int]:
    """The groups that the case has contacts of (VOC-10), each with how many; one query."""
    return dict(_groups(case=case.pk))


@prepared
def _groups(*, case: int) -> QuerySet[Contact, tuple[str, int]]:
    contacts = Contact.objects.last_versions().filter(case=case).order_by("type__group")
    return contacts.values("type__group").annotate(n=Count("pk")).values_list("type__group", "n")


def last_contacts() -> ContactQuerySet:
    """Every contact in its last version, with its case and what its page shows."""
    return _in_full(Contact.objects.last_versions()).select_related("case")


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a contact, and what is different from the one before it."""

    contact: Contact
    lines: Lines
    differences: list[tuple[str, str, str]]

    @property
    def told(self) -> str:
        """Who was told that it was moved or cancelled; empty for other versions."""
        return told_words(self.contact)


def told_words(contact: Contact) -> str:
    """Who was told of what this version moved or cancelled, how and when; empty for other versions."""
    if not contact.told_how:
        return ""
    return Telling(TellingWay(contact.told_how), contact.told_whom, contact.told_at).words


def versions_of(uuid: UUID) -> list[Version]:
    """Every version, newest first, each with its differences (label, before, after)."""
    versions = _in_full(Contact.objects.filter(uuid=uuid)).select_related("author")
    contacts = list(versions.order_by("version"))
    found: list[Version] = []
    before: Lines | None = None
    for contact in contacts:
        now = lines_of(contact)
        changed = [
            (label, old, new)
            for (label, old), (_, new) in zip(before or now, now, strict=True)
            if old != new
        ]
        found.insert(0, Version(contact, now, changed))
        before = now
    return found


def lines_of(contact: Contact) -> Lines:
    """A contact in words, field by field, always the same fields in the same order."""
    day = london_date(contact.happened_at)
    kind = contact.information_kind
    return [
        ("What", contact.called),
        ("When", f"{in_full(day)} at {contact.happened_at.astimezone(LONDON):%H:%M}"),
        ("Lasts", minutes_words(contact.minutes) if contact.minutes else "Not said"),
        ("Officer", contact.officer.name if contact.officer else "Not known"),
        ("Where", contact.location or "Not recorded"),
        ("Outcome", contact.outcome.name if contact.outcome else "None"),
        ("Action", contact.enforcement_action.name if contact.enforcement_action else "None"),
        ("Letter to send", contact.letter.name if contact.letter else "None"),
        ("Answer due by", in_full(contact.respond_by) if contact.respond_by else "None"),
        ("Notes", contact.notes or "None"),
        ("Kind of information", InformationKind(kind).label if kind else "Not stated"),
        ("Sensitive", "Yes" if contact.is_sensitive else "No"),
    ]


Dates = dict[tuple[str, str, str], date]


def due_dates(case: Case) -> Dates:
    """What is due in a case now, to tell afterwards what an act has changed; one query."""
    return {
        (kind, missing, subject): due_on for kind, missing, subject, due_on in _dates(case=case.pk)
    }


@prepared
def _dates(*, case: int) -> QuerySet[Deadline, tuple[str, str, str, date]]:
    rows = Deadline.objects.filter(case=case)
    return rows.values_list("kind", "missing", "subject", "due_on")


def what_changed(before: Dates, after: Dates) -> list[str]:
    """One sentence for each deadline that moved, came or went."""
    said = []
    for key in sorted(before.keys() | after.keys()):
        label, old, new = label_of(*key[:2]), before.get(key), after.get(key)
        if old == new:
            continue
        if new is None:
            said.append(f"{label} is no longer due.")
        elif old is None:
            said.append(f"{label} is now due by {in_full(new)}.")
        else:
            said.append(f"{label} deadline moved to {in_full(new)}.")
    return said

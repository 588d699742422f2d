"""The visits of a case: to come, made and tried; which of them counted, and why the others did not."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet, Subquery

from core.addresses import address
from core.calendar import london_date
from core.prepared import one_of, prepared
from core.standards import number
from offenders.choices import VersionKind
from offenders.models import Address, Case, Contact
from offenders.rules import is_recorded_late
from offenders.selectors.contacts import Detail
from people.choices import Permission
from visits.choices import CHILD_TOLD, DevicesExamined, VisitPurpose
from visits.models import Review, Visit
from visits.rules import is_effective, premises_key
from visits.selectors.child import open_children
from visits.selectors.record import moment, place_of
from visits.selectors.visit import premises_of
from visits.selectors.warrant import WarrantPart, warrant_part

NEWEST = 10


@dataclass(frozen=True, slots=True)
class VisitRow:
    """One visit as the list shows it."""

    visit: Visit
    purposes: str
    where: str
    is_effective: bool
    is_late: bool
    is_corrected: bool
    is_reviewed: bool
    is_asked: bool
    has_concern: bool
    is_child_open: bool
    awaits_outcome: bool
    can_be_recorded: bool

    @property
    def title(self) -> str:
        """When, and how it ended."""
        when = moment(self.visit.contact.happened_at)
        return f"{when}: {self.visit.get_outcome_display().lower()}" if self.visit.outcome else when

    @property
    def tags(self) -> list[tuple[str, str]]:
        """What is to be seen at once, in the order of the row, each with its colour."""
        found = (
            (self.awaits_outcome, "Outcome to record", "red"),
            (self.is_late, "Recorded late", "yellow"),
            (self.is_corrected, "Corrected", "grey"),
            (self.is_child_open, "A child, not answered", "red"),
            (self.has_child, "Child", "orange"),
            (self.has_refusal, "Refused", "orange"),
            (self.has_concern, "Concern", "orange"),
            (self.is_asked, "Supervisor asks", "red"),
            (self.is_reviewed, "Reviewed", "green"),
        )
        return [(words, colour) for is_so, words, colour in found if is_so]

    @property
    def has_child(self) -> bool:
        return self.visit.children in CHILD_TOLD and not self.is_child_open

    @property
    def has_refusal(self) -> bool:
        """Of a device: that entry was refused the row says already."""
        return self.visit.devices_examined == DevicesExamined.REFUSED

    @property
    def plan_words(self) -> str:
        """What for and where."""
        return _sentences(self.purposes, self.where)

    @property
    def words(self) -> str:
        """What for, where, and who went; what it changed the list says once for all."""
        return _sentences(self.purposes, self.where, self._officers)

    @property
    def _officers(self) -> str:
        first, second = self.visit.contact.officer, self.visit.second_officer
        if first is None:
            return ""
        return f"{first.short_name} and {second.short_name}" if second else first.short_name


@dataclass(frozen=True, slots=True)
class Visits:
    """The list of a case, newest first, and the warrant count for the last refused address."""

    planned: list[VisitRow]
    made: list[VisitRow]
    warrant: WarrantPart | None
    warrant_premises: str

    @property
    def newest(self) -> list[VisitRow]:
        return self.made[:NEWEST]

    @property
    def older(self) -> list[VisitRow]:
        """Folded below: a page of years is read by nobody, and the strip shows two of them."""
        return self.made[NEWEST:]

    @property
    def warrant_visit(self) -> str:
        """The last occasion, from which a decision is reached."""
        return self.warrant.count.evidence[-1].ref if self.warrant else ""


def _sentences(*parts: str) -> str:
    return " ".join(f"{part}." for part in parts if part)


def visits_of(case: Case, *, on: date, at: datetime) -> Visits:
    """Every visit in the version that holds; the same queries however many."""
    hours = number("police.visit_record_hours", on=on)
    rows = [_row(visit, at=at, hours=hours) for visit in _current(case)]
    made = [row for row in rows if row.visit.outcome]
    planned = [row for row in rows if not row.visit.outcome]
    premises = _tried(made, list(case.addresses.all()))
    part = warrant_part(case, premises, on=on) if premises else None
    return Visits(planned[::-1], made, part if part and part.count.count else None, premises)


def details_of(contact_ids: Collection[int]) -> dict[int, Detail]:
    """For the timeline: the pages of the contacts that are visits."""
    return {
        contact_id: Detail(
            url=address("visits:visit", uuid),
            record_url=address("visits:record", uuid),
            amend_url=address("visits:amend", uuid),
            move_url=address("visits:move", uuid),
            cancel_url=address("visits:cancel", uuid),
            void_url=address("visits:void", uuid),
            again="visits:record_new" if outcome else "visits:plan",
            move_needs=Permission.PLAN_VISIT,
        )
        for contact_id, uuid, outcome in _visits_among(contact_ids=list(contact_ids))
    }


@prepared
def _visits_among(*, contact_ids: list[int]) -> QuerySet[Visit, tuple[int, UUID, str]]:
    visits = Visit.objects.filter(one_of("contact", contact_ids))
    return visits.values_list("contact_id", "contact__uuid", "outcome")


def _current(case: Case) -> list[Visit]:
    """The versions that hold, each with when its outcome was first recorded (a correction is not late).

    What a supervisor asked stays asked when the record is corrected; the review is of one version.
    """
    itself = Visit.objects.filter(pk=OuterRef("pk"))
    asks = Review.objects.unanswered().filter(contact__uuid=OuterRef("contact__uuid"))
    recorded = Contact.objects.filter(uuid=OuterRef("contact__uuid"), outcome__isnull=False)
    return list(
        Visit.objects.current()
        .filter(case=case)
        .annotate(
            first_recorded_at=Subquery(recorded.order_by("version").values("recorded_at")[:1]),
            is_reviewed=Exists(itself.reviewed()),
            is_asked=Exists(asks),
            has_concern=Exists(itself.with_concern()),
            is_child_open=Exists(open_children()),
        )
        .select_related("contact__officer", "contact__author", "address", "second_officer")
        .order_by("-contact__happened_at", "-pk")
    )


def _row(visit: Visit, *, at: datetime, hours: int) -> VisitRow:
    contact = visit.contact
    return VisitRow(
        visit=visit,
        purposes="; ".join(VisitPurpose(code).label for code in visit.purposes),
        where=place_of(visit),
        is_effective=is_effective(visit.outcome),
        is_late=bool(visit.outcome)
        and is_recorded_late(
            happened_at=contact.happened_at,
            recorded_at=visit.first_recorded_at,  # type: ignore[attr-defined]
            hours=hours,
        ),
        is_corrected=contact.version_kind == VersionKind.CORRECTION,
        is_reviewed=visit.is_reviewed,  # type: ignore[attr-defined]
        is_asked=visit.is_asked,  # type: ignore[attr-defined]
        has_concern=visit.has_concern,  # type: ignore[attr-defined]
        is_child_open=visit.is_child_open,  # type: ignore[attr-defined]
        awaits_outcome=not visit.outcome and contact.happened_at < at,
        can_be_recorded=not visit.outcome and london_date(contact.happened_at) <= london_date(at),
    )


def _tried(made: list[VisitRow], homes: list[Address]) -> str:
    """The address of the newest visit that failed and is known to have had one."""
    tried = (premises_of(row.visit, homes) for row in made if not row.is_effective)
    return next((premises for premises in tried if premises_key(premises)), "")

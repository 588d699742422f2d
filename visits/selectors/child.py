"""A visit's child: what its record tells, what was asked about it, what a supervisor decided."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import CharField, OuterRef, Q, QuerySet
from django.db.models.functions import Cast

from core.calendar import LONDON
from offenders.models import Contact, Deadline
from people.models import User
from visits.choices import ConditionResult, NotificationItem
from visits.models import ChildDecision, Enquiry
from visits.rules import told_words
from visits.selectors.record import Lines, child_of, moment

CHILD_SEEN = "child_seen"


@dataclass(frozen=True, slots=True)
class ChildPart:
    """What the page of a visit says about a child. `is_open`: something told of one has not been answered."""

    is_open: bool
    enquiries: list[Enquiry]
    decisions: list[ChildDecision]

    @property
    def is_shown(self) -> bool:
        return self.is_open or bool(self.enquiries or self.decisions)


def child_part(contact: Contact) -> ChildPart:
    """Of all versions of a visit; three queries."""
    return ChildPart(
        is_open=is_open(contact),
        enquiries=list(enquiries().filter(contact__uuid=contact.uuid).order_by("asked_at", "pk")),
        decisions=list(
            ChildDecision.objects.filter(contact__uuid=contact.uuid)
            .select_related("decided_by")
            .order_by("decided_at")
        ),
    )


def is_open(contact: Contact) -> bool:
    """Whether something that this visit tells of a child has not been answered: as the stored deadline says."""
    return Deadline.objects.filter(
        case=contact.case_id, kind=CHILD_SEEN, subject=str(contact.uuid)
    ).exists()


def open_children() -> QuerySet[Deadline]:
    """The same for each of many visits, as a condition on their rows."""
    return Deadline.objects.filter(
        case=OuterRef("case"), kind=CHILD_SEEN, subject=Cast(OuterRef("contact__uuid"), CharField())
    )


def enquiries() -> QuerySet[Enquiry]:
    """Enquiries, each with the visit that it came from."""
    return Enquiry.objects.select_related(
        "contact__case", "contact__visit", "recorded_by", "answer_by", "considered_by"
    )


def told_of(contact: Contact) -> str:
    """What this version of a visit tells of a child; "" where it tells of none; one query."""
    checks = contact.visit.checks.filter(
        notification=NotificationItem.CHILD, result=ConditionResult.CONCERN
    )
    return told_words(
        child_of(contact.visit), notified=checks.values_list("concern", flat=True).first() or ""
    )


def why_not_decided(contact: Contact, by: User) -> str:
    """PRO-87: why `by` does not decide about this child; "" when they may. Nobody decides about their own visit."""
    if not is_open(contact):
        return "Nothing that this visit tells of a child waits for an answer."
    mine = Q(author=by)
    officer = by.officer_or_none
    if officer is not None:
        mine |= Q(officer=officer) | Q(visit__second_officer=officer)
    if Contact.objects.filter(mine, uuid=contact.uuid).exists():
        return "You were at this visit or wrote its record, so another supervisor has to decide."
    return ""


def enquiry_lines(enquiry: Enquiry) -> Lines:
    """An enquiry as label and text: for its page, and for the page that shows both texts."""
    found: Lines = [
        ("What was done", enquiry.get_kind_display()),
        ("Of whom", enquiry.asked_of),
        ("When", moment(enquiry.asked_at)),
        ("About", enquiry.about),
        ("What they were asked or told", enquiry.words),
        ("Reference", enquiry.reference),
        ("Recorded", _step(enquiry.recorded_by, enquiry.recorded_at)),
        ("Answer", enquiry.get_answer_display()),
        ("What they said", enquiry.answer_words),
        ("Answered", moment(enquiry.answered_at) if enquiry.answered_at else ""),
        ("Answer recorded", _step(enquiry.answer_by, enquiry.answer_recorded_at)),
        ("What it means for the risk", enquiry.considered),
        ("Considered", _step(enquiry.considered_by, enquiry.considered_at)),
    ]
    return [(label, text) for label, text in found if text]


def _step(by: User | None, at: datetime | None) -> str:
    return f"{moment(at.astimezone(LONDON))}, by {by}" if by and at else ""

"""POL-11: what supervisors made of the records of visits, what they asked for, and what came of it."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from core.prepared import prepared
from offenders.models import Contact
from offenders.selectors.voiding import withdrawn_words
from people.models import User
from visits.choices import ConditionResult, DevicesExamined, VisitOutcome
from visits.models import ConditionCheck, Review, Visit, WarrantDecision
from visits.rules import told_words
from visits.selectors.record import Lines, child_of
from visits.selectors.visit import Version, versions


@dataclass(frozen=True, slots=True)
class Reading:
    """One version of a visit's record, what a supervisor made of it, and whether this user may answer."""

    version: Version
    heading: str
    review: Review | None
    can_be_answered: bool


@dataclass(frozen=True, slots=True)
class Record:
    """Every version of a visit with its review, newest first."""

    readings: list[Reading]

    @property
    def newest(self) -> Reading:
        return self.readings[0]

    @property
    def earlier(self) -> list[Reading]:
        return self.readings[1:]

    @property
    def is_reviewed(self) -> bool:
        """Whether the version that holds has been read."""
        return self.newest.review is not None

    @property
    def is_corrected_since(self) -> bool:
        """Whether only a version before the one that holds has been read: this one is to be read again."""
        return not self.is_reviewed and any(row.review for row in self.earlier)


def record_of(contact: Contact, *, user: User, may_answer: bool, on: date) -> Record:
    """A visit as its pages show it. `may_answer`: whether `user` may work on the case."""
    rows = Review.objects.filter(contact__uuid=contact.uuid).select_related(
        "reviewed_by", "answered_by"
    )
    reviews = {row.contact_id: row for row in rows}
    found = versions(contact, on=on)
    return Record(
        [
            Reading(
                version=version,
                heading=_heading(version, found[0]),
                review=(review := reviews.get(version.contact.pk)),
                can_be_answered=may_answer and review is not None and can_answer(review, user),
            )
            for version in found
        ]
    )


def _heading(version: Version, newest: Version) -> str:
    if version is not newest:
        return "Before that"
    return "As it holds now" if version.contact.version > 1 else "As recorded"


def is_unanswered(review: Review) -> bool:
    """What `ReviewQuerySet.unanswered` asks of the database, of one review."""
    return bool(review.asks) and not review.answer


def can_answer(review: Review, user: User) -> bool:
    """The reviewer does not answer their own question."""
    return is_unanswered(review) and review.reviewed_by_id != user.pk


def why_not_reviewed(contact: Contact, by: User) -> str:
    """POL-11: why `by` does not review this version of a visit; "" when they may. Nobody reviews their own."""
    if contact.is_withdrawn:
        return withdrawn_words(contact)
    if not contact.outcome_id:
        return "This visit has no outcome yet, so there is no record to review."
    officer = by.officer_or_none
    own = {contact.officer_id, contact.visit.second_officer_id}
    if contact.author_id == by.pk or (officer is not None and officer.pk in own):
        return (
            "You were at this visit or wrote this record, so another supervisor has to review it."
        )
    return ""


def reviews() -> QuerySet[Review]:
    """Reviews, each with the version of the visit that it is about."""
    return Review.objects.select_related(
        "reviewed_by", "answered_by", "contact__case", "contact__officer", "contact__visit"
    )


def asked_by(user: User) -> set[str]:
    """The keys of what this user asked and nobody has answered: not theirs to answer."""
    return {str(key) for key in _asked_by(user=user.pk)}


@prepared
def _asked_by(*, user: int) -> QuerySet[Review, UUID]:
    mine = Review.objects.unanswered().filter(reviewed_by=user)
    return mine.values_list("uuid", flat=True)


def concerns_of(contacts: Collection[Contact]) -> dict[int, str]:
    """Why these versions of visits are to be read, in one paragraph each: concerns, refusals, a child, a warrant; three queries."""
    ids = [row.pk for row in contacts]
    visits = Visit.objects.filter(contact__in=ids)
    found = {row.contact_id: list(_told(row)) for row in visits}
    checks = ConditionCheck.objects.filter(
        visit__contact__in=ids, result=ConditionResult.CONCERN
    ).order_by("id")
    for key, words in checks.values_list("visit__contact", "concern"):
        found[key].append(words)
    for row in WarrantDecision.objects.filter(contact__in=ids).order_by("decided_at"):
        found[row.contact_id].append(f"Warrant: {str(row).lower()}. {row.reason}")
    return {key: " ".join(words) for key, words in found.items()}


def _told(visit: Visit) -> Iterator[str]:
    if visit.outcome == VisitOutcome.ENTRY_REFUSED:
        yield f"Entry refused: {visit.refusal_words}." if visit.refusal_words else "Entry refused."
    if visit.devices_examined == DevicesExamined.REFUSED:
        yield "Devices: consent refused."
    if child := child_of(visit):
        yield f"{told_words(child)}."
    if visit.concerns:
        yield visit.concerns


def asks_of(contacts: Collection[Contact]) -> dict[int, str]:
    """What was asked about these visits, in any version, and not answered; one query."""
    by_uuid = {row.uuid: row.pk for row in contacts}
    rows = Review.objects.unanswered().filter(contact__uuid__in=by_uuid).order_by("reviewed_at")
    found: dict[int, list[str]] = {}
    for uuid, asks in rows.values_list("contact__uuid", "asks"):
        found.setdefault(by_uuid[uuid], []).append(asks)
    return {key: " ".join(words) for key, words in found.items()}


def review_lines(review: Review) -> Lines:
    """A review as label and text, for the page that shows both texts."""
    found: Lines = [
        ("What they make of the record", review.words),
        ("What the officer is asked to do", review.asks),
        ("Answer", review.answer),
    ]
    return [(label, text) for label, text in found if text]

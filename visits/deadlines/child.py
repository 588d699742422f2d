"""Children whom visits met or saw signs of, and what was asked about them (PRO-85 to PRO-88)."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import QuerySet

from core.calendar import london_date, london_midnight
from core.prepared import prepared_for_few
from core.standards import in_force
from offenders.choices import VersionKind
from offenders.deadlines import Act, Kind, Shared
from offenders.models import Contact
from offenders.querysets import of_cases
from people.choices import Permission
from visits.choices import CHILD_TOLD, ConditionResult, NotificationItem
from visits.deadlines.home_visit import JOB
from visits.models import ChildDecision, ConditionCheck, Enquiry, Visit
from visits.rules import (
    AskedAbout,
    ChildFacts,
    ChildVisit,
    EnquiryFacts,
    Telling,
    child_answer_due,
    child_seen_due,
    told_words,
)
from visits.selectors.record import child_of

ANSWER_DAYS = "safeguarding.answer_days"


def facts(shared: Shared) -> dict[int, ChildFacts]:
    """What visits had told of children by the day, and what was recorded about it by then.

    Two queries, and four more where a visit tells of a child. Whatever the state of the case: a child does not wait
    for somebody to come out of prison, nor for the case to be opened again.
    """
    end = london_midnight(shared.on + timedelta(days=1))
    told = _told(shared.case_ids, end)
    uuids = [uuid for _, uuid in told]
    answered, newest, voided = _answered(uuids, end), _newest(uuids, end), _voided(uuids, end)
    found: dict[int, list[ChildVisit]] = defaultdict(list)
    for (case_id, uuid), (visited_on, tellings) in told.items():
        visit = ChildVisit(
            key=uuid,
            visited_on=visited_on,
            tellings=tellings,
            answered=answered.get(uuid, 0),
            is_withdrawn=newest[uuid] > tellings[-1].version,
        )
        # PRO-87: with a child that nobody has been asked about, a visit is voided only by who may decide about it.
        if uuid not in voided:
            found[case_id].append(visit)
    return {case_id: ChildFacts(visits) for case_id, visits in found.items()}


Told = dict[tuple[int, UUID], tuple[date, list[Telling]]]


def _told(case_ids: Iterable[int], end: datetime) -> Told:
    """The versions that tell of a child, by case and visit, oldest first."""
    ids = list(case_ids)
    seen = _seen(case_ids=ids, end=end)
    notified = {row.visit: row.concern for row in _notified(case_ids=ids, end=end)}
    found: Told = {}
    for visit in sorted(
        {*seen, *notified}, key=lambda row: (row.contact.uuid, row.contact.version)
    ):
        contact = visit.contact
        telling = Telling(
            contact.version,
            london_date(contact.recorded_at),
            told_words(child_of(visit), notified=notified.get(visit, "")),
        )
        _, tellings = found.setdefault(
            (visit.case_id, contact.uuid), (london_date(contact.happened_at), [])
        )
        tellings.append(telling)
    return found


@prepared_for_few
def _seen(*, case_ids: list[int], end: datetime) -> QuerySet[Visit]:
    return Visit.objects.filter(
        of_cases(case_ids), children__in=sorted(CHILD_TOLD), contact__recorded_at__lt=end
    ).select_related("contact")


@prepared_for_few
def _notified(*, case_ids: list[int], end: datetime) -> QuerySet[ConditionCheck]:
    return ConditionCheck.objects.filter(
        of_cases(case_ids, key="visit__case_id"),
        notification=NotificationItem.CHILD,
        result=ConditionResult.CONCERN,
        visit__contact__recorded_at__lt=end,
    ).select_related("visit__contact")


def _answered(uuids: list[UUID], end: datetime) -> dict[UUID, int]:
    """The newest version of each visit about which somebody was asked, or a supervisor decided."""
    if not uuids:
        return {}
    version = ("contact__uuid", "contact__version")
    asked = Enquiry.objects.filter(contact__uuid__in=uuids, recorded_at__lt=end)
    decided = ChildDecision.objects.filter(contact__uuid__in=uuids, decided_at__lt=end)
    return _highest([*asked.values_list(*version), *decided.values_list(*version)])


def _newest(uuids: list[UUID], end: datetime) -> dict[UUID, int]:
    """The version of each visit that held."""
    if not uuids:
        return {}
    rows = Contact.objects.filter(uuid__in=uuids, recorded_at__lt=end)
    return _highest(rows.values_list("uuid", "version"))


def _voided(uuids: list[UUID], end: datetime) -> set[UUID]:
    if not uuids:
        return set()
    rows = Contact.objects.filter(
        uuid__in=uuids, version_kind=VersionKind.VOIDED, recorded_at__lt=end
    )
    return set(rows.values_list("uuid", flat=True))


def _highest(rows: Iterable[tuple[UUID, int]]) -> dict[UUID, int]:
    found: dict[UUID, int] = {}
    for uuid, version in rows:
        found[uuid] = max(version, found.get(uuid, 0))
    return found


def enquiries(shared: Shared) -> dict[int, EnquiryFacts]:
    """What had been asked by the day, and not answered and considered by then; two queries."""
    end = london_midnight(shared.on + timedelta(days=1))
    found: dict[int, list[AskedAbout]] = defaultdict(list)
    for row in _not_considered(case_ids=shared.case_ids, end=end):
        is_answered = row.answer_recorded_at is not None and row.answer_recorded_at < end
        answered_on = london_date(row.answered_at) if is_answered and row.answered_at else None
        about = AskedAbout(row.uuid, row.asked_of, london_date(row.asked_at), answered_on)
        found[row.contact.case_id].append(about)
    number = in_force(ANSWER_DAYS, on=shared.on).get(ANSWER_DAYS) if found else None
    if number is None:
        return {}
    return {
        case_id: EnquiryFacts(asked, number.value, number.since) for case_id, asked in found.items()
    }


@prepared_for_few
def _not_considered(*, case_ids: list[int], end: datetime) -> QuerySet[Enquiry]:
    rows = Enquiry.objects.filter(
        of_cases(case_ids, key="contact__case_id"), recorded_at__lt=end
    ).exclude(considered_at__lt=end)
    return rows.order_by("asked_at", "uuid").select_related("contact")


CHILD_SEEN = Kind(
    code="child_seen",
    label="Enquiry about a child",
    rule="PRO-87",
    rule_text=(
        "When a visit meets a child, or sees signs of one, somebody who may know is asked, or told, on the day on which "
        "the visit is recorded."
    ),
    clears_when="An enquiry or a referral is recorded, or a supervisor decides with a reason that none is needed.",
    would_not_clear="A correction of the record, another visit, a contact about it, the acceptance of a flag.",
    models=frozenset(
        {
            "offenders.Contact",
            "visits.ChildDecision",
            "visits.ConditionCheck",
            "visits.Enquiry",
            "visits.Visit",
        }
    ),
    standards="",
    facts=facts,
    due=child_seen_due,
    job=JOB,
    contacts_of="visits.Visit",
    # What a visit found and what was asked about it are recorded here alone.
    only_here=True,
    area="children",
    at_once=True,
    acts=(
        Act(
            "Record an enquiry or referral",
            "visits:enquire",
            Permission.RECORD_ENQUIRY,
            takes="subject",
        ),
        Act(
            "Decide that none is needed",
            "visits:decide_child",
            Permission.DECIDE_CHILD,
            takes="subject",
        ),
    ),
)
CHILD_ANSWER = Kind(
    code="child_answer",
    label="Answer about a child",
    rule="PRO-88",
    rule_text="What was asked about a child is answered, and the answer considered, within a number of working days.",
    clears_when="The answer is recorded, and what it means for how the risk is managed.",
    would_not_clear="A further enquiry, a contact about it, an answer of which nobody says what it means.",
    models=frozenset({"core.Standard", "offenders.Contact", "visits.Enquiry"}),
    standards=ANSWER_DAYS,
    facts=enquiries,
    due=child_answer_due,
    job=JOB,
    contacts_of="visits.Visit",
    only_here=True,
    area="children",
    acts=(
        Act(
            "Record the answer", "visits:answer_enquiry", Permission.RECORD_ENQUIRY, takes="subject"
        ),
    ),
)

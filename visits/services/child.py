"""PRO-85 to PRO-88: who was asked about a child that a visit met, what they answered, what it means; or a decision."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from core.addresses import address
from core.calendar import london_date
from core.editing import held
from core.errors import RefusedError, StaleError, refuse
from offenders import deadlines
from offenders.models import Contact, ContactType
from offenders.services.contacts import log_contact
from offenders.services.versions import held_version
from people.choices import Permission
from people.models import User
from people.services import only_its_agency
from visits.choices import EnquiryKind
from visits.models import ChildDecision, Enquiry
from visits.rules import answered_problems, asked_problems
from visits.selectors.child import enquiries, enquiry_lines, why_not_decided
from visits.selectors.visit import versions, visits_in_full

# PRO-85: what Delius calls them on the timeline.
CONTACT_TYPES = {EnquiryKind.CHECK: "SFGC", EnquiryKind.REFERRAL: "CCCR"}
ANSWER_TYPE = "SFRR"
Mine = list[tuple[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class EnquirySaid:
    """Who was asked, or told, what, about which child."""

    kind: EnquiryKind
    asked_of: str
    about: str
    words: str
    asked_at: datetime
    reference: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerSaid:
    """What came back, and when; `considered` stays empty until somebody says what it means for the risk."""

    answer: str
    answer_words: str
    answered_at: datetime
    considered: str = ""


@transaction.atomic
def record_enquiry(
    *,
    contact: Contact,
    version: int,
    said: EnquirySaid,
    by: User,
    at: datetime,
    answer: AnswerSaid | None = None,
) -> Enquiry:
    """PRO-86: keep who was asked about the child of a visit, or told; it answers the deadline of that child.

    `version` is that of the visit on the screen: what a newer one tells has not been asked about. Raises StaleError
    when there is one, RefusedError when the visit is still to come or an instant does not fit.
    """
    only_its_agency(by, Permission.RECORD_ENQUIRY)
    mine = [("Of whom", said.asked_of), ("About", said.about), ("Asked or told", said.words)]
    current = _held_visit(contact, version, mine, at=at)
    if not current.outcome_id:
        raise RefusedError("This visit is still to come, so it has found nothing to ask about.")
    for problem in asked_problems(asked_at=said.asked_at, visited_at=current.happened_at, at=at):
        refuse(problem)
    enquiry = Enquiry.objects.create(
        contact=current,
        kind=said.kind,
        asked_of=said.asked_of,
        about=said.about,
        words=said.words,
        reference=said.reference,
        asked_at=said.asked_at,
        recorded_by=by,
        recorded_at=at,
        **(_answered(answer, by, at) if answer else {}),
    )
    # Before the timeline's own, so that a flag is cured by the enquiry.
    _refresh(enquiry.contact, Enquiry, fact=f"enquiry:{enquiry.uuid}", at=at)
    notes = f"{enquiry}, about: {said.about}\n\n{said.words}"
    _log(enquiry, CONTACT_TYPES[said.kind], said.asked_at, notes, by=by, at=at)
    if answer:
        _log_answer(enquiry, by=by, at=at)
    return enquiry


@transaction.atomic
def answer_enquiry(
    *, enquiry: Enquiry, version: int, said: AnswerSaid, by: User, at: datetime
) -> Enquiry:
    """PRO-86: keep what they answered; with what it means for the risk it is finished.

    Raises StaleError when somebody recorded an answer meanwhile, RefusedError when its instant does not fit.
    """
    only_its_agency(by, Permission.RECORD_ENQUIRY)
    mine = [("Answer", said.answer_words), ("What it means for the risk", said.considered)]
    stored = _held(enquiry, version, mine)
    if stored.answer:
        raise RefusedError("The answer is on record already: say what it means for the risk.")
    for problem in answered_problems(answered_at=said.answered_at, asked_at=stored.asked_at, at=at):
        refuse(problem)
    _store(stored, _answered(said, by, at))
    _refresh(stored.contact, Enquiry, fact=f"enquiry:{stored.uuid}", at=at)
    _log_answer(stored, by=by, at=at)
    return stored


@transaction.atomic
def consider_enquiry(
    *, enquiry: Enquiry, version: int, considered: str, by: User, at: datetime
) -> Enquiry:
    """PRO-88: say what an answer means for how the risk is managed; the enquiry is finished.

    Raises StaleError when somebody saved meanwhile, RefusedError when there is no answer or it is finished.
    """
    only_its_agency(by, Permission.RECORD_ENQUIRY)
    stored = _held(enquiry, version, [("What it means for the risk", considered)])
    if not stored.answer:
        raise RefusedError("They have not answered yet: record the answer first.")
    if stored.considered:
        raise RefusedError("What it means for the risk is on record already.")
    _store(stored, _considered(considered, by, at))
    _refresh(stored.contact, Enquiry, fact=f"enquiry:{stored.uuid}", at=at)
    return stored


@transaction.atomic
def decide_child(
    *, contact: Contact, version: int, reason: str, by: User, at: datetime
) -> ChildDecision:
    """PRO-87: a supervisor decides, with a reason, that what a visit tells of a child needs no enquiry.

    Raises StaleError when the record was corrected since it was shown, RefusedError without a reason, when nothing
    waits for an answer, or when `by` was at the visit or wrote its record.
    """
    only_its_agency(by, Permission.DECIDE_CHILD)
    current = _held_visit(contact, version, [("Why no enquiry is needed", reason)], at=at)
    if not reason.strip():
        raise RefusedError("Say why no enquiry is needed.")
    why_not = why_not_decided(current, by)
    if why_not:
        raise RefusedError(why_not)
    decision = ChildDecision.objects.create(
        contact=current, reason=reason.strip(), decided_by=by, decided_at=at
    )
    _refresh(current, ChildDecision, fact=f"child_decision:{current.uuid}", at=at)
    return decision


def _answered(said: AnswerSaid, by: User, at: datetime) -> dict[str, Any]:
    found = {
        "answer": said.answer,
        "answer_words": said.answer_words,
        "answered_at": said.answered_at,
        "answer_by": by,
        "answer_recorded_at": at,
    }
    return found | (_considered(said.considered, by, at) if said.considered else {})


def _considered(words: str, by: User, at: datetime) -> dict[str, Any]:
    return {"considered": words, "considered_by": by, "considered_at": at}


def _store(enquiry: Enquiry, values: dict[str, Any]) -> None:
    for name, value in values.items():
        setattr(enquiry, name, value)
    enquiry.version += 1
    enquiry.save(update_fields=[*values, "version"])


def _held_visit(contact: Contact, version: int, mine: Mine, *, at: datetime) -> Contact:
    return held_version(
        contact,
        version,
        among=visits_in_full(),
        theirs=lambda latest: versions(latest, on=london_date(at))[0].lines,
        mine=mine,
        link=address("visits:visit", contact.uuid),
    )


def _held(enquiry: Enquiry, version: int, mine: Mine) -> Enquiry:
    def stale(now: Enquiry) -> StaleError:
        return StaleError(
            saved_by=str(now.considered_by or now.answer_by or now.recorded_by),
            saved_at=now.considered_at or now.answer_recorded_at or now.recorded_at,
            theirs=enquiry_lines(now),
            mine=mine,
            link=now.get_absolute_url(),
        )

    return held(enquiries().filter(pk=enquiry.pk), version=version, stale=stale)


def _log_answer(enquiry: Enquiry, *, by: User, at: datetime) -> None:
    if enquiry.answered_at is None:
        return
    notes = f"{enquiry.asked_of}: {enquiry.get_answer_display().lower()}\n\n{enquiry.answer_words}"
    _log(enquiry, ANSWER_TYPE, enquiry.answered_at, notes, by=by, at=at)


def _log(
    enquiry: Enquiry, code: str, happened_at: datetime, notes: str, *, by: User, at: datetime
) -> None:
    """PRO-85: on the timeline too, for both agencies, as every safeguarding check is."""
    officer = by.officer_or_none
    if officer is None:
        return
    log_contact(
        case=enquiry.contact.case,
        type=ContactType.objects.get(code=code),
        happened_at=happened_at,
        officer=officer,
        by=by,
        at=at,
        notes=notes,
    )


def _refresh(
    contact: Contact, changed: type[Enquiry | ChildDecision], *, fact: str, at: datetime
) -> None:
    deadlines.refresh([contact.case_id], changed=changed, on=london_date(at), at=at, fact=fact)

"""The timeline's write door: log, amend, record an outcome. Nothing on it is ever altered."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from core.calendar import london_date
from core.editing import hold
from core.errors import RefusedError, refuse
from core.prepared import prepared
from offenders import deadlines
from offenders.choices import OutcomeRule, VersionKind
from offenders.models import (
    Case,
    Contact,
    ContactOutcome,
    ContactType,
    EnforcementAction,
)
from offenders.rules.contacts import (
    REPEATS_WITHIN,
    OutcomeFacts,
    TypeFacts,
    action_problem,
    letter_problem,
    outcome_problem,
    planning_problem,
    repeat_problem,
    respond_by,
)
from offenders.selectors.contacts import details_of, last_contacts, lines_of
from offenders.services.overlaps import refuse_what_is_in_the_way
from offenders.services.versions import held_version, next_version
from people.models import Officer, User

VISOR_TYPE = "VINC"  # MAP-81


@transaction.atomic
def log_contact(
    *,
    case: Case,
    type: ContactType,  # noqa: A002  the field's name
    happened_at: datetime,
    officer: Officer,
    by: User,
    at: datetime,
    outcome: ContactOutcome | None = None,
    enforcement_action: EnforcementAction | None = None,
    letter: EnforcementAction | None = None,
    notes: str = "",
    information_kind: str = "",
    is_sensitive: bool = False,
    location: str = "",
    is_another: bool = False,
) -> Contact:
    """Put a contact, or an appointment still to come, on the timeline.

    Raises RefusedError when the outcome, the action or the day does not fit the type (VOC-12, VOC-17), and for the same
    again by the same author, or what overlaps with something arranged (VOC-1), unless it is said to be another one.
    """
    contact = Contact(
        case=case,
        type=type,
        happened_at=happened_at,
        recorded_at=at,
        officer=officer,
        agency=officer.agency,
        author=by,
        outcome=outcome,
        enforcement_action=enforcement_action,
        letter=letter,
        notes=notes,
        information_kind=information_kind,
        is_sensitive=is_sensitive,
        location=location,
    )
    _ask_about_others(contact, at=at, is_another=is_another)
    return store(contact, at=at)


def log_several(contacts: Sequence[Contact], *, at: datetime) -> None:
    """Put contacts of several people on their timelines, all or none, in as many statements as for one.

    For whoever keeps a record of their own beside them (a register): they store it, and have deadlines follow. Raises
    RefusedError as `log_contact` does, except for the same again, which that record knows.
    """
    for contact in contacts:
        _complete(contact, at=at)
    hold(Case, [contact.case_id for contact in contacts])
    Contact.objects.bulk_create(contacts)


@transaction.atomic
def amend_contact(
    *, contact: Contact, version: int, reason: str, by: User, at: datetime, **values: Any
) -> Contact:
    """Correct a contact: a further version with the reason; the one before it stays readable.

    `values` are the fields that may be corrected. Raises RefusedError without a reason, when nothing is
    different or something does not fit; StaleError when somebody saved a version meanwhile.
    """
    if not reason.strip():
        raise RefusedError("Say why you are correcting this.")
    latest = latest_of(contact, version)
    if all(getattr(latest, name) == value for name, value in values.items()):
        raise RefusedError("Nothing is different from what is on record.")
    corrected = next_version(
        latest, kind=VersionKind.CORRECTION, reason=reason.strip(), by=by, at=at, **values
    )
    return store(corrected, at=at)


@transaction.atomic
def record_outcome(
    *,
    contact: Contact,
    version: int,
    outcome: ContactOutcome,
    by: User,
    at: datetime,
    enforcement_action: EnforcementAction | None = None,
    letter: EnforcementAction | None = None,
    notes: str = "",
) -> Contact:
    """Say how an appointment ended.

    Raises RefusedError when it has an outcome, is still to come or something does not fit; StaleError when
    somebody saved a version meanwhile.
    """
    latest = latest_of(contact, version)
    if latest.outcome_id is not None:
        raise RefusedError("This appointment has an outcome already. Correct it instead.")
    written = "\n\n".join(text for text in (latest.notes, notes.strip()) if text)
    values: dict[str, Any] = {
        "outcome": outcome,
        "enforcement_action": enforcement_action,
        "letter": letter,
        "notes": written,
    }
    return store(next_version(latest, kind=VersionKind.OUTCOME, by=by, at=at, **values), at=at)


def _ask_about_others(contact: Contact, *, at: datetime, is_another: bool) -> None:
    """The same again by its author, and what is in the way of one that is to come; of what could not be at all, nothing."""
    _check(contact, at=at)
    hold(Case, [contact.case_id])  # of the same sent twice at once, the second finds the first
    refuse(repeat_problem(_recorded_before(contact), at=at, is_another=is_another))
    if contact.happened_at > at and contact.author is not None:
        refuse_what_is_in_the_way(
            contact, contact.happened_at, by=contact.author, is_meant=is_another
        )


def facts_of(
    kind: ContactType, outcome: ContactOutcome | None
) -> tuple[TypeFacts, OutcomeFacts | None]:
    """The reference data as the rules take it."""
    type_facts = TypeFacts(
        kind.name, OutcomeRule(kind.outcome_rule), kind.is_appointment, kind.can_send_home
    )
    if outcome is None:
        return type_facts, None
    return type_facts, OutcomeFacts(
        outcome.name, outcome.needs_action, outcome.is_sent_home, outcome.for_home_visits
    )


def _recorded_before(contact: Contact) -> datetime | None:
    """When its author recorded a contact of this type at about this time, if they did."""
    then, author = contact.happened_at, contact.author
    found = _the_same(
        case=contact.case_id,
        of_type=contact.type_id,
        author=author.pk if author else 0,
        since=then - REPEATS_WITHIN,
        until=then + REPEATS_WITHIN,
    )
    return next(iter(found), None)


@prepared
def _the_same(
    *, case: int, of_type: int, author: int, since: datetime, until: datetime
) -> QuerySet[Contact, datetime]:
    same = Contact.objects.current().filter(
        case=case, type=of_type, author=author, happened_at__range=(since, until)
    )
    return same.order_by("-recorded_at").values_list("recorded_at", flat=True)[:1]


def latest_of(contact: Contact, version: int, *, also_cancelled: bool = False) -> Contact:
    """The version that holds, locked, so that of two people saving at once the second one is told."""
    latest = held_version(
        contact,
        version,
        among=last_contacts(),
        theirs=lines_of,
        also_cancelled=also_cancelled,
    )
    if details_of([latest.pk]):
        raise RefusedError(
            "This contact has a record of its own, for example of a visit: change it there."
        )
    return latest


def _check(contact: Contact, *, at: datetime) -> None:
    """The whole against the rules."""
    kind, outcome = facts_of(contact.type, contact.outcome)
    refuse(
        planning_problem(kind, happened_at=contact.happened_at, at=at)
        or outcome_problem(kind, outcome, is_future=contact.happened_at > at)
        or action_problem(outcome, has_action=contact.enforcement_action is not None)
        or letter_problem(code_of(contact.enforcement_action), code_of(contact.letter))
    )


def code_of(action: EnforcementAction | None) -> str:
    """Its code; empty for none."""
    return action.code if action else ""


def store(contact: Contact, *, at: datetime) -> Contact:
    """Check it, work out the answer date, save, and have deadlines follow."""
    _complete(contact, at=at)
    return keep(contact, at=at)


def _complete(contact: Contact, *, at: datetime) -> None:
    """Check it, and work out the answer date.

    The answer to an action is due its days after the contact (VOC-17); of a further one after the day it was taken, which
    a correction of something else leaves as it is.
    """
    _check(contact, at=at)
    action = contact.enforcement_action
    if action is None:
        contact.action_on = None
    elif contact.letter is not None and contact.action_on is None:
        contact.action_on = london_date(at)  # when it was requested
    day: date = contact.action_on or london_date(contact.happened_at)
    contact.respond_by = respond_by(day, response_days=action.response_days) if action else None
    contact.is_visor = contact.type.code == VISOR_TYPE


def keep(contact: Contact, *, at: datetime) -> Contact:
    """Save a version, and have deadlines follow."""
    contact.save(force_insert=True)
    deadlines.refresh(
        [contact.case_id],
        changed=Contact,
        on=london_date(at),
        at=at,
        fact=f"contact:{contact.uuid}",
    )
    return contact

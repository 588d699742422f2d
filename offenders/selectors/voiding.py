"""What was cancelled or voided, who may void, and where a voided contact is started again."""

from collections.abc import Iterable
from uuid import UUID

from core.addresses import address
from offenders.choices import VersionKind
from offenders.models import Case, Contact
from offenders.rules.grounds import SUPERVISES, Answer, decide
from offenders.selectors.contacts import details_of, last_contacts
from people.choices import Agency, Permission
from people.models import User

# The versions by which somebody is the author of a contact, not only of a correction.
WRITES = ("", VersionKind.OUTCOME)
# The grounds on which somebody answers for all that their agency has on the case, and not only for their own.
RESPONSIBLE = frozenset({SUPERVISES, "allocated", "cover"})


def why_not_voided(contact: Contact, by: User, *, grounds: Iterable[str]) -> str:
    """VOC-1: why `by`, with these grounds on its case, does not void this contact; "" when they may.

    Its author may, and of their agency whoever holds the case and the supervisor: what the police recorded is not
    probation's to take from their record, nor the other way round.
    """
    if contact.version_kind == VersionKind.VOIDED:
        return "This has been voided already."
    officer = by.officer_or_none
    if officer is None or officer.agency != contact.agency:
        whose = Agency(contact.agency).spoken
        return f"This is on the record of {whose}, so one of theirs has to void it."
    may = decide(by, Permission.VOID_CONTACT, grounds) is Answer.YES
    if may and (RESPONSIBLE.intersection(grounds) or _is_author(contact, by)):
        return ""
    return "Only who recorded this, whoever holds the case and their supervisor void it."


def _is_author(contact: Contact, by: User) -> bool:
    written = Contact.objects.filter(uuid=contact.uuid, version_kind__in=WRITES, author=by)
    return written.exists()


def withdrawn_words(contact: Contact) -> str:
    """Why nothing more is written to what was cancelled or voided, and what to do; "" for anything else."""
    if contact.version_kind == VersionKind.CANCELLED:
        return "This was cancelled, so nothing more is recorded of it. Arrange it anew."
    if contact.version_kind == VersionKind.VOIDED:
        return (
            "This was voided, so nothing more is recorded of it. Record it anew where it belongs."
        )
    return ""


def why_settled(contact: Contact) -> str:
    """Why something is neither moved nor cancelled any more; "" while it is."""
    if contact.is_withdrawn:
        return withdrawn_words(contact)
    if contact.outcome_id is not None:
        return "It has an outcome, so it is neither moved nor cancelled. Correct it instead."
    if not contact.type.is_appointment:
        return "It is no appointment, so it is neither moved nor cancelled. Correct it instead."
    return ""


def start_again_urls(contact: Contact, cases: Iterable[Case]) -> list[tuple[Case, str]]:
    """Each case with the page on which the voided contact is started again there."""
    detail = details_of([contact.pk]).get(contact.pk)
    name = detail.again if detail else "offenders:log_contact"
    return [(case, f"{address(name, case.uuid)}?again={contact.uuid}") for case in cases]


def voided_of(asked: str, user: User) -> Contact | None:
    """The voided contact that an address names, its case with `grounds`, if the user may read it."""
    try:
        uuid = UUID(asked)
    except ValueError:
        return None
    found = last_contacts().filter(uuid=uuid, version_kind=VersionKind.VOIDED).first()
    case = Case.objects.one_for(user, found.case.uuid) if found else None
    if found is None or case is None:
        return None
    if decide(user, Permission.VIEW_CASE, case.grounds) is not Answer.YES:
        return None
    found.case.grounds = case.grounds
    return found

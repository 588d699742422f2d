"""When a visit may not be voided: a child that it tells of is not made to disappear with it (PRO-87)."""

from collections.abc import Iterable

from offenders.models import Contact
from offenders.rules.grounds import Answer, decide
from people.choices import Permission
from people.models import User
from visits.selectors.child import is_open, why_not_decided


def why_child_holds(contact: Contact, by: User, *, grounds: Iterable[str]) -> str:
    """Why `by` does not void this visit for the child that it tells of; "" when that is no reason.

    While nobody has been asked about the child, it takes who may decide that nobody need be.
    """
    if not is_open(contact):
        return ""
    if decide(by, Permission.DECIDE_CHILD, grounds) is Answer.YES and not why_not_decided(
        contact, by
    ):
        return ""
    return (
        "It tells of a child that nobody has been asked about. Record the enquiry or referral first, or have a "
        "supervisor who was not there void it."
    )

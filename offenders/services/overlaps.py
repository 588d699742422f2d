"""What is in the way of something arranged is asked about, whoever arranges or moves it and on whichever page."""

from collections.abc import Sequence
from datetime import datetime

from core.editing import hold
from core.errors import refuse
from offenders.models import Contact
from offenders.rules.appointments import overlap_problem
from offenders.selectors.appointments import Plan, in_the_way, span_of
from people.models import Officer, User


def refuse_what_is_in_the_way(
    contact: Contact,
    to: datetime,
    *,
    by: User,
    is_meant: bool,
    also: Sequence[Officer | None] = (),
) -> None:
    """Raise RefusedError for what the person, its officer or whoever goes along has at that time, unless it is meant (VOC-1).

    The officers are held, their case before them, so that of two who arrange at once the second sees what the first did.
    What is moved is not in its own way.
    """
    officers = [officer for officer in (contact.officer, *also) if officer is not None]
    hold(Officer, [officer.pk for officer in officers])
    words: dict[str, None] = {}
    for officer in officers:
        plan = Plan(
            cases=[contact.case],
            officer=officer,
            type=contact.type,
            starts=[to],
            minutes=span_of(contact).minutes,
            besides=contact.uuid,
        )
        words |= dict.fromkeys(in_the_way(plan, user=by))
    refuse(overlap_problem(list(words), is_meant=is_meant))

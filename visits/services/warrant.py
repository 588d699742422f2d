"""POL-15: whether to apply for a warrant where enough occasions count at an address."""

from datetime import datetime

from django.db import transaction

from core.calendar import london_date
from core.editing import lock
from core.errors import RefusedError, StaleError
from offenders import deadlines
from offenders.models import Contact
from offenders.selectors.voiding import withdrawn_words
from people.choices import Permission
from people.models import User
from people.services import only_its_agency
from visits.choices import WarrantChoice
from visits.models import WarrantDecision
from visits.selectors.warrant import (
    address_of,
    decision_lines,
    decisions,
    newest_occasion,
    warrant_count,
)


@transaction.atomic
def decide_warrant(
    *, contact: Contact, decision: WarrantChoice, reason: str, version: int, by: User, at: datetime
) -> WarrantDecision:
    """Record what is decided about a warrant for the address of this visit; it answers the occasions up to now.

    `version` is one more than the number of decisions about this person that were on the screen. Raises StaleError when
    somebody decided meanwhile, RefusedError without a reason or when the occasions are too few.
    """
    only_its_agency(by, Permission.RECORD_VISIT)
    on, case = london_date(at), lock(contact.case)
    known = list(decisions(case))
    if len(known) + 1 != version:
        raise _stale(known[0], decision, reason)
    if withdrawn := withdrawn_words(contact):
        raise RefusedError(withdrawn)
    if not reason.strip():
        raise RefusedError("Say why.")
    premises = address_of(contact.visit)
    count = warrant_count(case, premises=premises, on=on)
    if not count.is_eligible:
        raise RefusedError(f"There is no warrant to decide about now. {count.because}")
    decided = WarrantDecision.objects.create(
        contact=newest_occasion(case, count),
        premises=premises,
        occasions=count.count,
        decision=decision,
        reason=reason.strip(),
        decided_by=by,
        decided_at=at,
    )
    fact = f"warrant:{decided.contact.uuid}"
    deadlines.refresh([case.pk], changed=WarrantDecision, on=on, at=at, fact=fact)
    return decided


def _stale(newest: WarrantDecision, decision: WarrantChoice, reason: str) -> StaleError:
    return StaleError(
        saved_by=str(newest.decided_by),
        saved_at=newest.decided_at,
        theirs=decision_lines(newest),
        mine=[("Decided", WarrantChoice(decision).label), ("Why", reason)],
        link=newest.contact.visit.get_absolute_url(),
    )

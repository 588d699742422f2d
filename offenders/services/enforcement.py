"""What is done about a failure to comply: each step is a further version of the contact, with its reason."""

from datetime import date, datetime
from typing import Any

from django.db import transaction

from core.calendar import in_full, london_date
from core.errors import RefusedError, refuse
from offenders.choices import VersionKind
from offenders.models import Contact, ContactOutcome, EnforcementAction
from offenders.rules.contacts import sent_problem
from offenders.rules.enforcement import REASON_NOT_KNOWN
from offenders.selectors.letters import requested_on
from offenders.services.contacts import latest_of, store
from offenders.services.versions import next_version
from people.choices import Permission
from people.models import User
from people.services import only_its_agency


@transaction.atomic
def record_action(
    *,
    contact: Contact,
    version: int,
    reason: str,
    by: User,
    at: datetime,
    action: EnforcementAction | None = None,
    letter: EnforcementAction | None = None,
    outcome: ContactOutcome | None = None,
) -> Contact:
    """PRO-66, PRO-70, VOC-15, VOC-17: a further action, the decision for none (NFA), or an excuse that is accepted.

    An accepted excuse is an `outcome` that needs no action; whoever failed to attend without one has the outcome of an
    unacceptable absence and its `action`. An answer to a letter is due the action's days after today, when it was sent.
    Raises RefusedError without a reason, where there is no failure or something does not fit; StaleError when somebody
    saved a version meanwhile.
    """
    only_its_agency(by, Permission.ENFORCE)
    if not reason.strip():
        raise RefusedError("Say why, and what was sent or said.")
    latest = latest_of(contact, version)
    if latest.outcome is None or not latest.outcome.needs_action:
        raise RefusedError("There is no failure to comply on this contact, so nothing to be done.")
    if outcome is not None and outcome.needs_action and latest.outcome.code != REASON_NOT_KNOWN:
        raise RefusedError("What kind of failure it was is put right by correcting the contact.")
    values: dict[str, Any] = {
        "outcome": outcome or latest.outcome,
        "enforcement_action": action,
        "letter": letter,
        "action_on": london_date(at),
    }
    done = next_version(
        latest, kind=VersionKind.ACTION, reason=reason.strip(), by=by, at=at, **values
    )
    return store(done, at=at)


@transaction.atomic
def send_letter(
    *, contact: Contact, version: int, sent_on: date, how: str, by: User, at: datetime
) -> Contact:
    """VOC-17: the letter that was requested was sent, on a day from which the answer to it is due.

    Raises RefusedError where no letter waits or the day does not fit; StaleError when somebody saved a version meanwhile.
    """
    only_its_agency(by, Permission.ENFORCE)
    latest = latest_of(contact, version)
    if latest.letter is None:
        raise RefusedError("No letter waits to be sent for this contact.")
    refuse(sent_problem(sent_on, requested_on=requested_on(latest), on=london_date(at)))
    values: dict[str, Any] = {
        "enforcement_action": latest.letter,
        "letter": None,
        "action_on": sent_on,
    }
    reason = ". ".join(part for part in (f"Sent on {in_full(sent_on)}", how.strip()) if part)
    sent = next_version(latest, kind=VersionKind.ACTION, reason=reason, by=by, at=at, **values)
    return store(sent, at=at)

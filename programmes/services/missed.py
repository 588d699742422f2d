"""PRG-45: what is decided about missed sessions, with the reason."""

from datetime import datetime

from django.db import transaction

from core.calendar import london_date
from core.editing import lock
from core.errors import RefusedError
from offenders import deadlines
from offenders.models import Case
from people.choices import Permission
from people.models import User
from people.services import only_its_agency
from programmes.choices.referral import About, Decided
from programmes.models import Decision
from programmes.selectors.missed import asked_about

ABOUT_MISSED = (Decided.CATCH_UP, Decided.GO_ON, Decided.RESTART, Decided.DESELECT)


@transaction.atomic
def decide_missed(*, case: Case, decided: Decided, reason: str, by: User, at: datetime) -> Decision:
    """Answer the missed sessions of somebody up to today; those that are missed later are asked about anew.

    What is decided is done by its own act: a catch-up is arranged, a referral is moved. Raises RefusedError without a
    reason, for what is no answer, and where nothing asks for it: somebody decided meanwhile, or it was caught up.
    """
    only_its_agency(by, Permission.REFER)
    stored, on = lock(case), london_date(at)
    if not reason.strip():
        raise RefusedError("Say why.", about="reason")
    if decided not in ABOUT_MISSED:
        raise RefusedError("Choose what is done about the missed sessions.", about="decided")
    if asked_about(stored) is None:
        raise RefusedError("No missed sessions ask for a decision now: open the case again.")
    row = Decision.objects.create(
        case=stored,
        about=About.MISSED,
        decided=decided,
        decided_on=on,
        note=reason.strip(),
        recorded_by=by,
        recorded_on=on,
    )
    fact = f"missed_decision:{row.uuid}"
    deadlines.refresh([stored.pk], changed=Decision, on=on, at=at, fact=fact)
    return row

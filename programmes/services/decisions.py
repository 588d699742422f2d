"""PRG-47: what is decided where a programme no longer fits before the sentence ends."""

from datetime import date, datetime

from django.db import transaction

from core.calendar import in_full, london_date
from core.editing import lock
from core.errors import RefusedError
from offenders import deadlines
from offenders.models import Case
from people.choices import Permission
from people.models import User
from people.services import only_its_agency
from programmes.choices.referral import About, Decided
from programmes.deadlines.runway import Runway, runway
from programmes.models import Decision, Referral
from programmes.selectors.referring import Catalogue, catalogue

# What an officer decides; that nothing is done, a supervisor.
OFFICERS = (Decided.SHORTER, Decided.INDIVIDUAL, Decided.VARIATION)
NONE_SHORTER = "No shorter programme begun today would end before the sentence does."


def answers_for(found: Runway, offered: Catalogue, *, on: date) -> list[Decided]:
    """What an officer can decide: a shorter programme only where there is one that fits."""
    is_offered = any(found.fits_instead(row.weeks, on=on) for row in offered.accredited_on(on))
    return [row for row in OFFICERS if is_offered or row != Decided.SHORTER]


@transaction.atomic
def decide_runway(
    *, case: Case, decided: Decided, reason: str, due_on: date, by: User, at: datetime
) -> Decision:
    """Decide, with the reason, about the last day on which a programme still fits; it answers that day and no other.

    Raises RefusedError without a reason, where the day is not the one that was on the screen, where nothing asks,
    where an officer decides that nothing is done, and for a shorter programme where none fits.
    """
    only_its_agency(by, Permission.REFER)
    if decided not in (*OFFICERS, Decided.NONE):
        raise RefusedError("Choose what is decided", about="decided")
    if decided == Decided.NONE and not by.has(Permission.DECIDE_PROGRAMME):
        raise RefusedError("That nothing is done is for a supervisor to decide", about="decided")
    if not reason.strip():
        raise RefusedError("Say why", about="reason")
    stored, on = lock(case), london_date(at)
    found = runway(stored, on=on)
    if found is None:
        raise RefusedError("No programme has to fit before the end of a sentence now.")
    if found.last != due_on:
        raise RefusedError(
            f"The last day on which a programme still fits is {in_full(found.last)} now. Decide again."
        )
    if decided == Decided.SHORTER and decided not in answers_for(found, catalogue(), on=on):
        raise RefusedError(NONE_SHORTER, about="decided")
    row = Decision.objects.create(
        case=stored,
        referral=Referral.objects.filter(uuid=found.referral).first() if found.referral else None,
        about=About.RUNWAY,
        decided=decided,
        decided_on=on,
        due_on=due_on,
        note=reason.strip(),
        recorded_by=by,
        recorded_on=on,
    )
    fact = f"programme_decision:{row.uuid}"
    deadlines.refresh([case.pk], changed=Decision, on=on, at=at, fact=fact)
    return row

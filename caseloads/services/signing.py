"""PRO-24: a manager countersigns a record, or sends it back with what is to be done."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from caseloads.choices import Signature, SignedKind
from caseloads.models import Asked, Countersignature
from caseloads.rules.oversight import asking_problem
from caseloads.selectors.signable import Signable
from caseloads.selectors.signing import Standing, standing_of, why_not_signed
from caseloads.services.oversight import ask, keep_asked
from core.addresses import address
from core.calendar import in_full, london_date
from core.editing import hold
from core.errors import RefusedError, StaleError, refuse
from offenders import deadlines
from offenders.models import Case
from people.models import User
from plans.models import Plan
from plans.services.signing import note_decision


@transaction.atomic
def countersign(
    *,
    case: Case,
    key: UUID,
    version: int,
    decision: Signature,
    words: str,
    asks: str,
    answer_by: date | None,
    by: User,
    at: datetime,
) -> Countersignature:
    """Keep what a manager made of one version of a record; `version` is the one on the screen.

    Raises StaleError when it was written anew or countersigned meanwhile, RefusedError for one's own record, one of the
    other agency, and where it is sent back without words and a day for the officer.
    """
    hold(Case, [case.pk])
    on = london_date(at)
    standing = standing_of(case, key, on=on)
    if standing is None or standing.signed or standing.record.version != version:
        raise _stale(standing, words, at)
    if why_not := why_not_signed(standing, by):
        raise RefusedError(why_not)
    _refuse_asking(decision, asks, answer_by, on=on)
    record = standing.record
    made = _kept(case, record, decision, words, by=by, at=at)
    _note(made, asks)
    asked = ask(case=case, agency=record.agency, asks=asks, due_on=answer_by, by=by, at=at)
    keep_asked(asked, signature=made)
    _refresh(made, record, at=at)
    return made


def _kept(
    case: Case, record: Signable, decision: Signature, words: str, *, by: User, at: datetime
) -> Countersignature:
    return Countersignature.objects.create(
        case=case,
        agency=record.agency,
        kind=record.kind,
        record=record.key,
        recorded_at=record.recorded_at,
        decision=decision,
        words=words,
        signed_by=by,
        signed_at=at,
    )


def _note(made: Countersignature, asks: str) -> None:
    """A plan says itself what a manager made of it."""
    if made.kind == SignedKind.PLAN:
        note_decision(
            plan_uuid=made.record,
            is_signed=made.decision == Signature.SIGNED,
            words="\n".join(filter(None, [made.words, asks])),
            by=made.signed_by,
            at=made.signed_at,
        )


def _refuse_asking(decision: Signature, asks: str, due_on: date | None, *, on: date) -> None:
    is_back = decision == Signature.SENT_BACK
    if not is_back and asks:
        raise RefusedError("To ask for something, send it back.", about="decision")
    refuse(asking_problem(must_ask=is_back, asks=asks, due_on=due_on, on=on))


def _refresh(made: Countersignature, record: Signable, *, at: datetime) -> None:
    deadlines.refresh(
        [made.case_id],
        changed=(Countersignature, Asked, Plan),
        on=london_date(at),
        at=at,
        fact=f"countersignature:{record.key}",
    )


def _stale(standing: Standing | None, words: str, at: datetime) -> StaleError:
    """What is there now, beside what was being written."""
    signed = standing.signed if standing else None
    if signed:
        theirs = [(signed.get_decision_display(), signed.words)]
        who, when = signed.signed_by.name, signed.signed_at
    elif standing:
        record = standing.record
        theirs = [(record.what, f"Recorded anew on {in_full(london_date(record.recorded_at))}")]
        who, when = record.author, record.recorded_at
    else:
        theirs = [("Record", "Another took its place, or no second person has to read it")]
        who, when = "Somebody", at
    link = address("caseloads:countersign", standing.record.key) if standing else ""
    return StaleError(
        saved_by=who, saved_at=when, theirs=theirs, mine=[("Your words", words)], link=link
    )

"""Individual work, why there is none, and what came of a programme (PRG-49, PRG-57, PRG-58)."""

from datetime import date, datetime

from django.db import transaction

from core.calendar import in_full, london_date
from core.editing import held, lock
from core.errors import RefusedError, StaleError, refuse
from core.history import changes_of
from offenders import deadlines
from offenders.models import Case
from people.choices import Permission
from people.models import User
from people.services import only_its_agency
from programmes.choices.referral import COMPLETED, About, Decided
from programmes.models import Decision, IndividualWork, Programme, Referral, Review
from programmes.rules.work import day_problem


@transaction.atomic
def plan_individual_work(
    *,
    case: Case,
    toolkit: Programme,
    sessions: int,
    starts_on: date,
    by: User,
    at: datetime,
    note: str = "",
) -> IndividualWork:
    """Plan sessions of a toolkit, one to one, from a day on. One at a time.

    Raises RefusedError for what is no toolkit, for a day that is not yet reached by more than a year or is before the
    person was known, and while other individual work goes on.
    """
    only_its_agency(by, Permission.REFER)
    stored, on = lock(case), london_date(at)
    if not toolkit.is_toolkit:
        raise RefusedError(f"{toolkit} is a programme: refer to it instead.", about="toolkit")
    other = IndividualWork.objects.filter(case=stored, ends_on__isnull=True).first()
    if other:
        raise RefusedError(
            f"{other.toolkit_id} goes on since {in_full(other.starts_on)}. End it first.",
            about="toolkit",
        )
    work = IndividualWork.objects.create(
        case=stored,
        toolkit=toolkit,
        sessions=sessions,
        starts_on=starts_on,
        note=note.strip(),
        recorded_by=by,
        recorded_on=on,
    )
    _refresh(stored.pk, IndividualWork, f"individual:{work.uuid}", at=at)
    return work


@transaction.atomic
def end_individual_work(
    *, work: IndividualWork, ends_on: date, came_of_it: str, version: int, by: User, at: datetime
) -> IndividualWork:
    """End individual work, with what came of it.

    Raises RefusedError without words, for a day before it began or to come, or when it has ended; StaleError when
    somebody changed it meanwhile.
    """
    only_its_agency(by, Permission.REFER)
    on = london_date(at)
    rows = IndividualWork.objects.select_related("case").filter(pk=work.pk)
    stored = held(rows, version=version, stale=_stale, behind=work.case)
    if stored.ends_on is not None:
        raise RefusedError("It has ended already.")
    if not came_of_it.strip():
        raise RefusedError("Say what came of it.", about="came_of_it")
    refuse(day_problem("ends_on", ends_on, not_before=stored.starts_on, on=on))
    stored.ends_on, stored.came_of_it = ends_on, came_of_it.strip()
    stored.recorded_by, stored.recorded_on, stored.version = by, on, stored.version + 1
    stored.save()
    _refresh(stored.case_id, IndividualWork, f"individual:{stored.uuid}", at=at)
    return stored


def _stale(now: IndividualWork) -> StaleError:
    last = changes_of(IndividualWork, pgh_obj_id=now.pk)[0]
    theirs = [("Ended", in_full(now.ends_on)) if now.ends_on else ("Sessions", str(now.sessions))]
    return StaleError(saved_by=last.who or "Somebody", saved_at=last.at, theirs=theirs)


@transaction.atomic
def say_why_no_work(
    *, case: Case, is_suitable: bool, reason: str, by: User, at: datetime
) -> Decision:
    """Record why nobody works on the offending; `is_suitable` False says that no programme suits, and what is done instead.

    Raises RefusedError without a reason.
    """
    only_its_agency(by, Permission.REFER)
    stored, on = lock(case), london_date(at)
    if not reason.strip():
        raise RefusedError("Say why.", about="reason")
    made = Decision.objects.create(
        case=stored,
        about=About.NO_WORK if is_suitable else About.NOT_SUITABLE,
        decided=Decided.NONE if is_suitable else Decided.INDIVIDUAL,
        decided_on=on,
        note=reason.strip(),
        recorded_by=by,
        recorded_on=on,
    )
    _refresh(stored.pk, Decision, f"programme_decision:{made.uuid}", at=at)
    return made


@transaction.atomic
def record_review(
    *,
    referral: Referral,
    reviewed_on: date,
    progress: str,
    is_plan_updated: bool,
    next_work: str,
    by: User,
    at: datetime,
) -> Review:
    """Record how a completed programme went, whether the plan was changed, and what is next (PRG-49).

    Raises RefusedError where it is not complete, was reviewed already, or the day cannot be.
    """
    only_its_agency(by, Permission.REFER)
    on = london_date(at)
    lock(referral.case)
    stored = Referral.objects.get(pk=referral.pk)
    if stored.status not in COMPLETED:
        raise RefusedError("The programme is not complete, so there is nothing to review yet.")
    if Review.objects.filter(referral=stored).exists():
        raise RefusedError("This programme has been reviewed already.")
    first = stored.ended_on or stored.started_on or stored.referred_on
    refuse(day_problem("reviewed_on", reviewed_on, not_before=first, on=on))
    review = Review.objects.create(
        referral=stored,
        reviewed_on=reviewed_on,
        progress=progress.strip(),
        is_plan_updated=is_plan_updated,
        next_work=next_work.strip(),
        recorded_by=by,
        recorded_on=on,
    )
    _refresh(stored.case_id, Review, f"programme_review:{review.uuid}", at=at)
    return review


def _refresh(case_id: int, changed: type, fact: str, *, at: datetime) -> None:
    deadlines.refresh([case_id], changed=changed, on=london_date(at), at=at, fact=fact)

"""PRG-20, PRG-21, PRG-30 to PRG-32: a referral goes from one state to the next; every move stays on record."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from core.calendar import in_full, london_date
from core.editing import held
from core.errors import StaleError, refuse
from core.history import changes_of
from core.words import within_sentence
from offenders import deadlines
from people.choices import Permission
from people.models import User
from people.services import only_its_agency
from programmes.choices.referral import CLOSED, Machine, ReferralStatus
from programmes.models import Move, Preparation, Referral
from programmes.rules.days import Stands, move_day_problem, start_problem
from programmes.rules.leaving import SEATED
from programmes.rules.moves import By, move_problem
from programmes.selectors.case import referral_lines
from programmes.services.seats import vacate
from programmes.services.timeline import STARTED, tell

S = ReferralStatus


@dataclass(frozen=True, slots=True)
class _Step:
    """One move, as it is asked for."""

    to: ReferralStatus
    on: date
    reason: str
    details: str
    how: By


@transaction.atomic
def move(
    referral: Referral,
    *,
    to: ReferralStatus,
    on: date,
    by: User,
    at: datetime,
    reason: str = "",
    details: str = "",
    how: By = By.PICK,
    version: int,
) -> Referral:
    """Bring a referral to another state; on the programme it began on that day, closed it ended on it.

    Raises RefusedError where the tables have no such move, the day cannot be, the reason is not of the list, or a start
    with work still to be done before it says nothing about why; StaleError when somebody changed it meanwhile.
    """
    only_its_agency(by, Permission.REFER)
    row = held_referral(referral, version)
    step = _Step(ReferralStatus(to), on, reason, details.strip(), how)
    _check(row, step, today=london_date(at))
    _write(row, step, by=by, at=at)
    if step.to not in SEATED:
        words = f"The referral went to “{step.to.label}”"
        vacate(row, because=_with(words, step.details), on=on, at=at)
    if step.to == S.ON_PROGRAMME:
        notes = f"{row.programme_id}: on the programme since {in_full(on)}."
        tell(row.case, STARTED, on=on, notes=_with(notes, step.details), by=by, at=at)
    refresh(row, at=at)
    return row


def held_referral(referral: Referral, version: int) -> Referral:
    """As it is now, its case locked before it. Raises StaleError when somebody changed it meanwhile."""
    rows = Referral.objects.select_related("case", "programme").filter(pk=referral.pk)
    return held(rows, version=version, stale=_stale, behind=referral.case)


def refresh(row: Referral, *, at: datetime) -> None:
    """What is due in the case follows a change of its referral."""
    deadlines.refresh(
        [row.case_id],
        changed={Referral, Move, Preparation},
        on=london_date(at),
        at=at,
        fact=f"referral:{row.uuid}",
    )


def _check(row: Referral, step: _Step, *, today: date) -> None:
    stands = stands_of(row)
    refuse(
        move_problem(
            Machine(row.machine),
            ReferralStatus(row.status),
            step.to,
            by=step.how,
            reason=step.reason,
        )
        or move_day_problem(step.on, stands, today=today)
        or start_problem(step.to, stands, step.details)
    )


def stands_of(row: Referral) -> Stands:
    """What the rules ask about a referral before it is moved; two queries."""
    last = row.moves.exclude(on=None).order_by("-on").values_list("on", flat=True).first()
    waiting = [within_sentence(str(item)) for item in row.preparations.filter(done_on=None)]
    return Stands(row.referred_on, last, waiting)


def _write(row: Referral, step: _Step, *, by: User, at: datetime) -> None:
    was, row.status = row.status, step.to
    if step.to == S.ON_PROGRAMME:
        has_been_on = row.moves.filter(to_status=S.ON_PROGRAMME).exists()
        row.started_on = row.started_on if has_been_on and row.started_on else step.on
    elif step.to != S.SCHEDULED and row.started_on and row.started_on > step.on:
        row.started_on = None  # it was planned, and does not come about
    if step.to in CLOSED:
        row.ended_on = step.on
    row.version += 1
    row.save()
    Move.objects.create(
        referral=row,
        from_status=was,
        to_status=step.to,
        on=step.on,
        at=at,
        by=by,
        reason=step.reason,
        details=step.details,
    )


def _stale(now: Referral) -> StaleError:
    last = changes_of(Referral, pgh_obj_id=now.pk)[0]
    return StaleError(saved_by=last.who or "Somebody", saved_at=last.at, theirs=referral_lines(now))


def _with(*parts: str) -> str:
    return "\n\n".join(part for part in parts if part)

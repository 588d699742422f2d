"""A seat in a group: given and taken away again, with the move of the referral that follows. The write door."""

from datetime import date, datetime

from django.db import transaction

from core.calendar import in_full, london_date
from core.editing import lock
from core.errors import Problem, refuse
from people.models import User
from programmes.choices.referral import ReferralStatus
from programmes.models import Group, Placement, Referral
from programmes.rules.leaving import SEATED, leaving_problem
from programmes.rules.moves import TAKEN_OUT, By
from programmes.rules.placing import ABOUT, fitting, instead, placing_problem
from programmes.selectors.groups import last_kept, regions_of
from programmes.selectors.placing import offer_of, running, wanted_of, with_figures
from programmes.services import moves
from programmes.services.seats import vacate
from programmes.services.waiting import taken, tell_of_seat


@transaction.atomic
def place(*, referral: Referral, group: Group, by: User, at: datetime) -> Placement:
    """PRG-31: a seat in a group; the referral is Scheduled by it, and by nothing else.

    The case first, then the group: of two who take the last seat the second finds the group full. Raises RefusedError
    where something is in the way, with what would fit instead.
    """
    on = london_date(at)
    lock(referral.case)
    stored = Referral.objects.select_related("case").get(pk=referral.pk)
    lock(group)
    now = with_figures(Group.objects.filter(pk=group.pk)).get()
    wanted = wanted_of([stored], [now.pk], at=at)[stored.pk]
    problem = placing_problem(wanted, offer_of(now), on=on)
    if problem:
        refuse(Problem(ABOUT, f"{problem.words} {_instead(stored, by=by, at=at)}".strip()))
    placement = Placement.objects.create(
        referral=stored, group=now, placed_on=on, recorded_by=by, recorded_on=on
    )
    tell_of_seat(stored.case_id, now, now=taken(now), on=on)
    words = f"Placed in {now}; first session {in_full(now.first_session_on)}"
    _move(stored, ReferralStatus.SCHEDULED, By.PLACING, words, by=by, at=at)
    return placement


@transaction.atomic
def take_out(
    *,
    placement: Placement,
    to: ReferralStatus,
    on: date,
    details: str,
    version: int,
    by: User,
    at: datetime,
    reason: str = "",
) -> Referral:
    """PRG-31: somebody leaves a group on a day, and the referral goes where its table lets it, with the reason.

    `version` is the referral's, because what becomes of it was chosen from where it stood. Raises StaleError when
    somebody moved it meanwhile, RefusedError for a day or a move that cannot be.
    """
    referral = moves.held_referral(placement.referral, version)
    stored = Placement.objects.get(pk=placement.pk)
    if stored.left_on is not None:
        refuse(Problem("", f"They left this group on {in_full(stored.left_on)} already."))
    if not details.strip():
        refuse(Problem("details", "Say why."))
    refuse(leaving_problem(on, placed_on=stored.placed_on, last_kept=last_kept(stored)))
    if to in SEATED:
        refuse(Problem("status", f"“{to.label}” keeps the seat. Choose another state"))
    vacate(referral, because=details.strip(), on=on, at=at)
    return moves.move(
        referral,
        to=to,
        on=on,
        by=by,
        at=at,
        reason=reason,
        details=details,
        how=By.TAKING_OUT if (ReferralStatus(referral.status), to) in TAKEN_OUT else By.PICK,
        version=version,
    )


def leave(placement: Placement, *, because: str, by: User, at: datetime) -> None:
    """End a seat whose case is locked; where the referral goes on with it, it waits for a group again."""
    vacate(placement.referral, because=because, on=london_date(at), at=at)
    status = ReferralStatus(placement.referral.status)
    if (status, ReferralStatus.AWAITING_ALLOCATION) in TAKEN_OUT:
        _move(
            placement.referral,
            ReferralStatus.AWAITING_ALLOCATION,
            By.TAKING_OUT,
            because,
            by=by,
            at=at,
        )


def _move(
    referral: Referral, to: ReferralStatus, how: By, details: str, *, by: User, at: datetime
) -> None:
    """The one service by which a referral moves."""
    moves.move(
        referral,
        to=to,
        on=london_date(at),
        by=by,
        at=at,
        details=details,
        how=how,
        version=referral.version,
    )


def _instead(referral: Referral, *, by: User, at: datetime) -> str:
    """What would fit in the regions of whoever places, where the referral waits for a group."""
    if referral.status != ReferralStatus.AWAITING_ALLOCATION:
        return ""
    on = london_date(at)
    here = running(on=on, programme=referral.programme_id).filter(
        place__region__in=regions_of(by, on=on)
    )
    groups = list(here)
    wanted = wanted_of([referral], [group.pk for group in groups], at=at)[referral.pk]
    return instead(fitting(wanted, [offer_of(group) for group in groups], on=on))

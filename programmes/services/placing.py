"""A seat in a group: given and taken away again, with the move of the referral that follows. The write door."""

from datetime import datetime

from django.db import transaction

from core.calendar import in_full, london_date
from core.editing import lock
from core.errors import Problem, refuse
from people.models import User
from programmes.choices.referral import ReferralStatus
from programmes.models import Group, Placement, Referral
from programmes.rules.moves import TAKEN_OUT, By
from programmes.rules.placing import ABOUT, fitting, instead, placing_problem
from programmes.selectors.placing import offer_of, running, wanted_of, with_figures
from programmes.services import moves
from programmes.services.seats import vacate
from programmes.services.waiting import taken, tell_if_full


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
        refuse(Problem(ABOUT, f"{problem.words} {_instead(stored, at=at)}".strip()))
    placement = Placement.objects.create(
        referral=stored, group=now, placed_on=on, recorded_by=by, recorded_on=on
    )
    tell_if_full(now, now=taken(now))
    words = f"Placed in {now}; first session {in_full(now.first_session_on)}"
    _move(stored, ReferralStatus.SCHEDULED, By.PLACING, words, by=by, at=at)
    return placement


@transaction.atomic
def take_out(*, placement: Placement, reason: str, by: User, at: datetime) -> None:
    """The referral waits for a group again. Raises RefusedError for who has left already."""
    lock(placement.referral.case)
    stored = Placement.objects.select_related("referral").get(pk=placement.pk)
    if stored.left_on is not None:
        refuse(Problem("", f"They left this group on {in_full(stored.left_on)} already."))
    if not reason.strip():
        refuse(Problem("reason", "Say why."))
    leave(stored, because=reason.strip(), by=by, at=at)


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


def _instead(referral: Referral, *, at: datetime) -> str:
    """What would fit, where the referral waits for a group."""
    if referral.status != ReferralStatus.AWAITING_ALLOCATION:
        return ""
    on = london_date(at)
    groups = list(running(on=on, programme=referral.programme_id))
    wanted = wanted_of([referral], [group.pk for group in groups], at=at)[referral.pk]
    return instead(fitting(wanted, [offer_of(group) for group in groups], on=on))

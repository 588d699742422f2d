"""A group that has ended, and what becomes of everybody who still has a seat in it. The write door."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db import transaction

from core.calendar import LONDON, in_full, london_date
from core.editing import held, hold
from core.errors import RefusedError, refuse
from offenders import deadlines
from offenders.models import Case
from people.models import User
from programmes.choices.referral import ReferralStatus
from programmes.models import Group, Placement, Session
from programmes.rules.leaving import SEATED, group_end_problem
from programmes.rules.moves import TAKEN_OUT, By
from programmes.selectors.groups import first_met, last_kept_in
from programmes.services import moves
from programmes.services.groups import changed_meanwhile, still_runs
from programmes.services.seats import vacate

MEANWHILE = "Somebody was placed in the group, or left it, meanwhile. Look again."


@dataclass(frozen=True, slots=True)
class Becomes:
    """Where the referral of somebody goes, chosen as it stood in this version."""

    to: ReferralStatus
    version: int


@transaction.atomic
def end_group(
    *,
    group: Group,
    version: int,
    on: date,
    becomes: Mapping[int, Becomes],
    by: User,
    at: datetime,
) -> Group:
    """PRG-31: a group has ended on a day, and each of these people goes where their table lets them; by seat.

    Whoever is not among them keeps the seat until their own officer moves the referral: the case is not open to `by`.
    What was still to come is not held. Raises StaleError when somebody changed the group or one of the referrals
    meanwhile, RefusedError for a day that cannot be, and where somebody was placed or left meanwhile.
    """
    seated = Placement.objects.filter(group=group, left_on__isnull=True)
    hold(Case, sorted(seated.values_list("referral__case", flat=True)))
    stored = held(Group.objects.filter(pk=group.pk), version=version, stale=changed_meanwhile)
    still_runs(stored)
    refuse(
        group_end_problem(
            on, first_at=first_met(stored), last_kept=last_kept_in(stored), today=london_date(at)
        )
    )
    now = {row.pk: row for row in seated.select_related("referral__case", "referral__programme")}
    if not becomes.keys() <= now.keys():
        raise RefusedError(MEANWHILE)
    for key, chosen in becomes.items():
        _go_on(now[key], chosen, stored, on=on, by=by, at=at)
    _drop_sessions(stored, on=on, at=at)
    stored.ended_on = on
    stored.version += 1
    stored.save()
    _refresh(list(now.values()), at=at)
    return stored


def _go_on(
    placement: Placement, chosen: Becomes, group: Group, *, on: date, by: User, at: datetime
) -> None:
    """One referral, by the one service that moves it; whoever has been through the programme keeps the seat."""
    referral, words = placement.referral, f"The group ended on {in_full(on)}: {group.name}"
    was = ReferralStatus(referral.status)
    if chosen.to not in SEATED:
        vacate(referral, because=words, on=on, at=at)
    moves.move(
        referral,
        to=chosen.to,
        on=on,
        by=by,
        at=at,
        details=words,
        how=By.TAKING_OUT if (was, chosen.to) in TAKEN_OUT else By.PICK,
        version=chosen.version,
    )


def _drop_sessions(group: Group, *, on: date, at: datetime) -> None:
    """Those after that day, or still to come on it; their history stays."""
    after = min(datetime.combine(on + timedelta(days=1), time(), tzinfo=LONDON), at)
    Session.objects.filter(
        group=group, starts_at__gte=after, saved_at__isnull=True, attendances__isnull=True
    ).delete()


def _refresh(seated: list[Placement], *, at: datetime) -> None:
    ids = sorted({row.referral.case_id for row in seated})
    if ids:
        deadlines.refresh(ids, changed={Session, Group}, on=london_date(at), at=at)

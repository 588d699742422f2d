"""What somebody's place in a group must go by: when they can come, where they cannot, whom they must not meet."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from core.calendar import london_date
from core.editing import hold, lock
from core.errors import Problem, refuse
from core.models import holds_on
from offenders import deadlines
from offenders.models import Case
from people.models import User
from programmes.choices.groups import DayPart
from programmes.models import (
    Availability,
    BarredPlace,
    NonAssociation,
    Place,
    Placement,
    Referral,
)


@transaction.atomic
def state_availability(
    *,
    referral: Referral,
    available: Collection[tuple[int, DayPart]],
    barred: Collection[Place],
    by: User,
    at: datetime,
) -> None:
    """PRG-33: takes the place of what was stated before, all of it."""
    lock(referral.case)
    wanted, places = set(available), {place.pk for place in barred}
    for row in Availability.objects.filter(referral=referral):
        slot = (row.weekday, DayPart(row.part))
        if slot in wanted:
            wanted.remove(slot)
        else:
            row.delete()
    Availability.objects.bulk_create(
        Availability(referral=referral, weekday=weekday, part=part)
        for weekday, part in sorted(wanted)
    )
    kept = BarredPlace.objects.filter(referral=referral)
    kept.exclude(place__in=places).delete()
    known = set(kept.values_list("place", flat=True))
    BarredPlace.objects.bulk_create(
        BarredPlace(referral=referral, place_id=place) for place in sorted(places - known)
    )
    deadlines.refresh(
        [referral.case_id], changed={Availability, BarredPlace}, on=london_date(at), at=at
    )


@transaction.atomic
def keep_apart(*, case: Case, other: Case, note: str, by: User, at: datetime) -> NonAssociation:
    """Two people who must not be in one group, from today. Raises RefusedError for one person, and where it is known."""
    on = london_date(at)
    one, two = sorted((case, other), key=lambda each: each.pk)
    if one.pk == two.pk:
        refuse(Problem("other", "That is this person. Enter the CRN of the other one."))
    hold(Case, [one.pk, two.pk])
    if NonAssociation.objects.filter(holds_on(on), one=one, other=two).exists():
        refuse(Problem("other", "That these two are kept apart is on record already."))
    apart = NonAssociation.objects.create(
        one=one, other=two, starts_on=on, note=note, recorded_by=by, recorded_on=on
    )
    _refresh(apart, at=at)
    return apart


@transaction.atomic
def end_keeping_apart(*, apart: NonAssociation, by: User, at: datetime) -> None:
    """They may be in one group again. Nothing where it has ended already."""
    hold(Case, sorted((apart.one_id, apart.other_id)))
    stored, on = lock(apart), london_date(at)
    if stored.ends_on is None or stored.ends_on > on:
        stored.ends_on = max(on, stored.starts_on)
        stored.version += 1
        stored.save()
        _refresh(stored, at=at)


def _refresh(apart: NonAssociation, *, at: datetime) -> None:
    """A group of the one is in reach of the other, or no more; both cases are held."""
    pair = [apart.one_id, apart.other_id]
    deadlines.refresh(pair, changed=NonAssociation, on=london_date(at), at=at)


def are_together(one: Case, other: Case) -> bool:
    """Whether both have a seat in one group now."""
    seats = Placement.objects.filter(left_on__isnull=True)
    groups = seats.filter(referral__case=one).values("group")
    return seats.filter(referral__case=other, group__in=groups).exists()

"""What is said to those who wait for a group changes when somebody else gets a seat, or gives one up."""

from datetime import date, datetime

from django.db.models import Q

from core.calendar import london_date
from core.models import Message, holds_on
from core.queue import enqueue
from offenders import deadlines
from programmes.models import Group, NonAssociation, Placement, Referral
from programmes.rules.start import FOR_A_GROUP

RECOMPUTE_WAITING = "programmes.recompute_waiting"


def tell_who_waits(programme: str) -> None:
    """Have it worked out once this is committed, once however often it is asked.

    Not here: whoever holds one case and a group would wait for every case that waits, and another the other way round.
    """
    asked = {"programme": programme}
    if not Message.objects.filter(
        task=RECOMPUTE_WAITING, arguments=asked, sent_at__isnull=True
    ).exists():
        enqueue(RECOMPUTE_WAITING, programme=programme)


def tell_of_seat(case_id: int, group: Group, *, now: int, on: date) -> None:
    """Somebody gets a seat, or gives one up, of `now` that are taken with it.

    The sentence says whether a seat is free, not how many are: it changes with the last one. To whoever is kept apart
    from somebody it changes with theirs.
    """
    if now >= group.size or is_kept_apart(case_id, on=on):
        tell_who_waits(group.programme_id)


def is_kept_apart(case_id: int, *, on: date) -> bool:
    """Whether there is anybody whom this person must not meet."""
    pairs = NonAssociation.objects.filter(holds_on(on))
    return pairs.filter(Q(one=case_id) | Q(other=case_id)).exists()


def taken(group: Group) -> int:
    """Seats taken now; the group is locked, or the case of whoever gives one up."""
    return Placement.objects.filter(group=group, left_on__isnull=True).count()


def recompute_waiting(*, programme: str, at: datetime) -> deadlines.Swept:
    """Work out again what is said to everybody who waits for a group of this programme."""
    rows = Referral.objects.filter(programme__name=programme, status__in=sorted(FOR_A_GROUP))
    return deadlines.refresh(
        set(rows.values_list("case_id", flat=True)), changed=Group, on=london_date(at), at=at
    )

"""What somebody keeps about support: read by themselves, and by whom they let."""

from datetime import date

from django.db.models import Prefetch, Q, QuerySet

from core.models import holds_on
from people.models import Officer, Supervision, SupportNote, SupportShare, User


def own_notes(user: User, *, on: date) -> list[SupportNote]:
    """All of one's own, the newest first, each with whom it is shared with today; two queries."""
    shares = SupportShare.objects.filter(last_on__gte=on).select_related("shared_with")
    rows = SupportNote.objects.filter(user=user)
    return list(rows.prefetch_related(Prefetch("shares", shares, to_attr="shared")))


def supervisors_of(user: User, *, on: date) -> QuerySet[User]:
    """F-2: who supervises this user today, as `OfficerQuerySet.supervised_by` asks it the other way round."""
    officer, users = user.officer_or_none, User.objects.filter(is_active=True)
    if officer is None:
        return users.none()
    if Supervision.objects.filter(holds_on(on), officer=officer).exists():
        above = holds_on(on, "officer__headships__") & Q(
            officer__headships__delivery_unit=officer.team.delivery_unit_id
        )
    else:
        above = holds_on(on, "officer__supervisions__") & Q(
            officer__supervisions__team=officer.team_id
        )
    found = users.filter(above).exclude(pk=user.pk)
    return users.filter(pk__in=found.values("pk")).order_by("name", "pk")


def shared_with(user: User, *, on: date) -> list[SupportNote]:
    """What others let this user read today, and only of whom they supervise today; one query."""
    theirs = Officer.objects.supervised_by(user, on=on)
    shares = SupportShare.objects.filter(
        shared_with=user, last_on__gte=on, note__user__officer__in=theirs.values("pk")
    )
    rows = SupportNote.objects.filter(pk__in=shares.values("note"))
    return list(rows.select_related("user").order_by("user__name", "-offered_on", "-pk"))

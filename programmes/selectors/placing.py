"""What placing somebody in a group goes by: the groups as offers, what referrals want and cannot."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import Count, F, Max, Min, Q, QuerySet

from core.calendar import london_date, london_midnight
from core.models import holds_on
from offenders.models import Case, Exclusion, Restriction
from people.models import User
from programmes.choices.catalogue import ModuleKind
from programmes.choices.groups import DayPart
from programmes.models import (
    Availability,
    BarredPlace,
    Facilitation,
    Group,
    NonAssociation,
    Placement,
    Referral,
)
from programmes.rules.placing import Offer, Wanted

TOGETHER = Q(sessions__kind=ModuleKind.GROUP)


def with_figures(groups: QuerySet[Group]) -> QuerySet[Group]:
    """Each with its place and meetings, its seats taken (`taken`), its first and last session (`first_at`, `last_at`).

    The last is the last at which the group meets, the review aside; `ends_at` is the last of all.
    """
    taken = Count("placements", filter=Q(placements__left_on__isnull=True), distinct=True)
    return (
        groups.select_related("place")
        .prefetch_related("meetings")
        .annotate(
            taken=taken,
            first_at=Min("sessions__starts_at", filter=TOGETHER),
            last_at=Max("sessions__starts_at", filter=TOGETHER),
            ends_at=Max("sessions__starts_at"),
        )
    )


def offer_of(group: Group) -> Offer:
    """A group of `with_figures` as the rule asks about it."""
    row: object = group
    return Offer(
        id=group.pk,
        programme=group.programme_id,
        place_id=group.place_id,
        place=group.place.name,
        meetings=tuple((each.weekday, each.at) for each in group.meetings.all()),
        size=group.size,
        taken=getattr(row, "taken", 0),
        first_on=_day(getattr(row, "first_at", None), group.first_session_on),
        last_on=_day(getattr(row, "last_at", None), group.first_session_on),
        is_cancelled=group.cancelled_on is not None,
        ended_on=group.ended_on,
    )


def _day(at: datetime | None, otherwise: date) -> date:
    return london_date(at) if at else otherwise


def running(*, on: date, programme: str = "") -> QuerySet[Group]:
    """Groups that are ahead or under way on a day, with figures, the soonest first."""
    groups = Group.objects.filter(cancelled_on__isnull=True, ended_on__isnull=True)
    if programme:
        groups = groups.filter(programme__name=programme)
    found = with_figures(groups).filter(
        Q(last_at__gte=london_midnight(on)) | Q(last_at__isnull=True, first_session_on__gte=on)
    )
    return found.order_by("first_session_on", "place__name", "pk")


def waiting(programme: str = "") -> QuerySet[Referral]:
    """Referrals that wait for a group, who has waited longest first."""
    found = Referral.objects.filter(status="awaiting_allocation")
    if programme:
        found = found.filter(programme__name=programme)
    return found.order_by("referred_on", "pk")


@dataclass(slots=True)
class _Apart:
    """In which groups nobody may be who is kept apart from somebody in them or who runs them."""

    groups: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))

    def add(self, case_id: int, group_ids: Iterable[int]) -> None:
        self.groups[case_id].update(group_ids)

    def of(self, case_id: int) -> frozenset[int]:
        return frozenset(self.groups.get(case_id, ()))


def wanted_of(
    referrals: Collection[Referral], groups: Collection[int], *, at: datetime
) -> dict[int, Wanted]:
    """What each of these referrals wants and cannot, as far as these groups go; queries that do not grow with either.

    Only where a limit of access lies on one of the cases each officer who runs one of the groups is asked for.
    """
    ids = [referral.pk for referral in referrals]
    case_ids = {referral.case_id for referral in referrals}
    available = _available(ids)
    barred = _barred(ids)
    apart = _Apart()
    _keep_apart(apart, case_ids, groups, on=london_date(at))
    _keep_closed(apart, case_ids, groups, at=at)
    return {
        referral.pk: Wanted(
            programme=referral.programme_id,
            status=referral.status,
            available=frozenset(available.get(referral.pk, ())),
            barred_places=frozenset(barred.get(referral.pk, ())),
            not_in=apart.of(referral.case_id),
        )
        for referral in referrals
    }


def _available(ids: Collection[int]) -> Mapping[int, set[tuple[int, DayPart]]]:
    found: dict[int, set[tuple[int, DayPart]]] = defaultdict(set)
    for row in Availability.objects.filter(referral__in=ids):
        found[row.referral_id].add((row.weekday, DayPart(row.part)))
    return found


def _barred(ids: Collection[int]) -> Mapping[int, set[int]]:
    found: dict[int, set[int]] = defaultdict(set)
    for row in BarredPlace.objects.filter(referral__in=ids):
        found[row.referral_id].add(row.place_id)
    return found


def _keep_apart(
    apart: _Apart, case_ids: Collection[int], groups: Collection[int], *, on: date
) -> None:
    """PRG-33: whoever must not meet one of these people, and has a seat in one of these groups."""
    pairs = NonAssociation.objects.filter(
        holds_on(on), Q(one__in=case_ids) | Q(other__in=case_ids)
    ).values_list("one", "other")
    others: dict[int, set[int]] = defaultdict(set)
    for one, other in pairs:
        others[one].add(other)
        others[other].add(one)
    seated = Placement.objects.filter(
        group__in=groups, left_on__isnull=True, referral__case__in=list(others)
    ).values_list("referral__case", "group")
    for case_id, group_id in seated if others else ():
        for kept in others[case_id]:
            apart.add(kept, [group_id])


def _keep_closed(
    apart: _Apart, case_ids: Collection[int], groups: Collection[int], *, at: datetime
) -> None:
    """INF-30: whoever runs one of these groups, and to whom one of these cases is closed."""
    limited = [
        *Exclusion.objects.filter(case__in=case_ids).values_list("case", flat=True),
        *Restriction.objects.filter(case__in=case_ids).values_list("case", flat=True),
    ]
    if not limited:
        return
    for user, run in _run_by(groups, on=london_date(at)).items():
        cases = Case.objects.filter(pk__in=limited).closed_to(user, at=at)
        for case_id in cases.values_list("pk", flat=True):
            apart.add(case_id, run)


def _run_by(groups: Collection[int], *, on: date) -> Mapping[User, set[int]]:
    """Who runs which of these groups now or later."""
    rows = (
        Facilitation.objects.filter(group__in=groups, officer__user__isnull=False)
        .filter(Q(ends_on__isnull=True) | Q(ends_on__gt=on))
        .exclude(ends_on=F("starts_on"))
        .select_related("officer__user")
    )
    found: dict[User, set[int]] = defaultdict(set)
    for row in rows:
        if row.officer.user is not None:
            found[row.officer.user].add(row.group_id)
    return found


def may_run(group: Group, user: User | None, *, at: datetime) -> bool:
    """Whether nobody who has a seat in the group is closed to this user (INF-30)."""
    if user is None:
        return True
    seated = Placement.objects.filter(group=group, left_on__isnull=True).values("referral__case")
    return not Case.objects.filter(pk__in=seated).closed_to(user, at=at).exists()

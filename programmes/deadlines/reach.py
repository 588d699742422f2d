"""What lies ahead of whoever is to start: the group in which they have a seat, else the groups in reach.

Four questions, however many wait and however many groups there are; five where two people are kept apart.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, time
from typing import Any, NamedTuple
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import JSONObject

from core.models import holds_on
from core.prepared import prepared_for_few
from offenders.deadlines.facts import Shared
from offenders.querysets import of_cases
from people.choices import Agency
from people.models import Team
from programmes.choices.groups import DayPart
from programmes.models import (
    Availability,
    BarredPlace,
    Group,
    Meeting,
    NonAssociation,
    Placement,
    Referral,
)
from programmes.rules.placing import Offer, Wanted
from programmes.rules.reach import is_near, reach_words
from programmes.rules.start import FOR_A_GROUP, WAITS, Referred


class Ahead(NamedTuple):
    """The first session of the group in which somebody has a seat; what is said of the groups in reach."""

    first_session: date | None = None
    reach: str = ""


def ahead_of(shared: Shared, referrals: Mapping[int, Referred | None]) -> Mapping[int, Ahead]:
    """Of each of these people who waits; one query where nobody waits for a group, none where nobody waits."""
    waiting = {pk: row for pk, row in referrals.items() if row is not None and row.status in WAITS}
    if not waiting:
        return {}
    stands = {
        f"referral:{uuid}": rest for uuid, *rest in _waits(case_ids=list(waiting), on=shared.on)
    }
    groups = _Groups(shared, [pk for pk, row in waiting.items() if row.status in FOR_A_GROUP])
    found = {}
    for case_id, row in waiting.items():
        first_session, slots, barred = stands[row.ref]
        wanted = _wanted(row, slots, barred, groups.closed_to(case_id))
        reach = groups.said_to(case_id, wanted)
        found[case_id] = Ahead(first_session, reach)
    return found


def _wanted(
    row: Referred, slots: Iterable[Any], barred: Iterable[int], closed: Iterable[int]
) -> Wanted:
    return Wanted(
        programme=row.length.programme,
        status=row.status,
        available=frozenset((slot["weekday"], DayPart(slot["part"])) for slot in slots),
        barred_places=frozenset(barred),
        not_in=frozenset(closed),
    )


def regions(shared: Shared) -> Mapping[int, int]:
    """The region of whoever of probation holds each case now."""
    return shared.once(read_regions)


def read_regions(shared: Shared) -> dict[int, int]:
    of_team = dict(Team.objects.values_list("id", "delivery_unit__region_id"))
    held = {pk: row.now for pk, row in shared.leads(Agency.PROBATION).items() if row.now}
    return {pk: of_team[row.team_id] for pk, row in held.items() if row.team_id}


class _Groups:
    """The groups that start on the day or later, as at the day, for those of these people in whose region they meet."""

    def __init__(self, shared: Shared, case_ids: list[int]) -> None:
        self._case_ids = frozenset(case_ids)
        self._offers: dict[str, list[tuple[Offer, int | None]]] = defaultdict(list)
        self._regions: Mapping[int, int] = {}
        self._closed: Mapping[int, set[int]] = {}
        if not case_ids:
            return
        self._closed = _kept_apart(case_ids, shared.on)
        self._regions = regions(shared)
        for group in groups_ahead(shared):
            self._offers[group.offer.programme].append((group.offer, group.region))

    def closed_to(self, case_id: int) -> Collection[int]:
        """Groups in which somebody has a seat from whom this person is kept apart."""
        return self._closed.get(case_id, ())

    def said_to(self, case_id: int, wanted: Wanted) -> str:
        """Nothing to somebody who does not wait for a group."""
        if case_id not in self._case_ids:
            return ""
        region = self._regions.get(case_id)
        groups = self._offers.get(wanted.programme, ())
        return reach_words(wanted, [offer for offer, meets in groups if is_near(region, meets)])


class GroupAhead(NamedTuple):
    """A group that starts on the day or later, and the region in which it meets; where none is known it is for everybody."""

    uuid: UUID
    offer: Offer
    region: int | None
    place: UUID


def groups_ahead(shared: Shared) -> Sequence[GroupAhead]:
    """As at the day, the soonest first; one query."""
    return shared.once(_groups_ahead)


def _groups_ahead(shared: Shared) -> list[GroupAhead]:
    return [_ahead(*row) for row in _groups(shared.on)]


def _ahead(uuid: UUID, place_uuid: UUID, *row: Any) -> GroupAhead:
    pk, programme, place_id, place, size, first_on, region, meetings, taken = row
    slots = tuple((each["weekday"], time.fromisoformat(each["at"])) for each in meetings)
    offer = Offer(pk, programme, place_id, place, slots, size, taken, first_on, first_on)
    return GroupAhead(uuid, offer, region, place_uuid)


@prepared_for_few
def _waits(*, case_ids: list[int], on: date) -> QuerySet[Referral, tuple[Any, ...]]:
    """Of every referral of these people: the first session of the group of its seat, when they can come, where they cannot.

    Nobody has a seat in a group that is cancelled: the database holds that (`programmes_group_seats`).
    """
    seats = Placement.objects.filter(
        Q(left_on__isnull=True) | Q(left_on__gt=on),
        referral=OuterRef("pk"),
        placed_on__lte=on,
    ).order_by("group__first_session_on")
    slots = Availability.objects.filter(referral=OuterRef("pk"))
    barred = BarredPlace.objects.filter(referral=OuterRef("pk"))
    rows = Referral.objects.filter(of_cases(case_ids)).order_by("id")
    return rows.values_list(
        "uuid",
        Subquery(seats.values("group__first_session_on")[:1]),
        ArraySubquery(slots.values(slot=JSONObject(weekday="weekday", part="part"))),
        ArraySubquery(barred.values("place_id")),
    )


def _kept_apart(case_ids: list[int], on: date) -> dict[int, set[int]]:
    """PRG-33: of each of these people, the groups of those whom they must not meet, as at the day."""
    pairs = NonAssociation.objects.filter(
        holds_on(on), of_cases(case_ids, key="one_id") | of_cases(case_ids, key="other_id")
    )
    others: dict[int, set[int]] = defaultdict(set)
    for one, other in pairs.values_list("one_id", "other_id"):
        others[one].add(other)
        others[other].add(one)
    if not others:
        return {}
    seated = Placement.objects.filter(
        Q(left_on__isnull=True) | Q(left_on__gt=on),
        of_cases(list(others), key="referral__case_id"),
        placed_on__lte=on,
    )
    found: dict[int, set[int]] = defaultdict(set)
    for case_id, group_id in seated.values_list("referral__case_id", "group_id"):
        for kept in others[case_id]:
            found[kept].add(group_id)
    return dict(found)


def _groups(on: date) -> Iterable[tuple[Any, ...]]:
    seated = Q(placements__placed_on__lte=on) & (
        Q(placements__left_on__isnull=True) | Q(placements__left_on__gt=on)
    )
    meetings = Meeting.objects.filter(group=OuterRef("pk")).order_by("weekday", "at")
    rows = Group.objects.filter(
        Q(cancelled_on__isnull=True) | Q(cancelled_on__gt=on),
        first_session_on__gte=on,
        recorded_on__lte=on,
    ).annotate(
        meets=ArraySubquery(meetings.values(slot=JSONObject(weekday="weekday", at="at"))),
        taken=Count("placements", filter=seated),
    )
    return rows.order_by("first_session_on", "id").values_list(
        "uuid",
        "place__uuid",
        "id",
        "programme_id",
        "place_id",
        "place__name",
        "size",
        "first_session_on",
        "place__region_id",
        "meets",
        "taken",
    )

"""Groups with free seats in the weeks ahead, against the people who wait for one, by programme and place."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef

from caseloads.selectors.where.scope import Where
from offenders.querysets import of_cases
from programmes.deadlines.reach import GroupAhead, groups_ahead, regions
from programmes.models import BarredPlace, Place
from programmes.rules.reach import is_near
from programmes.selectors.group_pages import WEEKS_AHEAD


@dataclass(frozen=True, slots=True)
class AtPlace:
    """One place: its groups with free seats, and how many of those waiting can go there."""

    uuid: UUID
    name: str
    groups: tuple[GroupAhead, ...]
    can_go: int

    @property
    def free(self) -> int:
        return sum(group.offer.free for group in self.groups)


@dataclass(frozen=True, slots=True)
class Against:
    """One programme."""

    programme: str
    waiting: int
    places: tuple[AtPlace, ...]

    @property
    def free(self) -> int:
        return sum(row.free for row in self.places)


def seats_against(found: Where, waits: dict[str, list[int]]) -> list[Against]:
    """By programme, those with people who wait or with free seats; two queries."""
    free: dict[str, dict[UUID, list[GroupAhead]]] = defaultdict(lambda: defaultdict(list))
    for group in free_seats(found):
        free[group.offer.programme][group.place].append(group)
    barred = _barred([pk for ids in waits.values() for pk in ids])
    rows = []
    for programme in sorted(free.keys() | waits.keys()):
        refs = [_ref(found, pk) for pk in waits.get(programme, [])]
        places = [
            AtPlace(
                place,
                groups[0].offer.place,
                tuple(groups),
                sum((ref, groups[0].offer.place_id) not in barred for ref in refs),
            )
            for place, groups in free.get(programme, {}).items()
        ]
        ordered = sorted(places, key=lambda row: row.name)
        rows.append(Against(programme, len(refs), tuple(ordered)))
    return rows


def free_seats(found: Where) -> list[GroupAhead]:
    """Of groups that begin within the weeks ahead, for the regions of these people, as the seats were taken on the day."""
    last, of_whom = found.on + timedelta(weeks=WEEKS_AHEAD), regions(found.shared)
    theirs = {of_whom.get(pk) for pk in found.stands}
    return [
        group
        for group in groups_ahead(found.shared)
        if group.offer.free > 0
        and group.offer.first_on <= last
        and any(is_near(region, group.region) for region in theirs)
    ]


def who_can_go(
    found: Where, case_ids: Collection[int], place_uuid: str
) -> tuple[str, list[int]] | None:
    """The name of a place and who of these can go there; None where there is no such place. One query."""
    try:
        uuid = UUID(place_uuid)
    except ValueError:
        return None
    barred = BarredPlace.objects.filter(
        of_cases(list(case_ids), key="referral__case_id"), place=OuterRef("pk")
    )
    row = (
        Place.objects.filter(uuid=uuid)
        .values_list("name", ArraySubquery(barred.values("referral__uuid")))
        .first()
    )
    if row is None:
        return None
    name, refs = row
    closed = {f"referral:{uuid}" for uuid in refs}
    return name, [pk for pk in case_ids if _ref(found, pk) not in closed]


def _ref(found: Where, case_id: int) -> str:
    """The referral that counts; where somebody cannot go belongs to it."""
    referral = found.facts[case_id].referral
    return referral.ref if referral else ""


def _barred(case_ids: Collection[int]) -> set[tuple[str, int]]:
    """Which referrals name which places as out of reach; one query."""
    rows = BarredPlace.objects.filter(of_cases(list(case_ids), key="referral__case_id"))
    return {
        (f"referral:{uuid}", place) for uuid, place in rows.values_list("referral__uuid", "place")
    }

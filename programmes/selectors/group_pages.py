"""The pages of a treatment manager: groups, one group with its people, and who waits for one."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Q, QuerySet

from core.addresses import address
from core.calendar import LONDON, in_full, london_date, london_midnight
from core.models import holds_on
from core.table import Cells, Column, Table, lines, link, nowrap, small, tag
from offenders.models import Case
from people.choices import Agency, Permission
from people.models import Officer, User
from programmes.choices.catalogue import ModuleKind
from programmes.choices.referral import CLOSED
from programmes.models import Group, Place, Placement, Programme, Referral, Session
from programmes.rules.placing import Offer, fitting, placing_problem
from programmes.selectors.groups import (
    Runs,
    facilitators_of,
    groups_of,
    places_of,
    regions_of,
)
from programmes.selectors.placing import offer_of, running, waiting, wanted_of, with_figures

WEEKS_AHEAD = 12
AT_ONCE = 50  # who waits for a group, on its page: the longest first


def table_of_groups(groups: Iterable[Group], *, on: date) -> Table:
    columns = (
        Column("Group", names_row=True),
        Column("Meets"),
        Column("First session"),
        Column("Seats taken", is_numeric=True),
        Column("Now"),
    )
    return Table("Groups, the soonest first", columns, [_group_cells(row, on) for row in groups])


def _group_cells(group: Group, on: date) -> Cells:
    offer = offer_of(group)
    return (
        lines(
            link(group.get_absolute_url(), group.name), small(f"{offer.programme}, {offer.place}")
        ),
        offer.days,
        nowrap(in_full(offer.first_on)),
        f"{offer.taken} of {offer.size}",
        _state(offer, on),
    )


def _state(offer: Offer, on: date) -> str:
    if offer.is_cancelled:
        return tag("Cancelled")
    if offer.ended_on or offer.last_on < on:
        return tag("Ended")
    if offer.first_on > on:
        return tag("Full", "orange") if not offer.free else tag(f"{offer.free} free", "green")
    return tag("Under way", "blue")


def ahead_of(user: User, *, on: date) -> QuerySet[Group]:
    """Groups of the user's regions that are ahead or under way, the soonest first."""
    return running(on=on).filter(place__region__in=regions_of(user, on=on))


def over(user: User, *, on: date) -> QuerySet[Group]:
    """Groups of the user's regions that have ended or were cancelled, the latest first."""
    groups = with_figures(groups_of(user, on=on))
    ended = Q(last_at__lt=london_midnight(on)) | Q(cancelled_on__isnull=False)
    return groups.filter(ended | Q(ended_on__isnull=False)).order_by("-first_session_on", "pk")


@dataclass(frozen=True, slots=True)
class Seated:
    """Somebody in a group; without a case for who may not open it."""

    placement: Placement
    case: Case | None

    @property
    def may_leave(self) -> bool:
        """Not who has completed the programme: they have been through it."""
        return self.placement.referral.status not in CLOSED


@dataclass(frozen=True, slots=True)
class Waits:
    """Somebody who waits for a group like this one, and what is in the way of this one."""

    referral: Referral
    case: Case
    why_not: str
    weeks: int


@dataclass(frozen=True, slots=True)
class GroupPage:
    group: Group
    offer: Offer
    sessions: Sequence[Session]
    runs: Sequence[Runs]
    seated: Sequence[Seated]
    waits: Sequence[Waits]
    waiting: int
    state: str
    seen: Mapping[int, Case]

    @property
    def cases(self) -> list[Case]:
        """Everybody whose name is on the page."""
        return [row.case for row in self.seated if row.case] + [row.case for row in self.waits]

    @property
    def unnamed(self) -> int:
        return sum(row.case is None for row in self.seated)

    @property
    def is_open(self) -> bool:
        return not (self.offer.is_cancelled or self.offer.ended_on)


def group_page(group: Group, user: User, *, at: datetime) -> GroupPage:
    """`group` is one of `with_figures`."""
    on, offer = london_date(at), offer_of(group)
    seen = {case.pk: case for case in seen_in(group, user)}
    placements = group.placements.filter(left_on__isnull=True).select_related("referral")
    waits = _waits(group, offer, seen, at=at)
    return GroupPage(
        group,
        offer,
        list(group.sessions.order_by("starts_at")),
        facilitators_of(group, on=on),
        [Seated(row, seen.get(row.referral.case_id)) for row in placements],
        waits[:AT_ONCE],
        len(waits),
        _state(offer, on),
        seen,
    )


def seen_in(group: Group, user: User) -> QuerySet[Case]:
    """Of those who have or had a seat in it, and of those who wait for one like it, whom this user may act on."""
    seated = Q(referrals__placements__group=group)
    waits = Q(referrals__status="awaiting_allocation", referrals__programme=group.programme_id)
    return Case.objects.visible_to(user, Permission.RUN_GROUPS).filter(
        pk__in=Case.objects.filter(seated | waits).values("pk")
    )


def _waits(group: Group, offer: Offer, seen: dict[int, Case], *, at: datetime) -> list[Waits]:
    """Who fits first, each by how long they have waited; nobody where the group takes nobody any more."""
    on = london_date(at)
    if offer.is_cancelled or offer.ended_on or offer.last_on < on:
        return []
    rows = [row for row in waiting(group.programme_id) if row.case_id in seen]
    wanted = wanted_of(rows, [group.pk], at=at)
    found = []
    for row in rows:
        problem = placing_problem(wanted[row.pk], offer, on=on)
        weeks = max((on - row.referred_on).days // 7, 0)
        found.append(Waits(row, seen[row.case_id], problem.words if problem else "", weeks))
    return sorted(found, key=lambda each: bool(each.why_not))


def sessions_of(page: GroupPage, *, at: datetime) -> dict[str, Table]:
    """The sessions still to come, and apart those that have been: of these there are twenty at the end."""
    been = [row for row in page.sessions if row.starts_at <= at]
    coming = [row for row in page.sessions if row.starts_at > at]
    return {
        "been": table_of_sessions(been, "Sessions that have been", may_move=False, at=at),
        "coming": table_of_sessions(coming, "Sessions still to come", may_move=page.is_open, at=at),
    }


def table_of_sessions(
    sessions: Iterable[Session], caption: str, *, may_move: bool, at: datetime
) -> Table:
    columns = (Column("Session", names_row=True), Column("When"), Column("What"), Column("Act"))
    cells = [_session_cells(row, may_move=may_move and row.starts_at > at) for row in sessions]
    return Table(caption, columns, cells)


def _session_cells(session: Session, *, may_move: bool) -> Cells:
    starts = session.starts_at.astimezone(LONDON)
    move = link(
        address("programmes:move_session", session.uuid),
        "Move",
        unseen=f" session {session.number}",
    )
    moved = tag("Moved", "yellow") if session.moved else None
    return (
        str(session.number),
        lines(nowrap(f"{starts:%A} {in_full(starts.date())}"), f"{starts:%H:%M}", moved),
        lines(
            session.module, small(f"{ModuleKind(session.kind).label}, {session.minutes} minutes")
        ),
        move if may_move else "",
    )


# Placing one person -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class PlacePage:
    """The groups that fit somebody, and why the others do not."""

    fits: Sequence[tuple[Group, Offer]]
    others: Sequence[tuple[Offer, str, str]]

    @property
    def offered(self) -> list[tuple[str, str]]:
        return [(str(group.uuid), f"{offer.place}, {offer.days}") for group, offer in self.fits]

    @property
    def hints(self) -> dict[str, str]:
        return {
            str(
                group.uuid
            ): f"{group.name}: {offer.free} free, first session {in_full(offer.first_on)}"
            for group, offer in self.fits
        }


def place_page(referral: Referral, user: User, *, at: datetime) -> PlacePage:
    """Of the groups of the user's regions."""
    on = london_date(at)
    here = ahead_of(user, on=on).filter(programme__name=referral.programme_id)
    groups = {group.pk: group for group in here}
    wanted = wanted_of([referral], list(groups), at=at)[referral.pk]
    offers = [offer_of(group) for group in groups.values()]
    fits = fitting(wanted, offers, on=on)
    others = [
        (offer, groups[offer.id].name, problem.words)
        for offer in offers
        if (problem := placing_problem(wanted, offer, on=on))
    ]
    under_way = [
        offer
        for offer in offers
        if offer not in fits and placing_problem(wanted, offer, on=on) is None
    ]
    return PlacePage([(groups[offer.id], offer) for offer in [*fits, *under_way]], others)


# What a group is made of --------------------------------------------------------------------------------


def programmes_with_template(*, on: date) -> list[int]:
    """PRG-1: programmes that are in force on a day and whose sessions are known."""
    in_force = Programme.objects.filter(holds_on(on, "terms__"), modules__isnull=False)
    return sorted(set(in_force.values_list("pk", flat=True)))


def places_in_use(user: User, *, on: date) -> list[Place]:
    """Of the user's regions."""
    return list(places_of(user, on=on).filter(holds_on(on)))


def who_may_run(user: User, *, on: date) -> list[Officer]:
    """Officers of probation of the user's region, and of those that they were given."""
    near = Q(team__delivery_unit__region__in=regions_of(user, on=on))
    return list(Officer.objects.filter(near, agency=Agency.PROBATION).select_related("team"))


# Seats against people -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Against:
    """One programme: seats that are free in groups that begin within the weeks ahead, and who waits."""

    programme: str
    groups: int
    free: int
    waiting: int
    by_place: Sequence[tuple[str, int]]


def seats_against_waiting(user: User, *, at: datetime) -> list[Against]:
    """By programme, and within it by place; who waits is counted among those whom the user may place."""
    on = london_date(at)
    last = on + timedelta(weeks=WEEKS_AHEAD)
    offers = [offer_of(group) for group in ahead_of(user, on=on)]
    ahead = [offer for offer in offers if on <= offer.first_on <= last]
    seen = Case.objects.seen_by(user, Permission.RUN_GROUPS).ids
    rows = [row for row in waiting() if row.case_id in seen]
    names = sorted({offer.programme for offer in ahead} | {row.programme_id for row in rows})
    return [_against(name, ahead, rows) for name in names]


def _against(name: str, ahead: Collection[Offer], rows: Collection[Referral]) -> Against:
    here = [offer for offer in ahead if offer.programme == name]
    places = sorted({offer.place for offer in here})
    return Against(
        name,
        len(here),
        sum(offer.free for offer in here),
        sum(row.programme_id == name for row in rows),
        [(place, sum(o.free for o in here if o.place == place)) for place in places],
    )


def table_of_seats(rows: Sequence[Against]) -> Table:
    columns = (
        Column("Programme", names_row=True),
        Column("Groups", is_numeric=True),
        Column("Free seats", is_numeric=True),
        Column("Waiting", is_numeric=True),
        Column("Where"),
    )
    cells = [
        (
            row.programme,
            str(row.groups),
            str(row.free),
            str(row.waiting),
            lines(*(f"{place}: {free} free" for place, free in row.by_place)) or "Nowhere",
        )
        for row in rows
    ]
    return Table(f"Free seats in the next {WEEKS_AHEAD} weeks, and who waits", columns, cells)

"""Groups as pages show them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from core.calendar import LONDON, london_date
from core.models import holds_on
from core.standards import number
from people.models import Officer, Region, User
from programmes.models import (
    Facilitation,
    FacilitatorTraining,
    Group,
    Module,
    Place,
    Placement,
    Session,
)
from programmes.rules import schedule


def regions_of(user: User, *, on: date) -> QuerySet[Region]:
    """Whose groups a treatment manager runs: the region of their own team, and those that they were given."""
    given = user.area_grants.filter(holds_on(on)).values("region")
    own = Region.objects.filter(delivery_units__teams__officers__user=user).values("pk")
    return Region.objects.filter(Q(pk__in=given) | Q(pk__in=own))


def places_of(user: User, *, on: date) -> QuerySet[Place]:
    """Where groups meet in these regions; one of no known region is nobody's."""
    return Place.objects.filter(region__in=regions_of(user, on=on))


def groups_of(user: User, *, on: date) -> QuerySet[Group]:
    """The groups of these regions: of any other nothing is said, not even that it is there."""
    return Group.objects.filter(place__region__in=regions_of(user, on=on))


def leads(*, on: date) -> schedule.Leads:
    """PRG-41, in weeks, as in force on a day."""
    return schedule.Leads(
        pre_group=number("prog.pre_group_lead", on=on), review=number("prog.review", on=on)
    )


def template_of(programme: str) -> list[schedule.Module]:
    """PRG-40: the modules of a programme, in order."""
    rows = Module.objects.filter(programme__name=programme).order_by("position")
    return [schedule.Module(row.name, row.kind, row.sessions, row.minutes) for row in rows]


def planned(sessions: Collection[Session]) -> list[schedule.Planned]:
    """Sessions as they stand, as the rule asks about them, in their order."""
    ordered = sorted(sessions, key=lambda row: row.number)
    return [
        schedule.Planned(
            row.number,
            row.module,
            row.kind,
            london_date(row.starts_at),
            row.starts_at.astimezone(LONDON).time(),
            row.minutes,
        )
        for row in ordered
    ]


@dataclass(frozen=True, slots=True)
class Runs:
    """Somebody who runs a group, and what is to be said of their training (R-11): a warning, never a bar."""

    facilitation: Facilitation
    warning: str


def facilitators_of(group: Group, *, on: date) -> Sequence[Runs]:
    """Who runs the group now or later."""
    rows = [
        row
        for row in group.facilitations.select_related("officer__team")
        if row.ends_on is None or row.ends_on > on
    ]
    trained = _trained([row.officer for row in rows], group.programme_id)
    return [Runs(row, _warning(trained.get(row.officer_id), on=on)) for row in rows]


def _trained(officers: Collection[Officer], programme: str) -> dict[int, FacilitatorTraining]:
    """The newest training of each."""
    rows = FacilitatorTraining.objects.filter(officer__in=officers, programme__name=programme)
    return {row.officer_id: row for row in rows.order_by("starts_on")}


def _warning(training: FacilitatorTraining | None, *, on: date) -> str:
    if training is None:
        return "No training for this programme is recorded."
    if training.starts_on > on:
        return f"Their training for this programme is planned for {training.starts_on:%-d %B %Y}."
    if training.ends_on is not None and training.ends_on <= on:
        return f"Their training for this programme expired on {training.ends_on:%-d %B %Y}."
    return ""


def ends_on(group: Group) -> date | None:
    """When a group ends: the day of its last session, the review with it."""
    return _last_day(group.sessions.all())


def first_met(group: Group) -> date | None:
    """The day of the first session of all, work before the group with it."""
    first = group.sessions.order_by("starts_at").first()
    return london_date(first.starts_at) if first else None


def last_kept(placement: Placement) -> date | None:
    """The day of the last register that has a line for somebody."""
    return _last_day(Session.objects.filter(attendances__placement=placement))


def last_kept_in(group: Group) -> date | None:
    """The day of the last session of a group that has a register, or a line in one."""
    kept = Q(saved_at__isnull=False) | Q(attendances__isnull=False)
    return _last_day(group.sessions.filter(kept))


def _last_day(sessions: QuerySet[Session]) -> date | None:
    last = sessions.order_by("-starts_at").first()
    return london_date(last.starts_at) if last else None

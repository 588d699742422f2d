"""Whose scenarios somebody sees, over which officers, and the changes of one as this user may read them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from uuid import UUID

from django.db.models import Q, QuerySet

from caseloads.choices import ChangeKind
from caseloads.models import Change, Newcomer, Scenario
from core.calendar import london_date
from core.models import holds_on
from core.prepared import one_of
from offenders.models import Case
from people.choices import Permission
from people.models import DeliveryUnit, Headship, Officer, Team, User

CLOSED = "a case that is closed to you"
AT_ONCE = 3  # scenarios side by side


@dataclass(frozen=True, slots=True)
class Place:
    """A team or a unit; `value` is what a form calls it."""

    value: str
    name: str
    team: Team | None = None
    unit: DeliveryUnit | None = None


def places_of(user: User, *, on: date) -> list[Place]:
    """The units that the user heads and the teams that they lead, by name; two queries."""
    units = [Place(f"unit-{unit.pk}", unit.name, unit=unit) for unit in units_of(user, on=on)]
    teams = Team.objects.led_by(user, on=on)
    return [*units, *(Place(f"team-{team.pk}", team.name, team=team) for team in teams)]


def units_of(user: User, *, on: date) -> QuerySet[DeliveryUnit]:
    headed = Headship.objects.filter(holds_on(on), officer__user=user)
    return DeliveryUnit.objects.filter(pk__in=headed.values("delivery_unit"))


def scenarios_for(user: User, *, on: date) -> QuerySet[Scenario]:
    """Those over a place that the user leads today, whoever made them.

    Who leads the place with them, or heads the unit above it, has to know what is being tried with the same officers.
    Who made one and leads the place no longer sees it no longer: its cases are not theirs any more.
    """
    teams, units = Team.objects.led_by(user, on=on), units_of(user, on=on)
    found = Q(team__in=teams.values("pk")) | Q(delivery_unit__in=units.values("pk"))
    return Scenario.objects.filter(found).select_related(
        "team", "delivery_unit", "made_by", "applied_by"
    )


@dataclass(frozen=True)
class Scope:
    """One scenario as a user may see it, at an instant."""

    scenario: Scenario
    user: User
    at: datetime

    @property
    def on(self) -> date:
        return london_date(self.at)

    @cached_property
    def changes(self) -> list[Change]:
        rows = self.scenario.changes.select_related(
            "officer__team", "officer__user", "newcomer__became__user", "held_by"
        )
        return list(rows.order_by("id"))

    @cached_property
    def newcomers(self) -> list[Newcomer]:
        return list(self.scenario.newcomers.select_related("became__team", "became__user"))

    @cached_property
    def officers(self) -> list[Officer]:
        """Of the team or the unit, in the order of their names."""
        of_place: Q = (
            Q(team=self.scenario.team_id)
            if self.scenario.team_id
            else Q(team__delivery_unit=self.scenario.delivery_unit_id)
        )
        return list(Officer.objects.filter(of_place).select_related("team", "user"))

    @cached_property
    def cases(self) -> Mapping[int, Case]:
        """Of the cases in it those that the user may give to somebody, each with the ground."""
        ids = sorted({row.case_id for row in self.changes if row.case_id})
        rows = Case.objects.visible_to(self.user, Permission.ALLOCATE, at=self.at)
        return {case.pk: case for case in rows.filter(one_of("pk", ids))}

    def case_name(self, case_id: int) -> str:
        case = self.cases.get(case_id)
        return f"{case.name} {case.crn}" if case else CLOSED

    @property
    def moves(self) -> list[Change]:
        return [row for row in self.changes if row.kind == ChangeKind.MOVE]


def scope_of(user: User, uuid: UUID, *, at: datetime) -> Scope | None:
    """The scenario of this UUID, if it is over a place that the user leads."""
    found = scenarios_for(user, on=london_date(at)).filter(uuid=uuid).first()
    return Scope(found, user, at) if found else None


def chosen(user: User, uuids: Iterable[str], *, at: datetime) -> list[Scope]:
    """Up to three of the scenarios that were ticked, in that order, over the place of the first.

    What is none of theirs, or over other officers, is left out.
    """
    known = {str(row.uuid): row for row in scenarios_for(user, on=london_date(at))}
    rows = [known[uuid] for uuid in dict.fromkeys(uuids) if uuid in known]
    alike = [row for row in rows if row.place == rows[0].place]
    return [Scope(row, user, at) for row in alike[:AT_ONCE]]

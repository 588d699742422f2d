"""Sorts of what a user is given: what the page asks, which service gives it, whose rows are whose."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import QuerySet

from core.forms import Radios
from people import selectors, services
from people.forms import CoverForm, GrantForm, OfficerField
from people.models import (
    AreaGrant,
    Cover,
    DeliveryUnit,
    Grant,
    Headship,
    Officer,
    Region,
    RoleGrant,
    Supervision,
    Team,
    User,
)
from people.rules import all_roles


@dataclass(frozen=True, slots=True)
class Sort:
    """One sort of what is given: what is asked, under which name the service takes it, whose rows are whose."""

    title: str
    intro: str
    asked: str
    ask: Callable[[User], forms.Field]
    give: Callable[..., Grant]
    rows: Callable[[User], QuerySet[Any]]
    form: type[GrantForm] = GrantForm
    needs_record: bool = True


def _role_field(_user: User) -> forms.Field:
    hints = {kind.code: kind.hint for kind in all_roles()}
    choices = [(kind.code, kind.label) for kind in all_roles()]
    return forms.ChoiceField(label="Which role?", choices=choices, widget=Radios(hints=hints))


def team_field(user: User) -> forms.Field:
    teams = Team.objects.filter(agency=user.officer.agency)
    return forms.ModelChoiceField(teams, label="Which team?", empty_label="Choose a team")


def _unit_field(_user: User) -> forms.Field:
    units = DeliveryUnit.objects.all()
    return forms.ModelChoiceField(
        units, label="Which delivery unit?", empty_label="Choose a delivery unit"
    )


def _area_field(_user: User) -> forms.Field:
    return forms.ModelChoiceField(
        Region.objects.all(), label="Which area?", empty_label="Choose an area"
    )


def _absent_field(user: User) -> forms.Field:
    officers = Officer.objects.filter(agency=user.officer.agency).exclude(pk=user.officer.pk)
    return OfficerField(
        officers.select_related("team"), label="Who is away?", empty_label="Choose an officer"
    )


def record_field(_user: User) -> forms.Field:
    return OfficerField(
        selectors.officers_without_sign_in(),
        label="Which officer are they?",
        empty_label="Choose an officer",
        help_text="The staff record of the extract. It decides which cases they hold.",
    )


ROLE = Sort(
    title="Give a role",
    intro="A role says what somebody may do at all; their staff record, with what they supervise or head, on which cases.",
    asked="role",
    ask=_role_field,
    give=services.give_role,
    rows=lambda user: RoleGrant.objects.filter(user=user),
    needs_record=False,
)
AREA = Sort(
    title="Give an area",
    intro=(
        "For somebody whose work is an area’s and not a team’s, such as a coordinator of its panels. "
        "It opens no case by itself: a role and what goes with it do."
    ),
    asked="region",
    ask=_area_field,
    give=services.give_area,
    rows=lambda user: AreaGrant.objects.filter(user=user).select_related("user", "region"),
    needs_record=False,
)
SUPERVISION = Sort(
    title="Give a team to supervise",
    intro="With the role of supervisor it opens the cases of every officer of the team.",
    asked="team",
    ask=team_field,
    give=services.give_supervision,
    rows=lambda user: Supervision.objects.filter(officer__user=user).select_related(
        "officer", "team"
    ),
)
HEADSHIP = Sort(
    title="Give a delivery unit to head",
    intro="With the role of head it opens the cases of every team of the unit. A unit has one head at a time.",
    asked="delivery_unit",
    ask=_unit_field,
    give=services.give_headship,
    rows=lambda user: Headship.objects.filter(officer__user=user).select_related(
        "officer", "delivery_unit"
    ),
)
COVER = Sort(
    title="Give cover of somebody’s absence",
    intro="It opens the cases that the absent officer holds, for all work on them.",
    asked="absent",
    ask=_absent_field,
    give=services.give_cover,
    rows=lambda user: Cover.objects.filter(covering__user=user).select_related(
        "covering", "absent"
    ),
    form=CoverForm,
)

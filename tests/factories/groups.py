"""Groups of a programme: where they meet, their sessions, who has a seat, who runs them."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from itertools import count
from typing import Any

from core import clock
from core.calendar import LONDON
from offenders.models import Case
from people.choices import Agency
from people.models import Officer, Region
from programmes.choices.catalogue import ModuleKind
from programmes.models import (
    Attendance,
    Facilitation,
    FacilitatorTraining,
    Group,
    Meeting,
    NonAssociation,
    Place,
    Placement,
    Programme,
    Referral,
    Session,
)
from tests.factories.contacts import make_contact
from tests.factories.people import make_region

PROGRAMME = "Building Choices: moderate"
_number = count(1)


def make_place(name: str = "", region: Region | None = None) -> Place:
    """In the region of the first team of probation, unless another is given."""
    return Place.objects.create(
        name=name or f"Place {next(_number)}",
        region=region or _of_probation(),
        starts_on=clock.today() - timedelta(days=900),
    )


def _of_probation() -> Region:
    held = Region.objects.filter(delivery_units__teams__agency=Agency.PROBATION)
    return held.order_by("delivery_units__teams").first() or make_region()


def make_group(
    programme: str = PROGRAMME,
    *,
    place: Place | None = None,
    first_on: date | None = None,
    meetings: Iterable[tuple[int, time]] | None = None,
    sessions: int = 3,
    size: int = 8,
    **fields: Any,
) -> Group:
    """A group that meets once a week, so many times, from a day four weeks ahead unless another is given."""
    first_on = first_on or clock.today() + timedelta(weeks=4)
    slots = list(meetings or [(first_on.weekday(), time(18))])
    group = Group.objects.create(
        programme=Programme.objects.get(name=programme),
        place=place or make_place(),
        name=fields.pop("name", f"Group {next(_number)}"),
        size=size,
        first_session_on=first_on,
        **fields,
    )
    Meeting.objects.bulk_create(Meeting(group=group, weekday=day, at=at) for day, at in slots)
    Session.objects.bulk_create(
        Session(
            group=group,
            number=number + 1,
            module="Getting Started",
            kind=ModuleKind.GROUP,
            starts_at=datetime.combine(
                first_on + timedelta(weeks=number), slots[0][1], tzinfo=LONDON
            ),
            minutes=150,
        )
        for number in range(sessions)
    )
    return group


def seat(referral: Referral, group: Group, **fields: Any) -> Placement:
    """A seat as it is stored; the status of the referral is the test's to set."""
    values: dict[str, Any] = {"placed_on": clock.today() - timedelta(days=7)}
    return Placement.objects.create(referral=referral, group=group, **values | fields)


def make_facilitation(group: Group, officer: Officer, **fields: Any) -> Facilitation:
    values: dict[str, Any] = {"starts_on": clock.today() - timedelta(days=30)}
    return Facilitation.objects.create(group=group, officer=officer, **values | fields)


def make_line(
    placement: Placement, session: Session, outcome_code: str, officer: Officer, **fields: Any
) -> Attendance:
    """A line of a register with its contact, as it is stored."""
    contact = make_contact(
        placement.referral.case,
        type_code="APAT",
        outcome_code=outcome_code,
        happened_at=session.starts_at,
        officer=officer,
    )
    return Attendance.objects.create(
        placement=placement, session=session, contact=contact, **fields
    )


def keep_apart(one: Case, other: Case, **fields: Any) -> NonAssociation:
    first, second = sorted((one, other), key=lambda case: case.pk)
    values: dict[str, Any] = {"starts_on": clock.today() - timedelta(days=30)}
    return NonAssociation.objects.create(one=first, other=second, **values | fields)


def make_programme_training(
    officer: Officer, programme: str = PROGRAMME, **fields: Any
) -> FacilitatorTraining:
    values: dict[str, Any] = {"starts_on": clock.today() - timedelta(days=300)}
    return FacilitatorTraining.objects.create(
        officer=officer, programme=Programme.objects.get(name=programme), **values | fields
    )

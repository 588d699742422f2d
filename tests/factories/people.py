"""Users, officers and where they belong."""

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal
from itertools import count

from core import clock
from core.calendar import london_midnight
from people.choices import (
    AbsenceKind,
    Agency,
    Grade,
    ReductionReason,
    Role,
    SessionState,
    TrainingKind,
    TrainingMode,
)
from people.models import (
    Absence,
    AgreedAction,
    AreaGrant,
    Cover,
    DeliveryUnit,
    Headship,
    Officer,
    Reduction,
    Region,
    RoleGrant,
    StatedTraining,
    Supervision,
    SupervisionSession,
    Team,
    Training,
    User,
)

PASSWORD = "three invented words"
# Before every day to which a test travels.
LONG_AGO = date(2000, 1, 1)
_number = count(1)


def make_region(name: str = "") -> Region:
    return Region.objects.create(name=name or f"Region {next(_number)}")


def make_unit(name: str = "", region: Region | None = None) -> DeliveryUnit:
    return DeliveryUnit.objects.create(
        name=name or f"Unit {next(_number)}", region=region or make_region()
    )


def make_team(
    name: str = "",
    *,
    agency: Agency = Agency.POLICE,
    unit: DeliveryUnit | None = None,
    code: str = "",
) -> Team:
    number = next(_number)
    return Team.objects.create(
        code=code or f"T{number:04}",
        name=name or f"Team {number}",
        agency=agency,
        delivery_unit=unit or make_unit(),
    )


def make_user(
    name: str = "",
    *roles: Role,
    email: str = "",
    is_active: bool = True,
    password: str = PASSWORD,
) -> User:
    """A user who can sign in with PASSWORD."""
    name = name or f"User {next(_number)}"
    user = User(
        name=name,
        email=email or f"{name.lower().replace(' ', '.')}@example.org",
        is_active=is_active,
        created_at=clock.now(),
    )
    user.set_password(password)
    user.save()
    RoleGrant.objects.bulk_create(
        RoleGrant(user=user, role=role, starts_on=LONG_AGO) for role in roles
    )
    return user


def make_officer(
    name: str = "",
    *,
    team: Team | None = None,
    grade: Grade | None = None,
    user: User | None = None,
    roles: Iterable[Role] = (),
    code: str = "",
    hours: Decimal = Decimal("37.0"),
) -> Officer:
    """A staff record; with `roles` (and no `user`) it gets a user of the same name who can sign in."""
    number = next(_number)
    forenames, _, surname = (name or f"Officer Number{number}").partition(" ")
    team = team or make_team()
    if user is None and roles:
        user = make_user(f"{forenames} {surname}", *roles)
    return Officer.objects.create(
        user=user,
        code=code or f"N{number:05}",
        forenames=forenames,
        surname=surname,
        agency=team.agency,
        grade=grade or (Grade.DC if team.agency == Agency.POLICE else Grade.PO),
        contracted_hours=hours,
        team=team,
    )


def make_reduction(
    officer: Officer,
    hours: str = "3.7",
    *,
    reason: ReductionReason = ReductionReason.TRADE_UNION,
    starts_on: date | None = None,
    ends_on: date | None = None,
) -> Reduction:
    return Reduction.objects.create(
        officer=officer,
        hours=Decimal(hours),
        reason=reason,
        starts_on=starts_on or clock.today(),
        ends_on=ends_on,
    )


def make_absence(
    officer: Officer,
    starts_on: date,
    ends_on: date | None,
    *,
    kind: AbsenceKind = AbsenceKind.LEAVE,
    by: User | None = None,
) -> Absence:
    """The end is exclusive."""
    return Absence.objects.create(
        officer=officer,
        starts_on=starts_on,
        ends_on=ends_on,
        kind=kind,
        recorded_by=by or officer.user or make_user(),
        recorded_at=clock.now(),
    )


def make_supervision(
    officer: Officer,
    team: Team | None = None,
    *,
    starts_on: date | None = None,
    ends_on: date | None = None,
) -> Supervision:
    return Supervision.objects.create(
        officer=officer,
        team=team or officer.team,
        starts_on=starts_on or clock.today() - timedelta(days=365),
        ends_on=ends_on,
    )


def make_area_grant(
    user: User, region: Region | None = None, *, starts_on: date | None = None
) -> AreaGrant:
    return AreaGrant.objects.create(
        user=user,
        region=region or make_unit().region,
        starts_on=starts_on or clock.today() - timedelta(days=365),
    )


def make_headship(
    officer: Officer,
    unit: DeliveryUnit | None = None,
    *,
    starts_on: date | None = None,
    ends_on: date | None = None,
) -> Headship:
    return Headship.objects.create(
        officer=officer,
        delivery_unit=unit or officer.team.delivery_unit,
        starts_on=starts_on or clock.today() - timedelta(days=365),
        ends_on=ends_on,
    )


def make_cover(
    covering: Officer,
    absent: Officer,
    *,
    starts_on: date | None = None,
    ends_on: date | None = None,
    reason: str = "Annual leave",
) -> Cover:
    starts_on = starts_on or clock.today() - timedelta(days=1)
    return Cover.objects.create(
        absent=absent,
        covering=covering,
        reason=reason,
        starts_on=starts_on,
        ends_on=ends_on or starts_on + timedelta(days=14),
    )


def make_training(
    officer: Officer,
    kind: TrainingKind = TrainingKind.MOSOVO,
    *,
    trained_on: date | None = None,
    expires_on: date | None = None,
) -> Training:
    return Training.objects.create(
        officer=officer,
        kind=kind,
        trained_on=trained_on or clock.today() - timedelta(days=300),
        expires_on=expires_on,
    )


def make_session(
    officer: Officer,
    supervisor: Officer,
    *,
    held_on: date | None = None,
    planned_for: date | None = None,
    notes: str = "",
) -> SupervisionSession:
    """A session that was held on a day, else one that is planned, by default for tomorrow."""
    day = held_on or planned_for or clock.today() + timedelta(days=1)
    return SupervisionSession.objects.create(
        officer=officer,
        supervisor=supervisor,
        state=SessionState.HELD if held_on else SessionState.PLANNED,
        starts_at=london_midnight(day) + timedelta(hours=10),
        held_on=held_on,
        support_offered=False if held_on else None,
        notes=notes,
    )


def make_agreed(
    officer: Officer,
    supervisor: Officer,
    what: str = "Ask about the course",
    *,
    due_on: date | None = None,
) -> AgreedAction:
    """Agreed in a session that was held twenty days ago."""
    today = clock.today()
    return AgreedAction.objects.create(
        session=make_session(officer, supervisor, held_on=today - timedelta(days=20)),
        what=what,
        owner=officer,
        due_on=due_on or today + timedelta(days=20),
    )


def make_stated(
    officer: Officer, kind: TrainingKind = TrainingKind.ARMS, *, trained_on: date | None = None
) -> StatedTraining:
    """What an officer says they did; it waits to be confirmed."""
    return StatedTraining.objects.create(
        officer=officer,
        kind=kind,
        trained_on=trained_on or clock.today() - timedelta(days=30),
        mode=TrainingMode.CLASSROOM,
        stated_at=clock.now(),
    )

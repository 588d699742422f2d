"""What users are given and lose: roles, areas, a staff record with its team, supervision, headship, cover.

Nobody gives themselves anything or ends what they have. Whoever gives is locked and looked at again with whoever is
given to, so that of two administrators who end each other one stays.
"""

from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from typing import TypeVar

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.db.models.functions import Greatest

from core.calendar import in_full, london_date
from core.editing import held, lock
from core.errors import RefusedError, StaleError
from core.history import changes_of
from core.models import holds_on
from people.choices import Agency, Permission
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
from people.rules import LONGEST_COVER, conflict_of, roles_with

G = TypeVar("G", bound=Grant)
NOT_ONESELF = (
    "You cannot give yourself anything, or end what you have: ask another administrator to do it"
)
NO_RECORD = "Give this user a staff record first: what they supervise, head or cover goes with it"


# Given -------------------------------------------------------------------------------------------------


@transaction.atomic
def give_role(
    *, user: User, role: str, starts_on: date, ends_on: date | None, by: User, at: datetime
) -> RoleGrant:
    """A role from a day on. Raises RefusedError beside a role that it may not be held with, or where it is held."""
    _deciding(by, user, at=at)
    _check_span(starts_on, ends_on, at=at)
    beside = list(_meanwhile(RoleGrant.objects.filter(user=user), starts_on, ends_on))
    _check_free([grant for grant in beside if grant.role == role], f"{user} has this role")
    if problem := conflict_of({role, *(grant.role for grant in beside)}):
        raise RefusedError(problem)
    return RoleGrant.objects.create(user=user, role=role, starts_on=starts_on, ends_on=ends_on)


@transaction.atomic
def give_area(
    *, user: User, region: Region, starts_on: date, ends_on: date | None, by: User, at: datetime
) -> AreaGrant:
    """An area to work for; of people without a staff record too, several to an area."""
    had = f"{user} works for {region}"
    return give_grant(
        AreaGrant,
        user=user,
        starts_on=starts_on,
        ends_on=ends_on,
        by=by,
        at=at,
        had=had,
        region=region,
    )


@transaction.atomic
def give_grant(
    model: type[G],
    *,
    user: User,
    starts_on: date,
    ends_on: date | None,
    by: User,
    at: datetime,
    had: str,
    **what: object,
) -> G:
    """A sort of grant that an upper floor declares; `had` says that they have it, where they do on one of these days."""
    _deciding(by, user, at=at)
    _check_span(starts_on, ends_on, at=at)
    rows: QuerySet[G] = model._default_manager.filter(user=user, **what)
    _check_free(_meanwhile(rows, starts_on, ends_on), had)
    given: G = model._default_manager.create(
        user=user, starts_on=starts_on, ends_on=ends_on, **what
    )
    return given


@transaction.atomic
def give_supervision(
    *, user: User, team: Team, starts_on: date, ends_on: date | None, by: User, at: datetime
) -> Supervision:
    """A team to supervise, of the officer's own agency."""
    officer = _officer_of(by, user, at=at)
    _check_span(starts_on, ends_on, at=at)
    _check_agency(officer, team.agency, "supervise teams")
    rows = Supervision.objects.filter(officer=officer, team=team)
    _check_free(_meanwhile(rows, starts_on, ends_on), f"{officer} supervises {team}")
    return Supervision.objects.create(
        officer=officer, team=team, starts_on=starts_on, ends_on=ends_on
    )


@transaction.atomic
def give_headship(
    *,
    user: User,
    delivery_unit: DeliveryUnit,
    starts_on: date,
    ends_on: date | None,
    by: User,
    at: datetime,
) -> Headship:
    """A delivery unit to head. It has one head at a time."""
    officer = _officer_of(by, user, at=at)
    _check_span(starts_on, ends_on, at=at)
    lock(delivery_unit)
    rows = Headship.objects.filter(delivery_unit=delivery_unit).select_related("officer")
    for other in _meanwhile(rows, starts_on, ends_on):
        _check_free([other], f"{other.officer} heads {delivery_unit}")
    return Headship.objects.create(
        officer=officer, delivery_unit=delivery_unit, starts_on=starts_on, ends_on=ends_on
    )


@transaction.atomic
def give_cover(
    *,
    user: User,
    absent: Officer,
    starts_on: date,
    ends_on: date,
    reason: str,
    by: User,
    at: datetime,
) -> Cover:
    """The cases of somebody who is away, for 92 days at most, within one agency."""
    officer = _officer_of(by, user, at=at)
    _check_span(starts_on, ends_on, at=at)
    _check_agency(officer, absent.agency, "cover officers")
    if absent.pk == officer.pk:
        raise RefusedError(f"{officer} cannot cover their own absence")
    if ends_on > starts_on + timedelta(days=LONGEST_COVER):
        raise RefusedError(
            f"Cover lasts {LONGEST_COVER} days at most: for longer, allocate the cases to somebody else"
        )
    rows = Cover.objects.filter(absent=absent, covering=officer)
    _check_free(_meanwhile(rows, starts_on, ends_on), f"{officer} covers {absent}")
    return Cover.objects.create(
        absent=absent, covering=officer, starts_on=starts_on, ends_on=ends_on, reason=reason
    )


# Ended -------------------------------------------------------------------------------------------------


@transaction.atomic
def end_grant(*, grant: G, user: User, version: int, ends_on: date, by: User, at: datetime) -> G:
    """From `ends_on` it holds no longer; today is at once. What has not begun by then never holds.

    `user` is whose it is. Raises StaleError if it was changed since `version` was read, RefusedError for what has
    ended, for a later day than it ends on, and for the last administrator.
    """
    _deciding(by, user, at=at)
    rows: QuerySet[G] = type(grant)._default_manager.filter(pk=grant.pk)
    stored = held(rows, version=version, stale=_stale)
    on = london_date(at)
    if ends_on < on:
        raise RefusedError(f"It can end today, {in_full(on)}, or later")
    if stored.ends_on is not None and stored.ends_on <= max(on, stored.starts_on):
        raise RefusedError("This has ended already")
    if stored.ends_on is not None and ends_on > stored.ends_on:
        raise RefusedError(
            f"It ends on {in_full(stored.ends_on)} as it is: for longer, give it again from that day"
        )
    if isinstance(stored, RoleGrant) and stored.role in roles_with(Permission.MANAGE_USERS):
        leave_an_administrator(without=user, from_day=ends_on)
    stored.ends_on = max(ends_on, stored.starts_on)
    stored.version += 1
    stored.save(update_fields=["ends_on", "version"])
    return stored


def manages_users(user: User, *, at: datetime) -> bool:
    """Whether they do, or will from a day on."""
    return _managing(london_date(at)).filter(user=user).exists()


def leave_an_administrator(*, without: User, from_day: date) -> None:
    """Raises RefusedError unless somebody else with an open account manages users from that day on, without an end.

    All who do are locked in one order, so two who are taken away at the same moment do not both count on the other.
    """
    theirs = _managing(from_day)
    list(theirs.select_for_update(no_key=True, of=("self",)).order_by("pk"))
    others = theirs.filter(user__is_active=True, starts_on__lte=from_day, ends_on__isnull=True)
    if not others.exclude(user=without).exists():
        raise RefusedError(
            "They are the last administrator whose role has no end: make another one first, "
            "or nobody could let anybody in"
        )


def _managing(from_day: date) -> QuerySet[RoleGrant]:
    """The grants by which users are managed on that day or later."""
    lasts = Q(ends_on__isnull=True) | Q(ends_on__gt=from_day)
    found: QuerySet[RoleGrant] = RoleGrant.objects.filter(
        lasts, role__in=roles_with(Permission.MANAGE_USERS)
    )
    return found


# The staff record --------------------------------------------------------------------------------------


@transaction.atomic
def give_staff_record(*, user: User, officer: Officer, by: User, at: datetime) -> Officer:
    """Say which officer a user is, from now on: the cases of that officer are theirs."""
    _deciding(by, user, at=at)
    stored = lock(officer)
    if stored.user_id is not None:
        raise RefusedError(f"{stored} has a sign-in already")
    if Officer.objects.filter(user=user).exists():
        raise RefusedError(f"{user} has a staff record already: end that first")
    return _changed(stored, user=user)


@transaction.atomic
def end_staff_record(
    *, user: User, officer: Officer, version: int, by: User, at: datetime
) -> Officer:
    """The user is this officer no longer, from now on. The record stays, with its cases."""
    _deciding(by, user, at=at)
    return _changed(_held_officer(user, officer, version), user=None)


@transaction.atomic
def move_to_team(
    *, user: User, officer: Officer, team: Team, version: int, by: User, at: datetime
) -> Officer:
    """Put an officer into another team of the same agency, from now on. Their cases go with them."""
    _deciding(by, user, at=at)
    stored = _held_officer(user, officer, version)
    _check_agency(stored, team.agency, "belong to teams")
    if team.pk == stored.team_id:
        raise RefusedError(f"{stored} is in {team} already")
    moved = _changed(stored, team=team)
    for follow in _AFTER_MOVE:
        follow(moved)
    return moved


_AFTER_MOVE: list[Callable[[Officer], None]] = []


def after_move(follow: Callable[[Officer], None]) -> None:
    """Have an upper floor follow when an officer goes to another team, in the same transaction."""
    if follow not in _AFTER_MOVE:
        _AFTER_MOVE.append(follow)


def _changed(officer: Officer, **values: object) -> Officer:
    for name, value in values.items():
        setattr(officer, name, value)
    officer.version += 1
    officer.save(update_fields=[*values, "version"])
    return officer


def _held_officer(user: User, officer: Officer, version: int) -> Officer:
    stored: Officer = held(
        Officer.objects.select_related("team").filter(pk=officer.pk),
        version=version,
        stale=_stale_officer,
    )
    if stored.user_id != user.pk:
        raise RefusedError(f"{user} is not {stored} any more")
    return stored


# Who decides, and what must hold -----------------------------------------------------------------------


def _deciding(by: User, user: User, *, at: datetime) -> None:
    """Both are kept as they are until the end; raises RefusedError unless `by` may decide about `user` now."""
    if by.pk == user.pk:
        raise RefusedError(NOT_ONESELF)
    both = User.objects.filter(pk__in=[by.pk, user.pk]).order_by("pk")
    list(both.select_for_update(no_key=True))
    managing = RoleGrant.objects.filter(
        holds_on(london_date(at)),
        user=by,
        user__is_active=True,
        role__in=roles_with(Permission.MANAGE_USERS),
    )
    if not managing.exists():
        raise RefusedError("You may no longer manage users")


def _officer_of(by: User, user: User, *, at: datetime) -> Officer:
    _deciding(by, user, at=at)
    officer: Officer | None = Officer.objects.filter(user=user).first()
    if officer is None:
        raise RefusedError(NO_RECORD)
    return officer


def _check_span(starts_on: date, ends_on: date | None, *, at: datetime) -> None:
    """What was seen and done in the past was seen and done without it."""
    on = london_date(at)
    if starts_on < on:
        raise RefusedError(f"It can begin today, {in_full(on)}, or later", about="starts_on")
    if ends_on is not None and ends_on <= starts_on:
        raise RefusedError("It cannot end before it begins", about="last_day")


def _check_agency(officer: Officer, agency: str, what: str) -> None:
    if officer.agency != agency:
        raise RefusedError(f"{officer} can only {what} of {Agency(officer.agency).spoken}")


def _meanwhile(rows: QuerySet[G], starts_on: date, ends_on: date | None) -> QuerySet[G]:
    """Those of `rows` that hold on a day of this span; what was taken back before it began holds on none."""
    lasts = Q(ends_on__isnull=True) | Q(ends_on__gt=Greatest(F("starts_on"), starts_on))
    found = rows.filter(lasts)
    return found.filter(starts_on__lt=ends_on) if ends_on else found


def _check_free(there: Iterable[Grant], words: str) -> None:
    for grant in there:
        until = f" until {in_full(grant.ends_on - timedelta(days=1))}" if grant.ends_on else ""
        raise RefusedError(f"{words} already, from {in_full(grant.starts_on)}{until}")


def _stale(stored: Grant) -> StaleError:
    until = in_full(stored.ends_on - timedelta(days=1)) if stored.ends_on else "No end"
    return _told(stored, [("From", in_full(stored.starts_on)), ("Last day", until)])


def _stale_officer(stored: Officer) -> StaleError:
    return _told(stored, [("Officer", stored.name), ("Team", stored.team.name)])


def _told(stored: Grant | Officer, theirs: list[tuple[str, str]]) -> StaleError:
    last = changes_of(type(stored), pgh_obj_id=stored.pk)[0]
    return StaleError(saved_by=last.who or "Somebody", saved_at=last.at, theirs=theirs)

"""Areas of MAPPA and who is posted to one, by administrators."""

from collections.abc import Collection
from datetime import date, datetime

from django.db import transaction

from core.editing import held, one_at_a_time
from core.errors import RefusedError, StaleError
from core.history import changes_of
from mappa.choices import Post
from mappa.models import Area, AreaTeam, Posting
from people.models import Team, User
from people.services import give_grant

AREAS = "mappa_areas"


@transaction.atomic
def add_area(*, name: str, teams: Collection[Team]) -> Area:
    """An area with its teams. Raises RefusedError for a name or a team that another area has."""
    one_at_a_time(AREAS)
    _check_name(name, besides=None)
    area = Area.objects.create(name=name)
    _keep_teams(area, teams)
    return area


@transaction.atomic
def change_area(*, area: Area, name: str, teams: Collection[Team], version: int) -> Area:
    """What an area is called and which teams belong to it. What its coordinators see follows at once.

    Raises StaleError if somebody changed it meanwhile, RefusedError as `add_area`.
    """
    one_at_a_time(AREAS)
    stored = held(Area.objects.filter(pk=area.pk), version=version, stale=_stale)
    _check_name(name, besides=stored)
    stored.name = name
    stored.version += 1
    stored.save(update_fields=["name", "version"])
    _keep_teams(stored, teams)
    return stored


def give_posting(
    *,
    user: User,
    post: tuple[Post, Area],
    starts_on: date,
    ends_on: date | None,
    by: User,
    at: datetime,
) -> Posting:
    """A post in an area, with its dates; it opens what it does together with the role of its name."""
    what, area = post
    had = f"{user} is {what.label} of {area}"
    return give_grant(
        Posting,
        user=user,
        starts_on=starts_on,
        ends_on=ends_on,
        by=by,
        at=at,
        had=had,
        post=what,
        area=area,
    )


def _check_name(name: str, *, besides: Area | None) -> None:
    others = Area.objects.filter(name__iexact=name)
    if besides is not None:
        others = others.exclude(pk=besides.pk)
    if others.exists():
        raise RefusedError("Another area has this name", about="name")


def _keep_teams(area: Area, teams: Collection[Team]) -> None:
    """These and no others belong to the area."""
    taken = (
        AreaTeam.objects.filter(team__in=teams).exclude(area=area).select_related("area", "team")
    )
    for row in taken.order_by("team__name")[:1]:
        raise RefusedError(
            f"{row.team} belongs to {row.area}: take it out there first", about="teams"
        )
    area.teams.exclude(team__in=teams).delete()
    there = set(area.teams.values_list("team_id", flat=True))
    AreaTeam.objects.bulk_create(
        AreaTeam(area=area, team=team) for team in teams if team.pk not in there
    )


def _stale(stored: Area) -> StaleError:
    last = changes_of(Area, pgh_obj_id=stored.pk)[0]
    teams = ", ".join(stored.teams.order_by("team__name").values_list("team__name", flat=True))
    return StaleError(
        saved_by=last.who or "Somebody",
        saved_at=last.at,
        theirs=[("Name", stored.name), ("Teams", teams or "None")],
    )

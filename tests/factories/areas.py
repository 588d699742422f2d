"""Areas of MAPPA, posts in them, requests to other units."""

from datetime import date, timedelta
from itertools import count
from typing import Any

from core import clock
from mappa.choices import Post, RequestKind
from mappa.models import Area, AreaTeam, Posting, Request
from offenders.models import Case
from people.models import Team, User

LONG_AGO = date(2000, 1, 1)
_number = count(1)


def make_mappa_area(name: str = "", *teams: Team) -> Area:
    area = Area.objects.create(name=name or f"MAPPA area {next(_number)}")
    AreaTeam.objects.bulk_create(AreaTeam(area=area, team=team) for team in teams)
    return area


def make_posting(
    user: User, area: Area | None = None, post: Post = Post.COORDINATOR, **fields: Any
) -> Posting:
    fields.setdefault("starts_on", LONG_AGO)
    return Posting.objects.create(user=user, area=area or make_mappa_area(), post=post, **fields)


def make_request(case: Case, by: User, **fields: Any) -> Request:
    """Surveillance for a week, asked ten days ago; it waits unless the fields say something else."""
    fields.setdefault("asked_on", clock.today() - timedelta(days=10))
    return Request.objects.create(
        case=case,
        kind=fields.pop("kind", RequestKind.SURVEILLANCE),
        asked_days=fields.pop("asked_days", 7),
        asked_of=fields.pop("asked_of", "Regional surveillance unit"),
        recorded_by=by,
        recorded_at=clock.now(),
        **fields,
    )

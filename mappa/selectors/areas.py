"""Areas of MAPPA as administrators and coordinators read them."""

from datetime import date

from django.db.models import Prefetch, Q, QuerySet

from core.addresses import address
from core.models import holds_on
from core.table import Cells, Column, Table, lines, link, small
from mappa.choices import Post
from mappa.models import Area, AreaTeam, Posting
from people.models import Team, User
from people.selectors import DATED, Look, Part, rows_of

COLUMNS = (
    Column("Area", names_row=True),
    Column("Teams"),
    Column("Coordinators and chairs today"),
)


def teams_for(area: Area | None) -> list[Team]:
    """Teams that belong to this area or to none, by agency and name; one query."""
    is_free = Q(of_mappa__isnull=True)
    mine = is_free | Q(of_mappa__area=area) if area else is_free
    teams = Team.objects.filter(mine).select_related("delivery_unit")
    return list(teams.order_by("delivery_unit__name", "agency", "name"))


def areas_table(*, on: date) -> Table:
    """Every area with its teams and who is posted to it; three queries."""
    holding = Posting.objects.filter(holds_on(on)).select_related("user").order_by("user__name")
    of_area = AreaTeam.objects.select_related("team").order_by("team__name")
    areas = Area.objects.prefetch_related(
        Prefetch("teams", of_area), Prefetch("postings", holding, to_attr="held")
    )
    return Table("Areas of MAPPA", COLUMNS, [_cells(area) for area in areas])


def _cells(area: Area) -> Cells:
    teams = [row.team.name for row in area.teams.all()]
    posts = [
        link(post.user.get_absolute_url(), post.user.name) + f", {post.get_post_display()}"
        for post in area.held  # type: ignore[attr-defined]
    ]
    return (
        link(address("mappa:area", area.uuid), area.name),
        lines(*teams) if teams else "No team: nobody's case is of this area",
        lines(*posts) if posts else "Nobody",
    )


def teams_of_none() -> int:
    """Teams that belong to no area; one query."""
    return Team.objects.filter(of_mappa__isnull=True).count()


def own_areas(user: User, *, on: date) -> list[Area]:
    """The areas that are this user's: of their posts, and of the teams that they lead; one query."""
    posted = Posting.objects.filter(holds_on(on), user=user).values("area")
    led = Team.objects.led_by(user, on=on).values("pk")
    mine = Q(pk__in=posted) | Q(pk__in=AreaTeam.objects.filter(team__in=led).values("area"))
    return list(Area.objects.filter(mine))


def coordinated(user: User, *, on: date) -> list[Area]:
    """The areas that this user coordinates; one query."""
    held = holds_on(on, "postings__") & Q(postings__user=user, postings__post=Post.COORDINATOR)
    return list(Area.objects.filter(held).distinct())


def postings(user: User) -> QuerySet[Posting]:
    return Posting.objects.filter(user=user).select_related("area", "user")


def posts_part(look: Look) -> Part:
    """What the page of a user shows of posts in areas of MAPPA."""
    rows = rows_of(look, postings(look.user), "mappa:end_posting", _said)
    columns = (Column("Post"), *DATED)
    return Part(
        "mappa",
        "MAPPA areas",
        Table("Posts in MAPPA areas", columns, rows),
        "No post in a MAPPA area: without one the roles of MAPPA coordinator and chair open nothing.",
        look.to("mappa:give_posting"),
        "Give a post in a MAPPA area",
    )


def _said(row: Posting) -> str:
    return lines(row.area.name, small(Post(row.post).label))

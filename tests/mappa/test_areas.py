"""Areas of MAPPA as reference data, and the posts in them that an administrator gives on a user's page."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from core import clock
from core.errors import RefusedError, StaleError
from mappa.choices import Post
from mappa.models import Area, AreaTeam, Posting
from mappa.selectors.areas import own_areas
from mappa.services.areas import add_area, change_area, give_posting
from people.models import Team, User
from tests import factories
from tests.people.test_grants_views import page_of, send, words
from tests.people.test_views import form_of
from tests.queries import asked_by

pytestmark = pytest.mark.django_db


def teams_of(area: Area) -> set[Team]:
    return {row.team for row in area.teams.select_related("team")}


def test_an_area_has_teams_and_a_team_has_one_area(team: Team, other_team: Team) -> None:
    area = add_area(name="Eastmoor", teams=[team])
    assert teams_of(area) == {team}
    with pytest.raises(RefusedError, match="belongs to Eastmoor") as refused:
        add_area(name="Westmoor", teams=[team, other_team])
    assert refused.value.about == "teams"
    with pytest.raises(RefusedError, match="Another area"):
        add_area(name="EASTMOOR", teams=[])
    assert Area.objects.count() == 1
    with transaction.atomic(), pytest.raises(IntegrityError):
        AreaTeam.objects.create(area=factories.make_mappa_area(), team=team)


def test_a_changed_area_keeps_what_is_chosen_and_of_two_at_once_one_is_told(
    team: Team, other_team: Team
) -> None:
    area = add_area(name="Eastmoor", teams=[team])
    changed = change_area(area=area, name="East", teams=[other_team], version=area.version)
    assert (changed.name, teams_of(changed)) == ("East", {other_team})
    with pytest.raises(StaleError) as stale:
        change_area(area=area, name="Mine", teams=[team], version=area.version)
    assert list(stale.value.theirs) == [("Name", "East"), ("Teams", other_team.name)]
    assert teams_of(area) == {other_team}
    add_area(name="Westmoor", teams=[team])


def test_the_pages_of_areas(as_hal: Client, team: Team, other_team: Team, omar: User) -> None:
    page = as_hal.get("/reference/mappa-areas/").content.decode()
    assert team.name in page
    assert "Omar Haddad" in page
    assert "1 team belongs to no area" in page
    url = "/reference/mappa-areas/add/"
    offered = as_hal.get(url).content.decode()
    assert other_team.name in offered
    assert team.name not in offered
    data = form_of(as_hal, url)
    again = as_hal.post(url, data | {"name": "", "teams": str(other_team.uuid)})
    assert "Enter the name of the area" in again.content.decode()
    assert "checked" in again.content.decode()
    taken = as_hal.post(url, data | {"name": "Eastmoor"})
    assert "Another area has this name" in taken.content.decode()
    assert (
        as_hal.post(url, data | {"name": "West", "teams": str(other_team.uuid)}).status_code == 302
    )
    west = Area.objects.get(name="West")
    assert teams_of(west) == {other_team}
    url = f"/reference/mappa-areas/{west.uuid}/"
    data = form_of(as_hal, url)
    assert as_hal.post(url, data | {"name": "Westmoor"}).status_code == 302
    stale = as_hal.post(url, data | {"name": "Other", "form_key": str(west.uuid)})
    assert stale.status_code == 409
    assert "Westmoor" in stale.content.decode()


def test_the_list_of_areas_asks_as_often_for_many(as_hal: Client, team: Team) -> None:
    factories.make_posting(factories.make_user(), factories.make_mappa_area("One", team))
    few = asked_by(as_hal, "/reference/mappa-areas/")
    for _ in range(4):
        area = factories.make_mappa_area("", factories.make_team(), factories.make_team())
        factories.make_posting(factories.make_user(), area)
    assert asked_by(as_hal, "/reference/mappa-areas/") == few


# Posts --------------------------------------------------------------------------------------------------


def test_a_post_is_given_and_ended_on_the_page_of_the_user(
    as_hal: Client, mappa_area: Area
) -> None:
    user = factories.make_user("Rosa Klein")
    page = page_of(as_hal, user)
    assert "No post in a MAPPA area" in page
    url = f"/users/{user.uuid}/mappa-areas/give/"
    assert "MAPPA coordinator of Eastmoor" in as_hal.get(url).content.decode()
    answer = {"post": f"mappa_coordinator:{mappa_area.uuid}"}
    assert send(as_hal, url, **answer).status_code == 302
    given = Posting.objects.get(user=user)
    assert (given.area, given.post, given.starts_on) == (
        mappa_area,
        Post.COORDINATOR,
        clock.today(),
    )
    assert words(page_of(as_hal, user), "MAPPA areas")[0][0] == "Eastmoor MAPPA coordinator"
    twice = send(as_hal, url, **answer)
    assert "Rosa Klein is MAPPA coordinator of Eastmoor already" in twice.content.decode()
    send(
        as_hal,
        f"/users/{user.uuid}/mappa-areas/{given.uuid}/end/",
        ends_on=clock.today().isoformat(),
    )
    given.refresh_from_db()
    assert given.ends_on == clock.today()


def test_nobody_gives_themselves_a_post_and_only_whoever_manages_users_gives_one(
    hal: User, amira: User, mappa_area: Area
) -> None:
    span: dict[str, Any] = {"starts_on": clock.today(), "ends_on": None, "at": clock.now()}
    post = (Post.COORDINATOR, mappa_area)
    for user, by in ((hal, hal), (hal, amira)):
        with pytest.raises(RefusedError):
            give_posting(user=user, post=post, by=by, **span)
    assert not Posting.objects.exists()


def test_whose_an_area_is(omar: User, pia: User, dee: User, ben: User, mappa_area: Area) -> None:
    """Of whoever has a post in it, and of whoever leads a team of it; an ended post is none."""
    on = clock.today()
    other = factories.make_mappa_area("Westmoor")
    factories.make_posting(omar, other, ends_on=on)
    for user in (omar, pia, dee):
        assert own_areas(user, on=on) == [mappa_area], user
    assert own_areas(ben, on=on) == []
    assert own_areas(omar, on=on - timedelta(days=1)) == [mappa_area, other]

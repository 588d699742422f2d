"""A user's page with all that they were given, and the pages on which it is given and ended."""

import re
from datetime import UTC, date, datetime, timedelta
from html import unescape
from types import SimpleNamespace
from typing import Any

import pgtrigger
import pytest
from django.test import Client
from django.urls import reverse

from audit.models import Event
from core import clock
from core.calendar import in_full
from core.history import Change
from people.choices import Agency, Role
from people.models import Officer, RoleGrant, Team, User
from people.rules import Standing, gaps
from people.selectors.grants import _first
from tests import factories
from tests.people.test_views import form_of
from tests.queries import asked_by

pytestmark = pytest.mark.django_db


def page_of(client: Client, user: User) -> str:
    return unescape(client.get(user.get_absolute_url()).content.decode())


def rows_of(page: str, title: str) -> list[list[str]]:
    """The cells of the table of one part of the page, as text."""
    part = page[page.index(f">{title}</h2>") :].partition("</section>")[0]
    rows = re.findall(r'<tr class="govuk-table__row">(.*?)</tr>', part, re.DOTALL)
    cells = [re.findall(r"<td[^>]*>(.*?)</td>", row, re.DOTALL) for row in rows]
    return [[re.sub("<[^>]*>", " ", cell).split() for cell in row] for row in cells if row]  # type: ignore[misc]


def words(page: str, title: str) -> list[list[str]]:
    return [[" ".join(cell) for cell in row] for row in rows_of(page, title)]


def send(client: Client, url: str, **answers: Any) -> Any:
    """What the page of this address answers to its own form, filled in."""
    data = form_of(client, url) | {"starts_on": clock.today().isoformat(), "reason": "A new post"}
    return client.post(url, data | answers)


def give(client: Client, user: User, what: str, **answers: Any) -> Any:
    return send(client, f"/users/{user.uuid}/{what}/give/", **answers)


def typed(name: str, day: date) -> dict[str, str]:
    """A day in three boxes."""
    return {f"{name}_{part}": str(getattr(day, part)) for part in ("day", "month", "year")}


# The page ----------------------------------------------------------------------------------------------


def test_the_page_has_a_table_of_each(as_hal: Client, dee: User, amira: User, team: Team) -> None:
    today = clock.today()
    factories.make_headship(dee.officer, starts_on=today + timedelta(days=3))
    factories.make_cover(dee.officer, amira.officer, ends_on=today + timedelta(days=3))
    RoleGrant.objects.create(
        user=dee, role=Role.OFFICER, starts_on=date(2020, 1, 1), ends_on=date(2021, 1, 1)
    )
    page = page_of(as_hal, dee)
    assert words(page, "Roles") == [
        ["Supervisor", "1 January 2000", "No end", "Yes", "End Supervisor"],
        ["Officer", "1 January 2020", "31 December 2020", "Ended", ""],
    ]
    (record,) = words(page, "Staff record")
    assert record[1:4] == ["Police", "Public Protection East", "Eastmoor North"]
    assert record[4] == f"In the team since {in_full(today)} This user’s since {in_full(today)}"
    assert words(page, "Supervision")[0][0] == "Public Protection East"
    assert words(page, "Headship")[0][3] == "To come"
    assert words(page, "Cover")[0][0] == "Covers Amira Khan Annual leave"
    theirs = words(page_of(as_hal, amira), "Cover")[0]
    assert theirs[0] == "Covered by Dee Walsh Annual leave"
    assert theirs[-1] == ""


def test_since_when_is_the_oldest_day_without_a_break() -> None:
    """Newest first: who went to another team and came back is in it since coming back."""
    past = [(9, "home"), (7, "home"), (5, "away"), (3, "home")]
    changes = [
        Change(datetime(2026, 3, day, 12, tzinfo=UTC), "update", SimpleNamespace(team=team), "", "")
        for day, team in past
    ]
    assert _first(changes, lambda row: row.team == "home") == "7 March 2026"
    assert _first(changes, lambda row: row.team == "away") == "before this service kept it"


def test_a_staff_record_without_a_history_is_shown(as_hal: Client, team: Team) -> None:
    user = factories.make_user("Nora Quist", Role.OFFICER)
    with pgtrigger.ignore():
        factories.make_officer("Nora Quist", team=team, user=user)
    record = " ".join(words(page_of(as_hal, user), "Staff record")[0])
    assert "In the team since before this service kept it" in record


def test_a_new_user_has_nothing_and_the_page_says_what_to_give(as_hal: Client) -> None:
    page = page_of(as_hal, factories.make_user("New Colleague"))
    assert "They have no role, so they can do nothing." in page
    assert "No staff record, so they hold no cases" in page
    assert page.count("give a staff record first") == 3
    assert "/roles/give/" in page
    assert "/supervision/give/" not in page


def test_ones_own_page_offers_nothing(as_hal: Client, hal: User) -> None:
    page = page_of(as_hal, hal)
    assert "This is you." in page
    assert not re.search(r"/(give|end|team)/", page)
    for what in ("roles", "staff-record"):
        response = as_hal.get(f"/users/{hal.uuid}/{what}/give/", follow=True)
        assert "You cannot give yourself anything" in response.content.decode()


def test_sent_all_the_same_it_is_refused(as_hal: Client, hal: User, kit: User) -> None:
    url = f"/users/{kit.uuid}/roles/give/"
    data = form_of(as_hal, url) | {
        "starts_on": clock.today().isoformat(), "reason": "Why not", "role": Role.OFFICER,
    }  # fmt: skip
    response = as_hal.post(f"/users/{hal.uuid}/roles/give/", data)
    assert "You cannot give yourself anything" in response.content.decode()
    assert hal.role_grants.count() == 1


def test_the_page_takes_the_same_queries_for_little_and_for_much(
    as_hal: Client, dee: User, amira: User, other_team: Team
) -> None:
    factories.make_cover(dee.officer, amira.officer)
    one = asked_by(as_hal, dee.get_absolute_url())
    for number in range(3):
        day = date(2010 + number, 1, 1)
        end = day + timedelta(days=50)
        RoleGrant.objects.create(user=dee, role=Role.OFFICER, starts_on=day, ends_on=end)
        factories.make_supervision(dee.officer, other_team, starts_on=day, ends_on=end)
        factories.make_headship(dee.officer, factories.make_unit(), starts_on=day)
        factories.make_cover(dee.officer, amira.officer, starts_on=day, ends_on=end)
        absent = factories.make_officer(team=other_team, roles=[Role.OFFICER])
        factories.make_cover(absent, dee.officer, starts_on=day, ends_on=end)
        Officer.objects.filter(pk=dee.officer.pk).update(contracted_hours=20 + number)
    assert asked_by(as_hal, dee.get_absolute_url()) == one


# Given and ended ---------------------------------------------------------------------------------------


def test_a_role_is_given_with_its_days_and_its_reason(as_hal: Client, kit: User, hal: User) -> None:
    last = clock.today() + timedelta(days=30)
    response = give(as_hal, kit, "roles", role=Role.OFFICER, **typed("last_day", last))
    assert response["Location"] == kit.get_absolute_url()
    grant = kit.role_grants.get()
    assert (grant.role, grant.starts_on, grant.ends_on) == (
        Role.OFFICER, clock.today(), last + timedelta(days=1),
    )  # fmt: skip
    event = Event.objects.latest("id")
    assert (event.view, event.outcome, event.reason, event.object_uuid, event.user_id) == (
        "people:give_role", "changed", "A new post", kit.uuid, hal.pk,
    )  # fmt: skip
    assert event.asked["done"].startswith("Officer: given from")
    page = page_of(as_hal, kit)
    assert "Officer: given from" in page
    assert words(page, "Roles")[0][:3] == ["Officer", in_full(clock.today()), in_full(last)]


def test_a_role_ends_at_once(as_hal: Client, as_amira: Client, amira: User) -> None:
    assert as_amira.get("/cases/").status_code == 200
    url = f"/users/{amira.uuid}/roles/{amira.role_grants.get().uuid}/end/"
    response = send(as_hal, url, ends_on=clock.today().isoformat())
    assert response["Location"] == amira.get_absolute_url()
    assert as_amira.get("/cases/").status_code == 403
    event = Event.objects.filter(view="people:end_role").latest("id")
    assert (event.outcome, event.reason, event.asked["done"]) == (
        "changed", "A new post", "Officer: ended now",
    )  # fmt: skip
    assert words(page_of(as_hal, amira), "Roles")[0][3] == "Ended"


def test_sent_twice_it_is_given_once(as_hal: Client, kit: User) -> None:
    url = f"/users/{kit.uuid}/roles/give/"
    data = form_of(as_hal, url) | {
        "starts_on": clock.today().isoformat(), "reason": "A new post", "role": Role.OFFICER,
    }  # fmt: skip
    assert [as_hal.post(url, data)["Location"] for _ in range(2)] == [kit.get_absolute_url()] * 2
    assert kit.role_grants.count() == 1


def test_ended_twice_by_two_clicks_it_is_ended_once(as_hal: Client, amira: User) -> None:
    url = f"/users/{amira.uuid}/roles/{amira.role_grants.get().uuid}/end/"
    data = form_of(as_hal, url) | {"ends_on": clock.today().isoformat(), "reason": "Has left"}
    assert [as_hal.post(url, data).status_code for _ in range(2)] == [302, 302]
    assert amira.role_grants.get().version == 2


def test_the_second_of_two_who_end_is_a_409(as_hal: Client, amira: User) -> None:
    url = f"/users/{amira.uuid}/roles/{amira.role_grants.get().uuid}/end/"
    stale = form_of(as_hal, url)
    tomorrow = (clock.today() + timedelta(days=1)).isoformat()
    assert send(as_hal, url, ends_on=tomorrow).status_code == 302
    data = stale | {"ends_on": clock.today().isoformat(), "reason": "Left today"}
    response = as_hal.post(url, data)
    assert response.status_code == 409
    assert "Left today" in response.content.decode()


BAD = [
    ({"role": ""}, "Answer “Which role?”"),
    ({"role": "emperor"}, "Choose one of the answers that are offered"),
    ({"reason": ""}, "Say why"),
    ({"starts_on": ""}, "Enter the first day"),
    ({"starts_on": "2020-01-01"}, "or in the future"),
    ({"starts_on": "2200-13-45"}, "Enter the first day"),
    (typed("last_day", date(2020, 1, 1)), "or in the future"),
    ({"role": Role.AUDITOR}, "Auditor cannot be combined with another role"),
    ({"role": Role.OFFICER}, "Amira Khan has this role already, from 1 January 2000"),
    ({"reason": "x" * 501}, "must be 500 characters or fewer"),
]


@pytest.mark.parametrize(("wrong", "message"), BAD)
def test_bad_input_says_what_is_wrong(
    wrong: dict[str, Any], message: str, as_hal: Client, amira: User
) -> None:
    response = give(as_hal, amira, "roles", **({"role": Role.SUPERVISOR} | wrong))
    assert response.status_code == 200
    page = unescape(response.content.decode())
    assert message in page
    assert "There is a problem" in page
    assert amira.role_grants.count() == 1


def test_a_last_day_before_the_first_is_refused(as_hal: Client, kit: User) -> None:
    today = clock.today()
    days = {"starts_on": (today + timedelta(days=1)).isoformat()} | typed("last_day", today)
    response = give(as_hal, kit, "roles", role=Role.OFFICER, **days)
    assert "The last day cannot be before the first" in response.content.decode()


def test_area_supervision_headship_and_cover_are_given_and_ended(
    as_hal: Client, lars: User, amira: User, team: Team
) -> None:
    today, last = clock.today(), typed("last_day", clock.today() + timedelta(days=9))
    officer = lars.officer
    region = team.delivery_unit.region.pk
    assert give(as_hal, lars, "areas", region=region).status_code == 302
    assert give(as_hal, lars, "supervision", team=team.pk).status_code == 302
    unit = team.delivery_unit.pk
    assert give(as_hal, lars, "headship", delivery_unit=unit, **last).status_code == 302
    assert give(as_hal, lars, "cover", absent=amira.officer.pk, **last).status_code == 302
    cover = officer.covers.get()
    assert (cover.absent, cover.reason, cover.ends_on) == (
        amira.officer, "A new post", today + timedelta(days=10),
    )  # fmt: skip
    for what, grant in (
        ("area", lars.area_grants.get()),
        ("supervision", officer.supervisions.get(team=team)),
        ("headship", officer.headships.get()),
        ("cover", cover),
    ):
        url = reverse(f"people:end_{what}", args=[lars.uuid, grant.uuid])
        assert send(as_hal, url, ends_on=today.isoformat()).status_code == 302
        grant.refresh_from_db()
        assert (grant.ends_on, grant.version) == (today, 2)
        assert Event.objects.latest("id").view == f"people:end_{what}"
    assert "Taken back before it held for a day" in page_of(as_hal, lars)


def test_cover_needs_a_last_day_and_a_short_reason(as_hal: Client, lars: User, amira: User) -> None:
    response = give(as_hal, lars, "cover", absent=amira.officer.pk, reason="x" * 201)
    page = response.content.decode()
    assert "Enter the last day" in page
    assert "must be 200 characters or fewer" in page


def test_who_has_no_staff_record_is_sent_back_with_the_reason(as_hal: Client) -> None:
    user = factories.make_user("New Colleague", Role.SUPERVISOR)
    for what in ("supervision/give", "headship/give", "cover/give", "staff-record/end"):
        response = as_hal.get(f"/users/{user.uuid}/{what}/", follow=True)
        assert response.redirect_chain[0][0] == user.get_absolute_url()
        assert "give a staff record first" in response.content.decode()


def test_only_teams_of_the_agency_are_offered(as_hal: Client, lars: User, team: Team) -> None:
    other = factories.make_team("Probation East", agency=Agency.PROBATION)
    page = as_hal.get(f"/users/{lars.uuid}/supervision/give/").content.decode()
    assert team.name in page
    assert other.name not in page
    response = give(as_hal, lars, "supervision", team=other.pk)
    assert "Choose one of the answers that are offered" in response.content.decode()


def test_a_staff_record_is_given_moved_and_ended(
    as_hal: Client, team: Team, other_team: Team
) -> None:
    user = factories.make_user("Nora Quist", Role.OFFICER)
    officer = factories.make_officer("Nora Quist", team=team, code="N77")
    assert give(as_hal, user, "staff-record", officer=officer.pk).status_code == 302
    move = f"/users/{user.uuid}/staff-record/team/"
    old = form_of(as_hal, move)
    assert send(as_hal, move, team=other_team.pk).status_code == 302
    officer.refresh_from_db()
    assert (officer.user, officer.team, officer.version) == (user, other_team, 3)
    assert Event.objects.latest("id").asked["done"] == "Nora Quist: now in Public Protection West"
    assert as_hal.post(move, old | {"team": team.pk, "reason": "Back"}).status_code == 409
    assert send(as_hal, f"/users/{user.uuid}/staff-record/end/").status_code == 302
    officer.refresh_from_db()
    assert officer.user is None
    assert Event.objects.latest("id").reason == "A new post"
    assert words(page_of(as_hal, user), "Roles")


def test_another_users_grant_is_not_there(as_hal: Client, amira: User, ben: User) -> None:
    grant = amira.role_grants.get()
    assert as_hal.get(f"/users/{ben.uuid}/roles/{grant.uuid}/end/").status_code == 404


def test_the_last_administrator_is_kept_with_a_reason(as_hal: Client, hal: User) -> None:
    RoleGrant.objects.filter(user=hal).update(ends_on=clock.today() + timedelta(days=9))
    ann = factories.make_user("Ann Admin", Role.ADMINISTRATOR)
    url = f"/users/{ann.uuid}/roles/{ann.role_grants.get().uuid}/end/"
    response = send(as_hal, url, ends_on=clock.today().isoformat())
    assert "They are the last administrator whose role has no end" in response.content.decode()


# What is missing ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("roles", "facts", "said"),
    [
        ((), "", ["They have no role"]),
        (["officer"], "", ["They have no staff record"]),
        (["officer"], "record", []),
        (["auditor"], "", []),
        (["auditor"], "record", ["None of their roles opens a case"]),
        (["supervisor"], "record", ["They supervise no team"]),
        (["supervisor"], "record supervises", []),
        (["officer"], "record supervises", ["Without the role Supervisor"]),
        (["head"], "record", ["They head no delivery unit"]),
        (["head"], "record heads", []),
        (
            ["officer", "supervisor"],
            "record heads",
            ["They supervise no team", "Without the role Head"],
        ),
    ],
)
def test_what_is_missing_before_a_case_opens(roles: list[str], facts: str, said: list[str]) -> None:
    standing = Standing(
        frozenset(roles), "record" in facts, "supervises" in facts, "heads" in facts
    )
    found = gaps(standing)
    assert len(found) == len(said)
    assert all(one.startswith(start) for one, start in zip(found, said, strict=True))

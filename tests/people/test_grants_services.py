"""What users are given and lose: what is stored, what is refused, what two administrators at once do."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.db import DatabaseError, IntegrityError, transaction

from core.errors import RefusedError, StaleError
from core.history import changes_of
from offenders.models import Case
from people import services
from people.choices import Agency, Permission, Role
from people.models import AreaGrant, Cover, Headship, Officer, RoleGrant, Supervision, Team, User
from tests import factories
from tests.together import STORED, together, while_open

pytestmark = pytest.mark.django_db
ON = date(2026, 11, 27)
AT = datetime(2026, 11, 27, 10, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _on() -> Any:
    with time_machine.travel("2026-11-27 10:00:00+00:00", tick=False):
        yield


def days(number: int) -> date:
    return ON + timedelta(days=number)


def give_role(user: User, role: str, by: User, **span: date | None) -> RoleGrant:
    dates = {"starts_on": ON, "ends_on": None} | span
    return services.give_role(user=user, role=role, by=by, at=AT, **dates)  # type: ignore[arg-type]


def end(grant: Any, by: User, *, ends_on: date = ON, user: User | None = None) -> Any:
    whose = user or getattr(grant, "user", None) or grant.officer.user
    return services.end_grant(
        grant=grant, user=whose, version=grant.version, ends_on=ends_on, by=by, at=AT
    )


def again(user: User) -> User:
    return User.objects.get(pk=user.pk)


# Roles -------------------------------------------------------------------------------------------------


def test_a_role_holds_from_its_first_day_to_its_last(hal: User, kit: User) -> None:
    give_role(kit, Role.OFFICER, hal, starts_on=days(1), ends_on=days(3))
    held = {}
    for number in range(4):
        with time_machine.travel(f"{days(number)} 12:00:00+00:00", tick=False):
            held[number] = again(kit).has(Permission.VIEW_CASE)
    assert held == {0: False, 1: True, 2: True, 3: False}


def test_ended_today_it_is_gone_at_once(hal: User, amira: User, case: Case) -> None:
    assert Case.objects.visible_to(again(amira)).exists()
    end(amira.role_grants.get(), hal)
    assert again(amira).roles == frozenset()
    assert not Case.objects.visible_to(again(amira)).exists()


def test_ended_on_a_later_day_it_holds_until_then(hal: User, amira: User) -> None:
    ended = end(amira.role_grants.get(), hal, ends_on=days(2))
    assert (ended.ends_on, ended.version, again(amira).roles) == (days(2), 2, {Role.OFFICER})
    sooner = end(ended, hal, ends_on=days(1))
    assert sooner.ends_on == days(1)


def test_what_has_not_begun_never_holds(hal: User, kit: User) -> None:
    grant = give_role(kit, Role.OFFICER, hal, starts_on=days(5))
    ended = end(grant, hal)
    assert (ended.starts_on, ended.ends_on) == (days(5), days(5))
    assert give_role(kit, Role.OFFICER, hal, starts_on=days(5))


def test_given_and_taken_back_on_one_day_it_can_be_given_again(hal: User, kit: User) -> None:
    end(give_role(kit, Role.OFFICER, hal), hal)
    assert again(kit).roles == frozenset()
    give_role(kit, Role.OFFICER, hal)
    assert again(kit).roles == {Role.OFFICER}
    assert [change.what for change in changes_of(RoleGrant, user_id=kit.pk)] == [
        "insert", "update", "insert",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("span", "words"),
    [
        ({"starts_on": days(-1)}, "can begin today, 27 November 2026, or later"),
        ({"ends_on": ON}, "cannot end before it begins"),
        ({"starts_on": days(3), "ends_on": days(3)}, "cannot end before it begins"),
    ],
)
def test_days_that_cannot_be(span: dict[str, date], words: str, hal: User, kit: User) -> None:
    with pytest.raises(RefusedError, match=words):
        give_role(kit, Role.OFFICER, hal, **span)


def test_one_role_is_held_once_on_any_day(hal: User, amira: User) -> None:
    with pytest.raises(RefusedError, match="Amira Khan has this role already, from 1 January 2000"):
        give_role(amira, Role.OFFICER, hal)
    end(amira.role_grants.get(), hal, ends_on=days(10))
    with pytest.raises(RefusedError, match="until 6 December 2026"):
        give_role(amira, Role.OFFICER, hal, starts_on=days(9))
    assert give_role(amira, Role.OFFICER, hal, starts_on=days(10))


def test_roles_that_stand_apart_are_not_held_on_one_day(hal: User, amira: User) -> None:
    end(amira.role_grants.get(), hal, ends_on=days(10))
    with pytest.raises(RefusedError, match="Auditor cannot be combined"):
        give_role(amira, Role.AUDITOR, hal, starts_on=days(9))
    give_role(amira, Role.AUDITOR, hal, starts_on=days(10))
    with pytest.raises(RefusedError, match="Auditor cannot be combined"):
        give_role(amira, Role.SUPERVISOR, hal)
    assert give_role(amira, Role.SUPERVISOR, hal, ends_on=days(10))


@pytest.mark.parametrize(
    ("end_of", "words"),
    [(days(-1), "can end today"), (days(11), "It ends on 7 December 2026 as it is")],
)
def test_an_end_that_cannot_be(end_of: date, words: str, hal: User, amira: User) -> None:
    grant = end(amira.role_grants.get(), hal, ends_on=days(10))
    with pytest.raises(RefusedError, match=words):
        end(grant, hal, ends_on=end_of)


def test_what_has_ended_cannot_end_again(hal: User, amira: User, kit: User) -> None:
    with pytest.raises(RefusedError, match="ended already"):
        end(end(amira.role_grants.get(), hal), hal)
    with pytest.raises(RefusedError, match="ended already"):
        end(end(give_role(kit, Role.OFFICER, hal, starts_on=days(5)), hal), hal)


def test_an_end_from_an_old_page_is_told(hal: User, amira: User) -> None:
    old = amira.role_grants.get()
    end(amira.role_grants.get(), hal, ends_on=days(10))
    with pytest.raises(StaleError) as told:
        end(old, hal)
    assert told.value.theirs == [("From", "1 January 2000"), ("Last day", "6 December 2026")]


# Nobody to oneself -------------------------------------------------------------------------------------


def test_nobody_gives_themselves_anything_or_ends_what_they_have(hal: User, team: Team) -> None:
    factories.make_user("Other Admin", Role.ADMINISTRATOR)
    officer = factories.make_officer("Hal Novak", team=team)
    absent = factories.make_officer("Away Now", team=team)
    span = {"starts_on": ON, "ends_on": days(5), "by": hal, "at": AT, "user": hal}
    acts: list[Callable[[], Any]] = [
        lambda: give_role(hal, Role.OFFICER, hal),
        lambda: give_role(hal, Role.ADMINISTRATOR, hal, starts_on=days(5)),
        lambda: end(hal.role_grants.get(), hal),
        lambda: services.give_staff_record(user=hal, officer=officer, by=hal, at=AT),
        lambda: services.give_area(region=team.delivery_unit.region, **span),
        lambda: services.give_supervision(team=team, **span),
        lambda: services.give_headship(delivery_unit=team.delivery_unit, **span),
        lambda: services.give_cover(absent=absent, reason="Leave", **span),
        lambda: services.end_staff_record(user=hal, officer=officer, version=1, by=hal, at=AT),
        lambda: services.move_to_team(
            user=hal, officer=officer, team=team, version=1, by=hal, at=AT
        ),
    ]
    for act in acts:
        with pytest.raises(RefusedError, match="You cannot give yourself anything"):
            act()


def test_who_is_no_administrator_any_more_gives_nothing(hal: User, kit: User, amira: User) -> None:
    with pytest.raises(RefusedError, match="no longer manage users"):
        give_role(kit, Role.OFFICER, amira)
    hal.is_active = False
    hal.save()
    with pytest.raises(RefusedError, match="no longer manage users"):
        give_role(kit, Role.OFFICER, hal)


# The last administrator --------------------------------------------------------------------------------


def closed(user: User, by: User) -> None:
    services.change_user(
        user=user, by=by, version=again(user).version, name=user.name, email=user.email,
        is_active=False, at=AT,
    )  # fmt: skip


def test_the_last_administrator_without_an_end_stays(hal: User) -> None:
    """Hal is there today, but not for good: Ann may neither be ended nor closed."""
    ann = factories.make_user("Ann Admin", Role.ADMINISTRATOR)
    RoleGrant.objects.filter(user=hal).update(ends_on=days(30))
    for take in (lambda: end(ann.role_grants.get(), hal), lambda: closed(ann, hal)):
        with pytest.raises(RefusedError, match="last administrator whose role has no end"):
            take()
    bob = factories.make_user("Bob Admin")
    give_role(bob, Role.ADMINISTRATOR, hal, starts_on=days(10))
    with pytest.raises(RefusedError, match="last administrator"):
        end(ann.role_grants.get(), hal, ends_on=days(9))
    assert end(ann.role_grants.get(), hal, ends_on=days(10))


def test_who_becomes_an_administrator_is_not_closed_when_others_count_on_it(hal: User) -> None:
    ann = factories.make_user("Ann Admin", Role.ADMINISTRATOR)
    bob = factories.make_user("Bob Admin")
    give_role(bob, Role.ADMINISTRATOR, hal, starts_on=days(10))
    end(hal.role_grants.get(), ann, ends_on=days(30))
    end(ann.role_grants.get(), hal, ends_on=days(10))
    with pytest.raises(RefusedError, match="last administrator"):
        closed(bob, hal)
    with pytest.raises(RefusedError, match="last administrator"):
        end(bob.role_grants.get(), hal)


def test_a_closed_account_is_no_administrator_who_is_left(hal: User) -> None:
    ann = factories.make_user("Ann Admin", Role.ADMINISTRATOR)
    bob = factories.make_user("Bob Admin", Role.ADMINISTRATOR, is_active=False)
    end(hal.role_grants.get(), ann, ends_on=days(3))
    with pytest.raises(RefusedError, match="last administrator"):
        end(ann.role_grants.get(), hal)
    assert end(bob.role_grants.get(), hal)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("by_closing", [False, True])
@pytest.mark.parametrize("attempt", range(3))
def test_of_two_who_end_each_other_one_stays(attempt: int, by_closing: bool) -> None:
    def take(one: User, by: User) -> None:
        closed(one, by) if by_closing else end(one.role_grants.get(), by)

    ann = factories.make_user("Ann Admin", Role.ADMINISTRATOR)
    bob = factories.make_user("Bob Admin", Role.ADMINISTRATOR)
    answers = together(lambda: take(ann, bob), lambda: take(bob, ann))
    assert answers == ["RefusedError", STORED]
    assert sum(again(one).has(Permission.MANAGE_USERS) for one in (ann, bob)) == 1


@pytest.mark.django_db(transaction=True)
def test_two_who_are_ended_by_two_others_do_not_count_on_each_other() -> None:
    """The two who end share nothing with each other, and neither of them is there for good."""
    ann, bob, cem, dan = (
        factories.make_user(name, Role.ADMINISTRATOR) for name in ("Ann", "Bob", "Cem", "Dan")
    )
    RoleGrant.objects.filter(user__in=[ann, cem]).update(ends_on=days(30))
    answer = while_open(
        lambda: end(bob.role_grants.get(), ann), lambda: end(dan.role_grants.get(), cem), said=str
    )
    assert "last administrator" in answer
    assert again(dan).has(Permission.MANAGE_USERS)


@pytest.mark.django_db(transaction=True)
def test_whoever_is_ended_meanwhile_gives_nothing(kit: User, hal: User) -> None:
    """The administrator who gives waits for the one who ends them, and is then none any more."""
    ann = factories.make_user("Ann Admin", Role.ADMINISTRATOR)
    answer = while_open(
        lambda: end(ann.role_grants.get(), hal), lambda: give_role(kit, Role.OFFICER, ann), said=str
    )
    assert answer == "You may no longer manage users"
    assert not kit.role_grants.exists()


@pytest.mark.django_db(transaction=True)
def test_one_role_given_twice_at_once_is_given_once(hal: User, kit: User) -> None:
    ann = factories.make_user("Ann Admin", Role.ADMINISTRATOR)
    answer = while_open(
        lambda: give_role(kit, Role.OFFICER, hal),
        lambda: give_role(kit, Role.AUDITOR, ann),
        said=str,
    )
    assert "Auditor cannot be combined" in answer
    assert again(kit).roles == {Role.OFFICER}


# Supervision, headship, cover --------------------------------------------------------------------------


def span(by: User, **more: Any) -> dict[str, Any]:
    return {"starts_on": ON, "ends_on": None, "by": by, "at": AT} | more


def test_an_area_is_given_to_several_and_opens_no_case(
    hal: User, lars: User, case: Case, team: Team
) -> None:
    region, seen = team.delivery_unit.region, Case.objects.visible_to(lars).count()
    nobody = factories.make_user("No Record", Role.SUPERVISOR)
    for user in (lars, nobody):
        given = services.give_area(user=user, region=region, **span(hal, ends_on=days(9)))
        assert str(given) == f"{user.name} works for {region.name}"
    assert Case.objects.visible_to(again(lars)).count() == seen
    with pytest.raises(RefusedError, match=r"works for .* already"):
        services.give_area(user=lars, region=region, **span(hal, starts_on=days(8)))
    assert services.give_area(user=lars, region=region, **span(hal, starts_on=days(9)))
    with pytest.raises(IntegrityError), transaction.atomic():
        AreaGrant.objects.create(user=lars, region=region, starts_on=days(3))


def test_a_supervision_opens_the_teams_cases_and_its_end_closes_them(
    hal: User, lars: User, team: Team, case: Case
) -> None:
    assert not Case.objects.visible_to(lars).exists()
    given = services.give_supervision(user=lars, team=team, **span(hal))
    assert Case.objects.visible_to(again(lars)).get() == case
    end(given, hal)
    assert not Case.objects.visible_to(again(lars)).exists()


def test_a_team_of_the_other_agency_is_not_supervised(
    hal: User, lars: User, probation_team: Team, team: Team
) -> None:
    with pytest.raises(RefusedError, match="Lars Moen can only supervise teams of the police"):
        services.give_supervision(user=lars, team=probation_team, **span(hal))
    services.give_supervision(user=lars, team=team, **span(hal))
    with pytest.raises(RefusedError, match="supervises Public Protection East already"):
        services.give_supervision(user=lars, team=team, **span(hal, ends_on=days(4)))


def test_without_a_staff_record_nothing_is_supervised(hal: User, team: Team) -> None:
    nobody = factories.make_user("No Record", Role.SUPERVISOR)
    with pytest.raises(RefusedError, match="Give this user a staff record first"):
        services.give_supervision(user=nobody, team=team, **span(hal))


def test_a_unit_has_one_head_at_a_time(hal: User, ivy: User, dee: User, team: Team) -> None:
    unit = team.delivery_unit
    with pytest.raises(RefusedError, match="Ivy Brandt heads Eastmoor already"):
        services.give_headship(user=dee, delivery_unit=unit, **span(hal))
    end(ivy.officer.headships.get(), hal, ends_on=days(7))
    assert services.give_headship(user=dee, delivery_unit=unit, **span(hal, starts_on=days(7)))


@pytest.mark.django_db(transaction=True)
def test_two_heads_at_once_are_one(hal: User, dee: User, lars: User, team: Team) -> None:
    ann = factories.make_user("Ann Admin", Role.ADMINISTRATOR)
    unit = team.delivery_unit
    answer = while_open(
        lambda: services.give_headship(user=dee, delivery_unit=unit, **span(hal)),
        lambda: services.give_headship(user=lars, delivery_unit=unit, **span(ann)),
        said=str,
    )
    assert answer.startswith("Dee Walsh heads Eastmoor already")
    assert Headship.objects.get().officer == dee.officer


def test_cover_opens_the_absent_officers_cases(
    hal: User, chidi: User, amira: User, case: Case
) -> None:
    given = services.give_cover(
        user=chidi, absent=amira.officer, reason="Annual leave", **span(hal, ends_on=days(92))
    )
    assert Case.objects.visible_to(again(chidi)).get() == case
    end(given, hal, user=chidi)
    assert not Case.objects.visible_to(again(chidi)).exists()


def test_cover_that_cannot_be(hal: User, chidi: User, amira: User, farah: User) -> None:
    def cover(absent: User, user: User = chidi, **more: Any) -> Cover:
        dates = span(hal, ends_on=days(5)) | more
        return services.give_cover(user=user, absent=absent.officer, reason="Leave", **dates)

    with pytest.raises(RefusedError, match="92 days at most"):
        cover(amira, ends_on=days(93))
    with pytest.raises(RefusedError, match="can only cover officers of the police"):
        cover(farah)
    with pytest.raises(RefusedError, match="cannot cover their own absence"):
        cover(chidi)
    cover(amira)
    with pytest.raises(RefusedError, match="Chidi Eze covers Amira Khan already"):
        cover(amira, starts_on=days(4), ends_on=days(9))


# The staff record --------------------------------------------------------------------------------------


def test_whose_a_staff_record_is_opens_and_closes_its_cases(
    hal: User, amira: User, case: Case
) -> None:
    officer = amira.officer
    services.end_staff_record(user=amira, officer=officer, version=officer.version, by=hal, at=AT)
    assert not Case.objects.visible_to(again(amira)).exists()
    new = factories.make_user("New Colleague", Role.OFFICER)
    given = services.give_staff_record(user=new, officer=officer, by=hal, at=AT)
    assert (given.user, given.version) == (new, 3)
    assert Case.objects.visible_to(again(new)).get() == case


def test_a_staff_record_is_one_users_and_a_user_has_one(hal: User, amira: User, ben: User) -> None:
    free = factories.make_officer("Free Record", team=amira.officer.team)
    with pytest.raises(RefusedError, match="Amira Khan has a sign-in already"):
        services.give_staff_record(user=ben, officer=amira.officer, by=hal, at=AT)
    with pytest.raises(RefusedError, match="Ben Mason has a staff record already"):
        services.give_staff_record(user=ben, officer=free, by=hal, at=AT)
    with pytest.raises(RefusedError, match="Ben Mason is not Amira Khan any more"):
        services.end_staff_record(user=ben, officer=amira.officer, version=1, by=hal, at=AT)
    with pytest.raises(StaleError):
        services.end_staff_record(user=amira, officer=amira.officer, version=9, by=hal, at=AT)


def test_who_moves_to_another_team_takes_the_cases_along(
    hal: User, amira: User, ben: User, chidi: User, case: Case, other_team: Team
) -> None:
    officer = amira.officer
    move = {"user": amira, "officer": officer, "by": hal, "at": AT}
    assert Case.objects.visible_to(ben).exists()
    services.move_to_team(team=other_team, version=1, **move)
    assert not Case.objects.visible_to(again(ben)).exists()
    assert Case.objects.visible_to(again(chidi)).get() == case
    with pytest.raises(RefusedError, match="is in Public Protection West already"):
        services.move_to_team(team=other_team, version=2, **move)
    probation = factories.make_team("Elsewhere", agency=Agency.PROBATION)
    with pytest.raises(RefusedError, match="can only belong to teams of the police"):
        services.move_to_team(team=probation, version=2, **move)


# The database holds it too -----------------------------------------------------------------------------


def grant_of(user: User, role: str, starts_on: date = ON, ends_on: date | None = None) -> None:
    with transaction.atomic():
        RoleGrant.objects.create(user=user, role=role, starts_on=starts_on, ends_on=ends_on)


def test_the_database_refuses_what_the_service_does(kit: User, amira: User) -> None:
    for wrong in (
        (kit, Role.OFFICER, ON, days(-1)),  # ends before it begins
        (amira, Role.OFFICER, ON, None),  # twice on a day
        (amira, Role.AUDITOR, ON, None),  # beside a role that opens cases
        (amira, Role.ADMINISTRATOR, days(400), None),
        (kit, "Officer!", ON, None),
    ):
        with pytest.raises(DatabaseError):
            grant_of(*wrong)
    for right in ((kit, Role.OFFICER, ON, ON), (amira, Role.SUPERVISOR), (kit, "coordinator")):
        grant_of(*right)


def test_two_apart_are_apart_from_each_other_too(hal: User, gwen: User) -> None:
    for user, role in ((hal, Role.AUDITOR), (gwen, Role.ADMINISTRATOR)):
        with pytest.raises(DatabaseError):
            grant_of(user, role)


@pytest.mark.parametrize("model", [AreaGrant, Supervision, Headship, Cover])
def test_an_end_is_not_before_its_start(model: Any, dee: User, ivy: User, jack: User) -> None:
    factories.make_area_grant(dee)
    row = model.objects.get()
    row.starts_on, row.ends_on = ON, days(-1)
    with pytest.raises(DatabaseError), transaction.atomic():
        row.save()
    row.ends_on = ON
    row.save()
    assert not row.holds_on(ON)


def test_a_grant_has_a_history(hal: User, kit: User) -> None:
    grant = give_role(kit, Role.OFFICER, hal)
    assert [change.what for change in changes_of(RoleGrant, pgh_obj_id=grant.pk)] == ["insert"]
    assert not Officer.objects.filter(user=hal).exists()

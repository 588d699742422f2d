"""Who may see which case, and why: every ground, every limit, and the instants at which they begin and end."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from core import clock
from core.calendar import LONDON, london_midnight
from offenders.choices import AllocationRole
from offenders.models import Case
from people.choices import Agency, Role
from people.models import Headship, Officer, RoleGrant, Supervision, Team, User
from tests import factories

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)
MOMENT = timedelta(microseconds=1)


def grounds(user: User, case: Case, at: datetime | None = None) -> list[str] | None:
    """The grounds that open the case, strongest first; None when it is not to be seen."""
    found = Case.objects.visible_to(user, at=at).filter(pk=case.pk).first()
    return found.grounds if found else None


CAST = [
    ("amira", ["allocated", "team"]),
    ("farah", ["allocated", "team"]),
    ("ben", ["team"]),
    ("dee", ["supervisor", "team"]),
    ("ivy", ["head"]),
    ("jack", ["cover"]),
    ("chidi", None),
    ("eve", None),
    ("kit", None),
    ("gwen", None),
    ("hal", None),
]


@pytest.mark.parametrize(("name", "expected"), CAST)
def test_cast(
    name: str, expected: list[str] | None, case: Case, request: pytest.FixtureRequest
) -> None:
    user = request.getfixturevalue(name)
    assert grounds(user, case) == expected
    assert Case.objects.visible_to(user).count() == (expected is not None)


def test_a_list_shows_each_case_once_and_only_the_visible(
    case: Case, amira: User, other_team: Team
) -> None:
    theirs = factories.make_case(police=factories.make_officer(team=other_team))
    assert list(Case.objects.visible_to(amira)) == [case]
    assert theirs not in Case.objects.visible_to(amira)


def test_no_ground_outlives_the_role(case: Case, amira: User) -> None:
    RoleGrant.objects.filter(user=amira).delete()
    assert grounds(amira, case) is None


@pytest.mark.parametrize(
    ("starts", "ends", "sees"),
    [(0, None, True), (1, None, False), (-5, 1, True), (-5, 0, False), (0, 0, False)],
)
def test_a_ground_needs_a_role_on_the_day(
    starts: int, ends: int | None, sees: bool, case: Case, amira: User
) -> None:
    today = clock.today()
    RoleGrant.objects.filter(user=amira).update(
        starts_on=today + timedelta(days=starts),
        ends_on=None if ends is None else today + timedelta(days=ends),
    )
    assert (grounds(amira, case) is not None) is sees
    assert Case.objects.visible_to(amira).exists() is sees


def test_no_ground_outlives_the_account(case: Case, amira: User) -> None:
    User.objects.filter(pk=amira.pk).update(is_active=False)
    assert grounds(amira, case) is None


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.ADMINISTRATOR])
def test_who_keeps_the_log_or_the_users_sees_no_case_even_as_its_officer(
    role: Role, case: Case, amira: User
) -> None:
    RoleGrant.objects.filter(user=amira).update(role=role)
    assert grounds(amira, case) is None


# Allocations -------------------------------------------------------------------------------------------


def day_edges(starts_at: datetime, ends_at: datetime) -> list[tuple[datetime, bool]]:
    """Instants around a span of London days whose end is exclusive, and whether it holds then."""
    return [
        (starts_at - MOMENT, False),
        (starts_at, True),
        (ends_at - MOMENT, True),
        (ends_at, False),
    ]


def test_an_allocation_holds_from_the_first_london_midnight_to_the_last(team: Team) -> None:
    """Over the night on which the clocks go back: London midnight is 23:00 UTC before it, 00:00 after."""
    user = factories.make_officer("Lena Ott", team=factories.make_team(), roles=[Role.OFFICER]).user
    case = factories.make_case()
    first, last = (
        datetime(2026, 10, 20, tzinfo=LONDON).date(),
        datetime(2026, 11, 3, tzinfo=LONDON).date(),
    )
    factories.allocate(case, user.officer, starts_on=first, ends_on=last)
    for at, holds in day_edges(london_midnight(first), london_midnight(last)):
        assert (grounds(user, case, at) is not None) is holds, at


def test_the_team_of_the_officer_before_is_out(
    case: Case, amira: User, ben: User, chidi: User
) -> None:
    today = clock.today()
    case.allocations.filter(officer=amira.officer).update(ends_on=today)
    factories.allocate(case, chidi.officer, starts_on=today)
    assert grounds(amira, case) is None
    assert grounds(ben, case) is None
    assert grounds(chidi, case) == ["allocated", "team"]


def test_a_co_worker_works_on_the_case_but_brings_nobody_along(
    case: Case, chidi: User, jack: User, other_team: Team
) -> None:
    factories.allocate(case, chidi.officer, role=AllocationRole.CO_WORKER)
    other_head = factories.make_officer("Olga Reyes", team=other_team, roles=[Role.SUPERVISOR])
    factories.make_supervision(other_head)
    colleague = factories.make_officer("Piet Vos", team=other_team, roles=[Role.OFFICER])
    assert grounds(chidi, case) == ["allocated"]
    assert grounds(other_head.user, case) is None
    assert grounds(colleague.user, case) is None


def test_both_agencies_hold_it_side_by_side(
    case: Case, amira: User, farah: User, probation_team: Team
) -> None:
    colleague = factories.make_officer("Rita Sand", team=probation_team, roles=[Role.OFFICER])
    assert grounds(colleague.user, case) == ["team"]
    case.allocations.filter(agency=Agency.PROBATION).delete()
    assert grounds(farah, case) is None
    assert grounds(colleague.user, case) is None
    assert grounds(amira, case) == ["allocated", "team"]


def test_an_officer_without_a_user_gives_nobody_access(team: Team) -> None:
    """Users without an officer must not match officers without a user."""
    case = factories.make_case(police=factories.make_officer(team=team))
    loose = factories.make_user("Loose End", Role.OFFICER)
    assert grounds(loose, case) is None


# Cover, supervision, headship --------------------------------------------------------------------------


def test_cover_is_time_boxed(case: Case, amira: User, other_team: Team) -> None:
    user = factories.make_officer("Sam Tran", team=other_team, roles=[Role.OFFICER]).user
    cover = factories.make_cover(user.officer, amira.officer)
    edges = day_edges(london_midnight(cover.starts_on), london_midnight(cover.ends_on))
    for at, holds in edges:
        assert (grounds(user, case, at) == ["cover"]) is holds, at


def test_cover_reaches_only_what_the_absent_officer_holds(
    case: Case, amira: User, jack: User
) -> None:
    case.allocations.filter(officer=amira.officer).update(ends_on=clock.today())
    assert grounds(jack, case) is None


def test_covering_does_not_pass_on(case: Case, jack: User, chidi: User) -> None:
    factories.make_cover(chidi.officer, jack.officer)
    assert grounds(chidi, case) is None


@pytest.mark.parametrize("model", [Supervision, Headship])
def test_supervision_and_headship_end(
    model: type[Supervision | Headship], case: Case, dee: User, ivy: User
) -> None:
    user, ground = (dee, "supervisor") if model is Supervision else (ivy, "head")
    today = clock.today()
    model.objects.update(ends_on=today + timedelta(days=1))
    assert ground in (grounds(user, case) or [])
    model.objects.update(ends_on=today)
    assert ground not in (grounds(user, case) or [])


def test_supervising_another_team_opens_only_that_team(
    case: Case, dee: User, other_team: Team
) -> None:
    Supervision.objects.update(team=other_team)
    assert grounds(dee, case) == ["team"]
    theirs = factories.make_case(police=factories.make_officer(team=other_team))
    assert grounds(dee, theirs) == ["supervisor"]


# Exclusions and restrictions (INF-30 to INF-32) --------------------------------------------------------


@pytest.mark.parametrize("name", ["amira", "farah", "ben", "dee", "ivy", "jack"])
def test_an_exclusion_beats_every_ground(
    name: str, case: Case, request: pytest.FixtureRequest
) -> None:
    user = request.getfixturevalue(name)
    assert grounds(user, case)
    factories.make_exclusion(case, user)
    assert grounds(user, case) is None


def test_an_exclusion_beats_being_named(case: Case, eve: User) -> None:
    factories.make_restriction(case, eve)
    assert grounds(eve, case) is None


def test_the_supervisor_of_an_excluded_officer_is_not_barred(
    case: Case, dee: User, eve: User
) -> None:
    assert grounds(dee, case) == ["supervisor", "team"]


def instant_edges() -> tuple[datetime, datetime, list[tuple[datetime, bool]]]:
    now = clock.now()
    starts_at, ends_at = now - MINUTE, now + MINUTE
    return starts_at, ends_at, day_edges(starts_at, ends_at)


def test_an_exclusion_holds_to_the_microsecond(case: Case, ben: User) -> None:
    starts_at, ends_at, edges = instant_edges()
    factories.make_exclusion(case, ben, starts_at=starts_at, ends_at=ends_at)
    for at, holds in edges:
        assert (grounds(ben, case, at) is None) is holds, at


def test_two_exclusions_end_to_end_leave_no_gap(case: Case, ben: User) -> None:
    now = clock.now()
    factories.make_exclusion(case, ben, starts_at=now - MINUTE, ends_at=now)
    factories.make_exclusion(case, ben, starts_at=now)
    for at in (now - MOMENT, now, now + MOMENT):
        assert grounds(ben, case, at) is None


def test_a_restriction_holds_to_the_microsecond(case: Case, amira: User, ben: User) -> None:
    starts_at, ends_at, edges = instant_edges()
    factories.make_restriction(case, amira, starts_at=starts_at, ends_at=ends_at)
    for at, holds in edges:
        assert (grounds(ben, case, at) is None) is holds, at
        assert grounds(amira, case, at) == ["allocated", "team"]


def test_one_names_end_is_not_the_restrictions_end(case: Case, amira: User, ben: User) -> None:
    """Two named at once; at the instant at which one falls away the case stays closed to that one."""
    now = clock.now()
    factories.make_restriction(case, amira, starts_at=now - MINUTE)
    factories.make_restriction(case, ben, starts_at=now - MINUTE, ends_at=now)
    assert grounds(ben, case, now - MOMENT) == ["team"]
    assert grounds(ben, case, now) is None
    assert grounds(amira, case, now) == ["allocated", "team"]


def test_a_restriction_admits_the_named_and_their_supervisor(
    case: Case, amira: User, dee: User, ben: User, ivy: User, jack: User, farah: User
) -> None:
    factories.make_restriction(case, amira)
    assert grounds(amira, case) == ["allocated", "team"]
    assert grounds(dee, case) == ["supervisor", "team"]
    for user in (ben, ivy, jack, farah):
        assert grounds(user, case) is None, user


def test_the_former_supervisor_of_the_named_is_out(case: Case, amira: User, dee: User) -> None:
    factories.make_restriction(case, amira)
    Supervision.objects.update(ends_on=clock.today())
    assert grounds(dee, case) is None


def test_being_named_is_no_ground_by_itself(
    case: Case, chidi: User, gwen: User, hal: User, kit: User
) -> None:
    for user in (chidi, gwen, hal, kit):
        factories.make_restriction(case, user)
        assert grounds(user, case) is None, user


def test_a_supervisor_of_the_named_without_a_ground_is_out(
    case: Case, other_team: Team, chidi: User
) -> None:
    factories.make_restriction(case, chidi)
    boss = factories.make_officer("Uma Wolf", team=other_team, roles=[Role.SUPERVISOR])
    factories.make_supervision(boss)
    assert grounds(boss.user, case) is None


def test_a_named_user_without_an_officer_does_not_open_it_to_all(
    case: Case, gwen: User, ben: User
) -> None:
    factories.make_restriction(case, gwen)
    assert grounds(ben, case) is None


def test_supervising_somebody_without_a_user_is_not_supervising_the_named(
    case: Case, farah: User, dee: User, team: Team
) -> None:
    """In SQL `x IN (..., NULL)` is neither true nor false: a team-mate without a sign-in must not open it."""
    factories.make_officer(team=team)
    factories.make_restriction(case, farah)
    assert grounds(dee, case) is None


def test_a_restriction_of_another_case_changes_nothing(case: Case, amira: User, ben: User) -> None:
    other = factories.make_case(police=amira.officer)
    factories.make_restriction(other, amira)
    assert grounds(ben, case) == ["team"]
    assert grounds(ben, other) is None


# As part of other queries ------------------------------------------------------------------------------


def test_visible_to_holds_inside_other_queries(case: Case, amira: User, chidi: User) -> None:
    factories.make_contact(case)
    officers = Officer.objects.filter(
        allocations__case__in=Case.objects.visible_to(amira)
    ).distinct()
    assert {officer.surname for officer in officers} == {"Khan", "Aziz"}
    assert not Officer.objects.filter(allocations__case__in=Case.objects.visible_to(chidi)).exists()
    seen = Case.objects.visible_to(amira).matching("o'neill").order_by("-surname")
    assert [found.grounds for found in seen] == [["allocated", "team"]]


def test_as_many_queries_whatever_the_number(
    amira: User, django_assert_num_queries: Callable[..., object]
) -> None:
    for _ in range(3):
        factories.make_case(police=amira.officer)
    # What the roles allow, what the user has a ground on, then the cases.
    with django_assert_num_queries(3):
        assert [case.grounds for case in Case.objects.visible_to(amira)] == [
            ["allocated", "team"]
        ] * 3


# A case that nobody leads any more (docs/adr/0014) -----------------------------------------------------


@pytest.fixture
def left(case: Case) -> Case:
    """Both agencies gave it up five days ago."""
    case.allocations.update(ends_on=clock.today() - timedelta(days=5))
    return case


LEFT = [
    ("dee", ["supervisor"]),
    ("ivy", ["head"]),
    ("jo", ["supervisor"]),
    ("amira", None),
    ("farah", None),
    ("ben", None),
    ("jack", None),
    ("chidi", None),
    ("lars", None),
    ("kit", None),
    ("gwen", None),
    ("hal", None),
]


@pytest.fixture
def jo(probation_team: Team) -> User:
    """Supervises the probation team."""
    officer = factories.make_officer(
        "Jo St. John", team=probation_team, roles=[Role.SUPERVISOR], grade="SPO"
    )
    factories.make_supervision(officer)
    return officer.user


@pytest.mark.parametrize(("name", "expected"), LEFT)
def test_left_by_its_officers_it_stays_with_supervisor_and_head(
    name: str, expected: list[str] | None, left: Case, request: pytest.FixtureRequest
) -> None:
    assert grounds(request.getfixturevalue(name), left) == expected


def test_held_by_one_agency_it_stays_with_the_supervisor_of_the_other(
    case: Case, dee: User, ben: User, farah: User
) -> None:
    """Registered, held by probation: the police supervisor sees that the police have nobody."""
    case.allocations.filter(agency=Agency.POLICE).update(ends_on=clock.today())
    assert grounds(dee, case) == ["supervisor"]
    assert grounds(ben, case) is None
    assert grounds(farah, case) == ["allocated", "team"]


def test_it_begins_with_the_day_on_which_nobody_leads(case: Case, dee: User) -> None:
    today = clock.today()
    case.allocations.filter(agency=Agency.POLICE).update(ends_on=today)
    just_before = london_midnight(today) - MOMENT
    assert grounds(dee, case, just_before) == ["supervisor", "team"]
    assert grounds(dee, case, london_midnight(today)) == ["supervisor"]


def test_allocated_it_is_the_new_teams(left: Case, dee: User, ivy: User, lars: User) -> None:
    taker = factories.make_officer("Tess Umar", team=lars.officer.team)
    factories.allocate(left, taker, starts_on=clock.today())
    assert grounds(dee, left) is None
    assert grounds(lars, left) == ["supervisor", "team"]
    assert grounds(ivy, left) == ["head"]


def test_one_planned_for_later_leaves_it_with_them_until_that_day(
    left: Case, chidi: User, dee: User
) -> None:
    later = clock.today() + timedelta(days=3)
    factories.allocate(left, chidi.officer, starts_on=later)
    assert grounds(dee, left) == ["supervisor"]
    assert grounds(dee, left, london_midnight(later)) is None


def test_only_the_last_team_not_those_before(case: Case, dee: User, lars: User) -> None:
    today = clock.today()
    case.allocations.filter(agency=Agency.POLICE).update(ends_on=today - timedelta(days=9))
    taker = factories.make_officer("Tess Umar", team=lars.officer.team)
    factories.allocate(
        case,
        taker,
        starts_on=today - timedelta(days=9),
        ends_on=today - timedelta(days=2),
    )
    assert grounds(dee, case) is None
    assert grounds(lars, case) == ["supervisor"]


def test_who_goes_over_to_the_other_agency_does_not_take_it_along(
    left: Case, amira: User, dee: User, jo: User, farah: User
) -> None:
    left.allocations.filter(agency=Agency.PROBATION).delete()
    moved = amira.officer
    moved.team, moved.agency = farah.officer.team, Agency.PROBATION
    moved.save()
    assert grounds(jo, left) is None
    assert grounds(dee, left) is None
    on = clock.today()
    assert not Case.objects.last_held_in(moved.team_id, on=on).exists()
    assert left in Case.objects.nobodys(on=on)


def test_having_co_worked_last_is_nothing(left: Case, chidi: User, lars: User) -> None:
    span = {"starts_on": clock.today() - timedelta(days=9), "ends_on": clock.today()}
    factories.allocate(left, chidi.officer, role=AllocationRole.CO_WORKER, **span)
    assert grounds(lars, left) is None


def test_a_terminated_case_stays_with_nobody(left: Case, dee: User, ivy: User) -> None:
    Case.objects.filter(pk=left.pk).update(status="terminated")
    assert grounds(dee, left) is None
    assert grounds(ivy, left) is None


def test_never_held_by_an_agency_nobody_of_it_sees_it(
    farah: User, dee: User, ivy: User, jo: User
) -> None:
    case = factories.make_case(probation=farah.officer, registered=True)
    assert grounds(dee, case) is None
    assert grounds(ivy, case) is None
    assert grounds(jo, case) == ["supervisor", "team"]


@pytest.mark.parametrize("name", ["dee", "ivy"])
def test_an_exclusion_beats_this_too(name: str, left: Case, request: pytest.FixtureRequest) -> None:
    user = request.getfixturevalue(name)
    assert grounds(user, left)
    factories.make_exclusion(left, user)
    assert grounds(user, left) is None


def test_so_does_a_restriction(left: Case, amira: User, farah: User, dee: User, ivy: User) -> None:
    named = factories.make_restriction(left, amira)
    assert grounds(dee, left) == ["supervisor"]
    assert grounds(ivy, left) is None
    named.delete()
    factories.make_restriction(left, farah)
    assert grounds(dee, left) is None


@pytest.mark.parametrize("model", [Supervision, Headship])
def test_it_ends_with_the_supervision_or_the_headship(
    model: type[Supervision | Headship], left: Case, dee: User, ivy: User
) -> None:
    model.objects.update(ends_on=clock.today())
    assert grounds(dee if model is Supervision else ivy, left) is None


def test_no_role_no_case(left: Case, dee: User) -> None:
    RoleGrant.objects.filter(user=dee).delete()
    assert grounds(dee, left) is None


def test_who_is_supervisor_and_head_sees_it_once(left: Case, dee: User) -> None:
    factories.make_headship(dee.officer)
    assert grounds(dee, left) == ["supervisor", "head"]
    assert list(Case.objects.visible_to(dee)) == [left]

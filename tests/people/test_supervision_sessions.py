"""F-2: supervision sessions: what the database holds, whose they are, and when the last one was."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from core import clock
from people.choices import Permission, SessionState
from people.models import Officer, SupervisionSession, Team, User
from people.selectors.supervision import last_supervision
from tests import factories

pytestmark = pytest.mark.django_db
TODAY = clock.today()
DAY = timedelta(days=1)


def test_the_last_is_the_newest_that_was_held_by_the_day(amira: User, ben: User, dee: User) -> None:
    for day in (TODAY - 40 * DAY, TODAY - 12 * DAY, TODAY - 3 * DAY):
        factories.make_session(amira.officer, dee.officer, held_on=day)
    factories.make_session(ben.officer, dee.officer)
    ids = [amira.officer.pk, ben.officer.pk]
    assert last_supervision(ids, TODAY) == {amira.officer.pk: TODAY - 3 * DAY}
    assert last_supervision(ids, TODAY - 4 * DAY) == {amira.officer.pk: TODAY - 12 * DAY}
    assert last_supervision(ids, TODAY - 41 * DAY) == {}


def test_one_query_for_any_number_of_officers(
    amira: User,
    ben: User,
    dee: User,
    django_assert_num_queries: Callable[..., AbstractContextManager[object]],
) -> None:
    for user in (amira, ben):
        factories.make_session(user.officer, dee.officer, held_on=TODAY)
    with django_assert_num_queries(1):
        last_supervision([amira.officer.pk, ben.officer.pk], TODAY)


@pytest.mark.parametrize(
    "wrong",
    [
        {"state": "dreamt"},
        {"state": SessionState.HELD},
        {"state": SessionState.HELD, "held_on": TODAY},
        {"held_on": TODAY, "support_offered": True},
        {"support_offered": True},
        {"state": SessionState.CANCELLED},
        {"reason": "Ill"},
    ],
)
def test_the_database_refuses_a_session_that_says_half(
    wrong: dict[str, object], amira: User, dee: User
) -> None:
    session = factories.make_session(amira.officer, dee.officer)
    with pytest.raises(IntegrityError), transaction.atomic():
        SupervisionSession.objects.filter(pk=session.pk).update(**wrong)


def test_nobody_supervises_themselves(dee: User) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        factories.make_session(dee.officer, dee.officer)


def test_one_is_planned_at_a_time_and_one_held_a_day(amira: User, dee: User) -> None:
    factories.make_session(amira.officer, dee.officer)
    with pytest.raises(IntegrityError), transaction.atomic():
        factories.make_session(amira.officer, dee.officer)
    factories.make_session(amira.officer, dee.officer, held_on=TODAY)
    with pytest.raises(IntegrityError), transaction.atomic():
        factories.make_session(amira.officer, dee.officer, held_on=TODAY)


class Seen:
    def __init__(self, session: SupervisionSession) -> None:
        self.session = session

    def __call__(self, user: User) -> bool:
        found = SupervisionSession.objects.visible_to(
            user, Permission.VIEW_SUPERVISION, on=clock.today()
        )
        return found.filter(pk=self.session.pk).exists()


@pytest.fixture
def seen(amira: User, dee: User) -> Seen:
    return Seen(factories.make_session(amira.officer, dee.officer, held_on=TODAY))


@pytest.mark.parametrize(
    ("who", "sees"),
    [
        ("amira", True),
        ("dee", True),
        ("ben", False),  # of the same team
        ("ivy", False),  # heads the unit
        ("jack", False),  # covers Amira
        ("lars", False),  # supervises another team
        ("kit", False),
        ("gwen", False),
        ("hal", False),
        ("tess", False),
    ],
)
def test_a_session_is_of_the_officer_and_their_supervisor(
    who: str, *, sees: bool, seen: Seen, request: pytest.FixtureRequest
) -> None:
    assert seen(request.getfixturevalue(who)) is sees


def test_a_successor_sees_it_and_whoever_was_before_does_not(
    seen: Seen, dee: User, lars: User, team: Team
) -> None:
    dee.officer.supervisions.update(ends_on=TODAY)
    factories.make_supervision(lars.officer, team, starts_on=TODAY)
    assert (seen(dee), seen(lars)) == (False, True)


def supervised(user: User) -> set[Officer]:
    return set(Officer.objects.supervised_by(user, on=TODAY))


def test_a_supervisor_is_supervised_by_the_head(
    amira: User, dee: User, ivy: User, lars: User
) -> None:
    assert supervised(dee) == {amira.officer}
    assert supervised(ivy) == {dee.officer, lars.officer}


def test_two_who_supervise_one_team_do_not_supervise_each_other(
    amira: User, dee: User, lars: User, team: Team
) -> None:
    factories.make_supervision(lars.officer, team)
    Officer.objects.filter(pk=lars.officer.pk).update(team=team)
    assert supervised(dee) == supervised(lars) == {amira.officer}


def test_who_has_ended_supervising_is_staff_like_others(
    amira: User, dee: User, lars: User, team: Team
) -> None:
    dee.officer.supervisions.update(ends_on=TODAY)
    factories.make_supervision(lars.officer, team)
    assert supervised(lars) >= {amira.officer, dee.officer}

"""Prepared reads: written once, planned once a connection, and the same rows as the queryset itself gives."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, date, datetime
from uuid import UUID, uuid4

import pghistory
import psycopg2
import pytest
from django.db import ProgrammingError, connection, transaction
from django.db.models import QuerySet
from django.test.utils import CaptureQueriesContext

from core.models import Standard, holds_on
from core.prepared import fetch, named, one_of, prepared, reference
from people.models import Officer, Team
from tests import factories

pytestmark = pytest.mark.django_db
DAY = date(2026, 9, 1)


@pytest.fixture(params=[True, False], ids=["prepared", "not prepared"])
def both_ways(request: pytest.FixtureRequest, settings: object) -> None:
    settings.DATABASE_PREPARES = request.param  # type: ignore[attr-defined]


def known_to_the_connection() -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM pg_prepared_statements")
        return {name for (name,) in cursor.fetchall()}


@prepared
def officers(*, ids: list[int]) -> QuerySet[Officer]:
    return Officer.objects.filter(one_of("pk", ids)).select_related("team")


@prepared
def standards(prefix: str, /, *, on: date) -> QuerySet[Standard, tuple[str, int]]:
    rows = Standard.objects.filter(holds_on(on), key__startswith=prefix)
    return rows.values_list("key", "value")


@pytest.mark.usefixtures("both_ways")
def test_rows_are_those_of_the_queryset(team: Team):
    first, second = (factories.make_officer(name, team=team) for name in ("Ann Abe", "Bo Bell"))
    for ids in ([first.pk], [first.pk, second.pk], [], [second.pk]):
        assert [row.pk for row in officers(ids=ids)] == ids
    (row,) = officers(ids=[second.pk])
    with CaptureQueriesContext(connection) as queries:
        assert row.team == team
    assert len(queries) == 0


@pytest.mark.usefixtures("both_ways")
def test_what_is_given_by_place_is_part_of_the_statement():
    for prefix in ("police.", "outcome.", "outcome.", "none_%_such"):
        expected = Standard.objects.filter(holds_on(DAY), key__startswith=prefix)
        assert standards(prefix, on=DAY) == list(expected.values_list("key", "value"))
    assert standards("outcome.", on=DAY)
    assert standards("outcome.", on=date(1900, 1, 1)) == []


@pytest.mark.usefixtures("both_ways")
def test_each_kind_of_value_comes_through():
    text = named(
        "SELECT :number + 1, :words || ' 100%%'::text, :day, :at, :uuid, :numbers, :number",
        number=int,
        words=str,
        day=date,
        at=datetime,
        uuid=UUID,
        numbers=list[int],
    )
    at, uuid = datetime(2026, 9, 1, 12, 0, 0, 5, tzinfo=UTC), uuid4()
    for words in ("it's", '"', "%s %(a)s \\ ; --", "Zoltán"):
        values = {"number": 7, "words": words, "day": DAY, "at": at, "uuid": uuid}
        (row,) = fetch(text, **values, numbers=[3, 1])
        assert row == (8, f"{words} 100%", DAY, at, uuid, [3, 1], 7)


def test_the_orm_writes_once_and_the_database_plans_once(team: Team):
    asked = []

    @prepared
    def teams(*, code: str) -> QuerySet[Team]:
        asked.append(code)
        return Team.objects.filter(code=code)

    before = known_to_the_connection()
    for _ in range(3):
        with CaptureQueriesContext(connection) as queries:
            assert teams(code=team.code) == [team]
        assert len(queries) == 1
    assert len(asked) == 1
    assert len(known_to_the_connection() - before) == 1


@pytest.mark.django_db(transaction=True)
def test_every_connection_is_told_for_itself(team: Team):
    officer = factories.make_officer("Ann Abe", team=team)
    assert officers(ids=[officer.pk]) == [officer]
    connection.close()
    assert known_to_the_connection() == set()
    assert officers(ids=[officer.pk]) == [officer]

    def elsewhere() -> list[Officer]:
        try:
            return officers(ids=[officer.pk])
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as threads:
        assert [threads.submit(elsewhere).result() for _ in range(4)] == [[officer]] * 4


@pytest.mark.django_db(transaction=True)
def test_a_connection_that_was_lost_between_two_requests_is_made_anew(team: Team):
    officer = factories.make_officer("Ann Abe", team=team)
    officers(ids=[officer.pk])
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (pid,) = cursor.fetchone()
    with closing(psycopg2.connect(**connection.get_connection_params())) as other:
        other.cursor().execute("SELECT pg_terminate_backend(%s)", [pid])
    connection.close_if_unusable_or_obsolete()  # as at the beginning of a request
    assert officers(ids=[officer.pk]) == [officer]


def test_a_transaction_that_is_undone_takes_no_plan_along(team: Team):
    with transaction.atomic():
        assert standards("visit.", on=DAY) == standards("visit.", on=DAY)
        transaction.set_rollback(True)
    assert standards("visit.", on=DAY) == []


def test_a_database_that_refuses_is_an_error_of_the_database():
    wrong = named("SELECT nothing FROM nowhere")
    for _ in range(2):
        with pytest.raises(ProgrammingError), transaction.atomic():
            fetch(wrong)


def test_what_is_read_is_not_told_who_asks():
    officers(ids=[])
    with pghistory.context(user=1), CaptureQueriesContext(connection) as queries:
        officers(ids=[])
    assert "set_config" not in queries[0]["sql"]


@reference
def all_standards() -> QuerySet[Standard]:
    return Standard.objects.order_by("key", "starts_on")


@pytest.mark.usefixtures("both_ways")
def test_reference_data_are_the_same_objects_until_a_row_says_something_else():
    first = all_standards()
    assert list(first) == list(Standard.objects.order_by("key", "starts_on"))
    assert all_standards() is first
    changed = first[0]
    Standard.objects.filter(pk=changed.pk).update(unit="fortnights")
    second = all_standards()
    assert second is not first
    assert second != first, "what was made of the rows before must not be found again"
    assert second[0].unit == "fortnights"
    assert all_standards() is second


def test_reference_data_are_read_in_one_statement_each_time():
    all_standards()
    with CaptureQueriesContext(connection) as queries:
        all_standards()
    assert len(queries) == 1

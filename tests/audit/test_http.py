"""Exactly one row per request, committed before the first byte; without the row nothing of a case leaves."""

import hashlib
import re
import threading
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg2
import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from pytest_django.live_server_helper import LiveServer

from audit import services
from audit.models import Event
from core import clock
from core.errors import NotRecordedError
from offenders.models import Alias, Case
from people.models import Region, User
from tests.access.urls import SECRET

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.access.urls")]


@pytest.fixture
def quiet(client: Client) -> Client:
    """A client that gets the 500 page, as a browser does."""
    client.raise_request_exception = False
    return client


def the_row() -> Event:
    """The one row of the one request."""
    return Event.objects.get()


# What a row says ---------------------------------------------------------------------------------------


def test_a_look_at_a_case(as_amira: Client, amira: User, case: Case) -> None:
    response = as_amira.get(f"/test/show/{case.uuid}/?q=a&q=b", REMOTE_ADDR="192.0.2.7")
    assert SECRET in response.content.decode()
    row = the_row()
    assert (row.user_id, row.user_label, row.roles) == (amira.pk, amira.email, ["officer"])
    assert (row.view, row.method, row.status, row.outcome) == ("test_show", "GET", 200, "shown")
    assert (row.case_ids, row.grounds) == ([case.pk], ["allocated"])
    assert (row.object_uuid, row.path) == (case.uuid, f"/test/show/{case.uuid}/")
    assert row.asked == {"url": {"case_uuid": str(case.uuid)}, "query": {"q": ["a", "b"]}}
    assert row.address == "192.0.2.7"
    assert str(row.request_id) == response["X-Request-ID"]


def test_the_session_is_kept_as_a_hash(as_amira: Client, case: Case) -> None:
    as_amira.get("/test/listing/")
    key = as_amira.session.session_key
    assert the_row().session == hashlib.sha256(key.encode()).hexdigest()
    assert Session.objects.filter(pk=key).exists()


def test_a_list_names_every_case_with_its_ground(as_dee: Client, dee: User, case: Case) -> None:
    as_dee.get("/test/listing/")
    assert (the_row().case_ids, the_row().grounds) == ([case.pk], ["supervisor"])


def test_a_hidden_case_reads_as_absent_but_is_logged_as_refused(
    as_chidi: Client, case: Case
) -> None:
    response = as_chidi.get(f"/test/show/{case.uuid}/")
    row = the_row()
    assert (response.status_code, row.outcome, row.case_ids) == (404, "refused", [])
    assert (row.object_uuid, row.asked["refused_case"]) == (case.uuid, case.pk)


def test_an_absent_case_is_logged_as_not_found(as_chidi: Client, case: Case) -> None:
    absent = "00000000-0000-4000-8000-000000000000"
    with time_machine.travel(clock.now(), tick=False):
        hidden = as_chidi.get(f"/test/show/{case.uuid}/")
        nothing = as_chidi.get(f"/test/show/{absent}/")
    assert Event.objects.latest("id").outcome == "not_found"
    assert hidden.status_code == nothing.status_code
    token = rb'csrfmiddlewaretoken" value="[^"]+"'  # masked anew on every page
    assert re.sub(token, b"", hidden.content) == re.sub(token, b"", nothing.content)
    assert hidden.headers.keys() == nothing.headers.keys()


def test_hidden_and_absent_take_the_same_queries(as_chidi: Client, case: Case) -> None:
    absent = "00000000-0000-4000-8000-000000000000"
    with time_machine.travel(clock.now(), tick=False):  # a new second would save the session too
        as_chidi.get(f"/test/show/{absent}/")
        with _counted() as hidden:
            as_chidi.get(f"/test/show/{case.uuid}/")
        with _counted() as nothing:
            as_chidi.get(f"/test/show/{absent}/")
    assert len(hidden) == len(nothing)


@contextmanager
def _counted() -> Iterator[list[str]]:
    seen: list[str] = []

    def note(execute: object, sql: str, *rest: object) -> object:
        seen.append(sql)
        return execute(sql, *rest)  # type: ignore[operator]

    with connection.execute_wrapper(note):
        yield seen


def test_seen_but_not_allowed_is_403_and_refused(
    as_ivy: Client, case: Case, ivy: User, amira: User
) -> None:
    from people.choices import Role
    from people.models import RoleGrant

    RoleGrant.objects.create(user=ivy, role=Role.OFFICER)
    response = as_ivy.get(f"/test/act/{case.uuid}/")
    assert (response.status_code, the_row().outcome, the_row().case_ids) == (403, "refused", [])


def test_a_reason_and_a_format_are_kept(client: Client) -> None:
    client.get("/test/note_reason/")
    assert (the_row().reason, the_row().asked) == ("Asked by the duty sergeant", {"format": "csv"})


def test_a_body_is_never_kept(client: Client, amira: User) -> None:
    client.post("/sign-in/", {"email": "my password by mistake", "password": "hunter2hunter2"})
    row = the_row()
    text = " ".join(str(getattr(row, field.attname)) for field in Event._meta.concrete_fields)
    assert "my password by mistake" not in text
    assert "hunter2" not in text


def test_long_questions_are_shortened(as_amira: Client) -> None:
    as_amira.get("/nothing/" + "x" * 400 + "/?q=" + "y" * 1_000)
    row = the_row()
    assert len(row.path) == 300
    assert row.asked == {"query": {"q": ["y" * 200]}}


def size_of(row: Event) -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_column_size(e) FROM audit_event e WHERE id = %s", [row.pk])
        return int(cursor.fetchone()[0])


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("path", ["/cases/", "/nothing/" + "x" * 900, "/sign-in/", "/%00"])
def test_a_request_of_nobody_costs_a_bounded_row(client: Client, path: str, method: str) -> None:
    query = "&".join(f"a{n}={hashlib.sha256(str(n).encode()).hexdigest()}" for n in range(55))
    getattr(client, method)(f"{path}?{query}")
    row = the_row()
    assert row.asked in ({}, {"unreadable": "yes"})
    assert (len(row.path) <= 100, row.address, row.method) == (True, "127.0.0.1", method.upper())
    assert size_of(row) < 450


def test_a_failed_sign_in_still_names_the_account_and_a_case_its_asker(
    client: Client, amira: User, case: Case
) -> None:
    client.post("/sign-in/?next=/x/", {"email": amira.email.upper(), "password": "wrong"})
    row = the_row()
    assert (row.outcome, row.user_label, row.object_uuid) == (
        "sign_in_failed", amira.email, amira.uuid,
    )  # fmt: skip
    client.get(case.get_absolute_url())
    assert Event.objects.latest("id").object_uuid == case.uuid


def test_an_odd_method_is_recorded(client: Client) -> None:
    client.generic("PROPFINDINGS", "/sign-in/")
    assert (the_row().method, the_row().outcome) == ("PROPFIND", "invalid")


@pytest.mark.parametrize("address", ["/health/", "/assets/nothing.css"])
def test_static_files_and_health_are_outside(client: Client, address: str) -> None:
    response = client.get(address)
    assert not Event.objects.exists()
    assert "X-Request-ID" not in response


def test_case_data_outside_a_request_is_refused() -> None:
    with pytest.raises(NotRecordedError):
        services.note(1, "team")


# When a view fails -------------------------------------------------------------------------------------

FAILING = [
    ("write_and_fail", 500, "failed"),
    ("boast_and_fail", 500, "failed"),
    ("write_and_answer_500", 500, "failed"),
    ("abort", 400, "invalid"),
    ("abort_and_go_on", 500, "failed"),
    ("lose_writes", 500, "failed"),
    ("stream", 500, "failed"),
    ("without_database", 503, "failed"),
    ("oversized", 400, "invalid"),
    ("stale", 409, "invalid"),
    ("refuse", 403, "refused"),
    ("undecorated", 403, "refused"),
]


@pytest.mark.parametrize(("view", "status", "outcome"), FAILING)
def test_a_failure_undoes_the_views_writes_and_keeps_the_row(
    quiet: Client, view: str, status: int, outcome: str
) -> None:
    response = quiet.post(f"/test/{view}/", {"notes": "What I wrote"})
    assert response.status_code == status
    row = the_row()
    assert (row.status, row.outcome, row.view) == (status, outcome, f"test_{view}")
    assert not Region.objects.exists()
    assert SECRET not in response.content.decode()
    assert response.content


@pytest.mark.django_db(transaction=True)
def test_an_error_at_the_commit_is_a_failure_on_record(quiet: Client) -> None:
    response = quiet.get("/test/break_at_commit/")
    assert response.status_code == 503
    assert SECRET not in response.content.decode()
    assert (the_row().status, the_row().outcome) == (503, "failed")
    assert not Alias.objects.exists()


def test_the_403_page_says_what_the_view_says(client: Client) -> None:
    assert "Only on Tuesdays." in client.get("/test/refuse/").content.decode()


def test_the_409_page_has_both_texts(client: Client) -> None:
    page = client.post("/test/stale/", {"notes": "What I wrote", "form_key": "k"}).content.decode()
    assert "What Ben wrote" in page
    assert "What I wrote" in page
    assert "Ben Mason" in page
    assert "Form key" not in page


# When the row cannot be written ------------------------------------------------------------------------


@contextmanager
def another_connection() -> Iterator[psycopg2.extensions.connection]:
    """A connection of somebody else to the same database."""
    other = psycopg2.connect(**connection.get_connection_params())
    try:
        yield other
    finally:
        other.close()


@pytest.fixture
def no_inserts(transactional_db: None) -> Iterator[None]:
    """The log refuses every new row."""
    with connection.cursor() as cursor:
        cursor.execute(
            "ALTER TABLE audit_event ADD CONSTRAINT no_more CHECK (status = -1) NOT VALID"
        )
    yield
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE audit_event DROP CONSTRAINT no_more")


def test_a_row_that_is_refused_is_503_without_case_data(
    as_amira: Client, case: Case, no_inserts: None
) -> None:
    response = as_amira.get(f"/test/show/{case.uuid}/")
    assert response.status_code == 503
    assert response["Retry-After"]
    page = response.content.decode()
    assert SECRET not in page
    assert case.surname not in page
    assert "We could not record" in page


def test_what_cannot_be_recorded_is_not_saved(as_amira: Client, no_inserts: None) -> None:
    data = {"form_key": "6f1c1f0a-0f4e-4a0c-9d0a-0d2f4c1f2b11", "name": "Unrecorded"}
    assert as_amira.post("/test/save/", data).status_code == 503
    assert not Region.objects.filter(name="Unrecorded").exists()


@pytest.mark.django_db(transaction=True)
def test_a_log_that_is_locked_is_503_without_case_data(as_amira: Client, case: Case) -> None:
    with another_connection() as other, other.cursor() as cursor:
        cursor.execute("LOCK TABLE audit_event IN ACCESS EXCLUSIVE MODE")
        with connection.cursor() as ours:
            ours.execute("SET lock_timeout = '200ms'")
        try:
            response = as_amira.get(f"/test/show/{case.uuid}/")
        finally:
            with connection.cursor() as ours:
                ours.execute("SET lock_timeout = 0")
    assert response.status_code == 503
    assert SECRET not in response.content.decode()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("address", ["/test/listing/", "/sign-in/", "/health/", "/nothing/"])
def test_a_database_that_is_gone_is_503(as_amira: Client, address: str) -> None:
    """Stopped, or frozen: nothing of a case, and what was typed is on the page."""
    host = connection.settings_dict["HOST"]
    connection.close()
    connection.settings_dict["HOST"] = "/nowhere"
    try:
        response = as_amira.post(address, {"notes": "What I wrote", "password": "hunter2"})
    finally:
        connection.close()
        connection.settings_dict["HOST"] = host
    assert response.status_code == 503
    assert address == "/health/" or "What I wrote" in response.content.decode()
    assert "hunter2" not in response.content.decode()


@pytest.mark.django_db(transaction=True)
def test_a_connection_that_breaks_in_the_middle_is_503(as_amira: Client, case: Case) -> None:
    """The server ends our connection while the view runs, as when it restarts."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (pid,) = cursor.fetchone()

    def cut(execute: object, sql: str, *rest: object) -> object:
        if "one_with_grounds" in sql:
            with another_connection() as other, other.cursor() as killer:
                killer.execute("SELECT pg_terminate_backend(%s)", [pid])
        return execute(sql, *rest)  # type: ignore[operator]

    with connection.execute_wrapper(cut):
        response = as_amira.get(f"/test/show/{case.uuid}/")
    connection.close()
    assert response.status_code == 503
    assert SECRET not in response.content.decode()
    assert as_amira.get(f"/test/show/{case.uuid}/").status_code == 200


# Before the first byte ---------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_the_row_is_there_before_the_first_byte(
    live_server: LiveServer, amira: User, case: Case, as_amira: Client
) -> None:
    """A second connection, at the moment at which the first byte arrives through a real server."""
    request = urllib.request.Request(f"{live_server.url}/test/show/{case.uuid}/")
    request.add_header("Cookie", f"caseload_session={as_amira.session.session_key}")
    with (
        another_connection() as other,
        other.cursor() as cursor,
        urllib.request.urlopen(request) as response,
    ):
        assert response.read(1)
        cursor.execute(
            "SELECT case_ids, grounds FROM audit_event WHERE request_id = %s",
            [response.headers["X-Request-ID"]],
        )
        assert cursor.fetchone() == ([case.pk], ["allocated"])


@pytest.mark.django_db(transaction=True)
def test_no_byte_leaves_while_the_row_waits(
    live_server: LiveServer, amira: User, case: Case, as_amira: Client
) -> None:
    """While somebody holds the log, the answer waits; once they let go, it comes and the row is there."""
    request = urllib.request.Request(f"{live_server.url}/test/show/{case.uuid}/")
    request.add_header("Cookie", f"caseload_session={as_amira.session.session_key}")
    arrived = threading.Event()
    answers: list[str] = []

    def ask() -> None:
        with urllib.request.urlopen(request) as response:
            first = response.read(1)
            arrived.set()
            answers.append((first + response.read()).decode())

    with another_connection() as other, other.cursor() as cursor:
        cursor.execute("LOCK TABLE audit_event IN EXCLUSIVE MODE")
        asking = threading.Thread(target=ask)
        asking.start()
        assert not arrived.wait(0.7)
        other.rollback()
        assert arrived.wait(10)
        asking.join(10)
    assert SECRET in answers[0]
    assert the_row().case_ids == [case.pk]

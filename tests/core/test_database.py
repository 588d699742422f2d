"""A page does not hang on the database: limits for the web, a 503 that keeps what was typed, a health page in time."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg2
import pytest
from django.db import connection
from django.test import Client

from core.database import answers
from core.prepared import PREPARED
from offenders.models import Case, Contact
from people.models import User

SHOW = """
import {module}, django
django.setup()
from django.db import connection
with connection.cursor() as cursor:
    for name in ("lock_timeout", "statement_timeout", "idle_in_transaction_session_timeout", "work_mem"):
        cursor.execute(f"SHOW {{name}}")
        print(cursor.fetchone()[0])
"""


def limits_of(module: str, **environment: str) -> list[str]:
    """What a process that has imported `module` gets from the server."""
    kept = {name: value for name, value in os.environ.items() if name != "CASELOAD_IS_WEB"}
    variables = {"SECRET_KEY": "tests", "DJANGO_SETTINGS_MODULE": "config.settings.base"}
    done = subprocess.run(
        [sys.executable, "-c", SHOW.format(module=module)],
        env=kept | variables | environment,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.split()


def test_the_web_waits_a_little_and_a_job_as_long_as_it_takes() -> None:
    assert limits_of("config.wsgi")[:3] == ["2s", "15s", "30s"]
    assert limits_of("config.celery")[:3] == ["0", "0", "1h"]


def test_the_limits_are_settings_and_leave_others_alone() -> None:
    address = os.environ.get("DATABASE_URL") or connection.settings_dict["HOST"]
    if "://" not in address:
        from embedded import database_url

        address = database_url()
    shown = limits_of(
        "config.wsgi",
        DATABASE_URL=address + "?options=-c%20work_mem%3D7MB",
        WEB_LOCK_TIMEOUT_MS="1500",
        WEB_STATEMENT_TIMEOUT_MS="0",
        WEB_IDLE_TIMEOUT_MS="5000",
    )
    assert shown == ["1500ms", "0", "5s", "7MB"]


@contextmanager
def locked(table: str) -> Iterator[None]:
    """Somebody else holds the table, and we wait as little as a test can."""
    other = psycopg2.connect(**connection.get_connection_params())
    try:
        with other.cursor() as cursor, connection.cursor() as ours:
            cursor.execute(f"LOCK TABLE {table} IN ACCESS EXCLUSIVE MODE")
            ours.execute("SET lock_timeout = '200ms'")
        yield
    finally:
        other.close()
        with connection.cursor() as ours:
            ours.execute("SET lock_timeout = 0")


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    "table", ["offenders_contact", "offenders_case", "django_session", "people_user"]
)
def test_a_table_that_is_held_is_a_503_with_what_was_typed(
    as_amira: Client, case: Case, table: str
) -> None:
    as_amira.raise_request_exception = False
    with locked(table):
        response = as_amira.post(
            f"/cases/{case.uuid}/contacts/log/", {"type": "P1B", "notes": "He was not in at ten"}
        )
    page = response.content.decode()
    assert (response.status_code, "He was not in at ten" in page) == (503, True)
    assert response["Retry-After"]
    assert case.surname not in page
    assert not Contact.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_question_that_takes_too_long_is_a_503(as_amira: Client, case: Case) -> None:
    def slow(execute: object, sql: str, *rest: object) -> object:
        if sql.startswith(f"EXECUTE {PREPARED}"):
            execute("SET statement_timeout = '100ms'; SELECT pg_sleep(5)", (), *rest[1:])  # type: ignore[operator]
        return execute(sql, *rest)  # type: ignore[operator]

    try:
        with connection.execute_wrapper(slow):
            response = as_amira.get(f"/cases/{case.uuid}/contacts/")
    finally:
        connection.close()
    assert response.status_code == 503


# Health ------------------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_health_is_well_while_every_table_of_a_page_is_held(client: Client, amira: User) -> None:
    with locked("django_session, people_user, offenders_case, audit_event"):
        began = time.monotonic()
        response = client.get("/health/")
    assert (response.status_code, response.content) == (200, b"ok")
    assert time.monotonic() - began < 1


@pytest.fixture
def frozen(tmp_path: Path) -> Iterator[str]:
    """A server that takes connections, as the kernel does for a stopped one, and never says a word."""
    folder = Path("/tmp") / f"frozen-{os.getpid()}"  # a socket's path must be short
    folder.mkdir(mode=0o700)
    with socket.socket(socket.AF_UNIX) as silent:
        silent.bind(str(folder / ".s.PGSQL.5432"))
        silent.listen(1)
        yield str(folder)
    (folder / ".s.PGSQL.5432").unlink()
    folder.rmdir()


def test_health_says_so_in_time_when_the_server_is_frozen(
    client: Client, frozen: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(connection.settings_dict, "HOST", frozen)
    monkeypatch.setitem(connection.settings_dict, "PORT", "5432")
    for _ in range(4):  # beyond what its queue holds
        began = time.monotonic()
        response = client.get("/health/")
        assert response.status_code == 503
        assert time.monotonic() - began < 1


@pytest.mark.django_db
def test_a_server_that_answers_and_one_that_is_not_there(monkeypatch: pytest.MonkeyPatch) -> None:
    assert answers(within=5)
    monkeypatch.setitem(connection.settings_dict, "HOST", "/nowhere")
    assert not answers(within=5)

"""The embedded servers come back, from whatever state a person's machine left them in."""

import os
import shutil
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg2
import pytest
import redis

import embedded
from embedded import postgres, processes
from tests.embedded.conftest import EmbeddedServers

pytestmark = pytest.mark.xdist_group("embedded")


@contextmanager
def database() -> Iterator[Any]:
    connection = psycopg2.connect(embedded.database_url())
    try:
        with connection, connection.cursor() as cursor:
            yield cursor
    finally:
        connection.close()


def broker() -> "redis.Redis[str]":
    return redis.Redis.from_url(
        embedded.redis_url().replace("redis+socket", "unix"), decode_responses=True
    )


def kill(servers: EmbeddedServers, *, name: str) -> None:
    for number in servers.processes():
        if name in processes.command_of(number):
            os.kill(number, signal.SIGKILL)


def test_the_database_has_what_the_models_need(running: EmbeddedServers) -> None:
    """The role is no superuser, as in production, and may still make the extensions and test databases."""
    with database() as cursor:
        cursor.execute(
            "select rolsuper, rolcreatedb, rolcreaterole from pg_roles where rolname = current_user"
        )
        assert cursor.fetchone() == (False, True, True)
        cursor.execute("create extension if not exists btree_gist")
        cursor.execute("create extension if not exists pg_trgm")


@pytest.mark.parametrize(
    "killed", ["postgres", "valkey-server", ""], ids=["PostgreSQL", "Valkey", "both"]
)
def test_what_was_stored_is_there_after_kill_9(running: EmbeddedServers, killed: str) -> None:
    mark = f"{time.monotonic_ns()}"
    with database() as cursor:
        cursor.execute("create table if not exists kept (mark text)")
        cursor.execute("insert into kept values (%s)", [mark])
    broker().rpush("kept", mark)

    kill(running, name=killed)
    code, output = running.do("up")

    assert code == 0, output
    with database() as cursor:
        cursor.execute("select count(*) from kept where mark = %s", [mark])
        assert cursor.fetchone() == (1,)
    assert broker().lrange("kept", -1, -1) == [mark]


def test_a_pid_file_that_names_a_stranger_is_no_server(running: EmbeddedServers) -> None:
    """After a restart of the machine the number may be anybody's: here it is this test's own."""
    running.do("down")
    pid_file = postgres.home() / "cluster" / "postmaster.pid"
    pid_file.write_text(f"{os.getpid()}\n{pid_file.parent}\n0\n5432\n\n\n")
    (running.data / "valkey" / "pid").write_text(str(os.getpid()))

    code, output = running.do("up")

    assert code == 0, output


def test_sockets_swept_out_of_tmp_come_back(running: EmbeddedServers) -> None:
    for socket in running.sockets.iterdir():
        socket.unlink()

    code, output = running.do("up")

    assert code == 0, output
    assert broker().ping()
    assert len(running.processes()) == 2


def test_data_deleted_under_the_servers_start_afresh(running: EmbeddedServers) -> None:
    """`rm -r .caseload` by hand, instead of `make clean`."""
    before = running.processes()
    shutil.rmtree(postgres.home())
    shutil.rmtree(running.data)

    code, output = running.do("up")

    assert code == 0, output
    with database() as cursor:
        cursor.execute("select 1")
    assert broker().ping()
    assert len(running.processes()) == 2
    assert not set(before) & set(running.processes())


def test_two_starts_at_once_make_one_server_each(folder: EmbeddedServers) -> None:
    folder.do("down")

    starts = [folder.start("up") for _ in range(3)]
    outputs = [start.communicate(timeout=60)[0] for start in starts]

    assert [start.returncode for start in starts] == [0, 0, 0], outputs
    assert len(folder.processes()) == 2


def test_down_leaves_no_process(running: EmbeddedServers) -> None:
    assert len(running.processes()) == 2

    code, output = running.do("down")

    assert code == 0, output
    assert running.processes() == []
    assert running.do("status")[0] == 3


def test_a_given_address_starts_nothing(folder: EmbeddedServers) -> None:
    folder.do("down")

    code, output = folder.do(
        "up", DATABASE_URL="postgresql://elsewhere/caseload", REDIS_URL="redis://elsewhere"
    )

    assert code == 0
    assert "given by DATABASE_URL" in output
    assert folder.processes() == []


def test_during_stops_what_it_started(folder: EmbeddedServers) -> None:
    folder.do("down")

    code, output = folder.do("during", "--", "sh", "-c", "exit 7")

    assert code == 7, output
    assert folder.processes() == []


def test_during_leaves_what_somebody_else_keeps(running: EmbeddedServers) -> None:
    assert running.do("during", "--", "true")[0] == 0
    assert len(running.processes()) == 2


def test_the_last_of_two_users_stops_the_servers(folder: EmbeddedServers) -> None:
    folder.do("down")
    first = folder.start("during", "--", "cat", "/dev/null")
    second = folder.start("during", "--", "sleep", "1.5")
    first.communicate(timeout=60)
    alive = len(folder.processes())
    second.communicate(timeout=60)

    assert alive == 2
    assert folder.processes() == []

"""Logs turn over under those who write to them, and the database's log repeats nothing of a statement."""

import subprocess
import sys
from pathlib import Path

import psycopg2
import pytest

from embedded import places, postgres
from embedded.logs import turn_over
from tests.embedded.conftest import EmbeddedServers

MARK = "Quibblewick"


def test_a_small_log_stays_and_one_that_is_not_there_is_no_error(tmp_path: Path) -> None:
    log = tmp_path / "web.log"
    assert not turn_over(log)
    log.write_text("a line\n")
    assert not turn_over(log)
    assert [path.name for path in tmp_path.iterdir()] == ["web.log"]


def test_a_large_log_is_put_aside_and_the_oldest_goes(tmp_path: Path) -> None:
    log = tmp_path / "web.log"
    for text in ("first", "second", "third", "fourth"):
        log.write_text(text)
        assert turn_over(log, most=3, kept=2)
        assert log.read_text() == ""
    kept = {path.name: path.read_text() for path in tmp_path.iterdir()}
    assert kept == {"web.log": "", "web.log.1": "fourth", "web.log.2": "third"}


def test_who_writes_goes_on_at_the_start_of_the_emptied_file(tmp_path: Path) -> None:
    log = tmp_path / "web.log"
    code = "import sys; print('one', flush=True); sys.stdin.readline(); print('two', flush=True)"
    with log.open("ab") as output:
        writer = subprocess.Popen(
            [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=output, text=True
        )
    while log.stat().st_size == 0:
        pass
    assert turn_over(log, most=0)
    writer.communicate("go on\n", timeout=30)
    assert (log.read_text(), (tmp_path / "web.log.1").read_text()) == ("two\n", "one\n")


@pytest.mark.parametrize(
    "statement",
    [
        f"SELECT '{MARK}'::integer",
        f"SELECT '{MARK}' FROM nowhere",
        f"SELECT {MARK}",
        f"CREATE TABLE drafts (words text UNIQUE); INSERT INTO drafts VALUES ('{MARK}'), ('{MARK}')",
        f"DO $$ BEGIN RAISE WARNING '{MARK}'; RAISE EXCEPTION '{MARK}'; END $$",
    ],
)
def test_the_database_logs_nothing_of_a_statement_that_fails(
    running: EmbeddedServers, statement: str
) -> None:
    connection = psycopg2.connect(places.database_url())
    with connection.cursor() as cursor, pytest.raises(psycopg2.Error):
        cursor.execute(statement)
    connection.rollback()
    with connection.cursor() as cursor, pytest.raises(psycopg2.Error):
        cursor.execute("SELECT %s::integer", [MARK])
    connection.close()
    assert MARK not in postgres.log().read_text()
    assert "database system is ready" in postgres.log().read_text()

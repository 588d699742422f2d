"""The command as a person runs it: a process of its own, killed in the middle, started twice, mistyped."""

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import psycopg2
import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection

from caseloads.extract import JOB
from offenders.models import Case, Contact
from tests.extracts import CLEAN, read, take_in, with_rows, write


def database_url() -> str:
    """The test's own database, for another process."""
    of = {name: quote(str(value or ""), safe="") for name, value in connection.settings_dict.items()
          if isinstance(value, str | int | None)}  # fmt: skip
    return "postgresql://{USER}:{PASSWORD}@{HOST}:{PORT}/{NAME}".format_map(of).replace(":@", "@")


def start(*arguments: str | Path, cwd: Path) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [
            sys.executable,
            settings.BASE_DIR / "manage.py",
            "import_extract",
            "--skip-checks",
            *arguments,
        ],
        cwd=cwd,
        env=os.environ
        | {
            "DATABASE_URL": database_url(),
            "CASELOAD_LOCAL": "1",
            "DJANGO_SETTINGS_MODULE": "config.settings.base",
        },
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


@pytest.fixture
def many_contacts(tmp_path: Path) -> Path:
    """An extract that takes long enough to be killed in the middle."""
    rows = [
        f"X100002,COAP,2025-{month:02d}-{day:02d} {hour:02d}:{minute:02d},2025-12-31 10:00,N1F,ATTC,x"
        for month in range(1, 13)
        for day in range(1, 29)
        for hour in range(9, 12)
        for minute in range(0, 60, 4)
        if (month, day) != (3, 30)
    ]
    return write(tmp_path / "many", {"contacts": with_rows("contacts", *rows)})


def counts() -> dict[str, int]:
    found = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT count(*) FROM "{table}"')
            found[table] = cursor.fetchone()[0]
    return found


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("moment", ["extract_contacts_raw", "INSERT INTO offenders_contact"])
def test_a_killed_run_leaves_the_database_as_it_was(
    many_contacts: Path, tmp_path: Path, moment: str
) -> None:
    before = counts()
    process = start(many_contacts, cwd=tmp_path)
    try:
        _wait_until_it_runs(moment, process)
        assert process.poll() is None, "It ended before it could be killed"
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
    _wait_until_gone()
    assert counts() == before
    # Its lock is gone with it.
    take_in(write(tmp_path / "clean"))
    assert Contact.objects.count() == 4


def _backends() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT query FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
            " AND state <> 'idle'"
        )
        return [query for (query,) in cursor.fetchall()]


def _wait_until_it_runs(moment: str, process: "subprocess.Popen[str]") -> None:
    for _ in range(6_000):
        if any(moment.replace('"', "") in query.replace('"', "") for query in _backends()):
            return
        if process.poll() is not None:
            pytest.fail(f"It ended too soon: {process.communicate()}")
        time.sleep(0.01)
    pytest.fail(f"It never came to {moment}")


def _wait_until_gone() -> None:
    for _ in range(1_000):
        if not _backends():
            return
        time.sleep(0.02)
    pytest.fail("Its connection is still there")


@pytest.fixture
def another_import(transactional_db: None) -> Iterator[None]:
    """Somebody else's import, as far as its lock."""
    other = psycopg2.connect(database_url())
    with other.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [JOB])
    yield
    other.close()


@pytest.mark.usefixtures("another_import")
def test_two_imports_at_once_are_refused_in_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"^Another import is running: wait until it has ended"):
        call_command("import_extract", write(tmp_path / "x"), rejects=tmp_path / "r.csv")
    assert Case.objects.count() == 0


@pytest.mark.django_db
def test_what_the_command_says(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = write(tmp_path / "x", {"custody": None, "visits": with_rows("visits", "X1,,,,,,,,")})
    call_command("import_extract", folder, rejects=tmp_path / "r.csv")
    said = capsys.readouterr()
    assert "Warning: custody.csv is MISSING: the clock" in said.err
    assert re.search(r"^visits +3 +2 +0 +0 +1$", said.out, re.MULTILINE)
    assert re.search(r"^custody +0 +0 +0 +0 +0  MISSING$", said.out, re.MULTILINE)
    assert f"Rejected rows: 1, listed in {tmp_path / 'r.csv'}" in said.out
    assert [row["line"] for row in read(tmp_path / "r.csv")] == ["4"]
    call_command("import_extract", write(tmp_path / "x"), rejects=tmp_path / "r.csv", dry_run=True)
    assert "Dry run: nothing was stored." in capsys.readouterr().out


@pytest.mark.django_db
def test_rejects_and_changes_stand_where_the_command_is_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    call_command("import_extract", write(tmp_path / "x"))
    call_command(
        "import_extract",
        write(
            tmp_path / "x", {"offenders": CLEAN["offenders"].replace("1988-08-05", "1988-08-06")}
        ),
    )
    assert list(tmp_path.glob("rejects-x-*.csv"))
    (changes,) = tmp_path.glob("changes-x-*.csv")
    assert [row["after"] for row in read(changes)] == ["1988-08-06"]
    assert f"Corrected values: 1, listed in {changes.name}" in capsys.readouterr().out


@pytest.mark.django_db
def test_nothing_is_stored_when_the_rejects_cannot_be_written(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"^Nothing was imported: "):
        call_command("import_extract", write(tmp_path / "x"), rejects=tmp_path / "no" / "r.csv")
    assert Case.objects.count() == 0


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"^There is no folder .*nowhere"):
        call_command("import_extract", tmp_path / "nowhere")

"""A migrated database for the tests to copy: migrating takes a quarter of a minute, a copy takes none.

It is named after the migrations it was made by, so another set of migrations makes another one.
"""

import hashlib
import os
import subprocess
import sys
from typing import Any
from urllib.parse import urlsplit

import psycopg2
from django.conf import settings

PREFIX = "caseload_template_"
KEPT = 3  # of the branches that somebody goes back and forth between
LOCK = 7_303_014  # any number that nothing else uses


def name() -> str:
    """The database to copy, made first if need be; two callers at once make it once."""
    wanted = PREFIX + _digest()
    connection = psycopg2.connect(settings.DATABASE_URL)
    connection.autocommit = True
    try:
        with connection.cursor() as cursor:
            cursor.execute("select pg_advisory_lock(%s)", [LOCK])  # until the connection closes
            if wanted not in _existing(cursor):
                _make(cursor, wanted)
    finally:
        connection.close()
    return wanted


def _digest() -> str:
    """Of our migrations, and of the lock for those of the packages."""
    files = [
        *sorted(settings.BASE_DIR.glob("*/migrations/*.py")),
        settings.BASE_DIR / "requirements.txt",
    ]
    content = b"".join(
        str(file.relative_to(settings.BASE_DIR)).encode() + file.read_bytes() for file in files
    )
    return hashlib.sha256(content).hexdigest()[:16]


def _existing(cursor: Any) -> list[str]:
    """The newest last; one that was cut short does not count, because it was never renamed."""
    cursor.execute(
        "select datname from pg_database where datname ~ %s order by oid", [f"^{PREFIX}[0-9a-f]+$"]
    )
    return [row[0] for row in cursor.fetchall()]


def _make(cursor: Any, wanted: str) -> None:
    for old in _existing(cursor)[: -(KEPT - 1)]:
        cursor.execute(f"drop database {old}")
    fresh = f"{PREFIX}new"
    cursor.execute(f"drop database if exists {fresh} with (force)")
    cursor.execute(f"create database {fresh}")
    subprocess.run(
        [sys.executable, "manage.py", "migrate", "--verbosity=0", "--skip-checks"],
        cwd=settings.BASE_DIR,
        env=os.environ
        | {
            "DATABASE_URL": urlsplit(settings.DATABASE_URL)._replace(path=f"/{fresh}").geturl(),
            "DJANGO_SETTINGS_MODULE": "config.settings.test",
        },
        check=True,
    )
    cursor.execute(f"alter database {fresh} rename to {wanted}")

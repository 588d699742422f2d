"""A database of its own for a measurement, migrated, and gone afterwards."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

import psycopg2
from django.conf import settings
from django.db import connection

from tests import template_database

NAME = f"bench_caseload_{os.getpid()}"


@contextmanager
def scratch_database() -> Iterator[str]:
    """The address of a fresh migrated database on the server of the settings; Django's own connection is to it."""
    template = template_database.name()
    _administer(
        f"DROP DATABASE IF EXISTS {NAME} WITH (FORCE)",
        f"CREATE DATABASE {NAME} TEMPLATE {template}",
    )
    usual = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = NAME
    try:
        yield urlsplit(settings.DATABASE_URL)._replace(path=f"/{NAME}").geturl()
    finally:
        connection.close()
        connection.settings_dict["NAME"] = usual
        _administer(f"DROP DATABASE {NAME} WITH (FORCE)")


def _administer(*statements: str) -> None:
    administering = psycopg2.connect(settings.DATABASE_URL)
    administering.autocommit = True
    with administering.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
    administering.close()


def variables(url: str) -> dict[str, str]:
    """The environment of a process that works on that database with the settings of a real service."""
    return os.environ | {
        "DATABASE_URL": url,
        "CASELOAD_LOCAL": "1",
        "DJANGO_SETTINGS_MODULE": "config.settings.base",
    }

"""`manage.py migrate` refuses a database that other migrations made."""

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from core.management.commands.migrate import OTHER_HISTORY

pytestmark = pytest.mark.django_db


def forget(app: str, name: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = %s AND name = %s", [app, name])


def remember(app: str, name: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO django_migrations (app, name, applied) VALUES (%s, %s, now())", [app, name]
        )


def refused() -> str:
    with pytest.raises(CommandError) as caught:
        call_command("migrate", verbosity=0)
    assert caught.value.returncode == OTHER_HISTORY
    return str(caught.value)


def test_a_migration_that_this_version_has_not_is_refused():
    remember("offenders", "0003_orders")
    assert "offenders.0003_orders is not in this version. Nothing was changed." in refused()


def test_a_dependency_that_was_never_applied_is_refused():
    """As where a table moved to an app of its own after the database was made."""
    forget("orders", "0001_initial")
    assert "is applied before its dependency orders.0001_initial" in refused()


def test_a_library_may_drop_its_old_migrations():
    remember("axes", "0000_squashed_long_ago")
    call_command("migrate", verbosity=0)


def test_old_names_can_be_pruned():
    remember("offenders", "0000_squashed")
    call_command("migrate", "offenders", prune=True, verbosity=0)
    call_command("migrate", verbosity=0)

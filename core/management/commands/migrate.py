"""`migrate`, which refuses a database that other migrations made instead of failing halfway or going on beside it.

Django looks only for migrations that it has and the database has not. One that the database has and this version
has not means another version's tables, perhaps under other names.
"""

from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.management.base import CommandError
from django.core.management.commands import migrate
from django.db import connections
from django.db.migrations.exceptions import InconsistentMigrationHistory
from django.db.migrations.loader import MigrationLoader

OTHER_HISTORY = 3  # the exit code that `python -m embedded run` knows


class Command(migrate.Command):
    def handle(self, *args: Any, **options: Any) -> None:
        if not options["prune"] and (what := stranger(options["database"])):
            raise CommandError(
                f"This database was made by another set of migrations: {what}. Nothing was changed.",
                returncode=OTHER_HISTORY,
            )
        super().handle(*args, **options)


def stranger(database: str) -> str:
    """What of the migrations on record in a database does not fit those of this version; empty when all do."""
    connection = connections[database]
    loader = MigrationLoader(connection, ignore_no_migrations=True)
    own = {
        app.label for app in apps.get_app_configs() if Path(app.path).parent == settings.BASE_DIR
    }
    unknown = [
        key
        for key in loader.applied_migrations
        if key[0] in own and key not in loader.disk_migrations
    ]
    if unknown:
        return f"{'.'.join(min(unknown))} is not in this version"
    try:
        loader.check_consistent_history(connection)
    except InconsistentMigrationHistory as error:
        return str(error).rstrip(".")
    return ""

"""`migrate`, which refuses a database that other migrations made instead of failing halfway or going on beside it.

Django looks only for migrations that it has and the database has not. One that the database has and this version
has not means another version's tables, perhaps under other names. It is quick about triggers, too.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.management.base import CommandError
from django.core.management.commands import migrate
from django.db import connections
from django.db.migrations.exceptions import InconsistentMigrationHistory
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations import AddConstraint, RemoveConstraint
from django.db.migrations.state import ProjectState
from pgtrigger.migrations import AddTrigger, RemoveTrigger

# Operations after which every model has the fields that it had.
CHANGING_NO_FIELD = (AddTrigger, RemoveTrigger, AddConstraint, RemoveConstraint)
OTHER_HISTORY = 3  # the exit code that `python -m embedded run` knows


class Command(migrate.Command):
    def handle(self, *args: Any, **options: Any) -> None:
        if not options["prune"] and (what := stranger(options["database"])):
            raise CommandError(
                f"This database was made by another set of migrations: {what}. Nothing was changed.",
                returncode=OTHER_HISTORY,
            )
        with making_no_model_anew():
            super().handle(*args, **options)


@contextmanager
def making_no_model_anew() -> Iterator[None]:
    """Add and remove triggers and constraints without making the models of the state anew each time.

    After every operation Django makes the model concerned and all that refer to it anew, some hundred classes here.
    A trigger changes none of them, it is SQL that was worked out when the migration was written; a constraint counts
    only where a later operation alters a field of its model, so it waits for the next one that makes models anew.
    There are more than a thousand of the two, most of the time that a new database took.
    """
    made: dict[type, Any] = {each: each.state_forwards for each in CHANGING_NO_FIELD}
    reload_model = ProjectState.reload_model
    waiting: set[tuple[str, str]] = set()

    def not_now(operation: type) -> Any:
        def state_forwards(self: Any, app_label: str, state: ProjectState) -> None:
            models = state.__dict__.pop("apps", None)  # of none there is nothing to make anew
            try:
                made[operation](self, app_label, state)
            finally:
                if models is not None:
                    state.__dict__["apps"] = models
            waiting.add((app_label, self.model_name.lower()))

        return state_forwards

    def with_those_that_wait(
        self: ProjectState, app_label: str, model_name: str, delay: bool = False
    ) -> None:
        late = waiting & self.models.keys()
        if late and "apps" in self.__dict__:
            waiting.clear()
            self.reload_models([*late])
        reload_model(self, app_label, model_name, delay)

    with patched(
        {operation: ("state_forwards", not_now(operation)) for operation in made}
        | {ProjectState: ("reload_model", with_those_that_wait)}
    ):
        yield


@contextmanager
def patched(changes: Mapping[Any, tuple[str, Any]]) -> Iterator[None]:
    """Each of these has another method meanwhile."""
    before = {each: (name, getattr(each, name)) for each, (name, _) in changes.items()}
    for each, (name, method) in changes.items():
        setattr(each, name, method)
    try:
        yield
    finally:
        for each, (name, method) in before.items():
            setattr(each, name, method)


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

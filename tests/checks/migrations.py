"""Migrations are linear, and none locks a busy table or loses a column that the old code reads."""

import os
import sys
from collections.abc import Iterator

import django
from django.db.migrations.loader import MigrationLoader
from django_migration_linter import MigrationLinter

from tests.checks.found import APPS, ROOT, Finding, report


def branches() -> Iterator[Finding]:
    """An app whose history forks: two people wrote the next migration at once."""
    graph = MigrationLoader(None).graph
    for app in APPS:
        folder = ROOT / app / "migrations"
        for node in (key for key in graph.nodes if key[0] == app):
            following = [
                child.key[1] for child in graph.node_map[node].children if child.key[0] == app
            ]
            if len(following) > 1:
                names = " and ".join(sorted(following))
                yield Finding(folder / f"{node[1]}.py", 1, f"{names} both follow this one")


def folded() -> Iterator[str]:
    """What one migration replaces was judged when it was new, and takes a minute and a half to judge again."""
    for migration in MigrationLoader(None).disk_migrations.values():
        yield from (name for app, name in migration.replaces if app in APPS)


def unsafe() -> int:
    """An app's first tables are made while nobody uses them; every later migration is judged."""
    linter = MigrationLinter(
        path=str(ROOT),
        include_apps=APPS,
        no_cache=True,
        ignore_initial_migrations=True,
        quiet=["ok", "ignore"],
        ignore_name=sorted(set(folded())),
    )
    linter.lint_all_migrations()
    return 1 if linter.has_errors else 0


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")
    django.setup()
    sys.exit(report(branches()) | unsafe())

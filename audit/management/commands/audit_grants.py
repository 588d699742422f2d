"""`manage.py audit_grants --role NAME`: the rights of the role that the service runs as.

Triggers keep what may only grow from being altered, but the owner of a table can drop its triggers. So the
service runs as a role that owns nothing and may not alter those tables; migrations run as the owner.
"""

from argparse import ArgumentParser
from collections.abc import Iterator
from typing import Any

import pgtrigger
from django.core.management.base import BaseCommand, CommandError
from django.db import connection, transaction

REFUSED = str(pgtrigger.Update | pgtrigger.Delete)


def append_only_tables() -> list[str]:
    """Every table whose model refuses both UPDATE and DELETE by a trigger."""
    return sorted(
        model._meta.db_table
        for model, trigger in pgtrigger.registered()
        if isinstance(trigger, pgtrigger.Protect) and str(trigger.operation) == REFUSED
    )


def statements(role: str) -> Iterator[str]:
    """Everything the service needs and no more, for a role that is already there; safe to repeat."""
    name = connection.ops.quote_name(role)
    everything = "ALL TABLES IN SCHEMA public"
    yield f"REVOKE ALL ON {everything} FROM {name}"
    yield f"GRANT USAGE ON SCHEMA public TO {name}"
    yield f"GRANT SELECT, INSERT, UPDATE, DELETE ON {everything} TO {name}"
    yield f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {name}"
    for table in append_only_tables():
        yield f"REVOKE UPDATE, DELETE ON {connection.ops.quote_name(table)} FROM {name}"
    yield f"REVOKE INSERT, UPDATE, DELETE ON django_migrations FROM {name}"


class Command(BaseCommand):
    help = "Print, or apply, the rights of the role that the service runs as. Run it after each migration."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--role", required=True, help="a role that owns none of the tables")
        parser.add_argument("--apply", action="store_true", help="run the statements as the owner")

    def handle(self, *args: Any, **options: Any) -> None:
        role = options["role"]
        if not options["apply"]:
            for statement in statements(role):
                self.stdout.write(f"{statement};")
            return
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role])
            if not cursor.fetchone():
                raise CommandError(f"There is no role {role}: CREATE ROLE {role} LOGIN first")
            if role == connection.settings_dict["USER"]:
                raise CommandError(f"{role} owns the tables: give a role for the service to run as")
            for statement in statements(role):
                cursor.execute(statement)
        self.stdout.write(f"{role} may now run the service and alter nothing that may only grow.")

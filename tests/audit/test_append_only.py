"""What may only grow cannot be altered: by triggers for every role, by rights for the service's own."""

import io
import os
from collections.abc import Iterator

import psycopg2
import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from audit.management.commands.audit_grants import append_only_tables, statements
from audit.models import Event, Seal
from core import clock
from offenders.models import Case, Contact
from people.models import User
from tests import factories
from visits.models import Visit

ROLE = f"caseload_test_service_{os.getpid()}"  # roles belong to the server, which other tests share


@pytest.fixture
def a_row_in_each(case: Case, as_amira: object) -> None:
    factories.make_visit(case)
    as_amira.get("/sign-in/")  # type: ignore[attr-defined]
    Seal.objects.create(
        number=1,
        sealed_at=clock.now(),
        below_transaction=9,
        from_transaction=0,
        rows=1,
        root=bytes(32),
        previous=bytes(32),
        signature=bytes(64),
        key_id="k",
    )


WITH_ROWS = [
    "audit_event",
    "audit_seal",
    "offenders_contact",
    "visits_visit",
    "offenders_caseevent",
    "people_userevent",
]


@pytest.mark.django_db
@pytest.mark.parametrize("table", WITH_ROWS)
@pytest.mark.parametrize(
    "statement", ["DELETE FROM {}", "UPDATE {} SET {} = {}", "TRUNCATE {} CASCADE"]
)
def test_rows_cannot_be_altered_removed_or_cut(
    table: str, statement: str, a_row_in_each: None
) -> None:
    column = "pgh_id" if table.endswith("event") and table != "audit_event" else "id"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table}")
        before = cursor.fetchone()
        assert before[0] > 0
        with pytest.raises(DatabaseError, match="annot"), transaction.atomic():
            cursor.execute(statement.format(table, column, column))
        cursor.execute(f"SELECT count(*) FROM {table}")
        assert cursor.fetchone() == before


@pytest.mark.django_db
@pytest.mark.parametrize("model", [Event, Seal, Contact, Visit])
def test_nor_through_the_orm(model: type, a_row_in_each: None) -> None:
    for act in (lambda: model.objects.all().delete(), lambda: model.objects.update(id=7)):
        with pytest.raises(DatabaseError, match="annot"), transaction.atomic():
            act()


@pytest.mark.django_db
def test_every_table_that_may_only_grow_refuses_all_three() -> None:
    """Also where no test has a row: the triggers are there and switched on."""
    tables = append_only_tables()
    assert {
        "audit_event",
        "audit_seal",
        "offenders_contact",
        "visits_visit",
        "offenders_caseevent",
    } <= set(tables)
    with connection.cursor() as cursor:
        cursor.execute(
            # tgtype: 8 delete, 16 update, 32 truncate; tgenabled O: fires for everybody
            "SELECT c.relname, bit_or(t.tgtype::int) & 56 FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid "
            "WHERE NOT t.tgisinternal AND t.tgenabled = 'O' "
            "AND (t.tgname LIKE '%%append_only%%' OR t.tgname LIKE '%%no_truncate%%') GROUP BY 1"
        )
        found = dict(cursor.fetchall())
    assert {table: found.get(table) for table in tables} == dict.fromkeys(tables, 56)


@pytest.fixture
def service(transactional_db: None) -> Iterator[psycopg2.extensions.connection]:
    """A connection as a role that owns nothing, with the rights that the command gives."""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP ROLE IF EXISTS {ROLE}")
        cursor.execute(f"CREATE ROLE {ROLE}")
        cursor.execute(f"GRANT {ROLE} TO CURRENT_USER")
    call_command("audit_grants", role=ROLE, apply=True, stdout=io.StringIO())
    other = psycopg2.connect(**connection.get_connection_params())
    other.autocommit = True
    with other.cursor() as cursor:
        cursor.execute(f"SET ROLE {ROLE}")
    yield other
    other.close()
    with connection.cursor() as cursor:
        cursor.execute(f"DROP OWNED BY {ROLE}")
        cursor.execute(f"DROP ROLE {ROLE}")


REFUSED = [
    "UPDATE audit_event SET status = 1",
    "DELETE FROM audit_event",
    "TRUNCATE audit_event",
    "DELETE FROM audit_seal",
    "UPDATE offenders_contact SET notes = ''",
    "DELETE FROM people_userevent",
    "ALTER TABLE audit_event DISABLE TRIGGER ALL",
    "DROP TABLE audit_event",
    "SET session_replication_role = replica",
    "SET pgtrigger.ignore = '{audit_event}'; DELETE FROM audit_event",
    "UPDATE django_migrations SET app = ''",
    "CREATE TABLE mine (id int)",
]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("statement", REFUSED)
def test_the_services_role_may_not(service: psycopg2.extensions.connection, statement: str) -> None:
    with service.cursor() as cursor, pytest.raises(psycopg2.errors.InsufficientPrivilege):
        cursor.execute(statement)


@pytest.mark.django_db(transaction=True)
def test_the_services_role_may_do_its_work(
    service: psycopg2.extensions.connection, amira: User
) -> None:
    """Insert into the log; change what may change, with its history; read everything."""
    with service.cursor() as cursor:
        cursor.execute(
            "INSERT INTO audit_event (request_id, at, transaction_id, user_label, roles, session, method, view, "
            "path, asked, case_ids, grounds, reason, status, outcome) VALUES (gen_random_uuid(), now(), "
            "pg_current_xact_id()::text::bigint, '', '{}', '', 'GET', '', '/', '{}', '{}', '{}', '', 200, 'shown')"
        )
        cursor.execute("UPDATE people_user SET name = 'A. Khan' WHERE id = %s", [amira.pk])
        cursor.execute(
            "SELECT name FROM people_userevent WHERE pgh_obj_id = %s ORDER BY pgh_id DESC LIMIT 1",
            [amira.pk],
        )
        assert cursor.fetchone() == ("A. Khan",)
        cursor.execute("DELETE FROM people_rolegrant WHERE user_id = %s", [amira.pk])
        assert cursor.rowcount == 1


@pytest.mark.django_db
def test_the_statements_are_printed_to_be_read_first() -> None:
    out = io.StringIO()
    call_command("audit_grants", role="service", stdout=out)
    assert out.getvalue().splitlines() == [f"{line};" for line in statements("service")]
    assert 'REVOKE UPDATE, DELETE ON "audit_event" FROM "service";' in out.getvalue()


@pytest.mark.django_db
def test_the_owner_is_no_role_for_the_service() -> None:
    with pytest.raises(CommandError, match="owns the tables"):
        call_command("audit_grants", role=connection.settings_dict["USER"], apply=True)
    with pytest.raises(CommandError, match="There is no role"):
        call_command("audit_grants", role="nobody_of_this_name", apply=True)

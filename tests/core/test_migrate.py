"""`manage.py migrate` refuses a database that other migrations made."""

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.migrations.operations import AddConstraint, AddField, CreateModel
from django.db.migrations.state import ProjectState
from django.db.models import AutoField, CheckConstraint, Q, TextField

from core.management.commands.migrate import CHANGING_NO_FIELD, OTHER_HISTORY, making_no_model_anew

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


def test_django_has_its_own_methods_back():
    before = {each: each.state_forwards for each in CHANGING_NO_FIELD}
    with making_no_model_anew():
        assert {each: each.state_forwards for each in CHANGING_NO_FIELD} != before
    assert {each: each.state_forwards for each in CHANGING_NO_FIELD} == before


def test_a_constraint_waits_for_the_next_operation_that_needs_the_model():
    """Models as a later operation sees them have it; a trigger is of no model."""
    state = ProjectState()
    CreateModel("Thing", [("id", AutoField(primary_key=True))]).state_forwards("here", state)
    state.apps.get_model("here", "Thing")
    constraint = CheckConstraint(name="here_thing_first", condition=Q(id=1))
    with making_no_model_anew():
        AddConstraint("thing", constraint).state_forwards("here", state)
        assert state.apps.get_model("here", "Thing")._meta.constraints == []
        AddField("thing", "note", TextField(default="")).state_forwards("here", state)
    assert state.apps.get_model("here", "Thing")._meta.constraints == [constraint]

"""Who asks is told to the statements that write, and to them alone."""

import pghistory
import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from core.history import changes_of
from people.models import Team

pytestmark = pytest.mark.django_db


def test_savepoints_of_a_page_carry_nothing(as_amira: Client):
    with CaptureQueriesContext(connection) as queries:
        assert as_amira.get(reverse("people:password")).status_code == 200
    around = [query["sql"] for query in queries if "SAVEPOINT" in query["sql"]]
    assert around
    assert [sql for sql in around if "set_config" in sql] == []


def test_what_is_written_after_a_savepoint_was_undone_says_who(team: Team):
    with pghistory.context(request="1", user_label="Amira"):
        Team.objects.filter(pk=team.pk).update(name="First")
        with transaction.atomic():
            Team.objects.filter(pk=team.pk).update(name="Undone")
            transaction.set_rollback(True)
        Team.objects.filter(pk=team.pk).update(name="Second")
    written = [(change.row.name, change.who) for change in changes_of(Team, pgh_obj=team.pk)][:2]
    assert written == [("Second", "Amira"), ("First", "Amira")]

"""Emptying the database after a test that commits, while a thread of the server still stores something."""

import time
from threading import Event, Thread

import pytest
from django.db import connection, transaction

from people.models import DeliveryUnit, User
from tests import factories
from tests.conftest import _emptied
from tests.together import waits


@pytest.mark.django_db(transaction=True)
def test_what_loses_a_deadlock_to_a_late_request_is_done_after_it() -> None:
    # Units are emptied before users.
    unit = factories.make_unit("Eastmoor", factories.make_region("North"))
    user = factories.make_user("Zoltán Late")
    connection.ensure_connection()
    emptying = [connection.connection.info.backend_pid]
    holds = Event()

    def late_request() -> None:
        with transaction.atomic():
            User.objects.select_for_update().get(pk=user.pk)
            holds.set()
            until = time.monotonic() + 10
            while not waits(emptying) and time.monotonic() < until:
                time.sleep(0.01)
            # The emptying has waited longer, so it is the one that notices, and gives way.
            DeliveryUnit.objects.select_for_update().get(pk=unit.pk)
        connection.close()

    thread = Thread(target=late_request)
    thread.start()
    assert holds.wait(10)
    _emptied(None)  # type: ignore[arg-type] -- which test it is does not matter
    thread.join()
    assert not User.objects.exists()

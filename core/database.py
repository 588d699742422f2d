"""Whether the database answers, asked so that the question itself never waits longer than it may."""

import select
import time
from contextlib import closing

import psycopg2
from django.db import connection
from psycopg2 import extensions


def answers(*, within: float) -> bool:
    """Whether a new connection can be made and answers a question, in `within` seconds altogether.

    Over a connection of its own: one that waits for a lock, or was made before the server stopped taking
    new ones, says nothing about the next. Without blocking, because the driver's own limit on connecting is
    two seconds at the least and none of its limits holds for a server that is frozen.
    """
    until = time.monotonic() + within
    try:
        with closing(psycopg2.connect(**connection.get_connection_params(), async_=True)) as own:
            _wait(own, until)
            with own.cursor() as cursor:
                cursor.execute("SELECT 1")
                _wait(own, until)
                return bool(cursor.fetchone() == (1,))
    except (psycopg2.Error, TimeoutError):
        return False


def _wait(own: extensions.connection, until: float) -> None:
    while (state := own.poll()) != extensions.POLL_OK:
        reading = [own] if state == extensions.POLL_READ else []
        writing = [own] if state == extensions.POLL_WRITE else []
        left = until - time.monotonic()
        if left <= 0 or not any(select.select(reading, writing, [], left)):
            raise TimeoutError

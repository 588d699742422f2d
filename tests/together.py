"""Several people at the same moment, each in a connection and a transaction of their own."""

import time
from collections.abc import Callable
from threading import Barrier, Thread
from typing import Any

from django.db import connection, transaction

from core.errors import RefusedError, StaleError

STORED = "stored"


def name_of(error: Exception) -> str:
    return type(error).__name__


def together(*acts: Callable[[], Any], said: Callable[[Any], str] = name_of) -> list[str]:
    """What became of each act, in alphabetical order: "stored", or what `said` makes of the refusal."""
    answers: list[str] = []
    barrier = Barrier(len(acts))

    def run(act: Callable[[], Any]) -> None:
        barrier.wait()
        try:
            act()
            answers.append(STORED)
        except (RefusedError, StaleError) as error:
            answers.append(said(error))
        finally:
            connection.close()

    threads = [Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    return sorted(answers)


def while_open(
    first: Callable[[], Any], second: Callable[[], Any], *, said: Callable[[Any], str] = name_of
) -> str:
    """What becomes of `second`, begun when `first` is done and its transaction still open.

    The first commits when the second waits for it, or is done without having waited: whichever, no luck is needed.
    """
    answers: list[str] = []
    pids: list[int] = []

    def run() -> None:
        try:
            connection.ensure_connection()
            pids.append(connection.connection.info.backend_pid)
            second()
            answers.append(STORED)
        except Exception as error:  # noqa: BLE001 -- the test says which is expected
            answers.append(said(error))
        finally:
            connection.close()

    thread = Thread(target=run)
    with transaction.atomic():
        first()
        thread.start()
        until = time.monotonic() + 20
        while not answers and not waits(pids):
            assert time.monotonic() < until, "it neither ends nor waits"
            time.sleep(0.01)
    thread.join(timeout=30)
    return answers[0]


def waits(pids: list[int]) -> bool:
    """Whether one of these sessions of the database waits for a lock."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT cardinality(pg_blocking_pids(p)) > 0 FROM unnest(%s::int[]) p", [pids]
        )
        return any(row[0] for row in cursor.fetchall())

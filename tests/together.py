"""Several people at the same moment, each in a connection and a transaction of their own."""

from collections.abc import Callable
from threading import Barrier, Thread
from typing import Any

from django.db import connection

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

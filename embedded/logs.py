"""Logs that turn over: none of them grows for ever, and what went wrong last week is still there."""

import itertools
import shutil
from pathlib import Path

MOST_BYTES = 10_000_000
KEPT = 3


def turn_over(log: Path, *, most: int = MOST_BYTES, kept: int = KEPT) -> bool:
    """Put a log that has grown beyond `most` bytes aside as .1, the older ones as .2 and so on; whether it did.

    The file itself is emptied, not replaced: who writes to it holds it open, at its end. What is written between
    copying and emptying is lost, a line at most.
    """
    if not log.exists() or log.stat().st_size <= most:
        return False
    older = [log.with_name(f"{log.name}.{number}") for number in range(kept, 0, -1)]
    for last, before in itertools.pairwise(older):
        if before.exists():
            before.replace(last)
    shutil.copy2(log, older[-1])
    with log.open("r+b") as file:
        file.truncate(0)
    return True

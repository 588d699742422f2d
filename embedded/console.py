"""What the person at the terminal reads."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class Failed(Exception):  # noqa: N818 - reads as what happened
    """The start failed; the text is one sentence for the person, with the way out."""


def say(text: str) -> None:
    sys.stderr.write(text + "\n")
    sys.stderr.flush()


@contextmanager
def step(name: str) -> Iterator[None]:
    """Name the step before it starts, and how long it took after it."""
    sys.stderr.write(f"  {name} ... ")
    sys.stderr.flush()
    started = time.monotonic()
    try:
        yield
    except BaseException:
        say("")
        raise
    say(f"{time.monotonic() - started:.1f} s")


def tail(log: Path, lines: int = 15) -> str:
    """The last lines of a log, indented; says so where there is none."""
    try:
        text = log.read_text(errors="replace").splitlines()[-lines:]
    except OSError:
        text = []
    return "\n".join(f"    {line}" for line in text) or "    (its log is empty)"

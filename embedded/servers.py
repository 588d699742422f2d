"""Both servers together: which of them are ours to start, and who is still using them."""

import contextlib
import fcntl
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

from embedded import environment, places, postgres, valkey
from embedded.console import say, step

SERVERS: dict[str, tuple[str, ModuleType]] = {
    "PostgreSQL": ("DATABASE_URL", postgres),
    "Valkey": ("REDIS_URL", valkey),
}


def ours() -> dict[str, ModuleType]:
    """The servers that no address in the environment stands for.

    A shell may have our own addresses in it (`python -m embedded env`): those are ours, whatever the database.
    """
    return {
        name: server
        for name, (variable, server) in SERVERS.items()
        if places.is_ours(os.environ.get(variable, ""))
    }


def logs() -> list[Path]:
    return [server.log() for server in ours().values()]


def up(*, keep: bool = False) -> None:
    """Start what is ours and down; `keep` it until somebody says `down`.

    Two callers at once are safe: the second finds it ready.
    """
    if not ours():
        return
    with _locked():
        if keep:
            _kept().touch()
        postgres.make_private(places.sockets())
        for name, server in ours().items():
            if not server.is_ready():
                with step(f"Starting {name}"):
                    server.up()


def revive() -> None:
    """Start again what has died under a run, and say so."""
    dead = [name for name, server in ours().items() if server.pid() is None]
    if dead:
        say(f"  {' and '.join(dead)} ended unexpectedly")
        up()


def down(*, unless_kept: bool = False) -> None:
    with _locked():
        if unless_kept and _kept().exists():
            return
        _kept().unlink(missing_ok=True)
        for name, server in ours().items():
            if server.pid() is not None:
                with step(f"Stopping {name}"):
                    server.down()
        with contextlib.suppress(OSError):  # not there, or not empty because one server is given
            places.sockets().rmdir()


def remove() -> None:
    """Stop what is ours, and delete its data and the sockets. A server that is given may keep its own there."""
    down()
    stopped = ours()
    folders = [server.home() for server in stopped.values()]
    if len(stopped) == len(SERVERS):
        folders.append(places.sockets())
    for folder in folders:
        shutil.rmtree(folder, ignore_errors=True)
    environment.seals().unlink(missing_ok=True)  # of an audit log that is no more


@contextlib.contextmanager
def in_use() -> Iterator[None]:
    """Servers for as long as this block lasts; the last user out stops them, unless they are kept.

    The claim is a shared lock on a file, so it ends with the process however that ends.
    """
    places.data().mkdir(mode=0o700, parents=True, exist_ok=True)
    with (places.data() / "in-use").open("w") as claim:
        fcntl.flock(claim, fcntl.LOCK_SH)
        up()
        try:
            yield
        finally:
            if _last(claim.fileno()):
                down(unless_kept=True)


def _last(claim: int) -> bool:
    try:
        fcntl.flock(claim, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _kept() -> Path:
    return places.data() / "kept"


@contextlib.contextmanager
def _locked() -> Iterator[None]:
    places.data().mkdir(mode=0o700, parents=True, exist_ok=True)
    with (places.data() / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield

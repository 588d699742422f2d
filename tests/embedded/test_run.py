"""`make run` says what is wrong in one sentence, and leaves no process behind."""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from embedded import children, environment, places, processes, run
from embedded.children import Child
from embedded.console import Failed
from tests.embedded.conftest import EmbeddedServers

SLEEPER = ["-c", "import subprocess, sys; subprocess.Popen(['sleep', '60']).wait()"]


@pytest.fixture(autouse=True)
def own_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("CASELOAD_DATA", str(tmp_path))


def members(session: int) -> list[int]:
    """The living processes of a session."""
    numbers = (int(path.name) for path in Path("/proc").iterdir() if path.name.isdecimal())
    found = []
    for number in numbers:
        try:
            if os.getsid(number) == session and processes.command_of(number):
                found.append(number)
        except ProcessLookupError:
            continue
    return found


def wait_until(condition: object, seconds: float = 5) -> bool:
    end = time.monotonic() + seconds
    while not condition():  # type: ignore[operator]
        if time.monotonic() > end:
            return False
        time.sleep(0.02)
    return True


def test_a_taken_port_is_refused_with_the_way_out(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        monkeypatch.setenv("PORT", str(other.getsockname()[1]))
        with pytest.raises(Failed, match=r"taken by another program: .*PORT=8010 make run"):
            run.free_port()


@pytest.mark.parametrize("port", ["eight", "0", "65536", "-1"])
def test_a_port_that_is_none_is_refused(monkeypatch: pytest.MonkeyPatch, port: str) -> None:
    monkeypatch.setenv("PORT", port)
    with pytest.raises(Failed, match="is no port"):
        run.free_port()


def test_a_child_that_dies_ends_the_run_with_its_last_words() -> None:
    child = Child("worker", ["-c", "print('no such broker'); raise SystemExit(3)"])
    child.start(dict(os.environ))
    assert child.process
    child.process.wait(timeout=10)

    with pytest.raises(
        Failed, match=r"(?s)The worker process ended \(exit code 3\).*no such broker"
    ):
        child.check()


def test_stopping_ends_the_children_of_the_children() -> None:
    child = Child("web", SLEEPER)
    child.start(dict(os.environ))
    assert child.process
    session = child.process.pid
    assert wait_until(lambda: len(members(session)) == 2)

    children.stop([child])

    assert wait_until(lambda: members(session) == [])


def test_a_killed_launcher_leaves_no_child(tmp_path: Path) -> None:
    if sys.platform != "linux":
        pytest.skip("only Linux tells a process that its parent died")
    program = (
        "import os, time; from embedded.children import Child;"
        "c = Child('beat', ['-c', 'import time; time.sleep(60)']); c.start(dict(os.environ));"
        "print(c.process.pid, flush=True); time.sleep(60)"
    )
    launcher = subprocess.Popen(
        [sys.executable, "-c", program], cwd=places.ROOT, stdout=subprocess.PIPE, text=True
    )
    assert launcher.stdout
    child = int(launcher.stdout.readline())
    assert wait_until(lambda: "sleep" in processes.command_of(child))

    launcher.send_signal(signal.SIGKILL)
    launcher.communicate()

    assert wait_until(lambda: not processes.command_of(child))


def test_a_second_run_in_the_same_folder_is_refused() -> None:
    with (
        run._alone(),
        pytest.raises(Failed, match=f"already running here .process {os.getpid()}"),
        run._alone(),
    ):
        pass


def in_database(statement: str, variables: dict[str, str]) -> None:
    code = (
        "import django; django.setup()\n"
        "from django.db import connection\n"
        f"connection.cursor().execute({statement!r})"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=places.ROOT, env=variables)


def test_data_of_a_version_that_was_never_released_are_named_with_the_way_out(
    running: EmbeddedServers, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is released, so migrations are still folded; whoever ran an earlier set reads one sentence."""
    for name in ("DATABASE_URL", "REDIS_URL", "DJANGO_SETTINGS_MODULE"):
        monkeypatch.delenv(name, raising=False)
    variables = environment.local()
    run._migrate(variables)
    in_database(
        "INSERT INTO django_migrations (app, name, applied) VALUES ('offenders', '0003_orders', now())",
        variables,
    )
    try:
        with pytest.raises(Failed) as caught:
            run._migrate(variables)
    finally:
        in_database("DELETE FROM django_migrations WHERE name = '0003_orders'", variables)
    said = str(caught.value)
    assert said.startswith(f"The data folder {running.data} was made by an earlier version")
    assert "`make clean` removes it" in said
    assert "offenders.0003_orders is not in this version" in said
    assert "Traceback" not in said

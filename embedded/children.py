"""The processes of a local run: web, worker and beat."""

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

from embedded import logs, places
from embedded.console import Failed, tail

GRACE_SECONDS = 20.0


@dataclass
class Child:
    """One process with its own log, in a session of its own: Ctrl-C reaches it through us only."""

    name: str
    command: list[str]
    process: subprocess.Popen[bytes] | None = field(default=None, init=False)

    @property
    def log(self) -> Path:
        return places.logs() / f"{self.name}.log"

    def start(self, environment: dict[str, str]) -> None:
        self.log.parent.mkdir(parents=True, exist_ok=True)
        logs.turn_over(self.log, most=0)
        # At its end, wherever that is after the log was turned over.
        with self.log.open("ab") as output:
            self.process = subprocess.Popen(
                [sys.executable, *self.command],
                cwd=places.ROOT,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                preexec_fn=_end_with_parent if sys.platform == "linux" else None,  # noqa: PLW1509 - no threads here
            )

    def check(self) -> None:
        """Raise if it has ended: a run never goes on without one of its parts."""
        code = self.process.poll() if self.process else None
        if code is not None:
            how = f"signal {-code}" if code < 0 else f"exit code {code}"
            raise Failed(
                f"The {self.name} process ended ({how}), so this run ends too. "
                f"The last lines of {self.log}:\n{tail(self.log)}"
            )

    def signal(self, sign: signal.Signals) -> None:
        if self.process and self.process.poll() is None:
            self.process.send_signal(sign)

    def wait(self, until: float) -> None:
        """Wait for its own orderly end; then end whatever is left of its session."""
        if self.process is None:
            return
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(timeout=max(0.0, until - time.monotonic()))
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


def family(port: int) -> list[Child]:
    """What production runs as three services; here together."""
    beat = places.data() / "beat"
    beat.mkdir(parents=True, exist_ok=True)
    celery = ["-m", "celery", "--app", "config.celery:app"]
    return [
        Child("web", ["-m", "gunicorn", "config.wsgi", "--bind", f"127.0.0.1:{port}", "--workers", "2",
                      "--no-control-socket"]),
        Child("worker", [*celery, "worker", "--concurrency", "2", "--loglevel", "INFO",
                         "--without-gossip", "--without-mingle"]),
        Child("beat", [*celery, "beat", "--loglevel", "INFO", "--schedule", str(beat / "schedule"), "--pidfile", ""]),
    ]  # fmt: skip


def stop(children: list[Child]) -> None:
    for child in children:
        child.signal(signal.SIGTERM)
    until = time.monotonic() + GRACE_SECONDS
    for child in children:
        child.wait(until)


def _end_with_parent() -> None:
    """Ask Linux for SIGTERM when the launcher dies, so that its kill -9 leaves no orphans."""
    ctypes.CDLL(None).prctl(1, signal.SIGTERM)  # 1: PR_SET_PDEATHSIG

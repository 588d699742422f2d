"""Whether a process recorded in a file is still the one that was meant.

A pid file outlives kill -9 and reboots. Its number may then belong to nobody, to a zombie (where
process 1 reaps nothing, as in many containers) or to a stranger.
"""

import os
import signal
import subprocess
import time
from pathlib import Path

PROC = Path("/proc")  # Linux only


def recorded_pid(pid_file: Path) -> int | None:
    """The number on the first line; None where there is no file or no number."""
    try:
        return int(pid_file.read_text().split("\n", 1)[0])
    except (OSError, ValueError):
        return None


def command_of(pid: int) -> str:
    """The command line of a living process; empty for none, and for a zombie."""
    if PROC.exists():
        try:
            return (
                (PROC / str(pid) / "cmdline")
                .read_bytes()
                .replace(b"\0", b" ")
                .decode(errors="replace")
                .strip()
            )
        except OSError:
            return ""
    answer = subprocess.run(
        ["/bin/ps", "-ww", "-o", "command=", "-p", str(pid)],
        capture_output=True,
        text=True,
        check=False,
    )
    return "" if "<defunct>" in answer.stdout else answer.stdout.strip()


def living(pid_file: Path, *, mark: str) -> int | None:
    """The recorded process, if it lives and its command line carries `mark` (our socket folder)."""
    pid = recorded_pid(pid_file)
    return pid if pid and mark in command_of(pid) else None


def stop(pid: int, sign: signal.Signals, *, seconds: float) -> bool:
    """Ask a process to end and wait for it; False if it is still there after `seconds`."""
    try:
        os.kill(pid, sign)
    except ProcessLookupError:
        return True
    end = time.monotonic() + seconds
    while command_of(pid):
        if time.monotonic() > end:
            return False
        time.sleep(0.02)
    return True

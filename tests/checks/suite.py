"""The tests, in parallel and with coverage; without the journeys where there is no browser."""

import os
import shutil
import subprocess
import sys
import time

from tests.checks.found import ROOT

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
NO_BROWSER = (
    "The journeys were NOT run: there is no Chromium here. "
    "Install it (on Debian and Ubuntu: apt-get install chromium), or name it in CHROMIUM."
)


def browser() -> str | None:
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), None)


def run() -> int:
    chromium = browser()
    if chromium is None and os.environ.get("CI") == "true":
        print(NO_BROWSER)
        return 1
    started = time.monotonic()
    command = [sys.executable, "-m", "pytest", "--quiet", "--numprocesses", str(min(os.cpu_count() or 1, 4)),
               "--dist=loadgroup",
               "--cov", "--cov-report=term", "--durations=10"]  # fmt: skip
    if chromium is None:
        command.append("--ignore=tests/journeys")
    print("\nTests", flush=True)
    code = subprocess.run(
        command,
        cwd=ROOT,
        env=os.environ | ({"CHROMIUM": chromium} if chromium else {}),
        check=False,
    ).returncode
    print(f"Tests: {time.monotonic() - started:.0f} s")
    if chromium is None:
        print(NO_BROWSER)
    return code


if __name__ == "__main__":
    sys.exit(run())

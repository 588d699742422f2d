"""`python -m tests.checks [--then-tests]`: what CI runs, two checks at a time, each with its time."""

import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass

from tests.checks import suite
from tests.checks.found import ROOT

# The slowest first, so that it runs beside the others.
CHECKS = {
    "types": ["-m", "mypy"],
    "format": ["-m", "ruff", "format", "--check", "--quiet", "--output-format=concise", "."],
    "lint": ["-m", "ruff", "check", "--quiet", "--output-format=concise", "."],
    # Not `-m importlinter.cli`: that imports the command, runs nothing and succeeds.
    "floor plan": ["-c", "from importlinter.cli import lint_imports_command as lint; lint()"],
    "settings and models": ["manage.py", "check", "--fail-level", "WARNING"],
    "migrations are complete": ["manage.py", "makemigrations", "--check", "--dry-run"],
    "migrations are safe": ["-m", "tests.checks.migrations"],
    "templates": ["-m", "tests.checks.templates"],
    "format of templates": ["-m", "tests.checks.template_format"],
    "links": ["-m", "tests.checks.links"],
    "budgets": ["-m", "tests.checks.budgets"],
}


@dataclass(frozen=True)
class Outcome:
    name: str
    passed: bool
    seconds: float
    output: str


def run(name: str, command: list[str]) -> Outcome:
    started = time.monotonic()
    done = subprocess.run(
        [sys.executable, *command],
        cwd=ROOT,
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "config.settings.test", "LOG_LEVEL": "WARNING"},
        capture_output=True,
        text=True,
        check=False,
    )
    return Outcome(
        name, done.returncode == 0, time.monotonic() - started, done.stdout + done.stderr
    )


def run_all() -> list[Outcome]:
    outcomes = []
    with ThreadPoolExecutor(max_workers=2) as pool:
        for future in as_completed([pool.submit(run, *check) for check in CHECKS.items()]):
            outcome = future.result()
            print(
                f"  {'passed' if outcome.passed else 'FAILED'}  {outcome.name} ({outcome.seconds:.1f} s)",
                flush=True,
            )
            outcomes.append(outcome)
    return outcomes


def main() -> int:
    print("Checks", flush=True)
    failed = [outcome for outcome in run_all() if not outcome.passed]
    for outcome in failed:
        print(f"\n{outcome.name}\n{outcome.output.rstrip()}")
    # The tests run in any case: whoever waits for CI wants to know everything at once.
    tests = suite.run() if "--then-tests" in sys.argv else 0
    if failed:
        print(f"\nFailed checks: {', '.join(outcome.name for outcome in failed)}")
    return 1 if failed or tests else 0


if __name__ == "__main__":
    sys.exit(main())

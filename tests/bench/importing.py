"""Rows a second of each file of an import, and its memory: new, again, and with a tenth corrected.

`python -m tests.bench.importing FOLDER` is one import, in a process of its own because its memory is measured.
With `cpu` the seconds are those that this process and its PostgreSQL backend were at work, wherever the rest of
the machine was: for comparing two sizes while others use it.
"""

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.base")

Figures = dict[str, dict[str, float]]


def measure_import(cases: int, *, clock: str = "") -> None:
    """Generate an extract of so many cases outside the tree, take it in three times, and remove it."""
    # The child below reads this module before Django is set up.
    from tests.bench.country import write_country
    from tests.bench.scratch import scratch_database

    with tempfile.TemporaryDirectory(prefix="caseload-bench-") as folder:
        first, corrected = Path(folder) / "first", Path(folder) / "corrected"
        started = time.monotonic()
        rows = write_country(first, cases)
        write_country(corrected, cases, is_corrected=True)
        sys.stdout.write(
            f"\n{cases:,} cases: two extracts of {rows:,} rows written in {time.monotonic() - started:.0f} s\n"
        )
        with scratch_database() as url:
            runs = {"new": first, "again": first, "a tenth corrected": corrected}
            _print({name: _one_import(source, url, clock) for name, source in runs.items()})


def _one_import(folder: Path, url: str, clock: str) -> Figures:
    """One import in a process of its own."""
    from tests.bench.scratch import variables

    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.importing", str(folder), *([clock] if clock else [])],
        env=variables(url),
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    figures: Figures = json.loads(done.stdout.splitlines()[-1])
    whole = figures["all"]
    sys.stdout.write(
        f"{folder.name}: {whole['rows']:,.0f} rows in {whole['seconds']:,.0f} s,"
        f" {whole['rows'] / whole['seconds']:,.0f} a second, {whole['megabytes']:,.0f} MB at the peak\n"
    )
    sys.stdout.flush()
    return figures


def _print(runs: dict[str, Figures]) -> None:
    """A line for each file: its rows, and rows a second of each run."""
    sys.stdout.write(f"{'rows a second':<22}{'rows':>11}" + "".join(f"{name:>20}" for name in runs))
    first = next(iter(runs.values()))
    for file, of_file in first.items():
        rates = "".join(_rate(run[file]) for run in runs.values())
        sys.stdout.write(f"\n{file:<22}{of_file['rows']:>11,.0f}{rates}")
    sys.stdout.write("\n")


def _rate(figures: dict[str, float]) -> str:
    return f"{figures['rows'] / max(figures['seconds'], 0.001):>20,.0f}"


def take_in(folder: Path, timer: Callable[[], float]) -> Figures:
    """Import the folder into the database of the environment."""
    from caseloads.extract import import_extract
    from core import clock

    started, kept = timer(), folder.parent / "rejects.csv"
    report = import_extract(
        folder,
        rejects=kept,
        changes=kept.with_name("changes.csv"),
        on=clock.today(),
        at=clock.now(),
        timer=timer,
    )
    figures: Figures = {
        file.file: {"rows": file.read, "seconds": file.seconds} for file in report.files
    }
    figures["what is due, flags"] = {"rows": report.read, "seconds": report.seconds_after}
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    whole = {"rows": report.read, "seconds": timer() - started, "megabytes": peak}
    return figures | {"all": whole}


def at_work() -> Callable[[], float]:
    """Counts the seconds of processor time of this process and of its backend, which must be on this machine."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        backend = Path(f"/proc/{cursor.fetchone()[0]}/stat")

    def seconds() -> float:
        user, system = backend.read_text().rpartition(")")[2].split()[11:13]
        return time.process_time() + (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")

    return seconds


if __name__ == "__main__":
    import django

    django.setup()
    measured = take_in(Path(sys.argv[1]), at_work() if "cpu" in sys.argv else time.monotonic)
    sys.stdout.write(json.dumps(measured) + "\n")

"""`python -m tests.bench [SIZE ...]`: the engine at 1,700 and 25,000 cases, then each page, on a scratch database."""

import os
import statistics
import sys
import time
from collections.abc import Callable
from datetime import date
from functools import partial

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")
os.environ.setdefault("CASELOAD_TEST_DB", "bench_caseload")
django.setup()

from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core import clock
from offenders import deadlines
from offenders.models import Case, Deadline, Flag
from tests.bench.area import make_area
from tests.bench.pages import measure_pages

ON = date(2026, 11, 20)
CODES = ["home_visit", "at_large"]


def measure(name: str, work: Callable[[], object], *, runs: int = 3) -> None:
    """Print queries and the median of the wall times of `runs` runs in milliseconds."""
    times = []
    for _ in range(runs):
        with CaptureQueriesContext(connection) as queries:
            start = time.perf_counter()
            result = work()
            times.append((time.perf_counter() - start) * 1000)
    row = f"{name:<44} {len(queries):>4} queries {statistics.median(times):>9.1f} ms   {result}"
    sys.stdout.write(row + "\n")


def measure_area(size: int) -> None:
    at = clock.now()
    sys.stdout.write(f"\n{size:,} cases\n")
    make_area(size, on=ON)
    ids = list(Case.objects.values_list("pk", flat=True))
    registered = Case.objects.filter(registrations__isnull=False).values_list("pk", flat=True)[0]
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    measure("recompute all, nothing stored yet", lambda: deadlines.recompute(ids, on=ON), runs=1)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    measure("raise and cure all, first run", lambda: deadlines.sweep(CODES, on=ON, at=at), runs=1)
    measure("raise and cure all, steady", lambda: deadlines.sweep(CODES, on=ON, at=at))
    measure("recompute all, steady", lambda: deadlines.recompute(ids, on=ON))
    measure("recompute one case", lambda: deadlines.recompute([registered], on=ON), runs=20)
    measure(
        "raise and cure one case",
        lambda: deadlines.sweep(CODES, on=ON, at=at, case_ids=[registered]),
        runs=20,
    )
    measure("drift of all", lambda: len(deadlines.drift(ids, since=ON, on=ON)), runs=1)
    measure("print as at a date", lambda: len(deadlines.overdue_as_at(ON)), runs=1)
    sys.stdout.write(f"deadlines {Deadline.objects.count():,}, flags {Flag.objects.count():,}\n")


def on_a_scratch_database(work: Callable[[], None]) -> None:
    name = connection.creation.create_test_db(verbosity=0, autoclobber=True)
    try:
        work()
    finally:
        connection.creation.destroy_test_db(name, verbosity=0)


def main() -> None:
    words = sys.argv[1:]
    sizes = [int(word) for word in words if word.isdigit()]
    for size in sizes or ([] if words else [1_700, 25_000]):
        on_a_scratch_database(partial(measure_area, size))
    if not sizes:
        settings.ALLOWED_HOSTS = ["testserver"]
        on_a_scratch_database(measure_pages)


main()

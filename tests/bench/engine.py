"""Deadlines and flags: all of them worked out, one case, raised and cured."""

import statistics
import sys
import time
from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from django.db import connection
from django.test.utils import CaptureQueriesContext

from core import clock
from offenders import deadlines
from offenders.models import Case, Deadline, Flag
from people.models import Officer
from tests.bench.area import make_area
from tests.bench.filled import fill_country
from tests.bench.programmes import fill_programmes

ON = date(2026, 11, 20)


def measure_engine(sizes: Sequence[int]) -> None:
    for size in sizes:
        on_a_scratch_database(partial(_measure_area, size))


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


def _measure_area(size: int) -> None:
    at, codes = clock.now(), [kind.code for kind in deadlines.all_kinds()]
    sys.stdout.write(f"\n{size:,} cases\n")
    make_area(size, on=ON)
    ids = list(Case.objects.values_list("pk", flat=True))
    registered = Case.objects.filter(registrations__isnull=False).values_list("pk", flat=True)[0]
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    measure("recompute all, nothing stored yet", lambda: deadlines.recompute(ids, on=ON), runs=1)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    measure("raise and cure all, first run", lambda: deadlines.sweep(codes, on=ON, at=at), runs=1)
    measure("raise and cure all, steady", lambda: deadlines.sweep(codes, on=ON, at=at))
    measure("recompute all, steady", lambda: deadlines.recompute(ids, on=ON))
    measure("recompute one case", lambda: deadlines.recompute([registered], on=ON), runs=20)
    measure(
        "raise and cure one case",
        lambda: deadlines.sweep(codes, on=ON, at=at, case_ids=[registered]),
        runs=20,
    )
    measure("drift of all", lambda: len(deadlines.drift(ids, since=ON, on=ON)), runs=1)
    measure("print as at a date", lambda: len(deadlines.overdue_as_at(ON)), runs=1)
    sys.stdout.write(f"deadlines {Deadline.objects.count():,}, flags {Flag.objects.count():,}\n")


def measure_kinds(sizes: Sequence[int]) -> None:
    """Each kind by itself, in a country with sentences, referrals and groups."""
    for size in sizes:
        on_a_scratch_database(partial(_measure_kinds, size))


def _measure_kinds(size: int) -> None:
    sys.stdout.write(f"\n{size:,} cases with sentences, referrals and groups\n")
    fill_country(size, on=ON)
    fill_programmes(on=ON)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    ids = list(Case.objects.values_list("pk", flat=True))
    officers = list(Officer.objects.values_list("pk", flat=True))
    measure("recompute all, nothing stored yet", lambda: deadlines.recompute(ids, on=ON), runs=1)
    measure("recompute all, steady", lambda: deadlines.recompute(ids, on=ON), runs=1)
    # Each reads again what all of them share, so that together they take longer than all at once.
    for kind in deadlines.all_kinds(of="case"):
        measure(f"only {kind.code}", partial(deadlines.recompute, ids, on=ON, only=[kind]), runs=1)
    carry = partial(deadlines.recompute, (), officer_ids=officers, on=ON)
    measure(f"what {len(officers):,} officers carry", carry, runs=1)


def on_a_scratch_database(work: Callable[[], None]) -> None:
    name = connection.creation.create_test_db(verbosity=0, autoclobber=True)
    try:
        work()
    finally:
        connection.creation.destroy_test_db(name, verbosity=0)

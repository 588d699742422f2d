"""What officers carry, of a whole country: the job that flags it, and what is kept at night."""

import sys
from collections.abc import Sequence
from datetime import date
from functools import partial

from django.db import connection

from caseloads.deadlines import JOB
from caseloads.models import Snapshot
from caseloads.selectors.measures import measures
from caseloads.services.snapshots import take_snapshot
from core import clock
from offenders import deadlines
from offenders.models import Flag
from people.models import Officer
from tests.bench.engine import measure, on_a_scratch_database
from tests.bench.filled import fill_country

ON = date(2026, 11, 20)
HELD = 31  # cases of one officer: 250,000 make ten thousand officers of both agencies


def measure_loads(sizes: Sequence[int]) -> None:
    for size in sizes:
        on_a_scratch_database(partial(_measure, size))


def _measure(size: int) -> None:
    fill_country(size, on=ON, held=HELD, has_contacts=False)
    sys.stdout.write(f"\n{size:,} cases of {Officer.objects.count():,} officers\n")
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    measure("every measure of every officer", lambda: len(measures(on=ON)))
    measure("the job, nothing flagged yet", _job, runs=1)
    measure("the job, steady", _job, runs=3)
    measure("kept at night", lambda: take_snapshot(on=ON), runs=1)
    measure("kept at night, once more", lambda: take_snapshot(on=ON), runs=1)
    sys.stdout.write(f"flags {Flag.objects.count():,}, kept {Snapshot.objects.count():,}\n")


def _job() -> int:
    deadlines.run_sweep(JOB, on=ON, at=clock.now())
    return Flag.objects.open().count()

"""Flags per officer by kind for an extract: a kind that gives the median officer more than five says why in docs/rules.

The extract is the folder that EXTRACT names, or `extract` beside the project. It is taken in as it would be, into a
database of its own, and looked at on the last day on which something in it took place.
"""

import os
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from statistics import median
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
MOST = 5


class Share(NamedTuple):
    """What officers have of one kind; `nobodys` are of cases that no officer is asked about."""

    flags: int
    officers: int
    middle: float
    highest: int
    nobodys: int


def measure_flags() -> None:
    """Print a line for each kind of which anybody has a flag."""
    folder = Path(os.environ.get("EXTRACT") or ROOT.parent / "extract")
    if not folder.is_dir():
        sys.stdout.write(
            f"\nflags per officer: no extract at {folder}; name one as in EXTRACT=folder\n"
        )
        return
    # Django is set up by then.
    from offenders.deadlines import overdue_as_at
    from tests.bench.importing import take_in
    from tests.bench.scratch import scratch_database

    with scratch_database(), tempfile.TemporaryDirectory(prefix="caseload-bench-") as kept:
        linked = Path(kept) / "extract"  # lists of rejects are written beside it
        linked.symlink_to(folder.resolve())
        take_in(linked, time.monotonic)
        on = _last_day()
        write(shares(overdue_as_at(on)), on)


def _last_day() -> date:
    from django.db.models import Max

    from core.calendar import london_date
    from offenders.models import Contact

    took_place = Contact.objects.filter(outcome__isnull=False)
    return london_date(took_place.aggregate(at=Max("happened_at"))["at"])


def shares(rows: Iterable[Mapping[str, str]]) -> dict[str, Share]:
    """Of lines of `manage.py flags`, by kind."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for row in rows:
        counts[row["kind"]][row["officer"]] += 1
    return {kind: _share(counts[kind]) for kind in sorted(counts)}


def _share(by_officer: Counter[str]) -> Share:
    nobodys = by_officer.pop("", 0)
    each = list(by_officer.values())
    return Share(
        flags=nobodys + sum(each),
        officers=len(each),
        middle=median(each) if each else 0,
        highest=max(each, default=0),
        nobodys=nobodys,
    )


def write(found: Mapping[str, Share], on: date) -> None:
    sys.stdout.write(f"\nflags per officer as at {on}, of those who have any\n")
    sys.stdout.write(
        f"{'kind':<22}{'flags':>8}{'officers':>10}{'median':>8}{'highest':>9}{'nobodys':>9}\n"
    )
    for kind, of in found.items():
        note = f"   more than {MOST}: docs/rules says why" if of.middle > MOST else ""
        sys.stdout.write(
            f"{kind:<22}{of.flags:>8,}{of.officers:>10}{of.middle:>8g}{of.highest:>9}{of.nobodys:>9}{note}\n"
        )

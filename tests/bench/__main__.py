"""`python -m tests.bench [PART ...] [SIZE] [cpu]`: engine, kinds, loads, flags, import or pages, or all of them; see `make help`."""

import os
import sys

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")
os.environ.setdefault("CASELOAD_TEST_DB", "bench_caseload")
django.setup()

from tests.bench.engine import measure_engine, measure_kinds
from tests.bench.flags import measure_flags
from tests.bench.importing import measure_import
from tests.bench.loads import measure_loads
from tests.bench.pages import measure_pages

PARTS = ("engine", "kinds", "loads", "flags", "import", "pages")


def main() -> None:
    words = sys.argv[1:]
    sizes = [int(word) for word in words if word.isdigit()]
    parts = [word for word in words if word in PARTS] or PARTS
    if "engine" in parts:
        measure_engine(sizes or [1_700, 25_000])
    if "kinds" in parts:
        measure_kinds(sizes or [25_000])
    if "loads" in parts:
        measure_loads(sizes or [25_000])
    if "flags" in parts:
        measure_flags()
    if "import" in parts:
        for size in sizes or [2_500]:
            measure_import(size, clock="cpu" if "cpu" in words else "")
    if "pages" in parts:
        measure_pages(sorted({2_500, *sizes}))


main()

"""`python -m tests.bench [PART ...] [SIZE] [cpu]`: engine, kinds, loads, leaders, flags, import or pages, or all of them; see `make help`."""

import os
import sys

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")
os.environ.setdefault("CASELOAD_TEST_DB", "bench_caseload")
django.setup()

from tests.bench.engine import measure_engine, measure_kinds
from tests.bench.flags import measure_flags
from tests.bench.importing import measure_import
from tests.bench.leaders import measure_leaders
from tests.bench.loads import measure_loads
from tests.bench.pages import measure_pages

# Each part with the sizes that it is measured at where none is named.
OF_SIZE = {
    "engine": (measure_engine, [1_700, 25_000]),
    "kinds": (measure_kinds, [25_000]),
    "loads": (measure_loads, [25_000]),
    "leaders": (measure_leaders, [25_000]),
}
PARTS = (*OF_SIZE, "flags", "import", "pages")


def main() -> None:
    words = sys.argv[1:]
    sizes = [int(word) for word in words if word.isdigit()]
    parts = [word for word in words if word in PARTS] or PARTS
    for part, (measure, usual) in OF_SIZE.items():
        if part in parts:
            measure(sizes or usual)
    if "flags" in parts:
        measure_flags()
    if "import" in parts:
        for size in sizes or [2_500]:
            measure_import(size, clock="cpu" if "cpu" in words else "")
    if "pages" in parts:
        measure_pages(sorted({2_500, *sizes}))


main()

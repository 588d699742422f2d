"""That a country costs as many statements as a village, and that the planner always knows what it joins."""

import random
import re
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core.extract import staging, weighing
from offenders.extract import versions
from offenders.models import Address, Contact
from tests.extracts import last_line, take_in, with_rows, write
from visits.models import Visit

pytestmark = pytest.mark.django_db


def moving_house(folder: Path, homes: int, *, earlier: int = 0) -> Path:
    """One person who moves every ten days, each home followed by one that overlaps it."""
    first = date(2020, 1, 1) - timedelta(days=earlier)
    days = [first + timedelta(days=10 * number) for number in range(homes + 1)]
    rows = [
        f"X100002,{number} {word},Eastmoor,ZZ15 3AP,rental_social,{start + timedelta(days=late)},{end}"
        for number, (start, end) in enumerate(pairwise(days))
        for late, word in enumerate(("Ivy Court", "Dock View"))
    ]
    return write(folder, {"addresses": with_rows("addresses", *rows)})


def statements(folder: Path) -> int:
    with CaptureQueriesContext(connection) as queries:
        take_in(folder)
    return len(queries)


def test_overlaps_and_known_again_cost_no_statement_each(tmp_path: Path):
    """Every row that was refused, known again or ended was a statement, and each read the whole table."""
    few = [
        statements(moving_house(tmp_path / "a", 2)),
        statements(moving_house(tmp_path / "b", 2, earlier=1)),
    ]
    Address.objects.filter(case__crn="X100002").delete()
    many = [
        statements(moving_house(tmp_path / "c", 60)),
        statements(moving_house(tmp_path / "d", 60, earlier=1)),
    ]
    assert Address.objects.filter(case__crn="X100002").count() == 60
    assert many == few


FILLS = re.compile(
    r'(?:CREATE TEMP TABLE|UPDATE) "?(extract_\w+)"? (?:ON COMMIT DROP AS|s SET (?:id|state|version))'
)


def test_every_table_is_counted_before_it_is_joined(tmp_path: Path):
    """A temporary table is never analysed by itself: taken for empty, it was run through once for every row."""
    moving_house(tmp_path / "x", 3)
    take_in(tmp_path / "x")
    with CaptureQueriesContext(connection) as queries:
        take_in(moving_house(tmp_path / "x", 3, earlier=1))
    said = [query["sql"] for query in queries]
    filled = [(at, found[1]) for at, sql in enumerate(said) if (found := FILLS.search(sql))]
    assert len(filled) > 40
    for at, table in filled:
        following = next(sql for sql in said[at + 1 :] if re.search(rf"\b{table}\b", sql))
        assert "ANALYZE" in following, (said[at], following)


def test_no_correction_is_recorded_by_the_plan_of_a_smaller_one(tmp_path: Path):
    take_in(moving_house(tmp_path / "x", 3))
    with CaptureQueriesContext(connection) as queries:
        take_in(moving_house(tmp_path / "x", 3, earlier=1))
    said = [query["sql"] for query in queries]
    corrections = [at for at, sql in enumerate(said) if 'UPDATE "offenders_address" t SET' in sql]
    assert len(corrections) > 1
    assert {said[at - 1] for at in corrections} == {"DISCARD PLANS"}


def test_targets_are_counted_before_the_next_file_names_them(tmp_path: Path):
    with CaptureQueriesContext(connection) as queries:
        take_in(write(tmp_path / "x"))
    said = [query["sql"] for query in queries]
    counted = next(at for at, sql in enumerate(said) if 'ANALYZE "offenders_case"' in sql)
    named = next(
        at
        for at, sql in enumerate(said)
        if re.search(r'TABLE "extract_allocations" .*AS SELECT', sql)
    )
    assert counted < named


def test_contacts_stored_in_slices_are_those_stored_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    rows = [
        f"X100002,COAP,2026-01-{day:02d} 10:00,2026-01-{day:02d} 11:00,N1F,ATTC,Note {day}"
        for day in range(1, 29)
    ]
    folder = write(tmp_path / "x", {"contacts": with_rows("contacts", *rows)})
    monkeypatch.setattr(versions, "SLICE", 5)
    take_in(folder)
    stored = Contact.objects.order_by("id").filter(case__crn="X100002", type__code="COAP")
    assert [contact.notes for contact in stored] == [f"Note {day}" for day in range(1, 29)]
    assert Visit.objects.count() == 2
    report = take_in(folder).report
    assert sum(file.unchanged for file in report.files) == report.read


def test_lists_longer_than_one_batch_are_written_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(staging, "BATCH", 3)
    outcome = take_in(moving_house(tmp_path / "x", 20))
    lines = [line for line, *_ in outcome.reasons("addresses")]
    assert lines == list(range(last_line("addresses") + 2, last_line("addresses") + 42, 2))
    assert outcome.reasons("addresses")[0][3].startswith(
        "overlaps line 4, which stands: 2020-01-01 to"
    )


@pytest.mark.parametrize("seed", range(30))
def test_overlaps_found_by_halving_are_those_found_one_by_one(seed: int):
    pick = random.Random(seed)
    spans = []
    for line in range(pick.randrange(2, 60)):
        start = date(2025, 1, 1) + timedelta(days=pick.randrange(200))
        end = (
            str(start + timedelta(days=pick.randrange(1, 25)))
            if pick.random() < 0.9
            else "infinity"
        )
        spans.append(weighing._Span(line, end, str(start)))
    stands: list[weighing._Span] = []
    expected = []
    for row in spans:
        against = next(
            (one for one in stands if row.starts < one.ends and one.starts < row.ends), None
        )
        if against:
            expected.append((row.line, row.starts, against))
        else:
            stands.append(row)
    assert list(weighing._overlapping(spans)) == expected

"""Spoilt extracts by the hundred rows: everything stored or listed, nothing twice, and the due dates right."""

import os
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings

from caseloads.extract import NAMES
from offenders.deadlines.listing import overdue_as_at
from tests.extracts import SMALL_AREA, Outcome, read, take_in
from tests.extracts.changing import Rows, changed, rows_of, write_rows
from tests.extracts.nasty import spoil
from tests.extracts.turning_points import DAYS as TURNS, LATEST, as_told_on, turning_points
from tests.oracle import overdue

pytestmark = pytest.mark.django_db

DAYS = [
    date(2024, 2, 29),
    date(2025, 3, 31),
    date(2026, 10, 25),
    date(2026, 11, 20),
    date(2026, 11, 21),
    date(2027, 6, 1),
]
EXAMPLE = Path(
    os.environ.get("CASELOAD_EXAMPLE", settings.BASE_DIR.parent / "shared" / "extracts" / "area")
)


def overdue_visits(on: date) -> dict[str, date]:
    return {
        row["crn"]: date.fromisoformat(row["due_on"])
        for row in overdue_as_at(on)
        if row["kind"] == "home_visit"
    }


def assert_adds_up(outcome: Outcome, *, are_all_known: bool = False) -> None:
    listed = [row["file"] for row in outcome.rejects]
    for name in NAMES:
        row = outcome.figures(name)
        assert row.adds_up, row
        assert row.rejected == listed.count(f"{name}.csv"), name
        assert not are_all_known or (row.new, row.updated) == (0, 0), row


@pytest.mark.parametrize("seed", range(6))
def test_a_spoilt_extract_loses_its_bad_rows_and_nothing_else(seed: int, tmp_path: Path) -> None:
    spoilt = spoil(SMALL_AREA, tmp_path, seed=seed, share=0.05 + 0.1 * seed)
    outcome = take_in(spoilt.folder)
    assert_adds_up(outcome)
    for name in NAMES:
        found = {row[0] for row in outcome.reasons(name)}
        assert found == spoilt.lines[name], (name, found ^ spoilt.lines[name])
    for on in DAYS:
        assert overdue_visits(on) == overdue(spoilt.clean, on), on
    again = take_in(spoilt.folder)
    assert_adds_up(again, are_all_known=True)
    assert again.rejects == outcome.rejects
    assert not again.changes


@pytest.mark.parametrize(("seed", "share"), [(1, 0.02), (2, 0.1), (3, 0.3), (24, 0.3)])
def test_an_area_told_again_and_again_with_other_facts(
    seed: int, share: float, tmp_path: Path
) -> None:
    first = rows_of(SMALL_AREA)
    rows = first
    for step in range(4):
        folder = write_rows(tmp_path / f"step{step}", rows)
        assert_adds_up(take_in(folder))
        again = take_in(folder)
        assert_adds_up(again, are_all_known=True)
        assert not again.changes
        rows = changed(first if step == 1 else rows, seed=seed * 10 + step, share=share)


def assert_told_in_turn(rows: Rows, beside: Path, told: list[date]) -> int:
    """Take in the area as at each of the days, one after another; how many overdue visits were compared."""
    compared = 0
    for day in told:
        folder = write_rows(beside / f"told{day}", as_told_on(rows, day))
        outcome = take_in(folder, on=day)
        assert_adds_up(outcome)
        assert not outcome.rejects
        for on in {*DAYS, *TURNS, day}:
            expected = overdue(folder, on)
            assert overdue_visits(on) == expected, (day, on)
            compared += len(expected)
    return compared


@pytest.mark.parametrize("seed", range(2))
def test_days_that_are_easy_to_get_wrong_told_as_at_one_day_after_another(
    seed: int, tmp_path: Path
) -> None:
    """Each extract knows more than the one before; what is due is as if it had been the only one."""
    told = [date(2024, 2, 29), date(2025, 10, 26), date(2026, 11, 20), LATEST]
    assert assert_told_in_turn(turning_points(seed=seed), tmp_path, told) > 300


def test_the_small_area_told_as_at_one_day_after_another(tmp_path: Path) -> None:
    told = [date(2024, 2, 29), date(2026, 3, 29), date(2026, 11, 20)]
    assert assert_told_in_turn(rows_of(SMALL_AREA), tmp_path, told) > 100


def test_the_small_area_is_stored_whole(tmp_path: Path) -> None:
    folder = tmp_path / "area"
    folder.symlink_to(SMALL_AREA)
    outcome = take_in(folder)
    assert not outcome.rejects
    assert not outcome.report.warnings
    assert len(overdue(SMALL_AREA, date(2026, 11, 20))) == 10
    for on in DAYS:
        assert overdue_visits(on) == overdue(SMALL_AREA, on), on


@pytest.mark.skipif(not EXAMPLE.is_dir(), reason=f"No example extract at {EXAMPLE}")
def test_the_example_extract_is_stored_whole_and_flagged(tmp_path: Path) -> None:
    folder = tmp_path / "area"
    folder.symlink_to(EXAMPLE)
    outcome = take_in(folder)
    assert_adds_up(outcome)
    assert not read(tmp_path / "rejects.csv")
    for on in DAYS:
        assert overdue_visits(on) == overdue(EXAMPLE, on), on

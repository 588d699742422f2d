"""The same area told again with other facts: dates moved, people swapped, rows lost and rows doubled."""

import csv
import random
from datetime import date, timedelta
from pathlib import Path

from tests.extracts import NAMES

Rows = dict[str, list[dict[str, str]]]
DAYS = (-400, -30, -1, 1, 5, 60, 400)
DATES = {"starts_on", "ends_on", "set_on", "assessed_on", "last_review_on", "specialist_trained_on"}
CODES = {
    ("risk_assessments", "level"): ("low", "high", "very_high"),
    ("contacts", "outcome_code"): ("", "ATTC", "UAAB"),
    ("contacts", "type_code"): ("COAP", "CHVS", "COPT"),
    ("visits", "outcome"): ("seen_inside", "not_in"),
    ("visits", "announced"): ("yes", "no"),
    ("officers", "grade"): ("DS", "DC", "PO", "SPO"),
    ("officers", "team_code"): ("P01M", "P02M", "N01A"),
    ("registrations", "register"): ("ARSO", "RHRH"),
}


def rows_of(folder: Path) -> Rows:
    rows = {}
    for name in NAMES:
        if not (folder / f"{name}.csv").exists():
            continue  # one that may be missing
        with (folder / f"{name}.csv").open(encoding="utf-8-sig", newline="") as handle:
            rows[name] = list(csv.DictReader(handle))
    return rows


def write_rows(folder: Path, rows: Rows) -> Path:
    """A file for each name that has rows."""
    folder.mkdir(exist_ok=True)
    for name, found in rows.items():
        if not found:
            continue
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as handle:
            writer = csv.DictWriter(handle, found[0])
            writer.writeheader()
            writer.writerows(found)
    return folder


def changed(rows: Rows, *, seed: int, share: float) -> Rows:
    """Every value changed with a chance of `share`; some rows left out, some there twice."""
    pick = random.Random(seed)
    officers = [row["officer_code"].strip() for row in rows["officers"]]
    result: Rows = {}
    for name, found in rows.items():
        kept = [row for row in found if name in NAMES[:3] or pick.random() > share / 4]
        told = [_row(name, row, officers, pick, share) for row in kept]
        result[name] = told + [row for row in told if pick.random() < share / 5]
    return result


def _row(
    name: str, row: dict[str, str], officers: list[str], pick: random.Random, share: float
) -> dict[str, str]:
    return {
        column: _value(name, column, value.strip(), officers, pick)
        if pick.random() < share
        else value
        for column, value in row.items()
    }


def _value(name: str, column: str, value: str, officers: list[str], pick: random.Random) -> str:
    if column in DATES:
        is_left_open = column != "starts_on" and pick.random() < 0.3
        return "" if is_left_open else str(_day(value) + timedelta(days=pick.choice(DAYS)))
    if column in {"happened_at", "recorded_at"}:
        return f"{value[:10]} {pick.choice(('09:15', '10:00', '11:30'))}"
    if name != "officers" and column in {"officer_code", "assessor", "second_officer_code"}:
        return pick.choice(officers)
    if (name, column) in CODES:
        return pick.choice(CODES[name, column])
    return value + pick.choice("ab") if column in {"line_1", "notes", "town", "surname"} else value


def _day(value: str) -> date:
    if not value:
        return date(2026, 1, 1)
    if "/" in value:
        day, month, year = value.split("/")
        return date(int(year), int(month), int(day))
    return date.fromisoformat(value)

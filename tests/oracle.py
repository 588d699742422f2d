"""Which police home visits an extract makes overdue as at a day: worked out from its files alone.

Written from the paragraph under the table of files in docs/extract.md, with nothing of the service: no engine,
no reader, no database. It takes a clean folder; what an untidy one makes of its rows is the importer's business.
"""

import calendar
import csv
from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

MONTHS = {"very_high": 1, "high": 3, "medium": 6, "low": 12}


def overdue(folder: Path, on: date) -> dict[str, date]:
    """CRN: the last day in time, for everybody whose visit is overdue on `on`."""
    due = {crn: _due(facts, on) for crn, facts in _people(folder).items()}
    return {crn: day for crn, day in due.items() if day is not None and day < on}


def _due(facts: dict[str, list[tuple]], on: date) -> date | None:
    is_inside = any(start <= on < end for start, end in facts["custody"])
    is_registered = any(start <= on < end for start, end in facts["arso"])
    levels = sorted(row for row in facts["risk"] if row[0] <= on)
    allocated = [start for (start,) in facts["police"] if start <= on]
    if not facts["active"] or is_inside or not is_registered or not levels or not allocated:
        return None
    clock = [min(allocated)]
    clock += [end for _, end in facts["custody"] if end <= on]
    clock += [day for (day,) in facts["seen_inside"] if day <= on]
    return _months_after(max(clock), MONTHS[levels[-1][1]])


def _people(folder: Path) -> dict[str, dict[str, list[tuple]]]:
    """What the rule reads of each person, by CRN."""
    police = {row["officer_code"] for row in _rows(folder, "officers") if row["agency"] == "police"}
    reads = {
        "active": ("offenders", lambda row: row["status"] == "active", lambda row: ()),
        "police": (
            "allocations",
            lambda row: row["officer_code"] in police,
            lambda row: (_day(row["starts_on"]),),
        ),
        "arso": ("registrations", lambda row: row["register"] == "ARSO", _span),
        "risk": (
            "risk_assessments",
            lambda row: row["tool"] == "police",
            lambda row: (_day(row["assessed_on"]), row["level"]),
        ),
        "custody": ("custody", lambda row: True, _span),
        "seen_inside": (
            "visits",
            lambda row: row["outcome"] == "seen_inside",
            lambda row: (_day(row["happened_at"].split()[0]),),
        ),
    }
    people: dict[str, dict[str, list[tuple]]] = defaultdict(lambda: defaultdict(list))
    for fact, (file, counts, value) in reads.items():
        for row in _rows(folder, file):
            if counts(row):
                people[row["crn"]][fact].append(value(row))
    return people


def _rows(folder: Path, file: str) -> Iterator[dict[str, str]]:
    path = folder / f"{file}.csv"
    if not path.exists():
        return
    with path.open(encoding="utf-8-sig", newline="") as handle:
        for row in csv.DictReader(handle):
            values = {name: value.strip() for name, value in row.items()}
            yield values | ({"crn": values["crn"].upper()} if "crn" in values else {})


def _span(row: dict[str, str]) -> tuple[date, date]:
    return _day(row["starts_on"]), _day(row["ends_on"]) if row["ends_on"] else date.max


def _day(text: str) -> date:
    if "/" in text:
        day, month, year = text.split("/")
        return date(int(year), int(month), int(day))
    return date.fromisoformat(text)


def _months_after(day: date, months: int) -> date:
    """The same day of a later month, or that month's last."""
    first = day.replace(day=1)
    for _ in range(months):
        first = (first + timedelta(days=31)).replace(day=1)
    return first.replace(day=min(day.day, calendar.monthrange(first.year, first.month)[1]))

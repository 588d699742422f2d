"""Spoils a clean extract in known ways: what must be rejected, and what must come out right all the same.

Every spoilt row is one that docs/extract.md says is rejected, so the answers are those of the clean rows alone.
"""

import csv
import random
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from tests.extracts import NAMES

Row = dict[str, str]
WORDS = (
    "",
    "  ",
    "?",
    "0000-00-00",
    "31/02/2025",
    "9999-12-31",
    "2025-13-01",
    "Zolt\u00e1n",
    "=1+1",
    "null",
    "NaN",
)
DATES = (
    "starts_on",
    "assessed_on",
    "sentenced_on",
    "referred_on",
    "set_on",
    "happened_at",
    "recorded_at",
    "calculated_on",
)
CODES = (
    ("teams", "agency"),
    ("officers", "grade"),
    ("officers", "team_code"),
    ("offenders", "status"),
    ("offenders", "sex"),
    ("allocations", "officer_code"),
    ("addresses", "kind"),
    ("sentences", "kind"),
    ("registrations", "register"),
    ("risk_assessments", "level"),
    ("risk_assessments", "tool"),
    ("contacts", "type_code"),
    ("contacts", "officer_code"),
    ("visits", "outcome"),
    ("visits", "purposes"),
    ("mappa_levels", "category"),
    ("programme_referrals", "status"),
    ("tiers", "scheme"),
    ("tiers", "tier"),
    ("reductions", "reason"),
    ("predictors", "tool"),
    ("predictors", "band"),
)


@dataclass
class Spoilt:
    """A spoilt extract: where it is, which lines must be rejected, and the folder of what is left."""

    folder: Path
    clean: Path
    lines: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))


def spoil(source: Path, into: Path, *, seed: int, share: float = 0.1) -> Spoilt:
    """Write `source` twice under `into`: with `share` of bad rows among the good, and with the good alone."""
    pick = random.Random(seed)
    there = [name for name in NAMES if (source / f"{name}.csv").exists()]
    rows = {name: _rows(source / f"{name}.csv") for name in there}
    gone = _break_people(rows, pick, share / 4)
    spoilt = Spoilt(into / "spoilt", into / "clean", {name: set() for name in NAMES})
    spoilt.folder.mkdir(parents=True)
    spoilt.clean.mkdir(parents=True)
    for name in there:
        good = [row for row in rows[name] if _crn(row) not in gone]
        mixed = _mix(name, good, rows[name], gone, pick, share)
        spoilt.lines[name] = _write(spoilt.folder / f"{name}.csv", rows[name][0], mixed, pick)
        _write(spoilt.clean / f"{name}.csv", rows[name][0], [(row, True) for row in good], None)
    return spoilt


def _rows(path: Path) -> list[Row]:
    with path.open(encoding="utf-8-sig", newline="") as handle:
        return list(csv.DictReader(handle))


def _crn(row: Row) -> str:
    return row.get("crn", "").strip().upper()


def _break_people(rows: dict[str, list[Row]], pick: random.Random, share: float) -> set[str]:
    """People whose own row is unreadable: every other row of theirs is rejected with them."""
    gone = set()
    for row in rows["offenders"]:
        if pick.random() < share:
            row["date_of_birth"] = "30/02/1980"
            gone.add(_crn(row))
    return gone


def _mix(
    name: str,
    good: list[Row],
    every: list[Row],
    gone: set[str],
    pick: random.Random,
    share: float,
) -> list[tuple[Row, bool]]:
    """Good rows in their order, with bad ones after them; True marks the good."""
    mixed: list[tuple[Row, bool]] = [(row, _crn(row) not in gone) for row in every]
    for row in good:
        if pick.random() < share:
            after = next(n for n, (other, _) in enumerate(mixed) if other is row)
            place = pick.randint(after + 1, len(mixed))
            mixed.insert(place, (_bad(name, row, pick), False))
    return mixed


def _bad(name: str, row: Row, pick: random.Random) -> Row:
    """A row that cannot be stored, made from one that can."""
    ways: list[Callable[[], Row]] = [
        lambda: dict(row),
        lambda: row | {key: f"  {value}" for key, value in row.items()},
        lambda: row | {"extra": "one value too many"},
        lambda: dict(list(row.items())[:-1]),
    ]
    if "crn" in row:
        ways.append(lambda: row | {"crn": "X12"})
    if "crn" in row and name != "offenders":
        ways.append(lambda: row | {"crn": f"Y{pick.randint(0, 999999):06d}"})
    ways += [
        lambda column=column: row | {column: pick.choice(WORDS)}
        for column in DATES
        if column in row
    ]
    ways += [
        lambda column=column: row | {column: "no_such_code"}
        for file, column in CODES
        if file == name
    ]
    if "ends_on" in row:
        ways.append(lambda: row | {"ends_on": "1950-01-01"})
    if "level" in row and name == "risk_assessments":
        ways.append(lambda: row | {"level": "low" if row["level"].strip() != "low" else "high"})
    if name == "visits":
        ways.append(lambda: row | {"recorded_at": "2001-01-01 10:00"})
        ways.append(lambda: row | {"happened_at": "2026-03-29 01:15"})
    return pick.choice(ways)()


def _write(
    path: Path, columns: Row, rows: list[tuple[Row, bool]], pick: random.Random | None
) -> set[int]:
    """Write the rows, with blank lines among them; returns the line numbers of the bad ones."""
    bad = set()
    line = 1
    with path.open("w", encoding="utf-8-sig" if pick else "utf-8", newline="") as handle:
        writer = csv.writer(handle, lineterminator="\r\n" if pick else "\n")
        writer.writerow(columns)
        for row, is_good in rows:
            line += 1
            if pick and pick.random() < 0.02:
                handle.write("\r\n")
                line += 1
            if not is_good:
                bad.add(line)
            values = list(row.values())
            writer.writerow(values)
            line += sum(value.count("\n") for value in values)
    return bad

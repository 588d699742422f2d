"""An area whose facts meet on the days that are easy to get wrong, and any area as it was told on an earlier day.

Leap days, the last days of months, the nights of the clock changes; stays in custody back to back, visits on the day
of a release and before the police had the case, registrations that end and start again, risk levels of the same day
by both tools, allocations with gaps, cases that only probation holds, visits recorded years late.
"""

import random
from datetime import date, timedelta

from tests.extracts import CLEAN
from tests.extracts.changing import Rows
from tests.oracle import day_of

DAYS = tuple(
    date.fromisoformat(day)
    for day in (
        "2023-12-31", "2024-01-31", "2024-02-29", "2024-08-31", "2025-02-28", "2025-05-31", "2025-10-26", "2025-11-30",
        "2026-01-30", "2026-03-29", "2026-08-20", "2026-10-20", "2026-10-25", "2026-11-20", "2027-02-28", "2028-02-29",
    )
)  # fmt: skip
LATEST = date(2029, 1, 1)
TIMES = ("00:00", "00:30", "02:30", "09:15", "23:30", "23:59")
LEVELS = ("very_high", "high", "medium", "low")
OUTCOMES = ("seen_inside", "seen_inside", "seen_at_door", "not_in", "entry_refused")
# The day from which a row of the file is known; the other files are as they are from the first.
KNOWN_FROM = {
    "allocations": "starts_on",
    "addresses": "starts_on",
    "registrations": "starts_on",
    "custody": "starts_on",
    "risk_assessments": "assessed_on",
    "contacts": "recorded_at",
    "visits": "happened_at",
}


def turning_points(*, seed: int, people: int = 30) -> Rows:
    """The clean teams and officers, and people made of such days."""
    pick = random.Random(seed)
    rows: Rows = {name: _clean(name) for name in ("teams", "officers")}
    rows |= {name: [] for name in CLEAN if name not in rows}
    for number in range(people):
        _person(rows, f"T{seed:02d}{number:04d}", pick)
    return rows


def as_told_on(rows: Rows, on: date) -> Rows:
    """The extract as it would have been on `on`: nothing later, and no end that was still to come."""
    return {
        name: [_open(row, on) for row in found if _is_known(name, row, on)]
        for name, found in rows.items()
    }


def _is_known(name: str, row: dict[str, str], on: date) -> bool:
    return name not in KNOWN_FROM or day_of(row[KNOWN_FROM[name]]) <= on


def _open(row: dict[str, str], on: date) -> dict[str, str]:
    ends = row.get("ends_on", "").strip()
    return row | {"ends_on": ""} if ends and day_of(ends) > on else row


def _clean(name: str) -> list[dict[str, str]]:
    header, *lines = CLEAN[name].splitlines()
    return [dict(zip(header.split(","), line.split(","), strict=True)) for line in lines]


def _person(rows: Rows, crn: str, pick: random.Random) -> None:
    status = "terminated" if pick.random() < 0.1 else "active"
    row = dict.fromkeys(CLEAN["offenders"].splitlines()[0].split(","), "")
    rows["offenders"].append(row | {"crn": crn, "surname": "Zoltán", "status": status})
    officers = ["P1A", "P1B"] if pick.random() > 0.15 else ["N1F"]
    for starts_on, ends_on in _spans(pick, most=3):
        rows["allocations"].append(
            {
                "crn": crn,
                "officer_code": pick.choice(officers),
                "starts_on": starts_on,
                "ends_on": ends_on,
            }
        )
    registered = [("2010-01-01", "")] if pick.random() < 0.5 else _spans(pick, most=3)
    for starts_on, ends_on in registered:
        rows["registrations"].append(
            {"crn": crn, "register": "ARSO", "starts_on": starts_on, "ends_on": ends_on}
        )
    for starts_on, ends_on in _spans(pick, most=4)[: pick.randrange(4)]:
        rows["custody"].append({"crn": crn, "starts_on": starts_on, "ends_on": ends_on})
    for on in pick.sample(DAYS, pick.randrange(4)):
        for tool in ("police", "rosh"):
            rows["risk_assessments"].append(
                {
                    "crn": crn,
                    "tool": tool,
                    "level": pick.choice(LEVELS),
                    "assessed_on": str(on),
                    "assessor": "",
                }
            )
    _visits(rows, crn, pick)


def _visits(rows: Rows, crn: str, pick: random.Random) -> None:
    """Half of them on the very day of a release, or of going inside."""
    turns = [
        date.fromisoformat(row[end])
        for row in rows["custody"]
        for end in ("starts_on", "ends_on")
        if row["crn"] == crn and row[end]
    ]
    chosen = {
        (pick.choice(turns) if turns and pick.random() < 0.5 else _day(pick), pick.choice(TIMES))
        for _ in range(pick.randrange(6))
    }
    for on, time in sorted(chosen):
        recorded = on + timedelta(days=pick.choice((1, 1, 30, 900)))
        row = dict.fromkeys(CLEAN["visits"].splitlines()[0].split(","), "")
        rows["visits"].append(
            row
            | {
                "crn": crn,
                "happened_at": f"{on} {time}",
                "recorded_at": f"{recorded} 12:00",
                "officer_code": "P1A",
            }
            | {"announced": "no", "outcome": pick.choice(OUTCOMES), "purposes": "residence"}
        )


def _day(pick: random.Random) -> date:
    return pick.choice(DAYS) + timedelta(days=pick.choice((-1, 0, 0, 1)))


def _spans(pick: random.Random, *, most: int) -> list[tuple[str, str]]:
    """Spans that do not overlap; some end on the day on which the next starts, and the last may be open."""
    days = sorted({_day(pick) for _ in range(2 * most + 1)})
    found, first = [], 0
    while first + 1 < len(days) and len(found) < most:
        found.append((str(days[first]), str(days[first + 1])))
        first += pick.choice((1, 2))
    return [*found[:-1], (found[-1][0], pick.choice((found[-1][1], "")))]

"""A caseload extract of any size, written row by row: the shape and the untidiness of a real one, nobody real in it.

The same size gives the same files, so that an extract can come again, and come again with a tenth of it corrected.
"""

import csv
import random
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from datetime import date, timedelta
from pathlib import Path

from caseloads.extract import FILES

ON = date(2026, 11, 20)
FIRST = date(2015, 1, 1)
HELD = 34  # cases of one officer
TEAM = 8  # officers of one team
CONTACTS = 29.5  # of one case, on average; some have ten times as many
BAD = 2_000  # one row in so many is wrong in some way
CORRECTED = 10  # one row in so many, where a corrected extract is asked for

NOTES = (
    "Attended as planned.",
    "Rang back; will bring the letter from the housing officer next time.",
    "Left a message. No answer on the second number either.",
    "Discussed work and the curfew. Says that he has stopped drinking in the week.",
)
TYPES = ("COAP",) * 3 + ("C204", "COVC", "CHVS", "COPT")
OUTCOMES = ("ATTC",) * 28 + ("UAAB", "UAAB", "AAME", "AFTC")
NAMES = ("O'Neill", "Novák", "Khan", "Smith", "Featherstonehaugh", "Jones", "Akhtar", "Brandt")
FORENAMES = ("Zoltán", "Gareth", "José", "Barry", "Sian", "Ibrahim", "Leo", "Harry")
LEVELS = ("low",) * 5 + ("medium",) * 3 + ("high", "very_high")
TIERS = ("A1", "B2", "B3S", "C2", "C3", "D1", "D2", "D3")
HOURS = tuple(f"{hour:02d}:{minute:02d}" for hour in range(9, 18) for minute in (0, 15, 30, 45))

Row = Sequence[object]
Write = Callable[..., None]


def crn_of(number: int) -> str:
    return f"{chr(65 + number // 1_000_000)}{number % 1_000_000:06d}"


def write_country(folder: Path, cases: int, *, is_corrected: bool = False, seed: int = 1) -> int:
    """Write an extract of so many cases into the folder; how many rows that are."""
    folder.mkdir(parents=True, exist_ok=True)
    with ExitStack() as stack:
        files = {
            name: _File(stack.enter_context(path.open("w", encoding="utf-8", newline="")), name)
            for name, path in ((name, folder / f"{name}.csv") for name in COLUMNS)
        }
        write = _Writer(files, is_corrected=is_corrected)
        staff = _Staff(cases)
        staff.write(write)
        chance = random.Random(seed)
        for number in range(cases):
            _Case(crn_of(number), chance, staff).write(write)
    return sum(file.rows for file in files.values())


COLUMNS = {
    extract.layout.file: tuple(column.name for column in extract.layout.columns)
    for extract in FILES
}


class _File:
    """One file under way."""

    def __init__(self, handle: object, name: str) -> None:
        self.rows = 0
        self.write = csv.writer(handle).writerow  # type: ignore[arg-type]
        self.write(COLUMNS[name])


class _Writer:
    """Writes rows, now and then a bad one, and every tenth one corrected where that is asked for."""

    def __init__(self, files: dict[str, _File], *, is_corrected: bool) -> None:
        self.files, self.is_corrected = files, is_corrected

    def __call__(self, name: str, *row: object) -> None:
        file = self.files[name]
        file.rows += 1
        turn = file.rows
        if self.is_corrected and turn % CORRECTED == 0 and name in CORRECTIONS:
            corrections = CORRECTIONS[name]
            column, correct = corrections[turn // CORRECTED % len(corrections)]
            place = COLUMNS[name].index(column)
            row = (*row[:place], correct(row[place]), *row[place + 1 :])
        file.write(row)
        if turn % BAD == 0 and name not in {"teams", "officers", "reductions"}:
            file.rows += 1
            file.write(BAD_ROWS[turn // BAD % len(BAD_ROWS)](row))


# What is wrong with a row that follows a good one: it is there again, names nobody, has a value too few.
BAD_ROWS: tuple[Callable[[Row], Row], ...] = (
    lambda row: row,
    lambda row: ("Z999999", *row[1:]),
    lambda row: row[:-1],
    lambda row: ("not a CRN", *row[1:]),
)


def _earlier(value: object) -> object:
    """A day earlier: the same span, known again by what else it says."""
    day = date.fromisoformat(str(value))
    return str(day - timedelta(days=1))


# The columns of each file that a correction may change, in turn.
CORRECTIONS: dict[str, tuple[tuple[str, Callable[[object], object]], ...]] = {
    "officers": (("contracted_hours", lambda _: "22.2"),),
    "offenders": (("pnc", lambda _: "2001/0264068G"),),
    "allocations": (("starts_on", _earlier), ("ends_on", lambda value: value or str(ON))),
    "addresses": (("starts_on", _earlier), ("postcode", lambda _: "ZZ99 9ZZ")),
    "sentences": (("term_months", lambda _: 30),),
    "registrations": (("starts_on", _earlier), ("ends_on", lambda value: value or str(ON))),
    "risk_assessments": (("level", lambda value: "high" if value == "low" else "low"),),
    "custody": (("ends_on", lambda value: value or str(ON)),),
    "contacts": (
        ("notes", lambda value: f"{value} Put right."),
        ("outcome_code", lambda _: "AFTC"),
    ),
    "visits": (("notes", lambda value: f"{value} Put right."), ("announced", lambda _: "yes")),
    "mappa_levels": (("last_review_on", lambda _: str(ON)),),
    "tiers": (("tier", lambda _: "A2"),),
    "reductions": (("hours", lambda _: "7.4"),),
    "programme_referrals": (("pre_programme_done", lambda _: "yes"),),
}


class _Staff:
    """Probation and police teams: as many officers as the cases need."""

    def __init__(self, cases: int) -> None:
        self.probation = [f"N{number:05d}" for number in range(max(cases // HELD, 4))]
        self.police = [f"P{number:05d}" for number in range(max(cases // HELD // 3, 4))]

    def write(self, write: Write) -> None:
        for agency, grade, codes in (
            ("probation", "PO", self.probation),
            ("police", "DC", self.police),
        ):
            for number, code in enumerate(codes):
                team = f"{code[0]}T{number // TEAM:04d}"
                area = f"Area {number // (TEAM * 12)}"
                if number % TEAM == 0:
                    write(
                        "teams", team, f"Public Protection {team}", agency, f"{area} {agency}", area
                    )
                write("officers", code, FORENAMES[number % 8], NAMES[number // 8 % 8],
                      f"{code.lower()}@example.invalid", agency, team, grade, "37", "")  # fmt: skip
                if number % 8 == 0:
                    write("reductions", code, "trade_union", "3.7", "2026-01-05", "")


class _Case:
    """The rows of one person."""

    def __init__(self, crn: str, chance: random.Random, staff: _Staff) -> None:
        self.crn, self.chance = crn, chance
        number = int(crn[1:])
        self.officer = staff.probation[number % len(staff.probation)]
        self.police = staff.police[number % len(staff.police)]
        self.second = staff.police[(number + 1) % len(staff.police)]
        self.start = ON - timedelta(days=chance.randrange(20, 1_800))
        self.is_registered = chance.random() < 0.19

    def day(self, after: int) -> str:
        """So many days after the start, in one of the two forms."""
        day = self.start + timedelta(days=after)
        return str(day) if after % 3 else f"{day:%d/%m/%Y}"

    def some_day(self, most: int | None = None) -> int:
        return self.chance.randrange(1, most or max((ON - self.start).days, 2))

    def write(self, write: Write) -> None:
        pick = self.chance.random
        crn, start = self.crn, str(self.start)
        write("offenders", crn if pick() < 0.95 else crn.lower(), f"1983/0{crn[1:]}M", "", f"A{crn[2:]}BE",
              self.chance.choice(NAMES), self.chance.choice(FORENAMES),
              f"{FIRST - timedelta(days=self.chance.randrange(7_000, 25_000)):%d/%m/%Y}",
              "M" if pick() < 0.9 else "F", "active" if pick() < 0.97 else "terminated")  # fmt: skip
        write("sentences", crn, self.chance.choice(("licence", "community", "suspended")), "Burglary", start,
              "24", start, self.day(730), "yes" if pick() < 0.1 else "no")  # fmt: skip
        write("allocations", crn, self.officer, start, "")
        self._addresses(write)
        register = f"R{self.chance.choice('LMH')}RH"
        write("registrations", crn, register, start, "")
        write(
            "risk_assessments", crn, "rosh", self.chance.choice(LEVELS), self.day(15), self.officer
        )
        if self.is_registered:
            self._police(write)
        if pick() < 0.06:
            gone = self.some_day()
            write("custody", crn, self.day(gone), self.day(gone + 40) if pick() < 0.5 else "")
        if pick() < 0.31:
            write("mappa_levels", crn, 1 if self.is_registered else 2, 1, start, "", "probation")
        if pick() < 0.1:
            write(
                "programme_referrals",
                crn,
                "Horizon",
                self.day(20),
                "scheduled",
                "",
                "no",
                "work_pattern",
            )
        self._tiers(write)
        self._contacts(write)

    def _tiers(self, write: Write) -> None:
        """Of nine in ten, and of some a second one that changed it."""
        if self.chance.random() < 0.9:
            write("tiers", self.crn, "v2", self.chance.choice(TIERS), self.day(10))
        if self.chance.random() < 0.2:
            write(
                "tiers", self.crn, "v2", self.chance.choice(TIERS), self.day(11 + self.some_day())
            )

    def _addresses(self, write: Write) -> None:
        moved = (
            str(self.start + timedelta(days=self.some_day())) if self.chance.random() < 0.33 else ""
        )
        street = self.chance.randrange(1, 200)
        write("addresses", self.crn, f"{street} Ivy Court", "Eastmoor", "ZZ15 3AP", "rental_social",
              str(self.start), moved)  # fmt: skip
        if moved:
            write("addresses", self.crn, f"{street} Dock View", "Eastmoor", "ZZ15 3DR", "rental_private",
                  moved, "")  # fmt: skip

    def _police(self, write: Write) -> None:
        start = str(self.start)
        write("allocations", self.crn, self.police, start, "")
        write("registrations", self.crn, "ARSO", start, "")
        for after in (3, 200):
            write(
                "risk_assessments",
                self.crn,
                "police",
                self.chance.choice(LEVELS),
                self.day(after),
                self.police,
            )
        for at in self._days(self.chance.randrange(3, 11)):
            outcome = "seen_inside" if self.chance.random() < 0.7 else "not_in"
            write("visits", self.crn, f"{at} 18:30", f"{at} 20:00", self.police, self.second, "no", outcome,
                  "residence;household", "Lives alone. Phone and tablet seen; history checked.")  # fmt: skip

    def _contacts(self, write: Write) -> None:
        chance = self.chance
        for at in self._days(1 + int(chance.expovariate(1 / (CONTACTS - 1)))):
            hour = chance.choice(HOURS)
            outcome = chance.choice(OUTCOMES) if chance.random() < 0.97 else ""
            write("contacts", self.crn, chance.choice(TYPES), f"{at} {hour}", f"{at} 18:30", self.officer,
                  outcome, chance.choice(NOTES))  # fmt: skip

    def _days(self, wanted: int) -> Iterator[date]:
        """So many days between the start and today, evenly."""
        lived = max((ON - self.start).days, 1)
        for number in range(min(wanted, lived)):
            yield self.start + timedelta(
                days=number * lived // wanted if wanted <= lived else number
            )

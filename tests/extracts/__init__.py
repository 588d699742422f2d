"""Extracts for tests: a small clean one to spoil, a generator of spoilt ones, and a trimmed example area."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from caseloads.extract import NAMES, import_extract
from core.calendar import london_midnight
from core.extract import FileFigures, Report

SMALL_AREA = Path(__file__).parent / "area-small"
ON = date(2026, 11, 20)

# Two teams, four officers, two people: enough for every file to have a row that refers to another.
CLEAN: dict[str, str] = {
    "teams": """\
team_code,team_name,agency,delivery_unit,region
P1,Eastmoor Public Protection,police,Eastmoor Police,Eastmoor
N1,Eastmoor Probation,probation,Eastmoor PDU,Eastmoor
""",
    "officers": """\
officer_code,forenames,surname,email,agency,team_code,grade,contracted_hours,specialist_trained_on
P1A,Amira,Khan,a@example.invalid,police,P1,DC,37,2024-05-01
P1B,Ben,Mason,b@example.invalid,police,P1,DC,37,
P1S,Dee,Walsh,d@example.invalid,police,P1,DS,37,01/02/2020
N1F,Farah,Aziz,f@example.invalid,probation,N1,PO,22.2,
""",
    "offenders": """\
crn,pnc,visor_ref,prison_number,surname,forenames,date_of_birth,sex,status
X100001,1976/0264068G,V00001,A5799BG,O'Neill,Gareth,04/03/1979,M,active
X100002,,,,Novák,Zoltán,1988-08-05,M,active
""",
    "allocations": """\
crn,officer_code,starts_on,ends_on
X100001,P1A,2024-01-10,2025-06-01
X100001,P1B,2025-06-01,
X100001,N1F,2024-02-01,
X100002,N1F,2025-01-01,
""",
    "addresses": """\
crn,line_1,town,postcode,kind,starts_on,ends_on
X100001,39 Ivy Court,Eastmoor,ZZ15 3AP,rental_private,2024-01-10,2025-03-01
X100001,,,,no_fixed_abode,2025-03-01,
""",
    "sentences": """\
crn,kind,offence,sentenced_on,term_months,starts_on,ends_on,programme_requirement
X100001,licence,Sexual offence,2020-03-04,60,2024-01-10,2027-01-10,yes
X100002,community,Burglary,2025-01-01,24,2025-01-01,2027-01-01,no
""",
    "registrations": """\
crn,register,starts_on,ends_on
X100001,ARSO,2024-01-10,
X100001,RHRH,2024-01-10,2025-01-01
""",
    "risk_assessments": """\
crn,tool,level,assessed_on,assessor
X100001,police,high,2024-01-12,P1A
X100001,rosh,medium,2024-02-01,N1F
""",
    "custody": """\
crn,starts_on,ends_on
X100001,2023-01-01,2024-01-10
X100001,2024-06-01,2024-07-01
""",
    "contacts": """\
crn,type_code,happened_at,recorded_at,officer_code,outcome_code,notes
X100001,COAP,2026-03-02 10:00,2026-03-02 11:00,N1F,ATTC,Attended as planned.
X100001,COAP,2026-12-02 10:00,2026-11-18 11:00,N1F,,
""",
    "visits": """\
crn,happened_at,recorded_at,officer_code,second_officer_code,announced,outcome,purposes,notes
X100001,2026-08-08 18:30,2026-08-08 20:00,P1B,P1A,no,seen_inside,residence;household,All in order.
X100001,2026-11-03 09:00,2026-11-03 09:40,P1B,,yes,not_in,residence,Curtains drawn.
""",
    "mappa_levels": """\
crn,category,level,set_on,last_review_on,lead_agency
X100001,1,2,2024-02-01,2026-10-01,police
""",
    "programme_referrals": """\
crn,programme,referred_on,status,started_on,pre_programme_done,barriers
X100001,Horizon,2024-05-06,on_programme,2025-02-18,yes,work_pattern;distance
""",
    "tiers": """\
crn,scheme,tier,calculated_on
X100001,v2,B2,2026-01-10
X100001,v3,C,10/11/2026
X100002,v2,D1,2025-01-02
""",
    "reductions": """\
officer_code,reason,hours,starts_on,ends_on
N1F,trade_union,3.7,2026-01-01,
N1F,single_point_of_contact,1.8,13/05/2026,2027-01-08
""",
    "risk_by_group": """\
crn,assessed_on,children,public,known_adult,staff,prisoners,who,nature,greatest,increases,reduces,assessor
X100001,2026-10-01,high,low,,low,,Girls under 13,,,,,N1F
""",
    "known_people": """\
crn,name,relation,age_group,born_on,household,at_risk,risk,risk_on,involved
X100001,Kira,stepchild,child,,yes,yes,Alone with her,2026-11-01,School
X100001,Jo,partner,adult,1990-01-02,yes,no,,01/11/2026,
""",
    "victim_contact": """\
crn,scheme,officer,reached,requested,cleared_by,cleared_on
X100001,active,Noor Example,,Not to enter Leeds,Noor Example,2026-10-01
""",
    "diversity_needs": """\
crn,kind,what,source
X100001,belief,No visit on a Friday,told
""",
    "predictors": """\
crn,tool,score,band,basis,assessed_on,assessor
X100001,ARP,60,,dynamic,2026-02-03,N1F
X100001,CSRP,0,,static,03/02/2026,
X100001,RM2000,,high,,2019-05-01,
X100002,DC_SRP,2.11,medium,,2026-02-03,
""",
    "key_dates": """\
crn,kind,falls_on,known_on
X100001,crd,2027-03-01,2026-01-10
X100001,thd,,10/11/2026
X100001,crd,2027-05-01,2026-06-10
""",
    "requirements": """\
crn,category,words,monitoring,starts_on,ends_on
X100002,programme,Take part in Horizon.,,2025-03-01,
X100002,rehabilitation,"Take part in activities, up to 30 days.",Every fortnight,01/03/2025,2027-03-01
""",
    "licence_conditions": """\
crn,category,words,monitoring,starts_on,ends_on
X100001,good_behaviour,Be of good behaviour.,,2024-07-01,2029-01-01
X100001,contact,Have no contact with children.,At each visit,2024-07-01,
""",
    "notification_periods": """\
crn,ends_on,is_indefinite,known_on
X100001,,yes,2024-02-01
X100002,2035-03-01,no,01/03/2025
""",
    "annual_notifications": """\
crn,due_on,known_on
X100001,2027-02-01,2026-02-01
""",
}


@dataclass(frozen=True)
class Outcome:
    """What an import said: the summary, the rejects and the changes, as their files have them."""

    report: Report
    rejects: list[dict[str, str]]
    changes: list[dict[str, str]]

    def figures(self, file: str) -> FileFigures:
        return next(row for row in self.report.files if row.file == file)

    def counts(self, file: str) -> tuple[int, int, int, int]:
        """New, updated, unchanged, rejected."""
        row = self.figures(file)
        return row.new, row.updated, row.unchanged, row.rejected

    def reasons(self, file: str) -> list[tuple[int, str, str, str]]:
        """Line, column, value and reason of each rejected row of a file."""
        return [
            (int(row["line"]), row["column"], row["value"], row["reason"])
            for row in self.rejects
            if row["file"] == f"{file}.csv"
        ]


def write(folder: Path, files: Mapping[str, str | bytes | None] | None = None) -> Path:
    """The clean extract with some files replaced; None leaves one out."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in (CLEAN | dict(files or {})).items():
        path = folder / f"{name}.csv"
        path.unlink(missing_ok=True)
        if isinstance(content, bytes):
            path.write_bytes(content)
        elif content is not None:
            path.write_text(content, encoding="utf-8", newline="")
    return folder


def write_only(folder: Path, *names: str, **files: str) -> Path:
    """The people of the clean extract, and these files of it: quicker where the others do not matter."""
    needed = {"teams", "officers", "offenders", *names}
    return write(folder, {name: None for name in NAMES if name not in needed} | files)


def with_rows(file: str, *rows: str) -> str:
    """A clean file with rows added at its end."""
    return CLEAN[file] + "".join(f"{row}\n" for row in rows)


def last_line(file: str) -> int:
    return CLEAN[file].count("\n")


def take_in(folder: Path, *, on: date = ON, is_dry_run: bool = False) -> Outcome:
    """Import a folder, and read back what it wrote beside."""
    beside = folder.parent
    rejects, changes = beside / "rejects.csv", beside / "changes.csv"
    changes.unlink(missing_ok=True)
    report = import_extract(
        folder,
        rejects=rejects,
        changes=changes,
        on=on,
        at=london_midnight(on),
        is_dry_run=is_dry_run,
    )
    return Outcome(report, read(rejects), read(changes) if changes.exists() else [])


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


__all__ = [
    "CLEAN",
    "NAMES",
    "ON",
    "SMALL_AREA",
    "Outcome",
    "last_line",
    "take_in",
    "with_rows",
    "write",
    "write_only",
]

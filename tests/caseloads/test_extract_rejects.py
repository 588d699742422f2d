"""Each way in which a row can be wrong: the line, the column, the value and the reason that the person reads."""

from pathlib import Path

import pytest

from tests.extracts import CLEAN, last_line, take_in, with_rows, write

pytestmark = pytest.mark.django_db

# file: row added to the clean file: column, value and reason
TEAMS = [
    (",No code,police,U,R", "team_code", "", "is missing"),
    (
        "P9,Team,fire,U,R",
        "agency",
        "fire",
        "is not a known code; known are probation, police",
    ),
    ("P9,Team,Police,U,R", "agency", "Police", "is not a known code; known are probation, police"),
    (
        "P1,Another name,police,Eastmoor Police,Eastmoor",
        "team_name",
        "Another name",
        "contradicts line 2, which stands: there it is Eastmoor Public Protection",
    ),
    (
        "P1,Eastmoor Public Protection,police,Eastmoor Police,Eastmoor",
        "team_code",
        "P1",
        "duplicate of line 2",
    ),
]
OFFICERS = [
    (
        "P9,A,B,,police,P1,DX,37,",
        "grade",
        "DX",
        "is not a known code; known are PO, PQiP, PSO, SPO, PC, DC, PS, DS, DI",
    ),
    ("P9,A,B,,police,ZZ,DC,37,", "team_code", "ZZ", "is not a known team"),
    (
        "P9,A,B,,police,N1,DC,37,",
        "agency",
        "police",
        "contradicts its team N1, which is of probation",
    ),
    ("P9,A,B,,police,P1,DC,0,", "contracted_hours", "0", "is out of range: above 0, at most 60"),
    ("P9,A,B,,police,P1,DC,61,", "contracted_hours", "61", "is out of range: above 0, at most 60"),
    ("P9,A,B,,police,P1,DC,22.25,", "contracted_hours", "22.25", "has more than 1 decimal places"),
    ("P9,A,B,,police,P1,DC,many,", "contracted_hours", "many", "is not a number"),
    (
        "P9,A,B,,police,P1,DC,37,31/02/2024",
        "specialist_trained_on",
        "31/02/2024",
        "is no day of the calendar",
    ),
]
OFFENDERS = [
    ("X10000,,,,A,B,,M,active", "crn", "X10000", "is not a CRN: a letter and six digits"),
    ("X1０0003,,,,A,B,,M,active", "crn", "X1０0003", "is not a CRN: a letter and six digits"),
    ("X100003,,,,,B,,M,active", "surname", "", "is missing"),
    ("X100003,,,,A,B,,X,active", "sex", "X", "is not a known code; known are M, F"),
    (
        "X100003,,,,A,B,,M,asleep",
        "status",
        "asleep",
        "is not a known code; known are active, terminated",
    ),
    (
        "X100003,,,,A,B,0000-01-01,M,active",
        "date_of_birth",
        "0000-01-01",
        "has a year outside 1900 to 2100",
    ),
    (
        "X100003,,,,A,B,9999-12-31,M,active",
        "date_of_birth",
        "9999-12-31",
        "has a year outside 1900 to 2100",
    ),
    (
        "X100003,,,,A,B,02/30/1980,M,active",
        "date_of_birth",
        "02/30/1980",
        "is no day of the calendar",
    ),
    (
        "X100003,,,,A,B,1 May 1980,M,active",
        "date_of_birth",
        "1 May 1980",
        "is not a date: YYYY-MM-DD or DD/MM/YYYY",
    ),
    (
        "X100003,,,,A,B,01/02/80,M,active",
        "date_of_birth",
        "01/02/80",
        "is not a date: YYYY-MM-DD or DD/MM/YYYY",
    ),
    (
        f"X100003,,,,{'A' * 81},B,,M,active",
        "surname",
        "A" * 81,
        "is longer than 80 characters (81)",
    ),
    ("X100003,,,,A,B,,M", "", "X100003,,,,A,B,,M", "has 8 values where the header has 9 columns"),
    (
        "X100003,,,,A,B,,M,active,x",
        "",
        "X100003,,,,A,B,,M,active,x",
        "has 10 values where the header has 9 columns",
    ),
    (
        "x100001 ,,,,O'Neill,Gareth,1979-03-04,M,active",
        "pnc",
        "",
        "contradicts line 2, which stands: there it is 1976/0264068G",
    ),
    (" x100002 ,,,,Novák, Zoltán ,05/08/1988,M,active", "crn", "X100002", "duplicate of line 3"),
]
ALLOCATIONS = [
    ("X999999,P1A,2024-01-01,", "crn", "X999999", "is not a known CRN"),
    ("X100002,P9,2024-01-01,", "officer_code", "P9", "is not a known officer"),
    ("X100002,P1A,,", "starts_on", "", "is missing"),
    (
        "X100002,P1A,2024-02-01,2024-01-01",
        "ends_on",
        "2024-01-01",
        "is not after starts_on (2024-02-01)",
    ),
    (
        "X100002,P1A,2024-02-01,01/02/2024",
        "ends_on",
        "01/02/2024",
        "is not after starts_on (2024-02-01)",
    ),
    (
        "X100001,P1A,2026-01-01,",
        "starts_on",
        "2026-01-01",
        "overlaps line 3, which stands: 2025-06-01, still open",
    ),
    (
        "X100001,P1B,2024-02-01,2024-03-01",
        "starts_on",
        "2024-02-01",
        "overlaps line 2, which stands: 2024-01-10 to 2025-06-01",
    ),
    (
        "X100001,P1A,2025-06-01,",
        "officer_code",
        "P1A",
        "contradicts line 3, which stands: there it is P1B",
    ),
]
ADDRESSES = [
    ("X100002,1 A Road,B,ZZ1 1AA,palace,2024-01-01,", "kind", "palace", None),
    (
        "X100001,2 B Road,C,ZZ1 1AA,hostel,2026-01-01,",
        "starts_on",
        "2026-01-01",
        "overlaps line 3, which stands: 2025-03-01, still open",
    ),
    (
        "X100002,1 A Road,B,ZZ1 1AA ZZ1 1AA,hostel,2024-01-01,",
        "postcode",
        "ZZ1 1AA ZZ1 1AA",
        "is longer than 10 characters (15)",
    ),
]
SENTENCES = [
    (
        "X100002,prison,Theft,2025-01-01,6,2025-01-01,2025-06-01,no",
        "kind",
        "prison",
        "is not a known code; known are community, suspended, licence, custody",
    ),
    (
        "X100002,custody,Theft,2025-01-01,six,2025-01-01,2025-06-01,no",
        "term_months",
        "six",
        "is not a number",
    ),
    (
        "X100002,custody,Theft,2025-01-01,6.5,2025-01-01,2025-06-01,no",
        "term_months",
        "6.5",
        "is not whole",
    ),
    (
        "X100002,custody,Theft,2025-01-01,-6,2025-01-01,2025-06-01,no",
        "term_months",
        "-6",
        "is out of range: above 0, at most 1200",
    ),
    (
        "X100002,custody,Theft,2025-01-02,6,2025-01-01,2025-06-01,no",
        "starts_on",
        "2025-01-01",
        "is before sentenced_on",
    ),
    (
        "X100002,custody,Theft,2025-01-01,6,2025-01-01,2025-06-01,maybe",
        "programme_requirement",
        "maybe",
        "is not a known code; known are yes, no",
    ),
]
REGISTRATIONS = [
    ("X100002,NOPE,2024-01-01,", "register", "NOPE", "is not a known register"),
    (
        "X100001,ARSO,2025-01-01,2025-02-01",
        "starts_on",
        "2025-01-01",
        "overlaps line 2, which stands: 2024-01-10, still open",
    ),
    ("X100001,ARSO,10/01/2024,", "crn", "X100001", "duplicate of line 2"),
    (
        "X100001,ARSO,2024-01-10,2025-02-01",
        "ends_on",
        "2025-02-01",
        "contradicts line 2, which stands: there it is empty",
    ),
]
RISK_ASSESSMENTS = [
    (
        "X100001,police,low,12/01/2024,P1A",
        "level",
        "low",
        "contradicts line 2, which stands: there it is high",
    ),
    (
        "X100001,oasys,low,2024-01-12,P1A",
        "tool",
        "oasys",
        "is not a known code; known are rosh, police",
    ),
    (
        "X100001,police,huge,2025-01-12,P1A",
        "level",
        "huge",
        "is not a known code; known are very_high, high, medium, low",
    ),
    ("X100001,police,low,2025-01-12,P9", "assessor", "P9", "is not a known officer"),
]
CUSTODY = [
    (
        "X100001,2024-06-15,2024-06-20",
        "starts_on",
        "2024-06-15",
        "overlaps line 3, which stands: 2024-06-01 to 2024-07-01",
    ),
    (
        "X100001,2025-06-15,2025-06-15",
        "ends_on",
        "2025-06-15",
        "is not after starts_on (2025-06-15)",
    ),
]
CONTACTS = [
    (
        "X100002,ZZZZ,2026-03-02 10:00,2026-03-02 11:00,N1F,ATTC,",
        "type_code",
        "ZZZZ",
        "is not a known contact type",
    ),
    (
        "X100002,COAP,2026-03-02 10:00,2026-03-02 11:00,N1F,FINE,",
        "outcome_code",
        "FINE",
        "is not a known outcome",
    ),
    (
        "X100002,COAP,2026-03-02 10:00,2026-03-02 11:00,N1F,seen_inside,",
        "outcome_code",
        "seen_inside",
        "is an outcome of police home visits, which stand in a file of their own (VOC-19)",
    ),
    ("X100002,COAP,2026-03-02 10:00,2026-03-02 11:00,,ATTC,", "officer_code", "", "is missing"),
    (
        "X100002,COAP,2026-03-02 10:00,2026-03-02 09:59,N1F,ATTC,",
        "recorded_at",
        "2026-03-02 09:59",
        "is before it happened, though it has an outcome",
    ),
    ("X100002,COAP,2026-03-02,2026-03-02 11:00,N1F,ATTC,", "happened_at", "2026-03-02", None),
    (
        "X100002,COAP,2026-03-02 25:00,2026-03-02 11:00,N1F,ATTC,",
        "happened_at",
        "2026-03-02 25:00",
        "is no time of the day",
    ),
    (
        "X100002,COAP,2026-03-29 01:30,2026-03-29 11:00,N1F,ATTC,",
        "happened_at",
        "2026-03-29 01:30",
        "never was in London: the clocks went forward over it",
    ),
    (
        "X100002,COAP,2026-03-02T10:00Z,2026-03-02 11:00,N1F,ATTC,",
        "happened_at",
        "2026-03-02T10:00Z",
        None,
    ),
    (
        "X100002,COAP,2026-03-02 10:00,2026-03-02 11:00,N1F,ATTC,a\0b",
        "notes",
        "a\\x00b",
        "contains a NUL character",
    ),
    (
        f"X100002,COAP,2026-03-02 10:00,2026-03-02 11:00,N1F,ATTC,{'n' * 140_000}",
        "",
        None,
        "a value is longer than 131,072 characters",
    ),
    (
        "X100001,COAP,2026-03-02 10:00,2026-03-02 11:00,N1F,UAAB,Attended as planned.",
        "outcome_code",
        "UAAB",
        "contradicts line 2, which stands: there it is ATTC",
    ),
]
VISITS = [
    (
        "X100002,2026-08-08 18:30,2026-08-08 20:00,P1B,P1A,no,fine,residence,",
        "outcome",
        "fine",
        None,
    ),
    (
        "X100002,2026-08-08 18:30,2026-08-08 20:00,P1B,P1A,no,seen_inside,tea;residence,",
        "purposes",
        "tea;residence",
        None,
    ),
    (
        "X100002,2026-08-08 18:30,2026-08-08 20:00,P1B,P1A,no,seen_inside,,",
        "purposes",
        "",
        "is missing",
    ),
    (
        "X100002,2026-08-08 18:30,2026-08-08 18:00,P1B,P1A,no,seen_inside,residence,",
        "recorded_at",
        "2026-08-08 18:00",
        "is before it happened, though it has an outcome",
    ),
    (
        "X100002,2026-08-08 18:30,2026-08-08 20:00,P1B,P1B,no,seen_inside,residence,",
        "second_officer_code",
        "P1B",
        "is the first officer again",
    ),
    (
        "X100001,2026-08-08 18:30,2026-08-08 20:00,P1B,P1A,no,not_in,residence;household,All in order.",
        "outcome",
        "not_in",
        "contradicts line 2, which stands: there it is seen_inside",
    ),
]
MAPPA_LEVELS = [
    (
        "X100002,3,1,2024-02-01,,police",
        "level",
        "1",
        "contradicts category 3, which is managed at level 2 or 3 (MAP-4)",
    ),
    (
        "X100002,5,1,2024-02-01,,police",
        "category",
        "5",
        "is not a known code; known are 1, 2, 3, 4",
    ),
    (
        "X100001,1,3,2025-02-01,,police",
        "set_on",
        "2025-02-01",
        "overlaps line 2, which stands: 2024-02-01, still open",
    ),
]
PROGRAMME_REFERRALS = [
    ("X100002,Basket weaving,2024-05-06,scheduled,,no,", "programme", "Basket weaving", None),
    (
        "X100002,Horizon,2024-05-06,on_programme,2024-05-05,no,",
        "started_on",
        "2024-05-05",
        "is before referred_on",
    ),
    ("X100002,Horizon,2024-05-06,on_programme,2024-05-07,no,rain", "barriers", "rain", None),
]
OF_V2 = "is not a tier of v2, which has A3 to D0, each also with S"
OF_V3 = "is not a tier of v3, which has A to G, each also with S"
TIERS = [
    ("X100002,v2,E1,2025-03-01", "tier", "E1", OF_V2),
    ("X100002,v2,A4,2025-03-01", "tier", "A4", OF_V2),
    ("X100002,v2,b2,2025-03-01", "tier", "b2", OF_V2),
    ("X100002,v2,C,2025-03-01", "tier", "C", OF_V2),
    ("X100002,v3,B2,2025-03-01", "tier", "B2", OF_V3),
    ("X100002,v3,H,2025-03-01", "tier", "H", OF_V3),
    ("X100002,v1,B2,2025-03-01", "scheme", "v1", "is not a known code; known are v2, v3"),
    ("X100002,v2,,2025-03-01", "tier", "", "is missing"),
    ("X100002,v2,B2,", "calculated_on", "", "is missing"),
    ("X100002,v2,B2,30/02/2025", "calculated_on", "30/02/2025", "is no day of the calendar"),
    ("X999999,v2,B2,2025-03-01", "crn", "X999999", "is not a known CRN"),
    ("x100002,v2,D1,02/01/2025", "crn", "X100002", "duplicate of line 4"),
    (
        "X100001,v2,B3,2026-01-10",
        "tier",
        "B3",
        "contradicts line 2, which stands: there it is B2",
    ),
]
PREDICTORS = [
    ("X100002,GUESS,1,,,2025-03-01,", "tool", "GUESS", None),
    ("X100002,ARP,,,static,2025-03-01,", "score", "", "is missing, and so is the band"),
    (
        "X100002,ARP,100.01,,static,2025-03-01,",
        "score",
        "100.01",
        "is out of range: from 0, at most 100",
    ),
    ("X100002,ARP,-1,,static,2025-03-01,", "score", "-1", "is out of range: from 0, at most 100"),
    ("X100002,ARP,1.005,,static,2025-03-01,", "score", "1.005", "has more than 2 decimal places"),
    ("X100002,ARMS,,urgent,,2025-03-01,", "band", "urgent", None),
    ("X100002,ARP,1,,maybe,2025-03-01,", "basis", "maybe", None),
    ("X100002,ARP,1,,static,,", "assessed_on", "", "is missing"),
    ("X999999,ARP,1,,static,2025-03-01,", "crn", "X999999", "is not a known CRN"),
]
OUT_OF_RANGE = "is out of range: above 0, at most 60"
REDUCTIONS = [
    ("N1F,trainee,-3.7,2026-01-01,", "hours", "-3.7", OUT_OF_RANGE),
    ("N1F,trainee,0,2026-01-01,", "hours", "0", OUT_OF_RANGE),
    ("N1F,trainee,61,2026-01-01,", "hours", "61", OUT_OF_RANGE),
    ("N1F,trainee,half,2026-01-01,", "hours", "half", "is not a number"),
    ("N1F,trainee,3.75,2026-01-01,", "hours", "3.75", "has more than 1 decimal places"),
    ("N1F,trainee,,2026-01-01,", "hours", "", "is missing"),
    (
        "N1F,trainee,3.7,2026-03-01,2026-02-01",
        "ends_on",
        "2026-02-01",
        "is not after starts_on (2026-03-01)",
    ),
    (
        "N1F,trainee,3.7,2026-03-01,01/03/2026",
        "ends_on",
        "01/03/2026",
        "is not after starts_on (2026-03-01)",
    ),
    (
        "N1F,holiday,3.7,2026-01-01,",
        "reason",
        "holiday",
        (
            "is not a known code; known are trainee, newly_qualified, sickness, trade_union, "
            "single_point_of_contact, special_leave"
        ),
    ),
    ("P9,trainee,3.7,2026-01-01,", "officer_code", "P9", "is not a known officer"),
    ("N1F,trade_union,3.7,01/01/2026,", "officer_code", "N1F", "duplicate of line 2"),
    (
        "N1F,trade_union,1.8,2026-01-01,",
        "hours",
        "1.8",
        "contradicts line 2, which stands: there it is 3.7",
    ),
    (
        "N1F,trade_union,1.8,2026-06-01,",
        "starts_on",
        "2026-06-01",
        "overlaps line 2, which stands: 2026-01-01, still open",
    ),
]
KEY_DATES = [
    ("X100001,sed,2027-03-01,2026-01-10", "kind", "sed", None),
    ("X100001,ped,2027-03-01,", "known_on", "", "is missing"),
    ("X100001,ped,31/02/2027,2026-01-10", "falls_on", "31/02/2027", "is no day of the calendar"),
    (
        "X100001,crd,2027-04-01,2026-01-10",
        "falls_on",
        "2027-04-01",
        "contradicts line 2, which stands: there it is 2027-03-01",
    ),
]
REQUIREMENTS = [
    ("X100002,RAR,Thirty days.,,2025-03-01,", "category", "RAR", None),
    ("X100002,curfew,,,2025-03-01,", "words", "", "is missing"),
    ("X100002,curfew,Stay in.,,,", "starts_on", "", "is missing"),
    (
        "X100002,curfew,Stay in.,,2025-03-01,2025-03-01",
        "ends_on",
        "2025-03-01",
        "is not after starts_on (2025-03-01)",
    ),
    (
        "X100002,programme,Take part in Horizon.,,2025-03-01,2026-03-01",
        "ends_on",
        "2026-03-01",
        None,
    ),
]
LICENCE_CONDITIONS = [
    ("X100001,unpaid_work,Work.,,2024-07-01,", "category", "unpaid_work", None),
    (
        "X100001,contact,Have no contact with children.,At each visit,2024-07-01,",
        "crn",
        "X100001",
        "duplicate of line 3",
    ),
]
NOTIFICATION_PERIODS = [
    (
        "X100001,2035-03-01,yes,2026-02-01",
        "ends_on",
        "2035-03-01",
        "contradicts is_indefinite, which says that there is no end",
    ),
    (
        "X100001,,no,2026-02-01",
        "ends_on",
        "",
        "is missing, and is_indefinite does not say that there is none",
    ),
    ("X100001,,,2026-02-01", "is_indefinite", "", "is missing"),
]
ANNUAL_NOTIFICATIONS = [
    ("X100001,,2026-02-01", "due_on", "", "is missing"),
    (
        "X100001,2027-03-01,2026-02-01",
        "due_on",
        "2027-03-01",
        "contradicts line 2, which stands: there it is 2027-02-01",
    ),
]
TABLE = {
    "teams": TEAMS,
    "officers": OFFICERS,
    "offenders": OFFENDERS,
    "allocations": ALLOCATIONS,
    "addresses": ADDRESSES,
    "sentences": SENTENCES,
    "registrations": REGISTRATIONS,
    "risk_assessments": RISK_ASSESSMENTS,
    "custody": CUSTODY,
    "contacts": CONTACTS,
    "visits": VISITS,
    "mappa_levels": MAPPA_LEVELS,
    "programme_referrals": PROGRAMME_REFERRALS,
    "tiers": TIERS,
    "reductions": REDUCTIONS,
    "predictors": PREDICTORS,
    "key_dates": KEY_DATES,
    "requirements": REQUIREMENTS,
    "licence_conditions": LICENCE_CONDITIONS,
    "notification_periods": NOTIFICATION_PERIODS,
    "annual_notifications": ANNUAL_NOTIFICATIONS,
}


@pytest.mark.parametrize("file", TABLE)
def test_a_wrong_row_is_listed_with_line_column_value_and_reason(file: str, tmp_path: Path) -> None:
    rows = TABLE[file]
    outcome = take_in(write(tmp_path / "x", {file: with_rows(file, *(row[0] for row in rows))}))
    found = outcome.reasons(file)
    first = last_line(file) + 1
    assert [row[0] for row in found] == list(range(first, first + len(rows)))
    for (_, column, value, reason), (line, *told) in zip(rows, found, strict=True):
        assert told[0] == column, (line, told)
        assert value is None or told[1].lstrip("'") == value, (line, told)
        assert reason is None or told[2] == reason, (line, told)
    assert outcome.report.rejected == len(rows)


def test_the_clean_rows_around_are_stored(tmp_path: Path) -> None:
    outcome = take_in(
        write(
            tmp_path / "x",
            {file: with_rows(file, *(row[0] for row in TABLE[file])) for file in TABLE},
        )
    )
    for file, rows in TABLE.items():
        clean = CLEAN[file].count("\n") - 1
        assert outcome.counts(file) == (clean, 0, 0, len(rows)), file


def test_whoever_was_rejected_is_named_with_the_line_in_the_other_files(tmp_path: Path) -> None:
    files = {
        "teams": "team_code,team_name,agency,delivery_unit,region\nP1,A,navy,U,R\nN1,B,probation,U,R\n",
        "offenders": CLEAN["offenders"].replace("1988-08-05", "1988-08-32"),
    }
    outcome = take_in(write(tmp_path / "x", files))
    assert outcome.reasons("officers")[0] == (
        2,
        "team_code",
        "P1",
        "this team was rejected: teams.csv line 2",
    )
    assert outcome.reasons("allocations") == [
        (2, "officer_code", "P1A", "this officer was rejected: officers.csv line 2"),
        (3, "officer_code", "P1B", "this officer was rejected: officers.csv line 3"),
        (5, "crn", "X100002", "this CRN was rejected: offenders.csv line 3"),
    ]

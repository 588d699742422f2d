"""An import as a whole: what is stored, what a second run does, what a correction does."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.apps import apps
from django.db import connection

from caseloads.extract import NAMES, RefusedError
from core.models import JobRun
from mappa.models import Management
from offenders.models import (
    Address,
    Allocation,
    Case,
    Contact,
    ContactOutcome,
    Deadline,
    Flag,
    Pause,
    RiskAssessment,
    Tier,
)
from people.models import Officer, Reduction, Supervision, Team, Training
from programmes.models import Referral
from tests import factories
from tests.extracts import CLEAN, take_in, with_rows, write, write_only
from visits.models import Visit

pytestmark = pytest.mark.django_db
Folder = Callable[..., Path]


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return lambda **files: write(tmp_path / "extract", files)


def everything() -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table of the service, the runs on record apart."""
    tables = [
        model._meta.db_table
        for model in apps.get_models(include_auto_created=True)
        if model._meta.app_label in APPS and model is not JobRun
    ]
    found = {}
    with connection.cursor() as cursor:
        for table in sorted(tables):
            cursor.execute(f'SELECT * FROM "{table}" ORDER BY 1, 2')
            found[table] = cursor.fetchall()
    return found


APPS = {"people", "offenders", "orders", "visits", "programmes", "mappa", "core"}


def test_every_row_of_a_clean_extract_is_stored(folder: Folder) -> None:
    outcome = take_in(folder())
    for name in NAMES:
        rows = CLEAN[name].count("\n") - 1
        assert outcome.counts(name) == (rows, 0, 0, 0), name
    assert not outcome.rejects
    assert not outcome.report.warnings


def test_what_is_stored_is_what_stood_there(folder: Folder) -> None:
    take_in(folder())
    case = Case.objects.get(crn="X100001")
    assert (case.name, case.date_of_birth) == ("Gareth O'Neill", date(1979, 3, 4))
    assert Team.objects.get(code="P1").delivery_unit.region.name == "Eastmoor"
    lead = case.allocations.get(agency="police", ends_on=None)
    assert (lead.officer.code, lead.role, lead.starts_on) == ("P1B", "lead", date(2025, 6, 1))
    assert set(case.pauses.values_list("kind", flat=True)) == {"custody"}
    visit = Visit.objects.get(outcome="seen_inside")
    assert visit.purposes == ["residence", "household"]
    contact = visit.contact
    assert (contact.type.code, contact.outcome.code, contact.agency) == (
        "C253",
        "seen_inside",
        "police",
    )
    assert (contact.source, contact.version, contact.amends) == ("extract", 1, None)
    assert contact.happened_at.isoformat() == "2026-08-08T17:30:00+00:00"
    assert Visit.objects.get(outcome="not_in").contact.type.code == "CHVS"
    level = Management.objects.get()
    assert (level.category, level.level, level.starts_on) == (1, 2, date(2024, 2, 1))
    assert Referral.objects.get().barriers == ["work_pattern", "distance"]


def test_supervising_grades_supervise_their_team_and_training_is_kept(folder: Folder) -> None:
    take_in(folder())
    supervision = Supervision.objects.get()
    assert (supervision.officer.code, supervision.team.code) == ("P1S", "P1")
    trained = dict(Training.objects.values_list("officer__code", "trained_on"))
    assert trained == {"P1A": date(2024, 5, 1), "P1S": date(2020, 2, 1)}


def test_what_is_due_is_worked_out_in_the_same_transaction(folder: Folder) -> None:
    take_in(folder())
    due = Deadline.objects.get(case__crn="X100001", kind="home_visit")
    assert due.due_on == date(2026, 11, 8)
    assert Flag.objects.get(case__crn="X100001", kind="home_visit").due_on == date(2026, 11, 8)


def test_text_is_stored_as_it_came(folder: Folder) -> None:
    note = (
        '=HYPERLINK("x") <script>alert(1)</script> {"a": %s} \\N de\u00a0Souza \\. 100%\ttab\nline'
    )
    quoted = note.replace('"', '""')
    row = f'X100001,C204,2026-03-03 10:00,2026-03-03 11:00,N1F,," {quoted} "'
    take_in(folder(contacts=with_rows("contacts", row)))
    assert Contact.objects.get(type__code="C204").notes == note


def test_a_second_run_changes_nothing_at_all(folder: Folder) -> None:
    take_in(folder())
    before = everything()
    outcome = take_in(folder())
    assert everything() == before
    for name in NAMES:
        row = outcome.figures(name)
        assert (row.new, row.updated, row.rejected, row.unchanged) == (0, 0, 0, row.read), name
    assert not outcome.changes


def test_a_dry_run_says_the_same_and_stores_nothing(folder: Folder) -> None:
    before = everything()
    rehearsed = take_in(folder(), is_dry_run=True)
    assert everything() == before
    assert rehearsed.report.files == take_in(folder()).report.files


def test_the_history_says_where_the_rows_came_from(folder: Folder) -> None:
    take_in(folder())
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT c.metadata FROM offenders_caseevent e JOIN pghistory_context c ON c.id = e.pgh_context_id"
        )
        ((metadata,),) = cursor.fetchall()
    assert '"source": "extract"' in metadata
    assert '"folder": "extract"' in metadata


def test_a_missing_file_is_said_and_the_others_go_on(folder: Folder) -> None:
    outcome = take_in(folder(custody=None, mappa_levels=None))
    assert outcome.figures("custody").is_missing
    assert outcome.counts("visits") == (2, 0, 0, 0)
    assert [
        line
        for line in outcome.report.warnings
        if line.startswith("custody.csv is MISSING: the clock")
    ]
    assert "mappa_levels.csv is MISSING" in outcome.report.warnings


def test_without_offenders_every_row_that_names_one_is_rejected(folder: Folder) -> None:
    outcome = take_in(folder(offenders=None))
    assert Case.objects.count() == 0
    for name in NAMES[3:]:
        if "crn" not in CLEAN[name]:
            continue
        row = outcome.figures(name)
        assert row.rejected == row.read > 0, name
    assert {row["reason"] for row in outcome.rejects} == {"is not a known CRN"}


def test_people_known_already_need_no_offenders_file(folder: Folder) -> None:
    take_in(folder(visits=None))
    assert take_in(folder(offenders=None)).counts("visits") == (2, 0, 0, 0)


def test_a_folder_without_any_file_of_an_extract_is_refused(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("hello")
    with pytest.raises(RefusedError, match="none of the files"):
        take_in(tmp_path)


def test_files_are_found_in_any_case_and_others_are_named(folder: Folder) -> None:
    path = folder()
    (path / "visits.csv").rename(path / "Visits.CSV")
    (path / "victims.csv").write_text("name\n")
    outcome = take_in(path)
    assert outcome.counts("visits") == (2, 0, 0, 0)
    assert outcome.report.warnings == [
        "victims.csv is not a file of an extract, or is there twice: left out"
    ]


# Corrections --------------------------------------------------------------------------------------------


def changed(file: str, old: str, new: str) -> dict[str, str]:
    assert CLEAN[file].count(old) == 1, f"{old} is not once in {file}"
    return {file: CLEAN[file].replace(old, new)}


CORRECTIONS = [
    (
        "teams",
        "Eastmoor Probation",
        "Eastmoor North",
        2 + 1,
        "team_name",
        "Eastmoor Probation",
        "Eastmoor North",
    ),
    ("teams", "Eastmoor PDU", "Westmoor PDU", 3, "delivery_unit", "Eastmoor PDU", "Westmoor PDU"),
    ("officers", "Amira,Khan", "Amira,Khan-Bell", 2, "surname", "Khan", "Khan-Bell"),
    ("officers", "37,2024-05-01", "37,", 2, "specialist_trained_on", "2024-05-01", ""),
    ("officers", "22.2,", "22.2,2025-01-01", 5, "specialist_trained_on", "", "2025-01-01"),
    ("offenders", "1988-08-05", "06/08/1988", 3, "date_of_birth", "1988-08-05", "1988-08-06"),
    ("offenders", ",,,,Novák,", ",,V77,,Novák,", 3, "visor_ref", "", "V77"),
    (
        "allocations",
        "X100001,P1B,2025-06-01,",
        "X100001,P1B,2025-06-01,2026-01-01",
        3,
        "ends_on",
        "",
        "2026-01-01",
    ),
    (
        "allocations",
        "X100001,P1B,2025-06-01",
        "X100001,P1A,2025-06-01",
        3,
        "officer_code",
        "P1B",
        "P1A",
    ),
    (
        "allocations",
        "X100001,P1A,2024-01-10",
        "X100001,P1A,2024-01-20",
        2,
        "starts_on",
        "2024-01-10",
        "2024-01-20",
    ),
    ("addresses", "39 Ivy Court", "38 Ivy Court", 2, "line_1", "39 Ivy Court", "38 Ivy Court"),
    ("sentences", ",24,2025", ",18,2025", 3, "term_months", "24", "18"),
    (
        "registrations",
        "ARSO,2024-01-10,",
        "ARSO,2024-01-10,2026-01-01",
        2,
        "ends_on",
        "",
        "2026-01-01",
    ),
    (
        "registrations",
        "ARSO,2024-01-10,",
        "ARSO,2024-01-11,",
        2,
        "starts_on",
        "2024-01-10",
        "2024-01-11",
    ),
    ("risk_assessments", "police,high", "police,medium", 2, "level", "high", "medium"),
    ("risk_assessments", "2024-01-12,P1A", "2024-01-12,", 2, "assessor", "P1A", ""),
    ("custody", "2024-06-01,2024-07-01", "2024-06-01,", 3, "ends_on", "2024-07-01", ""),
    (
        "custody",
        "2024-06-01,2024-07-01",
        "2024-06-02,2024-07-01",
        3,
        "starts_on",
        "2024-06-01",
        "2024-06-02",
    ),
    (
        "contacts",
        "Attended as planned.",
        "Attended late.",
        2,
        "notes",
        "Attended as planned.",
        "Attended late.",
    ),
    ("contacts", "ATTC", "UAAB", 2, "outcome_code", "ATTC", "UAAB"),
    (
        "contacts",
        "COAP,2026-03-02 10:00",
        "COAP,2026-03-02 10:30",
        2,
        "happened_at",
        "2026-03-02 10:00",
        "2026-03-02 10:30",
    ),
    ("contacts", "COAP,2026-03-02", "COVC,2026-03-02", 2, "type_code", "COAP", "COVC"),
    ("visits", "seen_inside", "seen_at_door", 2, "outcome", "seen_inside", "seen_at_door"),
    (
        "visits",
        "residence;household",
        "residence",
        2,
        "purposes",
        "residence;household",
        "residence",
    ),
    ("visits", "P1B,P1A", "P1B,", 2, "second_officer_code", "P1A", ""),
    ("visits", ",yes,", ",no,", 3, "announced", "yes", "no"),
    (
        "visits",
        "2026-08-08 18:30",
        "2026-08-08 18:00",
        2,
        "happened_at",
        "2026-08-08 18:30",
        "2026-08-08 18:00",
    ),
    ("mappa_levels", "1,2,", "1,3,", 2, "level", "2", "3"),
    (
        "programme_referrals",
        ";distance",
        "",
        2,
        "barriers",
        "{work_pattern,distance}",
        "{work_pattern}",
    ),
]


@pytest.mark.parametrize(
    ("file", "old", "new", "line", "column", "before", "after"),
    CORRECTIONS,
    ids=[f"{row[0]}-{row[4]}-{n}" for n, row in enumerate(CORRECTIONS)],
)
def test_a_correction_is_made_and_said(
    tmp_path: Path, file: str, old: str, new: str, line: int, column: str, before: str, after: str
) -> None:
    folder = write_only(tmp_path / "extract", file)
    take_in(folder)
    outcome = take_in(write_only(folder, file, **changed(file, old, new)))
    assert [tuple(row.values()) for row in outcome.changes] == [
        (f"{file}.csv", str(line), column, before, after)
    ]
    for name in {"teams", "officers", "offenders", file}:
        row = outcome.figures(name)
        assert (row.new, row.updated, row.rejected) == (0, int(name == file), 0), name


def test_corrections_are_made_once(folder: Folder) -> None:
    take_in(folder())
    files = dict(CLEAN)
    for file, old, new, *_ in CORRECTIONS:
        files[file] = files[file].replace(old, new) if old in files[file] else files[file]
    assert take_in(folder(**files)).changes
    corrected = everything()
    assert not take_in(folder(**files)).changes
    assert everything() == corrected


def test_a_corrected_contact_keeps_the_version_before(folder: Folder) -> None:
    take_in(folder())
    take_in(folder(**changed("contacts", "ATTC", "UAAB")))
    first, second = Contact.objects.filter(happened_at__date="2026-03-02").order_by("version")
    assert (first.outcome.code, second.outcome.code) == ("ATTC", "UAAB")
    assert (second.uuid, second.version, second.amends, second.source) == (
        first.uuid,
        2,
        first,
        "extract",
    )
    assert second.version_kind == "correction"
    assert second.version_reason.startswith("Corrected by the extract of ")


def test_an_outcome_that_comes_later_is_no_correction(folder: Folder) -> None:
    take_in(folder())
    row = "COAP,2026-12-02 10:00,2026-11-18 11:00,N1F,,"
    later = "COAP,2026-12-02 10:00,2026-12-02 11:00,N1F,ATTC,Came early."
    take_in(folder(**changed("contacts", row, later)))
    held = Contact.objects.current().get(happened_at__date="2026-12-02")
    assert (held.version, held.version_kind, held.version_reason) == (2, "outcome", "")


def test_a_corrected_visit_keeps_both_and_moves_the_deadline(folder: Folder) -> None:
    take_in(folder())
    take_in(folder(**changed("visits", "seen_inside", "seen_at_door")))
    assert sorted(Visit.objects.values_list("outcome", "contact__version")) == [
        ("not_in", 1),
        ("seen_at_door", 2),
        ("seen_inside", 1),
    ]
    # Nothing effective since the release of 1 July 2024.
    assert Deadline.objects.get(case__crn="X100001", kind="home_visit").due_on == date(2024, 10, 1)


def test_an_extract_that_repeats_itself_does_not_undo_an_amendment_made_here(
    folder: Folder, dee: object
) -> None:
    take_in(folder())
    told = Contact.objects.get(happened_at__date="2026-03-02")
    ours = factories.amend_contact(told, notes="He was ten minutes late.")
    assert take_in(folder()).counts("contacts") == (0, 0, 2, 0)
    assert Contact.objects.current().get(uuid=told.uuid) == ours


def test_a_contact_changed_on_both_sides_is_left_to_a_person(folder: Folder, dee: object) -> None:
    take_in(folder())
    told = Contact.objects.get(happened_at__date="2026-03-02")
    ours = factories.amend_contact(told, notes="He was ten minutes late.")
    outcome = take_in(folder(**changed("contacts", "ATTC", "UAAB")))
    assert outcome.counts("contacts") == (0, 0, 1, 1)
    ((line, column, _, reason),) = outcome.reasons("contacts")
    assert (line, column) == (2, "happened_at")
    assert reason == (
        "differs from what was recorded in the service (version 2): outcome_code, notes; settle it there"
    )
    assert Contact.objects.current().get(uuid=told.uuid) == ours


PLANNED = "COAP,2026-12-02 10:00,2026-11-18 11:00,N1F,,"
ENDED = "COAP,2026-12-02 10:00,2026-12-02 11:00,N1F,ATTC,Came early."


@pytest.mark.parametrize(
    "fields",
    [{"version_kind": "cancelled", "told_how": "nobody"}, {"version_kind": "voided"}],
    ids=["cancelled", "voided"],
)
def test_what_was_cancelled_or_voided_here_is_not_brought_back(
    folder: Folder, fields: dict[str, str]
) -> None:
    take_in(folder())
    told = Contact.objects.get(happened_at__date="2026-12-02")
    ours = factories.amend_contact(told, recorded_at=datetime(2026, 11, 30, tzinfo=UTC), **fields)
    assert take_in(folder()).counts("contacts") == (0, 0, 2, 0)
    outcome = take_in(folder(**changed("contacts", PLANNED, ENDED)))
    assert outcome.counts("contacts") == (0, 0, 1, 1)
    ((_, _, _, reason),) = outcome.reasons("contacts")
    assert "settle it there" in reason
    assert Contact.objects.last_versions().get(uuid=told.uuid) == ours


def test_what_was_moved_here_takes_its_outcome_from_the_extract(folder: Folder) -> None:
    """Who was told of the move is said of the move, and of nothing after it."""
    take_in(folder())
    told = Contact.objects.get(happened_at__date="2026-12-02")
    factories.amend_contact(
        told,
        recorded_at=datetime(2026, 11, 30, tzinfo=UTC),
        version_kind="moved",
        told_how="nobody",
    )
    assert take_in(folder(**changed("contacts", PLANNED, ENDED))).counts("contacts") == (0, 1, 1, 0)
    held = Contact.objects.current().get(uuid=told.uuid)
    assert (held.version, held.outcome.code, held.told_how) == (3, "ATTC", "")


def test_a_visit_planned_here_takes_its_outcome_from_the_extract(folder: Folder) -> None:
    take_in(folder(visits=CLEAN["visits"].splitlines(keepends=True)[0]))
    planned = factories.make_visit(
        Case.objects.get(crn="X100001"),
        officer=Officer.objects.get(code="P1B"),
        at=datetime(2026, 8, 8, 17, 30, tzinfo=UTC),
        outcome="",
        premises="Flat above the shop",
    )
    outcome = take_in(folder())
    assert outcome.counts("visits") == (1, 1, 0, 0)
    held = Contact.objects.current().get(uuid=planned.contact.uuid)
    assert (held.version, held.version_kind) == (2, "outcome")
    assert (held.visit.outcome, held.visit.premises) == ("seen_inside", "Flat above the shop")


def test_dates_that_swap_do_not_meet_on_the_way(folder: Folder) -> None:
    take_in(folder())
    header = CLEAN["allocations"].splitlines()[0]
    swapped = (
        f"{header}\nX100001,P1B,2024-01-10,2024-09-01\nX100001,P1A,2024-09-01,2025-06-01\n"
        "X100001,N1F,2025-06-01,\nX100002,N1F,2025-01-01,\n"
    )
    outcome = take_in(folder(allocations=swapped))
    assert outcome.report.rejected == 0
    police = Allocation.objects.filter(case__crn="X100001", agency="police").order_by("starts_on")
    # The one of 1 June 2025 is not in the new file: it stays, and is said to.
    assert [row.officer.code for row in police] == ["P1B", "P1A", "P1B"]
    assert any("allocations.csv: 1 stored records" in line for line in outcome.report.warnings)


@pytest.mark.parametrize("day", ["2025-04-01", "2025-08-01"], ids=["earlier", "later"])
def test_the_day_of_a_handover_can_be_corrected(folder: Folder, day: str) -> None:
    take_in(folder())
    moved = CLEAN["allocations"].replace("2025-06-01", day)
    outcome = take_in(folder(allocations=moved))
    assert outcome.counts("allocations") == (0, 2, 2, 0)
    police = Allocation.objects.filter(case__crn="X100001", agency="police").order_by("starts_on")
    corrected = date.fromisoformat(day)
    assert [(row.officer.code, row.starts_on, row.ends_on) for row in police] == [
        ("P1A", date(2024, 1, 10), corrected),
        ("P1B", corrected, None),
    ]
    assert take_in(folder(allocations=moved)).counts("allocations") == (0, 0, 4, 0)


def test_a_new_officer_ends_the_allocation_that_is_no_longer_listed(folder: Folder) -> None:
    take_in(folder())
    later = CLEAN["allocations"].replace("X100001,P1B,2025-06-01,", "X100001,P1A,2026-09-01,")
    outcome = take_in(folder(allocations=later))
    assert outcome.counts("allocations") == (1, 0, 3, 0)
    assert Allocation.objects.get(officer__code="P1B").ends_on == date(2026, 9, 1)
    (change,) = outcome.changes
    assert change["before"] == "stored before: 2025-06-01, still open"
    assert take_in(folder(allocations=later)).counts("allocations") == (0, 0, 4, 0)


def test_a_move_ends_the_home_before(folder: Folder) -> None:
    take_in(folder())
    later = CLEAN["addresses"].replace(
        ",,,no_fixed_abode,2025-03-01,", ",1 New Road,Eastmoor,,hostel,2026-05-01,"
    )
    later = later.replace("X100001,,1 New", "X100001,1 New")
    assert take_in(folder(addresses=later)).counts("addresses") == (1, 0, 1, 0)
    assert Address.objects.get(kind="no_fixed_abode").ends_on == date(2026, 5, 1)


def test_what_contradicts_a_page_is_stored_and_undoes_no_import(folder: Folder, amira) -> None:
    """Somebody at large by page and in custody by the extract; a move that the extract has on a later day."""
    take_in(folder())
    case = Case.objects.get(crn="X100002")
    day = date(2026, 11, 2)
    written = {"case": case, "starts_on": day, "recorded_by": amira, "recorded_on": day}
    Pause.objects.create(kind="unlawfully_at_large", **written)
    Address.objects.create(kind="hotel", line_1="Pier Hotel", **written)
    outcome = take_in(
        folder(
            custody=with_rows("custody", "X100002,2026-11-03,"),
            addresses=with_rows("addresses", "X100002,Pier Hotel,,,hotel,2026-11-05,"),
        )
    )
    assert not outcome.rejects
    assert set(case.pauses.values_list("kind", flat=True)) == {"custody", "unlawfully_at_large"}
    assert case.addresses.get().starts_on == date(2026, 11, 5)


def test_a_refused_correction_leaves_its_record_to_the_rows_after_it(folder: Folder) -> None:
    take_in(folder())
    header = CLEAN["addresses"].splitlines()[0]
    later = (
        f"{header}\nX100001,,,,no_fixed_abode,2025-02-01,2025-06-01\n"
        "X100001,9 New Road,Eastmoor,,hostel,2025-07-01,\n"
    )
    outcome = take_in(folder(addresses=later))
    assert outcome.counts("addresses") == (1, 0, 0, 1)
    homes = Address.objects.order_by("starts_on").values_list("line_1", "starts_on", "ends_on")
    assert list(homes) == [
        ("39 Ivy Court", date(2024, 1, 10), date(2025, 3, 1)),
        ("", date(2025, 3, 1), date(2025, 7, 1)),
        ("9 New Road", date(2025, 7, 1), None),
    ]


def test_a_newer_level_ends_the_one_in_force(folder: Folder) -> None:
    take_in(folder())
    later = CLEAN["mappa_levels"].replace("1,2,2024-02-01", "1,1,2026-10-02")
    assert take_in(folder(mappa_levels=later)).counts("mappa_levels") == (1, 0, 0, 0)
    assert list(Management.objects.order_by("starts_on").values_list("level", "ends_on")) == [
        (2, date(2026, 10, 2)),
        (1, None),
    ]
    assert take_in(folder(mappa_levels=later)).counts("mappa_levels") == (0, 0, 1, 0)


def test_a_row_that_meets_a_stored_record_left_out_of_the_file_is_rejected(folder: Folder) -> None:
    take_in(folder())
    longer = "crn,starts_on,ends_on\nX100001,2023-01-01,2024-12-01\n"
    outcome = take_in(folder(custody=longer))
    assert outcome.reasons("custody") == [
        (
            2,
            "starts_on",
            "2023-01-01",
            "overlaps a stored record that this extract does not list: 2024-06-01 to 2024-07-01",
        )
    ]
    assert Pause.objects.count() == 2


def test_whoever_changes_team_supervises_the_new_one_from_that_day(folder: Folder) -> None:
    take_in(folder())
    teams = with_rows("teams", "P2,West,police,Eastmoor Police,Eastmoor")
    officers = CLEAN["officers"].replace("police,P1,DS", "police,P2,DS")
    take_in(folder(teams=teams, officers=officers))
    spans = Supervision.objects.order_by("starts_on").values_list(
        "team__code", "starts_on", "ends_on"
    )
    assert list(spans) == [
        ("P1", date(2000, 1, 1), date(2026, 11, 20)),
        ("P2", date(2026, 11, 20), None),
    ]
    before = everything()
    take_in(folder(teams=teams, officers=officers))
    assert everything() == before


def test_a_supervision_that_was_ended_is_not_given_again_by_the_same_facts(folder: Folder) -> None:
    """An administrator ended it; only somebody who comes into the team, or into the grade, takes it up."""
    take_in(folder())
    Supervision.objects.update(ends_on=date(2026, 11, 1))
    take_in(folder())
    assert Supervision.objects.get().ends_on == date(2026, 11, 1)
    take_in(folder(officers=CLEAN["officers"].replace("police,P1,DS", "police,P1,DC")))
    take_in(folder())
    spans = Supervision.objects.order_by("starts_on").values_list("starts_on", "ends_on")
    assert list(spans) == [
        (date(2000, 1, 1), date(2026, 11, 1)),
        (date(2026, 11, 20), None),
    ]


def test_an_update_counts_as_a_version_for_whoever_is_editing(folder: Folder) -> None:
    take_in(folder())
    take_in(folder(**changed("offenders", "1988-08-05", "1988-08-06")))
    assert Case.objects.get(crn="X100002").version == 2
    assert Case.objects.get(crn="X100001").version == 1


def test_nothing_is_measured_against_the_clock(folder: Folder) -> None:
    take_in(folder(), on=date(2001, 1, 1))
    assert RiskAssessment.objects.count() == 2
    assert ContactOutcome.objects.exists()


def test_rejects_are_safe_to_open_in_a_spreadsheet(folder: Folder, tmp_path: Path) -> None:
    row = "X100001,2026-08-08 10:30,2026-08-08 20:00,P1B,,no,=1+1,residence,"
    outcome = take_in(folder(visits=with_rows("visits", row)))
    assert outcome.reasons("visits")[0][2] == "'=1+1"
    assert (tmp_path / "rejects.csv").stat().st_mode & 0o077 == 0


def test_tiers_and_reductions_are_stored_as_they_stand(folder: Folder) -> None:
    take_in(folder())
    case = Case.objects.get(crn="X100001")
    found = case.tiers.order_by("calculated_on").values_list("scheme", "tier", "calculated_on")
    assert list(found) == [("v2", "B2", date(2026, 1, 10)), ("v3", "C", date(2026, 11, 10))]
    assert not case.tiers.exclude(recorded_by=None).exists()
    rows = Reduction.objects.order_by("reason")
    assert [(row.officer.code, row.reason, str(row.hours), row.ends_on) for row in rows] == [
        ("N1F", "single_point_of_contact", "1.8", date(2027, 1, 8)),
        ("N1F", "trade_union", "3.7", None),
    ]


def test_predictors_are_stored_as_they_stand_superseded_tools_too(folder: Folder) -> None:
    take_in(folder())
    case = Case.objects.get(crn="X100001")
    rows = case.tool_assessments.order_by("tool__order").select_related("tool", "assessor")
    assert [
        (row.tool.code, row.score, row.band, row.basis, row.assessor and row.assessor.code)
        for row in rows
    ] == [
        ("ARP", 60, "", "dynamic", "N1F"),
        ("CSRP", 0, "", "static", None),
        ("RM2000", None, "high", "", None),
    ]
    rest = "\nX100001,ARP,61.5,,static,2026-02-03,\n"
    later = take_in(folder(predictors=f"crn,tool,score,band,basis,assessed_on,assessor{rest}"))
    assert later.counts("predictors") == (0, 1, 0, 0)
    assert str(case.tool_assessments.get(tool__code="ARP").score) == "61.50"


def test_an_extract_without_tiers_and_reductions_is_whole(folder: Folder) -> None:
    outcome = take_in(folder(tiers=None, reductions=None, predictors=None))
    assert not outcome.report.warnings
    assert not any("MISSING" in line for line in outcome.report.lines())
    assert not Tier.objects.exists()


def test_a_later_extract_corrects_tiers_and_reductions(folder: Folder) -> None:
    take_in(folder())
    later = take_in(
        folder(
            tiers="crn,scheme,tier,calculated_on\nX100001,v2,A2,2026-01-10\n",
            reductions=(
                "officer_code,reason,hours,starts_on,ends_on\n"
                "N1F,trade_union,3.7,2026-01-01,2026-12-01\n"
                "N1F,single_point_of_contact,3.0,2026-11-01,\n"
            ),
        )
    )
    assert later.counts("tiers") == (0, 1, 0, 0)
    assert Tier.objects.get(case__crn="X100001", scheme="v2").tier == "A2"
    assert later.counts("reductions") == (1, 1, 0, 0)
    rows = Reduction.objects.order_by("reason", "starts_on")
    assert [(str(row.hours), row.starts_on, row.ends_on) for row in rows] == [
        # Other hours of the same reason follow those that were stored.
        ("1.8", date(2026, 5, 13), date(2026, 11, 1)),
        ("3.0", date(2026, 11, 1), None),
        ("3.7", date(2026, 1, 1), date(2026, 12, 1)),
    ]

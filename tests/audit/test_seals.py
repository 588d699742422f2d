"""Seals: what they cover, when they wait, and that every kind of tampering shows."""

import base64
import io
import json
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pgtrigger
import psycopg2
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.models import Max

from audit import services
from audit.choices import Outcome
from audit.models import Event, Seal
from audit.rules import COLUMNS
from audit.selectors.rows import finished_below
from audit.services import NoSealKeyError, RewoundError, Trace
from audit.services.seals import signing_key
from audit.tasks import seal as seal_task
from core import clock
from core.jobs import last_success
from core.models import JobRun

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def key(settings: object, tmp_path: Path) -> None:
    settings.AUDIT_SEAL_KEY = base64.b64encode(bytes(range(32))).decode()  # type: ignore[attr-defined]
    settings.AUDIT_SEAL_FILE = str(tmp_path / "outside" / "seals.jsonl")  # type: ignore[attr-defined]


def look(case_id: int = 1, **fields: object) -> Event:
    """A row of the log, in a transaction of its own."""
    trace = Trace(
        at=clock.now(),
        user_label="Żółć <o'neill>",
        cases={case_id: "team"},
        asked={"b": 1, "a": "é"},
    )
    for name, value in fields.items():
        setattr(trace, name, value)
    services.record(
        trace,
        method="GET",
        view="test",
        path="/",
        address="2001:db8::1",
        status=200,
        outcome=Outcome.SHOWN,
    )
    return Event.objects.get(request_id=trace.request_id)


def final() -> None:
    """Wait until every row can be sealed: transactions of other tests on this server hold the seals back."""
    until = time.monotonic() + 120
    newest = Event.objects.aggregate(newest=Max("transaction_id"))["newest"] or 0
    while finished_below() <= newest:
        assert time.monotonic() < until, (
            "Some transaction on this server has been open for two minutes"
        )
        time.sleep(0.05)


def seal_final() -> None:
    final()
    seal_task()


@pytest.fixture
def three_seals(settings: object) -> None:
    """Seven rows under three seals, and written outside."""
    for case_id in range(7):
        look(case_id)
    final()
    services.seal(at=clock.now(), most_rows=3)
    services.write_out(Path(settings.AUDIT_SEAL_FILE))  # type: ignore[attr-defined]
    assert list(Seal.objects.values_list("number", "rows")) == [(1, 3), (2, 3), (3, 1)]


def verify(**options: object) -> str:
    """What the command says; it raises when the log is not whole."""
    out = io.StringIO()
    try:
        call_command("verify_audit", stdout=out, **options)
    except CommandError as error:
        return f"FAULTY {out.getvalue()} {error}"
    return out.getvalue()


def tamper(sql: str, *params: object) -> None:
    """As somebody who may switch the triggers off."""
    with pgtrigger.ignore(), connection.cursor() as cursor:
        cursor.execute(sql, params)


def test_an_untouched_log_is_whole(three_seals: None) -> None:
    look()
    assert verify() == "The audit log is whole: 7 rows under 3 seals, 1 not sealed yet.\n"


def test_a_leaf_covers_every_column() -> None:
    assert set(COLUMNS) == {field.attname for field in Event._meta.concrete_fields}


ALTERED = {
    "request_id": "'00000000-0000-4000-8000-000000000000'",
    "at": "at + interval '1 microsecond'",
    "user_id": "99",
    "user_label": "'somebody else'",
    "roles": "'{officer}'",
    "session": "'f'",
    "address": "'192.0.2.1'",
    "method": "'POST'",
    "view": "'other'",
    "path": "'/other/'",
    "object_uuid": "'00000000-0000-4000-8000-000000000000'",
    "asked": "'{}'",
    "case_ids": "'{2}'",
    "grounds": "'{head}'",
    "reason": "'because'",
    "status": "404",
    "outcome": "'refused'",
    "id": "id + 1000000",
}


@pytest.mark.parametrize("column", ALTERED)
def test_an_altered_row_shows_whatever_the_column(column: str) -> None:
    row = look()
    seal_final()
    tamper(f"UPDATE audit_event SET {column} = {ALTERED[column]} WHERE id = %s", row.pk)
    assert "at least one of its 1 rows was altered" in verify()


ODD_DATES = [
    "infinity",
    "-infinity",
    "20000-01-01",
    "0001-01-01 BC",
    "9999-12-31 23:59:59+00",
    "0001-01-01",
]


@pytest.mark.parametrize("day", ODD_DATES)
def test_an_instant_outside_of_every_calendar_is_a_finding(three_seals: None, day: str) -> None:
    """Python cannot read some of these at all: of a sealed row, one that waits, and a seal."""
    row = Event.objects.earliest("id")
    tamper("UPDATE audit_event SET at = %s WHERE id = %s", day, row.pk)
    assert f"Row {row.pk} has a date that is outside of every calendar" in verify()
    waiting = look()
    tamper("UPDATE audit_event SET at = %s WHERE id = %s", day, waiting.pk)
    assert f"Row {waiting.pk} has a date" in verify()
    tamper("UPDATE audit_seal SET sealed_at = %s WHERE number = 2", day)
    said = verify()
    assert "Seal 2 has a date that is outside of every calendar" in said
    assert "does not follow the one before" in said


@pytest.mark.parametrize("line", [b"x\n", b"[]\n", b"{}\n", b"\xff\n", b'{"number": 1}\n'])
def test_a_file_outside_that_is_spoiled_is_a_finding(
    three_seals: None, settings: object, line: bytes
) -> None:
    with Path(settings.AUDIT_SEAL_FILE).open("ab") as file:  # type: ignore[attr-defined]
        file.write(line)
    assert "has a line that is no seal: it was altered" in verify()


def test_a_removed_row_shows(three_seals: None) -> None:
    tamper("DELETE FROM audit_event WHERE id = (SELECT min(id) + 3 FROM audit_event)")
    assert "Seal 2" in verify()
    assert "1 of its 3 rows were removed from the log" in verify()


def test_a_row_inserted_among_sealed_ones_shows(three_seals: None) -> None:
    copied = ", ".join(column for column in COLUMNS if column not in {"id", "request_id"})
    tamper(
        f"INSERT INTO audit_event (request_id, {copied}) SELECT gen_random_uuid(), {copied} "
        "FROM audit_event ORDER BY id LIMIT 1"
    )
    assert "1 of its 3 rows were inserted into the log" in verify()


@pytest.mark.parametrize("number", ["-1", "9000000000000000000"])
def test_a_row_inserted_outside_of_any_seal_shows(three_seals: None, number: str) -> None:
    """A transaction that there has not been would never be sealed."""
    row = look()
    tamper(f"UPDATE audit_event SET transaction_id = {number} WHERE id = %s", row.pk)
    assert "it was inserted" in verify()


def test_two_rows_that_changed_places_show(three_seals: None) -> None:
    first, second = Event.objects.order_by("id")[:2]
    for row, other in ((first, second), (second, first)):
        tamper("UPDATE audit_event SET case_ids = %s WHERE id = %s", other.case_ids, row.pk)
    assert "was altered" in verify()


def test_a_log_cut_at_its_end_shows_by_the_file_outside(three_seals: None) -> None:
    tamper(
        "DELETE FROM audit_event WHERE transaction_id >= (SELECT max(from_transaction) FROM audit_seal)"
    )
    tamper("DELETE FROM audit_seal WHERE number = 3")
    assert "Seal 3 is in seals.jsonl and not in the database: the log was cut" in verify()


def test_a_log_cut_in_the_middle_shows_by_the_chain(three_seals: None) -> None:
    second = Seal.objects.get(number=2)
    tamper(
        "DELETE FROM audit_event WHERE transaction_id >= %s AND transaction_id < %s",
        second.from_transaction,
        second.below_transaction,
    )
    tamper("DELETE FROM audit_seal WHERE number = 2")
    assert "does not follow the one before" in verify(file=None)


def test_an_altered_seal_shows(three_seals: None) -> None:
    tamper("UPDATE audit_seal SET rows = rows - 1 WHERE number = 2")
    assert "the signature is not of this seal" in verify()


def test_a_log_written_anew_with_another_key_shows(three_seals: None, settings: object) -> None:
    honest = base64.b64encode(signing_key().public_key().public_bytes_raw()).decode()
    tamper("DELETE FROM audit_seal")
    tamper("UPDATE audit_event SET case_ids = '{7}'")
    settings.AUDIT_SEAL_KEY = base64.b64encode(bytes(32)).decode()  # type: ignore[attr-defined]
    final()
    services.seal(at=clock.now())
    answer = verify(public_key=[honest])
    assert "which was not given" in answer
    assert "the log was written anew" in answer


def test_a_log_written_anew_with_the_stolen_key_shows_by_the_file(three_seals: None) -> None:
    tamper("DELETE FROM audit_seal")
    tamper("UPDATE audit_event SET case_ids = '{7}'")
    final()
    services.seal(at=clock.now())
    assert "Seal 1 is another in seals.jsonl: the log was written anew" in verify()


def test_a_seal_job_that_does_not_run_shows() -> None:
    look(at=clock.now() - timedelta(hours=1))
    final()
    assert "are not sealed: audit.seal has not run" in verify(file=None)


# The job -----------------------------------------------------------------------------------------------


def test_a_second_run_seals_nothing_new(three_seals: None) -> None:
    seal_task()
    assert Seal.objects.count() == 3
    run = last_success("audit.seal")
    assert run
    assert run.figures == {"rows": 0, "seals": 0}


@pytest.fixture
def other() -> Iterator[psycopg2.extensions.connection]:
    """A connection of somebody else to the same database."""
    other = psycopg2.connect(**connection.get_connection_params())
    yield other
    other.close()


def test_a_row_is_not_sealed_while_an_older_transaction_runs(
    other: psycopg2.extensions.connection,
) -> None:
    """Else a row of that older transaction would come later into a range that is sealed already."""
    with other.cursor() as cursor:
        cursor.execute("SELECT pg_current_xact_id()")
        row = look()
        seal_task()
        assert not Seal.objects.exists()
        copied = ", ".join(
            column for column in COLUMNS if column not in {"id", "request_id", "transaction_id"}
        )
        cursor.execute(
            f"INSERT INTO audit_event (request_id, transaction_id, {copied}) "
            f"SELECT gen_random_uuid(), pg_current_xact_id()::text::bigint, {copied} FROM audit_event"
        )
        other.commit()
    seal_final()
    assert Seal.objects.get().rows == 2
    assert Event.objects.order_by("transaction_id").first() != row
    assert "whole" in verify()


def test_many_rows_make_several_seals_without_parting_a_transaction() -> None:
    for _ in range(5):
        look()
    final()
    services.seal(at=clock.now(), most_rows=2)
    assert list(Seal.objects.values_list("rows", flat=True)) == [2, 2, 1]
    assert "whole" in verify(file=None)


def test_without_a_key_the_run_fails_and_says_so(settings: object) -> None:
    settings.AUDIT_SEAL_KEY = ""  # type: ignore[attr-defined]
    with pytest.raises(NoSealKeyError):
        seal_task()
    run = JobRun.objects.get()
    assert (run.succeeded, run.error) == (
        False,
        "NoSealKeyError: AUDIT_SEAL_KEY is not set, so the audit log is not sealed",
    )
    assert "Give --public-key" in verify()


@pytest.mark.parametrize("wrong", ["short", "####", base64.b64encode(bytes(31)).decode()])
def test_a_wrong_key_is_refused(settings: object, wrong: str) -> None:
    settings.AUDIT_SEAL_KEY = wrong  # type: ignore[attr-defined]
    with pytest.raises(NoSealKeyError, match="32 bytes in base64"):
        services.seal(at=clock.now())


def test_a_rewound_transaction_counter_stops_the_seals(three_seals: None) -> None:
    tamper("UPDATE audit_seal SET below_transaction = 9000000000000000000 WHERE number = 3")
    with pytest.raises(RewoundError, match="After a restore"):
        services.seal(at=clock.now())


def test_the_file_outside_repeats_every_seal_and_mends_itself(
    three_seals: None, settings: object
) -> None:
    path = Path(settings.AUDIT_SEAL_FILE)  # type: ignore[attr-defined]
    whole = path.read_bytes()
    assert [json.loads(line)["number"] for line in whole.splitlines()] == [1, 2, 3]
    path.write_bytes(whole[:-20])
    assert services.write_out(path) == 1
    assert path.read_bytes() == whole
    assert services.write_out(path) == 0


def test_a_second_key_verifies_beside_the_first(three_seals: None, settings: object) -> None:
    first = base64.b64encode(signing_key().public_key().public_bytes_raw()).decode()
    fresh = Ed25519PrivateKey.generate()
    settings.AUDIT_SEAL_KEY = base64.b64encode(fresh.private_bytes_raw()).decode()  # type: ignore[attr-defined]
    look()
    seal_final()
    second = base64.b64encode(fresh.public_key().public_bytes_raw()).decode()
    assert "which was not given" in verify()
    assert "whole" in verify(public_key=[first, second])


def test_print_key_is_what_public_key_takes(
    three_seals: None, capsys: Callable[..., object]
) -> None:
    printed = verify(print_key=True).strip()
    assert "whole" in verify(public_key=[printed])
    assert "is not 32 bytes" in verify(public_key=["nonsense"])
    assert "moved or taken away" in verify(file=Path("/no/such/file"))


@pytest.mark.django_db
def test_before_the_first_seal_it_does_not_sound_like_tampering() -> None:
    assert "nothing has been sealed yet" in verify(file=Path("/no/such/file"))

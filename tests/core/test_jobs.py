"""Scheduled jobs: on record whatever happens, one at a time, sent only after the facts are stored."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, connections, transaction

from core import clock, jobs, queue
from core.jobs import is_stale, last_success, oldest_success, run_job
from core.models import JobRun, Message, Standard
from core.standards import NoStandardError, in_force, number
from tests import factories
from tests.together import STORED, while_open

pytestmark = pytest.mark.django_db
ON = date(2026, 11, 20)


def test_a_run_that_ends_well_is_on_record_with_its_figures():
    run = run_job("test.job", on=ON, work=lambda: {"raised": 2})
    assert run is not None
    assert (run.succeeded, run.figures) == (True, {"raised": 2})
    assert last_success("test.job") == run
    assert not is_stale(run, minutes=15)


def test_a_run_that_fails_undoes_its_work_and_is_on_record():
    def work() -> dict[str, int | str]:
        Message.objects.create(task="half done", created_at=clock.now())
        raise ValueError("Gareth O'Neill is no number")

    with pytest.raises(ValueError, match="no number"):
        run_job("test.job", on=ON, work=work)
    run = JobRun.objects.get()
    assert (run.succeeded, run.error) == (False, "ValueError"), "what it choked on is not said"
    assert not Message.objects.exists()
    assert last_success("test.job") is None


def test_no_success_or_an_old_one_is_stale():
    assert is_stale(None, minutes=15)
    run = run_job("test.job", on=ON, work=dict)
    assert run is not None
    run.finished_at = clock.now() - timedelta(minutes=16)
    assert is_stale(run, minutes=15)


@pytest.fixture
def two_watched(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "_WATCHED", set())
    jobs.watch("test.one")
    jobs.watch("test.two")
    jobs.watch("test.one")


def test_checked_means_checked_by_every_job(two_watched, django_assert_num_queries):
    """The oldest of the newest successes; nothing while one of them has none, however well the others do."""
    assert jobs.watched() == ["test.one", "test.two"]
    now = clock.now()
    factories.make_run("test.one", now - timedelta(minutes=9))
    newest = factories.make_run("test.one", now - timedelta(minutes=7))
    assert oldest_success() is None
    failed = factories.make_run("test.two", now - timedelta(minutes=8))
    failed.succeeded = False
    failed.save()
    assert oldest_success() is None
    factories.make_run("test.two", now)
    with django_assert_num_queries(1):
        assert oldest_success() == newest


def test_without_any_job_nothing_was_checked(monkeypatch):
    monkeypatch.setattr(jobs, "_WATCHED", set())
    assert oldest_success() is None


def test_the_lock_is_free_again_after_a_failure():
    with pytest.raises(ZeroDivisionError):
        run_job("test.job", on=ON, work=lambda: {"n": 1 // 0})
    assert run_job("test.job", on=ON, work=dict) is not None


def test_a_run_elsewhere_holds_the_job():
    other = connections.create_connection("default")
    with other.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(hashtext('test.job'))")
    assert run_job("test.job", on=ON, work=dict) is None
    other.close()


def test_a_run_cannot_be_finished_without_saying_how():
    with pytest.raises(IntegrityError), transaction.atomic():
        JobRun.objects.create(name="x", on=ON, started_at=clock.now(), finished_at=clock.now())


def test_a_message_of_work_that_was_rolled_back_is_never_sent():
    with transaction.atomic():
        queue.enqueue("test.task", number=1)
        transaction.set_rollback(True)
    assert queue.take_waiting(at=clock.now()) == []


def test_waiting_messages_are_taken_once_oldest_first():
    first, second = queue.enqueue("test.a", number=1), queue.enqueue("test.b")
    assert queue.take_waiting(at=clock.now()) == [first, second]
    assert queue.take_waiting(at=clock.now()) == []


@pytest.mark.django_db(transaction=True)
def test_two_senders_never_take_the_same_message_nor_wait_for_each_other():
    first = queue.enqueue("caseloads.check_officer", officer_id=1)
    second = queue.enqueue("caseloads.check_officer", officer_id=2)
    taken = []

    def take():
        taken.append(queue.take_waiting(at=clock.now(), limit=1))

    def take_while_the_first_is_open():
        take()
        first.refresh_from_db()
        assert first.sent_at is None, "it waited until the other had committed"

    assert while_open(take, take_while_the_first_is_open, said=str) == STORED
    assert taken == [[first], [second]]


def test_a_standard_holds_from_its_day_until_the_day_it_ends():
    key = "test.number"
    day = timedelta(days=1)
    Standard.objects.create(
        key=key, value=1, unit="days", rule="X-1", starts_on=date(2020, 1, 1), ends_on=ON
    )
    Standard.objects.create(key=key, value=2, unit="days", rule="X-1", starts_on=ON)
    assert (number(key, on=ON - day), number(key, on=ON)) == (1, 2)
    assert in_force("test.", on=ON)[key].since == ON
    with pytest.raises(NoStandardError, match=key):
        number(key, on=date(2019, 12, 31))


def test_two_values_of_one_standard_cannot_hold_on_one_day():
    Standard.objects.create(key="test.n", value=1, unit="days", rule="X-1", starts_on=ON)
    with pytest.raises(IntegrityError), transaction.atomic():
        Standard.objects.create(key="test.n", value=2, unit="days", rule="X-1", starts_on=ON)


def test_history_of_a_standard_is_kept_and_only_grows():
    row = Standard.objects.create(key="test.n", value=1, unit="days", rule="X-1", starts_on=ON)
    Standard.objects.filter(pk=row.pk).update(value=3)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT value FROM core_standardevent WHERE pgh_obj_id = %s ORDER BY pgh_id", [row.pk]
        )
        assert cursor.fetchall() == [(1,), (3,)]
    for statement in ("DELETE FROM", "TRUNCATE", "UPDATE"):
        rest = " SET value = 9" if statement == "UPDATE" else ""
        with (
            pytest.raises(Exception, match="pgtrigger"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(f"{statement} core_standardevent{rest}")


def test_a_standard_that_ended_without_another_is_not_in_force_on_that_day():
    """`ends_on` is the first day on which it does not hold."""
    Standard.objects.create(
        key="test.ended", value=1, unit="days", rule="X-1", starts_on=date(2020, 1, 1), ends_on=ON
    )
    assert number("test.ended", on=ON - timedelta(days=1)) == 1
    with pytest.raises(NoStandardError):
        number("test.ended", on=ON)

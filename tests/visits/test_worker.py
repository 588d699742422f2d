"""Real workers on a real broker: killed in the middle of a run, the broker stopped and frozen."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from urllib.parse import quote

import pytest
from celery import current_app
from django.db import connection, connections, transaction
from kombu import pools

from core import clock, queue
from core.jobs import last_success
from core.models import JobRun, Message
from core.tasks import send_waiting
from offenders import deadlines
from offenders.models import Deadline, Flag, RiskAssessment
from tests.broker import Broker, broker, wait_for
from tests.visits.world import World, instant
from visits.tasks import FLAG_OVERDUE_VISITS, flag_overdue_visits

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.enable_socket]
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def redis() -> Iterator[Broker]:
    with broker() as server:
        yield server


@pytest.fixture
def app(redis: Broker) -> Iterator[None]:
    """The Celery application of this process, speaking to the test's broker."""
    before = current_app.conf.broker_url
    _connect_to(redis.url)
    yield
    _connect_to(before)


def _connect_to(url: str) -> None:
    """Celery keeps its connections for the life of a process; forget them."""
    current_app.conf.broker_url = url
    pools.reset()
    current_app._pool = None
    current_app.amqp._producer_pool = None


@pytest.fixture
def worker(redis: Broker) -> Iterator[Callable[[], subprocess.Popen[bytes]]]:
    """Starts a worker process on the test's database and broker; all are gone afterwards."""
    started: list[subprocess.Popen[bytes]] = []

    def start() -> subprocess.Popen[bytes]:
        process = subprocess.Popen(
            [sys.executable, "-m", "celery", "-A", "config.celery:app", "worker", "-c", "1", "-l", "warning"],
            cwd=ROOT,
            env={**os.environ, "DATABASE_URL": _database_url(), "REDIS_URL": redis.url,
                 "DJANGO_SETTINGS_MODULE": "config.settings.base", "CASELOAD_LOCAL": "1"},
            start_new_session=True,
        )  # fmt: skip
        started.append(process)
        return process

    yield start
    for process in started:
        kill(process)


def _database_url() -> str:
    settings = {
        name: quote(str(value), safe="")
        for name, value in connection.settings_dict.items()
        if isinstance(value, str | int)
    }
    return "postgresql://{USER}:{PASSWORD}@{HOST}:{PORT}/{NAME}".format_map(settings)


def kill(process: subprocess.Popen[bytes]) -> None:
    """kill -9 of the worker and its children at once, as the kernel does when memory runs out."""
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        return
    process.wait(10)


def overdue() -> World:
    """One very high risk person two months over, with the deadline stored and no flag yet."""
    world = World(1, size=1)
    (case,) = world.cases
    on = clock.today()
    world.register(case, on - timedelta(days=90))
    world.allocate(case, on - timedelta(days=90))
    RiskAssessment.objects.create(
        case=case, tool="police", level="very_high", assessed_on=on - timedelta(days=90)
    )
    deadlines.recompute([case.pk], on=on)
    return world


def test_a_worker_killed_in_the_middle_of_a_run_loses_and_doubles_nothing(redis, app, worker):
    overdue()
    with transaction.atomic():
        # The run cannot pass this row, so it stands in the middle when the kill comes.
        list(Deadline.objects.select_for_update())
        first = worker()
        current_app.send_task(FLAG_OVERDUE_VISITS)
        other = connections.create_connection("default")
        wait_for(lambda: _waiting_for_a_lock(other), "the run to reach the row")
        kill(first)
        other.close()
    wait_for(lambda: not _sweeps_running(), "the dead worker's transaction to end")
    assert not Flag.objects.exists()
    assert JobRun.objects.get().finished_at is None
    assert last_success(FLAG_OVERDUE_VISITS) is None

    worker()
    current_app.send_task(FLAG_OVERDUE_VISITS)
    wait_for(lambda: last_success(FLAG_OVERDUE_VISITS), "the next run")
    assert Flag.objects.filter(cured_at__isnull=True).count() == 1


def _waiting_for_a_lock(other) -> bool:
    with other.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
            " AND datname = current_database() AND query LIKE '%%offenders_flag%%'"
        )
        return cursor.fetchone()[0] > 0


def _sweeps_running() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
            " AND pid <> pg_backend_pid() AND state <> 'idle'"
        )
        return cursor.fetchone()[0] > 0


def test_the_same_run_delivered_three_times_raises_once(redis, app, worker):
    overdue()
    for _ in range(3):
        current_app.send_task(FLAG_OVERDUE_VISITS)
    worker()
    wait_for(lambda: JobRun.objects.filter(succeeded=True).count() == 3, "three runs")
    assert Flag.objects.count() == 1


@pytest.mark.parametrize("harm", ["freeze", "kill"])
def test_with_the_broker_gone_every_write_works_and_its_message_waits(redis, app, harm):
    """The web never speaks to the broker: the flag is cured in the write itself."""
    world = overdue()
    (case,) = world.cases
    on = clock.today()
    getattr(redis, harm)()
    begun = time.monotonic()
    world.sweep(on)
    world.chance.choice = lambda options: options[0]
    deadlines.refresh([case.pk], changed=world.visit(case, on), on=on, at=instant(on))
    queue.enqueue("offenders.recompute_kind", kind="home_visit")
    assert time.monotonic() - begun < 2
    assert not Flag.objects.filter(cured_at__isnull=True).exists()
    assert Message.objects.filter(sent_at__isnull=True).count() == 1


def test_a_message_that_could_not_be_sent_is_sent_when_the_broker_is_back(redis, app, worker):
    overdue()
    redis.kill()
    queue.enqueue(FLAG_OVERDUE_VISITS)
    current_app.conf.broker_connection_timeout = 1
    with pytest.raises(Exception, match=r"."):
        _send_once()
    assert Message.objects.filter(sent_at__isnull=True).count() == 1
    redis.start()
    worker()
    send_waiting()
    assert not Message.objects.filter(sent_at__isnull=True).exists()
    wait_for(Flag.objects.exists, "the flag to catch up")


def _send_once() -> None:
    """As the job does, without the broker library's own patience of many seconds."""
    retry = current_app.conf.task_publish_retry
    current_app.conf.task_publish_retry = False
    try:
        send_waiting()
    finally:
        current_app.conf.task_publish_retry = retry


def test_two_beats_at_once_one_works_the_other_steps_back():
    overdue()
    other = connections.create_connection("default")
    with other.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(hashtext(%s))", [FLAG_OVERDUE_VISITS])
    flag_overdue_visits()
    assert not JobRun.objects.exists()
    with other.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_unlock_all()")
    other.close()
    flag_overdue_visits()
    assert JobRun.objects.get().figures == {"raised": 1, "changed": 0, "cured": 0}

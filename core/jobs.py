"""Scheduled jobs: one at a time each, every run on record."""

from collections.abc import Callable
from datetime import date, timedelta

from django.db import connection, transaction
from django.db.models import QuerySet

from core import clock
from core.logs import kind_of
from core.models import JobRun
from core.prepared import prepared

Figures = dict[str, int | str]
# The jobs on which pages rely: "flags checked at 10:42" is the oldest of their last successes.
_WATCHED: set[str] = set()


def run_job(name: str, *, on: date, work: Callable[[], Figures]) -> JobRun | None:
    """Do `work` in one transaction under the job's lock; None when another run holds it.

    The lock is the session's, so it is free the moment a killed worker's connection is gone. The run's row is
    written before the work: a killed run stays on record as unfinished.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(hashtext(%s))", [name])
        (is_ours,) = cursor.fetchone()
    if not is_ours:
        return None
    try:
        return _recorded(JobRun.objects.create(name=name, on=on, started_at=clock.now()), work)
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(hashtext(%s))", [name])


def _recorded(run: JobRun, work: Callable[[], Figures]) -> JobRun:
    try:
        with transaction.atomic():
            run.figures = work()
    except Exception as error:
        run.finished_at, run.succeeded = clock.now(), False
        run.error = kind_of(error)[:2000]
        run.save()
        raise
    run.finished_at, run.succeeded = clock.now(), True
    run.save()
    return run


def watch(name: str) -> None:
    """Have pages tell when this job last did its work, and warn when it stands still."""
    _WATCHED.add(name)


def watched() -> list[str]:
    """The names of the jobs on which pages rely."""
    return sorted(_WATCHED)


def last_success(name: str) -> JobRun | None:
    """The newest run that ended well."""
    return _successes(name).first()


def oldest_success() -> JobRun | None:
    """Of the newest successes of all watched jobs the oldest one; None while one of them never succeeded.

    One query that reads one row of each job, however many runs are kept.
    """
    names = tuple(watched())
    found = _newest_successes(names) if names else []
    if len(found) < len(names):
        return None
    return min(found, key=lambda run: run.finished_at or run.started_at, default=None)


@prepared
def _newest_successes(names: tuple[str, ...], /) -> QuerySet[JobRun]:
    first, *others = (_successes(name)[:1] for name in names)
    return first.union(*others, all=True)


def _successes(name: str) -> QuerySet[JobRun]:
    return JobRun.objects.filter(name=name, succeeded=True).order_by("-finished_at")


def is_stale(run: JobRun | None, *, minutes: int) -> bool:
    """True when the last success is missing or older than `minutes`."""
    finished_at = run.finished_at if run else None
    return finished_at is None or clock.now() - finished_at > timedelta(minutes=minutes)

"""The scheduled jobs of the roof."""

from celery import shared_task

from caseloads.deadlines import JOB
from caseloads.deadlines.oversight import JOB as FLAG_OVERSIGHT
from caseloads.services.snapshots import take_snapshot
from core import clock
from core.jobs import last_success, run_job
from offenders import deadlines

SNAPSHOT = "caseloads.snapshot"


@shared_task(name=JOB)
def flag_caseloads_over_threshold() -> None:
    """CAS-28: work out of every officer what they carry, raise, change and end the flags; safe to run twice."""
    deadlines.run_sweep(JOB, on=clock.today(), at=clock.now())


@shared_task(name=SNAPSHOT)
def snapshot() -> None:
    """CAS-19: once a London day, keep what every officer carries. A second call of the day does nothing."""
    on = clock.today()
    last = last_success(SNAPSHOT)
    if last is None or last.on < on:
        run_job(SNAPSHOT, on=on, work=lambda: {"kept": take_snapshot(on=on)})


@shared_task(name=FLAG_OVERSIGHT)
def flag_oversight() -> None:
    """Raise, change and end the flags of what waits for a manager; safe to run twice or late."""
    deadlines.run_sweep(FLAG_OVERSIGHT, on=clock.today(), at=clock.now())

"""The scheduled jobs of the roof."""

from celery import shared_task

from caseloads.deadlines import JOB
from core import clock
from offenders import deadlines


@shared_task(name=JOB)
def flag_caseloads_over_threshold() -> None:
    """CAS-28: work out of every officer what they carry, raise, change and end the flags; safe to run twice."""
    deadlines.run_sweep(JOB, on=clock.today(), at=clock.now())

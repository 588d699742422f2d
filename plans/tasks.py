"""The scheduled job of plans."""

from celery import shared_task

from core import clock
from offenders import deadlines
from plans.deadlines import JOB


@shared_task(name=JOB)
def flag_overdue() -> None:
    """Raise a flag for what plans leave out and for plans past their day, cure what is not; safe to run twice or late."""
    deadlines.run_sweep(JOB, on=clock.today(), at=clock.now())

"""The scheduled job of MAPPA."""

from celery import shared_task

from core import clock
from mappa.deadlines import JOB
from offenders import deadlines


@shared_task(name=JOB)
def flag_reviews() -> None:
    """Raise a flag for each screening, level and review past its day, cure the others; safe to run twice or late."""
    deadlines.run_sweep(JOB, on=clock.today(), at=clock.now())

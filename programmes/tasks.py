"""The scheduled jobs of programmes."""

from celery import shared_task

from core import clock
from offenders import deadlines

FLAG_STALLED_STARTS = "programmes.flag_stalled_starts"


@shared_task(name=FLAG_STALLED_STARTS)
def flag_stalled_starts() -> None:
    """Raise a flag for each start and each piece of programme work past its day, cure the others; safe to run twice."""
    deadlines.run_sweep(FLAG_STALLED_STARTS, on=clock.today(), at=clock.now())

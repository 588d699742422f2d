"""The scheduled jobs of programmes."""

from celery import shared_task

from core import clock
from core.jobs import run_job
from offenders import deadlines
from programmes.services import waiting

FLAG_STALLED_STARTS = "programmes.flag_stalled_starts"


@shared_task(name=FLAG_STALLED_STARTS)
def flag_stalled_starts() -> None:
    """Raise a flag for each start and each piece of programme work past its day, cure the others; safe to run twice."""
    deadlines.run_sweep(FLAG_STALLED_STARTS, on=clock.today(), at=clock.now())


@shared_task(name=waiting.RECOMPUTE_WAITING)
def recompute_waiting(*, programme: str) -> None:
    """Work out again what is said of the groups in reach to those who wait; again later where a run is under way."""
    run = run_job(
        waiting.RECOMPUTE_WAITING,
        on=clock.today(),
        work=lambda: waiting.recompute_waiting(programme=programme, at=clock.now()).figures(),
    )
    if run is None:  # it may have read the facts before they changed
        waiting.tell_who_waits(programme)

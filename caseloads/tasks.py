"""The scheduled jobs of the roof."""

from celery import shared_task

from caseloads.deadlines import JOB
from caseloads.deadlines.oversight import JOB as FLAG_OVERSIGHT
from caseloads.models import Preview
from caseloads.services.previews import TASK as PREVIEW, work_out
from caseloads.services.sampling import draw_samples
from caseloads.services.snapshots import take_snapshot
from core import clock
from core.jobs import Figures, last_success, run_job
from offenders import deadlines

DRAW_SAMPLES = "caseloads.draw_quality_samples"
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


@shared_task(name=PREVIEW)
def preview_number(*, preview_id: int) -> None:
    """CAS-32: what a change of a number would do, where there are too many cases for a request; done once."""
    preview = Preview.objects.get(pk=preview_id)
    if preview.finished_at is None:
        run_job(f"{PREVIEW}.{preview_id}", on=clock.today(), work=lambda: _previewed(preview))


def _previewed(preview: Preview) -> Figures:
    return {"rows": len(work_out(preview, at=clock.now()).counts)}


@shared_task(name=DRAW_SAMPLES)
def draw_quality_samples() -> None:
    """F-30: once a month, on the first call of a London month. A second call of the month does nothing."""
    on = clock.today()
    last = last_success(DRAW_SAMPLES)
    if last is None or (last.on.year, last.on.month) != (on.year, on.month):
        run_job(DRAW_SAMPLES, on=on, work=lambda: {"drawn": draw_samples(on=on, at=clock.now())})

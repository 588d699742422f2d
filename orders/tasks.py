"""The scheduled job of orders."""

from celery import shared_task

from core import clock
from offenders import deadlines
from offenders.models import Deadline
from orders.deadlines import ENDING, JOB


@shared_task(name=JOB)
def flag_overdue() -> None:
    """Raise a flag for what is past its day, cure what is not; safe to run twice or late.

    A full order that ran out asks for nothing from the next day on. So what has just passed its last day is worked
    out again first: the nightly recompute comes minutes after midnight, and no flag is to live for those.
    """
    on, at = clock.today(), clock.now()
    codes = [kind.code for kind in ENDING]
    passed = Deadline.objects.filter(kind__in=codes, due_on__lt=on)
    deadlines.recompute(set(passed.values_list("case_id", flat=True)), on=on, only=ENDING)
    deadlines.run_sweep(JOB, on=on, at=at)

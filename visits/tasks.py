"""The scheduled jobs of visits."""

from celery import shared_task

from core import clock
from core.jobs import run_job
from offenders import deadlines
from visits.deadlines import HOME_VISIT

FLAG_OVERDUE_VISITS = "visits.flag_overdue_visits"


@shared_task(name=FLAG_OVERDUE_VISITS)
def flag_overdue_visits() -> None:
    """Raise a flag for each visit past its day, cure those that are not; safe to run twice or late."""
    on, at = clock.today(), clock.now()
    run_job(
        FLAG_OVERDUE_VISITS,
        on=on,
        work=lambda: deadlines.sweep([HOME_VISIT.code], on=on, at=at).figures(),
    )

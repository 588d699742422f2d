"""The scheduled jobs of visits."""

from celery import shared_task

from core import clock
from offenders import deadlines

FLAG_OVERDUE_VISITS = "visits.flag_overdue_visits"


@shared_task(name=FLAG_OVERDUE_VISITS)
def flag_overdue_visits() -> None:
    """Raise a flag for each visit past its day, cure those that are not; safe to run twice or late."""
    deadlines.run_sweep(FLAG_OVERDUE_VISITS, on=clock.today(), at=clock.now())

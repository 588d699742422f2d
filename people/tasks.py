"""What has served its time is removed every night."""

from celery import shared_task

from core import clock
from core.jobs import run_job
from people import services


@shared_task(name="people.forget_expired")
def forget_expired() -> None:
    """Sessions that have ended, keys of forms saved days ago, old counts of failed sign-ins."""
    run_job(
        "people.forget_expired",
        on=clock.today(),
        work=lambda: services.forget_expired(at=clock.now()),
    )

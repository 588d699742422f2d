"""Sealing the log every minute."""

from pathlib import Path

from celery import shared_task
from django.conf import settings

from audit import services
from core import clock
from core.jobs import run_job


@shared_task(name="audit.seal")
def seal() -> None:
    """Seal what is final; without a key the run is on record as failed, with the reason."""
    run_job("audit.seal", on=clock.today(), work=lambda: services.seal(at=clock.now()))
    if settings.AUDIT_SEAL_FILE:
        services.write_out(Path(settings.AUDIT_SEAL_FILE))

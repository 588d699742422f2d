"""Rows of the ground floor."""

from datetime import datetime

from core import clock
from core.models import JobRun


def make_run(name: str, finished_at: datetime | None = None) -> JobRun:
    """A run of a scheduled job that ended well."""
    ended = finished_at or clock.now()
    return JobRun.objects.create(
        name=name, on=clock.today(), started_at=ended, finished_at=ended, succeeded=True
    )

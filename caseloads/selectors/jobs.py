"""The scheduled jobs, for whoever keeps the service running."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from core.models import JobRun, Message

LONG = timedelta(minutes=15)
KEPT = timedelta(days=8)


@dataclass(frozen=True, slots=True)
class JobRow:
    """The newest run of a job and what it says."""

    name: str
    started_at: datetime
    state: str
    needs_someone: bool
    figures: str
    drift: int


@dataclass(frozen=True, slots=True)
class JobsPage:
    rows: list[JobRow]
    waiting: int
    waiting_since: datetime | None

    @property
    def drift(self) -> int:
        return sum(row.drift for row in self.rows)


def jobs_page(*, at: datetime) -> JobsPage:
    """The newest run of every job of the last days, and the messages not sent; two queries."""
    newest = (
        JobRun.objects.filter(started_at__gte=at - KEPT)
        .order_by("name", "-started_at", "-id")
        .distinct("name")
    )
    waiting = Message.objects.filter(sent_at__isnull=True).order_by("id")
    since = list(waiting.values_list("created_at", flat=True))
    return JobsPage(
        rows=[_row(run, at=at) for run in newest],
        waiting=len(since),
        waiting_since=since[0] if since else None,
    )


def _row(run: JobRun, *, at: datetime) -> JobRow:
    drift = int(run.figures.get("drift", 0))
    state, is_bad = _state(run, at=at)
    return JobRow(
        name=run.name,
        started_at=run.started_at,
        state=state,
        needs_someone=is_bad or drift > 0,
        figures=", ".join(f"{name} {value}" for name, value in run.figures.items() if value != ""),
        drift=drift,
    )


def _state(run: JobRun, *, at: datetime) -> tuple[str, bool]:
    """In words, and whether it is bad."""
    if run.succeeded:
        return "Finished", False
    if run.finished_at:
        return f"Failed: {run.error}", True
    if at - run.started_at > LONG:
        return "Never finished: it was killed, or it hangs", True
    return "Running", False

"""The scheduled jobs, for whoever keeps the service running."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Exists, OuterRef, QuerySet

from caseloads.selectors.job_words import figures_words, job_words
from core.calendar import london_date
from core.models import JobRun, Message
from offenders.choices import AllocationRole, CaseStatus
from offenders.deadlines.unheld import NO_PROBATION_OFFICER as WITHOUT
from offenders.models import Allocation, Case, Deadline, Registration
from offenders.querysets import holds_on
from offenders.selectors.case import REGISTERED
from people.choices import Agency

LONG = timedelta(minutes=15)
KEPT = timedelta(days=8)


@dataclass(frozen=True, slots=True)
class JobRow:
    """The newest run of a job and what it says."""

    name: str  # in the process log and the runbook
    words: str
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
    nobodys: int  # active cases that no user can open
    never_police: int  # active registered people whom no police officer has ever held
    never_probation: (
        int  # active people with a sentence in force whom no officer of probation has ever held
    )

    @property
    def drift(self) -> int:
        return sum(row.drift for row in self.rows)


def jobs_page(*, at: datetime) -> JobsPage:
    """The newest run of every job of the last days, the messages not sent, cases out of reach; seven queries."""
    on = london_date(at)
    runs = list(
        JobRun.objects.filter(started_at__gte=at - KEPT)
        .order_by("name", "-started_at", "-id")
        .distinct("name")
    )
    words = job_words(run.name for run in runs)
    waiting = Message.objects.filter(sent_at__isnull=True).order_by("id")
    since = list(waiting.values_list("created_at", flat=True))
    return JobsPage(
        rows=[_row(run, words[run.name], at=at) for run in runs],
        waiting=len(since),
        waiting_since=since[0] if since else None,
        nobodys=Case.objects.nobodys(on=on).count(),
        never_police=never_police(on).count(),
        never_probation=never_probation(on).count(),
    )


def never_police(on: date) -> QuerySet[Registration]:
    """Registered, active, and no police team has taken them on: no police supervisor sees them (docs/adr/0014)."""
    return Registration.objects.filter(
        ~Exists(_led_by(Agency.POLICE, on)),
        holds_on(on),
        register__code=REGISTERED,
        case__status=CaseStatus.ACTIVE,
        case__died_on__isnull=True,
    )


def never_probation(on: date) -> QuerySet[Deadline]:
    """A sentence in force, and no team of probation has taken them on: no supervisor of probation sees them."""
    return Deadline.objects.filter(~Exists(_led_by(Agency.PROBATION, on)), kind=WITHOUT.code)


def _led_by(agency: Agency, on: date) -> QuerySet[Allocation]:
    """Whoever of this agency leads or led the row's case."""
    return Allocation.objects.filter(
        case=OuterRef("case"), agency=agency, role=AllocationRole.LEAD, starts_on__lte=on
    )


def _row(run: JobRun, words: str, *, at: datetime) -> JobRow:
    drift = int(run.figures.get("drift", 0))
    state, is_bad = _state(run, at=at)
    return JobRow(
        name=run.name,
        words=words,
        started_at=run.started_at,
        state=state,
        needs_someone=is_bad or drift > 0,
        figures=figures_words(run.figures),
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

"""The jobs, as whoever keeps the service running sees them."""

from datetime import timedelta

import pytest
from django.urls import reverse

from caseloads.selectors.jobs import jobs_page
from core import clock, queue
from core.models import JobRun

pytestmark = pytest.mark.django_db


def ran(name: str, *, ago: timedelta = timedelta(), **fields: object) -> JobRun:
    at = clock.now() - ago
    return JobRun.objects.create(name=name, on=clock.today(), started_at=at, **fields)


@pytest.mark.parametrize(
    ("ago", "ended", "error", "state", "needs_someone"),
    [
        (0, True, "", "Finished", False),
        (0, False, "ValueError: no", "Failed: ValueError: no", True),
        (1, None, "", "Running", False),
        (16, None, "", "Never finished: it was killed, or it hangs", True),
    ],
)
def test_the_newest_run_of_a_job_in_words(ago, ended, error, state, needs_someone):
    ran("a", ago=timedelta(hours=1), finished_at=clock.now(), succeeded=True)
    finished_at = None if ended is None else clock.now()
    ran("a", ago=timedelta(minutes=ago), finished_at=finished_at, succeeded=ended, error=error)
    (row,) = jobs_page(at=clock.now()).rows
    assert (row.state, row.needs_someone) == (state, needs_someone)


def test_drift_needs_someone_and_is_told_on_top(as_hal):
    ran("a", finished_at=clock.now(), succeeded=True, figures={"drift": 2, "drifted": ""})
    page = jobs_page(at=clock.now())
    assert (page.drift, page.rows[0].needs_someone, page.rows[0].figures) == (2, True, "drift 2")
    answer = as_hal.get(reverse("caseloads:jobs")).content.decode()
    assert "2 deadlines did not follow from the facts and were mended" in answer


def test_nothing_has_run_and_messages_wait(as_hal):
    queue.enqueue("a.task")
    answer = as_hal.get(reverse("caseloads:jobs")).content.decode()
    assert "No job has run in the last 8 days." in answer
    assert "1 message waits to be sent, since" in answer


def test_who_may_see_a_case_may_not_see_the_jobs(as_amira):
    assert as_amira.get(reverse("caseloads:jobs")).status_code == 403

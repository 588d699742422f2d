"""The jobs, as whoever keeps the service running sees them."""

import io
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.urls import reverse

from audit.models import Event
from caseloads.selectors.job_words import figures_words, job_words
from caseloads.selectors.jobs import jobs_page
from config.celery import app
from core import clock, queue
from core.models import JobRun
from offenders import deadlines
from people.models import Headship, RoleGrant, Supervision, User
from tests import factories
from tests.pages import text_of

# It runs every ten seconds and leaves no row.
SENDING = "core.send_waiting"

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
    assert (page.drift, page.rows[0].needs_someone, page.rows[0].figures) == (
        2,
        True,
        "2 deadlines that did not follow from the facts",
    )
    answer = as_hal.get(reverse("caseloads:jobs")).content.decode()
    assert "2 deadlines did not follow from the facts and were mended" in answer


def test_every_job_of_the_timetable_is_called_by_what_it_does(as_hal):
    names = [row["task"] for row in app.conf.beat_schedule.values() if row["task"] != SENDING]
    for name in names:
        ran(name, finished_at=clock.now(), succeeded=True)
    rows = jobs_page(at=clock.now()).rows
    assert len(rows) == len(names)
    assert [row.name for row in rows if row.words == row.name] == []
    page = text_of(as_hal.get(reverse("caseloads:jobs")))
    assert all(row.words in page for row in rows)


def test_a_job_about_somebody_names_them(amira: User):
    about = {
        f"offenders.recompute_team.{amira.officer.team_id}": amira.officer.team.name,
        "offenders.recompute_team.0": "cases without a team",
        f"offenders.recompute_officer.{amira.officer.pk}": amira.officer.name,
        "offenders.recompute_kind.home_visit": "Home visit",
        "offenders.recompute_kind.gone": "gone",
        "somebody.elses": "somebody.elses",
    }
    found = job_words(about)
    assert all(found[name].endswith(words) for name, words in about.items())


def test_figures_are_in_words_and_what_there_is_none_of_is_left_out():
    figures = {"raised": 3, "changed": 0, "cured": 1, "drifted": ""}
    assert figures_words(figures) == "3 flags raised, 1 flag cured"
    assert figures_words({"drift": 2, "drifted": "a key"}) == (
        "2 deadlines that did not follow from the facts; drifted: a key"
    )
    assert figures_words({}) == ""


def test_nothing_has_run_and_messages_wait(as_hal):
    queue.enqueue("a.task")
    answer = as_hal.get(reverse("caseloads:jobs")).content.decode()
    assert "No job has run in the last 8 days." in answer
    assert "1 message waits to be sent, since" in answer


def test_who_may_see_a_case_may_not_see_the_jobs(as_amira):
    assert as_amira.get(reverse("caseloads:jobs")).status_code == 403


def out_of_reach() -> tuple[int, int]:
    page = jobs_page(at=clock.now())
    return page.nobodys, page.never_police


def test_a_case_that_nobody_can_open_is_counted_and_not_named(as_hal, case, dee, ivy):
    assert out_of_reach() == (0, 0)
    yesterday = clock.today() - timedelta(days=1)
    case.allocations.update(ends_on=yesterday)
    assert out_of_reach() == (0, 0)  # Dee and Ivy see it
    Supervision.objects.update(ends_on=clock.today())
    assert out_of_reach() == (0, 0)  # Ivy does
    Headship.objects.update(ends_on=clock.today())
    assert out_of_reach() == (1, 0)
    answer = as_hal.get(reverse("caseloads:jobs")).content.decode()
    assert "1 active case that nobody can open" in answer
    assert case.crn not in answer
    assert case.surname not in answer


def test_a_supervisor_without_an_account_or_role_is_nobody(case, dee):
    case.allocations.update(ends_on=clock.today())
    assert out_of_reach() == (0, 0)
    User.objects.filter(pk=dee.pk).update(is_active=False)
    assert out_of_reach() == (1, 0)
    User.objects.filter(pk=dee.pk).update(is_active=True)
    today = clock.today()
    RoleGrant.objects.filter(user=dee).update(ends_on=today)
    assert out_of_reach() == (1, 0)
    RoleGrant.objects.filter(user=dee).update(ends_on=today + timedelta(days=1))
    assert out_of_reach() == (0, 0)
    RoleGrant.objects.filter(user=dee).update(starts_on=today + timedelta(days=1), ends_on=None)
    assert out_of_reach() == (1, 0)
    RoleGrant.objects.filter(user=dee).update(role="auditor", starts_on=today)
    assert out_of_reach() == (1, 0)


def test_never_allocated_at_all(case):
    factories.make_case()
    factories.make_case(status="terminated")
    assert out_of_reach() == (1, 0)


def test_registered_people_whom_the_police_never_had(as_hal, case, farah):
    factories.make_case(probation=farah.officer, registered=True)
    factories.make_case(probation=farah.officer)
    assert out_of_reach() == (0, 1)
    answer = as_hal.get(reverse("caseloads:jobs")).content.decode()
    assert "1 registered person whom no police officer has ever held" in answer


def test_people_serving_a_sentence_whom_probation_never_had(as_hal, amira, farah):
    never = factories.make_case(police=amira.officer)
    factories.make_sentence(never, ends_on=None)
    left = factories.make_case(police=amira.officer)
    factories.make_sentence(left, ends_on=None)
    factories.allocate(left, farah.officer, ends_on=clock.today())
    deadlines.recompute([never.pk, left.pk], on=clock.today())
    assert jobs_page(at=clock.now()).never_probation == 1
    answer = " ".join(as_hal.get(reverse("caseloads:jobs")).content.decode().split())
    assert "1 person serving a sentence whom no officer of probation has ever held" in answer
    out = io.StringIO()
    call_command("out_of_reach", stdout=out)
    said = f"{never.crn}  serves a sentence, never held by an officer of probation"
    assert said in out.getvalue().splitlines()


def test_nothing_out_of_reach_is_said_too(as_hal, case):
    answer = as_hal.get(reverse("caseloads:jobs")).content.decode()
    assert "Every active case can be opened by somebody" in answer


def test_the_command_names_them_by_crn_and_is_on_record(case, farah):
    lost = factories.make_case()
    never = factories.make_case(probation=farah.officer, registered=True)
    out = io.StringIO()
    call_command("out_of_reach", stdout=out)
    assert out.getvalue().splitlines() == [
        f"{lost.crn}  nobody can open it",
        f"{never.crn}  registered, never held by a police officer",
        "2 out of reach",
    ]
    row = Event.objects.get(view="manage.py out_of_reach")
    assert (set(row.case_ids), set(row.grounds)) == ({lost.pk, never.pk}, {"operator"})

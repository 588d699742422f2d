"""The nightly recompute: soon after London midnight in any season, once a day, and what begins that day holds."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

import pytest
import time_machine

from caseloads.services.reference import change_standard
from config.celery import app
from core import clock
from core.calendar import LONDON, london_midnight
from core.jobs import last_success
from core.models import JobRun, Message
from offenders import deadlines, tasks
from offenders.models import Case, Deadline
from tests import factories

pytestmark = pytest.mark.django_db

HIGH = "police.visit_interval.high"
# The nights after these: winter, summer, and the two on which the clocks change.
EVENINGS = ["2026-01-14", "2026-07-14", "2026-03-28", "2026-10-24"]


@pytest.fixture(params=EVENINGS)
def evening(request: pytest.FixtureRequest) -> Iterator[time_machine.Traveller]:
    """Nine o'clock in London; the night's work is yet to come."""
    at = datetime.combine(date.fromisoformat(request.param), datetime.min.time(), tzinfo=LONDON)
    with time_machine.travel(at.replace(hour=21), tick=False) as traveller:
        yield traveller


def first_call_after_midnight() -> datetime:
    """When beat calls the recompute for the first time after the coming London midnight."""
    at = london_midnight(clock.today() + timedelta(days=1))
    timetable = app.conf.beat_schedule["recompute deadlines"]["schedule"]
    while at.minute not in timetable.minute or at.hour not in timetable.hour:
        at += timedelta(minutes=1)
    return at


def do_what_waits() -> None:
    for message in Message.objects.filter(task=tasks.RECOMPUTE_TEAM, sent_at=None):
        tasks.recompute_team(**message.arguments)
    Message.objects.update(sent_at=clock.now())


def test_what_begins_on_a_day_holds_minutes_after_its_midnight(
    evening: time_machine.Traveller, case: Case
) -> None:
    """A standard for tomorrow, and a release that was entered ahead."""
    today = clock.today()
    tomorrow = today + timedelta(days=1)
    inside = factories.make_case(
        police=case.allocations.get(agency="police").officer, registered=True, police_risk="high"
    )
    factories.make_pause(inside, starts_on=today - timedelta(days=400), ends_on=tomorrow)
    deadlines.refresh_all(on=today, at=clock.now())
    assert not Deadline.objects.filter(case=inside, kind="home_visit").exists()
    change_standard(key=HIGH, value=2, starts_on=tomorrow, version=1, at=clock.now())
    before = Deadline.objects.get(case=case, kind="home_visit").because
    assert "every 3 months" in before

    called = first_call_after_midnight()
    assert called - london_midnight(tomorrow) < timedelta(minutes=10)
    evening.move_to(called)
    tasks.recompute_deadlines()
    do_what_waits()
    because = Deadline.objects.filter(kind="home_visit").values_list("because", flat=True)
    assert len(because) == 2
    assert all("every 2 months" in words for words in because)
    for run in JobRun.objects.filter(name__startswith=f"{tasks.RECOMPUTE_TEAM}."):
        assert (run.on, run.figures["drift"]) == (tomorrow, 0)


def test_once_a_london_day_and_a_missed_night_is_made_up_for(
    evening: time_machine.Traveller, case: Case
) -> None:
    tasks.recompute_deadlines()
    handed_out = Message.objects.count()
    assert handed_out == 2  # the teams of the two officers
    evening.shift(timedelta(hours=2))
    tasks.recompute_deadlines()
    assert Message.objects.count() == handed_out
    first, missed = clock.today(), timedelta(days=3)
    evening.shift(missed)
    tasks.recompute_deadlines()
    message = Message.objects.order_by("id").last()
    assert message
    assert message.arguments["since"] == str(first)
    assert message.arguments["on"] == str(clock.today())
    run = last_success(tasks.RECOMPUTE)
    assert run
    assert run.figures == {"teams": 2, "cases": 1}

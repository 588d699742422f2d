"""The engine on real PostgreSQL: against a plain oracle, under lost, doubled and late runs, and two at once."""

import re
import threading
from collections import Counter
from datetime import date, timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from offenders import deadlines
from offenders.models import Case, Deadline, Flag, RiskAssessment
from tests import factories
from tests.oracle import missing, visit_due
from tests.visits.world import CODES, START, World, instant
from visits.deadlines import HOME_VISIT
from visits.models import Visit

pytestmark = pytest.mark.django_db


def open_flags() -> set[tuple[str, str, str, date | None]]:
    """Open flags; the due date is compared for visits, the missing fact for the others."""
    rows = Flag.objects.open().values_list("case__crn", "kind", "missing", "due_on")
    return {
        (crn, kind, missing, None if missing else due_on) for crn, kind, missing, due_on in rows
    }


def expected(world: World, on: date) -> set[tuple[str, str, str, date | None]]:
    found: set[tuple[str, str, str, date | None]] = set()
    for crn, case in world.known.items():
        due_on = visit_due(case, on)
        if due_on and due_on < on:
            found.add((crn, "home_visit", "", due_on))
        # A fact is asked for on the day it is lost or needed, and overdue from the next.
        found |= {
            (crn, "home_visit", what.removeprefix("home_visit:"), None)
            for what in missing(case, on - timedelta(days=1)) & missing(case, on)
        }
    return found


@pytest.mark.parametrize("seed", range(25))
def test_flags_are_those_of_the_oracle_whatever_runs_were_lost_or_doubled(seed):
    world, on = World(seed), START
    for _ in range(60):
        on += timedelta(days=world.chance.choice([0, 1, 3, 20]))
        world.step(on)
    on += timedelta(days=world.chance.choice([2, 30, 200]))
    world.sweep(on)
    assert open_flags() == expected(world, on)
    assert deadlines.drift([case.pk for case in world.cases], since=on, on=on) == []
    again = world.sweep(on)
    assert (again.raised, again.changed, again.cured) == (0, 0, 0)


@pytest.mark.parametrize("seed", range(5))
def test_printing_as_at_a_past_date_equals_what_was_listed_then(seed):
    world, on, listed = World(seed), START, {}
    for _ in range(40):
        on += timedelta(days=world.chance.choice([1, 5, 20]))
        world.step(on)
        listed[on] = {
            (row["crn"], row["kind"], row["subject"], row["due_on"])
            for row in deadlines.overdue_as_at(on)
        }
        stored = Deadline.objects.filter(due_on__lt=on, is_backlog=False)
        assert listed[on] == {
            (crn, "data_missing", f"{kind}:{lacks}", str(due_on))
            if lacks
            else (crn, kind, "", str(due_on))
            for crn, kind, lacks, due_on in stored.values_list(
                "case__crn", "kind", "missing", "due_on"
            )
        }


def overdue_case(on: date) -> tuple[World, Case]:
    """A very high risk person, screened, two months after the last visit inside."""
    world = World(1, size=1)
    (case,) = world.cases
    began = on - timedelta(days=60)
    screener = factories.make_user("Sam Reed")
    factories.make_screening(case, by=screener, screened_on=began, recorded_at=instant(began))
    world.register(case, began)
    world.allocate(case, began)
    RiskAssessment.objects.create(case=case, tool="police", level="very_high", assessed_on=began)
    deadlines.refresh([case.pk], changed=RiskAssessment, on=on, at=instant(on))
    return world, case


ON = date(2026, 11, 20)


def test_refresh_raises_and_an_effective_visit_cures_and_says_by_what():
    world, case = overdue_case(ON)
    flag = Flag.objects.get()
    assert (flag.due_on, flag.severity, flag.rule) == (date(2026, 10, 21), "critical", "POL-3")
    world.chance.choice = lambda options: options[0]  # seen inside, today
    world.visit(case, ON)
    deadlines.refresh([case.pk], changed=Visit, on=ON, at=instant(ON), fact="visit:abc")
    flag.refresh_from_db()
    assert flag.cured_by == "visit:abc"
    assert Deadline.objects.get().due_on == date(2026, 12, 20)


def test_a_flag_follows_its_facts_and_a_rising_severity_ends_the_acceptance(django_user_model):
    _, case = overdue_case(ON)
    user = django_user_model.objects.create(email="a@example.invalid", created_at=instant(ON))
    RiskAssessment.objects.update(level="high")
    Flag.objects.all().delete()
    later = ON + timedelta(days=60)
    deadlines.refresh([case.pk], changed=RiskAssessment, on=later, at=instant(later))
    Flag.objects.update(
        accepted_at=instant(later), accepted_by=user, accepted_reason="Abroad", accepted_until=later
    )
    RiskAssessment.objects.update(level="very_high")
    deadlines.refresh([case.pk], changed=RiskAssessment, on=later, at=instant(later))
    flag = Flag.objects.get(kind="home_visit")
    assert (flag.severity, flag.accepted_until, flag.accepted_reason) == ("critical", None, "")
    assert "Very high" in flag.because


def test_newer_facts_of_the_same_gravity_leave_the_acceptance(django_user_model):
    """It was given for this: only what is more serious needs the person again."""
    _, case = overdue_case(ON)
    user = django_user_model.objects.create(email="a@example.invalid", created_at=instant(ON))
    Flag.objects.update(
        accepted_at=instant(ON), accepted_by=user, accepted_reason="Abroad", accepted_until=ON
    )
    before = Flag.objects.get()
    RiskAssessment.objects.update(assessed_on=ON - timedelta(days=50))
    deadlines.refresh([case.pk], changed=RiskAssessment, on=ON, at=instant(ON))
    flag = Flag.objects.get()
    assert flag.inputs != before.inputs
    assert (flag.severity, flag.accepted_reason) == (before.severity, "Abroad")


def test_an_acceptance_survives_runs_that_change_nothing(django_user_model):
    world, _ = overdue_case(ON)
    user = django_user_model.objects.create(email="a@example.invalid", created_at=instant(ON))
    Flag.objects.update(
        accepted_at=instant(ON), accepted_by=user, accepted_reason="Abroad", accepted_until=ON
    )
    world.sweep(ON + timedelta(days=5))
    assert Flag.objects.get().accepted_reason == "Abroad"


def test_the_nightly_run_reports_a_write_that_forgot_to_refresh_and_mends_it():
    _, case = overdue_case(ON)
    RiskAssessment.objects.update(level="low")
    figures = deadlines.recompute_team(
        case.allocations.get().officer.team_id, since=ON, on=ON, at=instant(ON)
    )
    assert (figures["drift"], figures["cured"]) == (1, 1)
    assert str(case.pk) in str(figures["drifted"])
    assert Deadline.objects.get(case=case).due_on > ON


def test_the_calendar_moving_is_not_drift():
    """A release that was entered ahead of its day changes the answer without a write: no defect."""
    world, case = overdue_case(ON)
    world.imprison(case, ON - timedelta(days=3))
    release = ON + timedelta(days=1)
    case.pauses.update(ends_on=release)
    deadlines.recompute([case.pk], on=ON)
    assert not Deadline.objects.filter(kind="home_visit").exists()
    assert deadlines.drift([case.pk], since=ON, on=release) == []
    deadlines.recompute([case.pk], on=release)
    assert Deadline.objects.get().due_on == date(2026, 12, 21)


@pytest.mark.parametrize("kind", deadlines.all_kinds(), ids=lambda kind: kind.code)
def test_a_kind_names_every_model_that_it_reads(kind):
    """Otherwise a change to the unnamed one would leave stale deadlines until the night."""
    world = World(3)
    for step in range(40):
        world.step(START + timedelta(days=step * 9))
    with CaptureQueriesContext(connection) as queries:
        kind.facts(deadlines.Shared(world.ids, START + timedelta(days=360)))
    read = {
        table for query in queries for table in re.findall(r'(?:FROM|JOIN) "(\w+)"', query["sql"])
    }
    named = {label.lower().replace(".", "_") for label in kind.models}
    assert read <= named, f"{kind.code} reads {read - named} without naming it"


@pytest.mark.parametrize("size", [1, 8])
def test_facts_take_the_same_number_of_queries_for_one_case_or_many(
    size, django_assert_num_queries
):
    world = World(2)
    for step in range(60):
        world.step(START + timedelta(days=step * 5))
    shared = deadlines.Shared(world.ids[:size], START + timedelta(days=300))
    with django_assert_num_queries(8):
        HOME_VISIT.facts(shared)


def test_what_kinds_share_is_read_once_for_all_of_them(settings: object):
    settings.DATABASE_PREPARES = False  # type: ignore[attr-defined]  # the statements are to be seen
    world = World(2)
    for step in range(60):
        world.step(START + timedelta(days=step * 5))
    with CaptureQueriesContext(connection) as queries:
        deadlines.recompute(world.ids, on=START + timedelta(days=300))
    read = Counter(
        re.findall(r'SELECT [^;]*? FROM "(\w+)"', " ".join(f"{q['sql']};" for q in queries))
    )
    assert {read[table] for table in ("offenders_pause", "offenders_allocation")} == {1}


@pytest.mark.django_db(transaction=True)
def test_two_at_once_on_one_case_leave_the_answer_of_both():
    """One person records a visit while another changes the risk level: the last to commit sees both facts."""
    world, case = overdue_case(ON)
    first_holds, second_done = threading.Event(), threading.Event()

    def second() -> None:
        first_holds.wait(5)
        try:
            with transaction.atomic():
                RiskAssessment.objects.update(level="low")
                deadlines.refresh([case.pk], changed=RiskAssessment, on=ON, at=instant(ON))
        finally:
            connection.close()
            second_done.set()

    thread = threading.Thread(target=second)
    thread.start()
    with transaction.atomic():
        world.chance.choice = lambda options: options[0]
        world.visit(case, ON)
        deadlines.refresh([case.pk], changed=Visit, on=ON, at=instant(ON))
        first_holds.set()
        assert not second_done.wait(0.5), "the second should wait for the first"
    thread.join(10)
    assert Deadline.objects.get().due_on == date(2027, 11, 20)
    assert not Flag.objects.filter(cured_at__isnull=True).exists()


@pytest.mark.django_db(transaction=True)
def test_a_run_beside_a_service_invents_no_flag():
    """The job meets a deadline that a service is moving: it waits, looks again and raises nothing."""
    world, case = overdue_case(ON)
    Flag.objects.all().delete()
    moved, done = threading.Event(), threading.Event()

    def job() -> None:
        moved.wait(5)
        try:
            deadlines.sweep(CODES, on=ON, at=instant(ON))
        finally:
            connection.close()
            done.set()

    thread = threading.Thread(target=job)
    thread.start()
    with transaction.atomic():
        world.chance.choice = lambda options: options[0]
        world.visit(case, ON)
        deadlines.recompute([case.pk], on=ON)
        moved.set()
        assert not done.wait(0.5), "the job should wait for the service"
    thread.join(10)
    assert not Flag.objects.filter(cured_at__isnull=True).exists()

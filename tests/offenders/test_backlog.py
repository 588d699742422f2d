"""A kind that only this service records counts from a day on; what was due before is a list, never a flag."""

from datetime import date, timedelta

import pytest

from core import clock
from offenders import deadlines
from offenders.choices import DueState
from offenders.models import Allocation, Case, Deadline, Flag, KindStart
from people.choices import Agency
from people.models import Officer, Team, User
from tests import factories
from tests.kinds import asks_for

pytestmark = pytest.mark.django_db

LONG_AGO, FIRST_DAY = date(2020, 5, 1), date(2026, 3, 2)


def days(number: int) -> timedelta:
    return timedelta(days=number)


@pytest.fixture
def known(case: Case, team: Team) -> Case:
    """The case of Amira, a police officer; team and case are in this service since 2 March 2026."""
    Team.objects.update(created_on=FIRST_DAY)
    Case.objects.update(created_on=FIRST_DAY)
    return case


def refresh(case: Case) -> None:
    deadlines.recompute([case.pk], on=clock.today(), only=[deadlines.kind("test_here")])
    deadlines.sweep(["test_here"], on=clock.today(), at=clock.now())


def counts_as(case: Case) -> str:
    (row,) = Deadline.objects.filter(kind="test_here").with_state(on=clock.today())
    flags = Flag.objects.open().filter(kind="test_here").count()
    assert flags == (row.state == DueState.OVERDUE)
    return str(row.state)


@pytest.mark.parametrize(
    ("due_on", "state"),
    [
        (LONG_AGO, "backlog"),
        (FIRST_DAY - days(1), "backlog"),
        (FIRST_DAY, "overdue"),  # due on the first day, so it can be late from the second
    ],
)
def test_it_counts_from_the_teams_first_day_here(a_kind, known, due_on, state):
    a_kind(asks_for({known.pk: due_on}))
    refresh(known)
    assert counts_as(known) == state
    # Not one that was raised and cured in the same run either.
    assert Flag.objects.filter(kind="test_here").exists() == (state == "overdue")


def test_a_kind_that_extracts_carry_counts_whenever_it_was(a_kind, known):
    a_kind(asks_for({known.pk: LONG_AGO}, only_here=False))
    refresh(known)
    assert counts_as(known) == "overdue"


def test_an_import_brings_people_and_no_flag_that_nobody_could_have_recorded(a_kind, known):
    """The team is here since March, this person since today."""
    Case.objects.update(created_on=clock.today())
    a_kind(asks_for({known.pk: clock.today() - days(1)}))
    deadlines.refresh_all(on=clock.today(), at=clock.now())
    assert counts_as(known) == "backlog"


def test_switched_on_later_for_a_team_it_counts_from_then(a_kind, known, team):
    a_kind(asks_for({known.pk: FIRST_DAY + days(30)}))
    refresh(known)
    assert counts_as(known) == "overdue"
    KindStart.objects.create(kind="test_here", team=team, starts_on=FIRST_DAY + days(31))
    refresh(known)
    assert counts_as(known) == "backlog"
    flag = Flag.objects.get(kind="test_here")
    assert flag.cured_at is not None
    KindStart.objects.update(starts_on=FIRST_DAY + days(30))
    refresh(known)
    assert counts_as(known) == "overdue"


def test_another_kind_or_team_has_its_own_day(a_kind, known, other_team):
    KindStart.objects.create(kind="test_here", team=other_team, starts_on=clock.today())
    KindStart.objects.create(kind="home_visit", team=known_team(known), starts_on=clock.today())
    a_kind(asks_for({known.pk: FIRST_DAY}))
    refresh(known)
    assert counts_as(known) == "overdue"


def known_team(case: Case) -> Team:
    return Allocation.objects.get(case=case, agency="police").officer.team


def test_the_team_is_that_of_the_agency_whose_work_it_is(a_kind, known, probation_team):
    """Probation switched it on today; it is the work of the police, who have had it since March."""
    KindStart.objects.create(kind="test_here", team=probation_team, starts_on=clock.today())
    a_kind(asks_for({known.pk: FIRST_DAY}))
    refresh(known)
    assert counts_as(known) == "overdue"
    a_kind(asks_for({known.pk: FIRST_DAY}, code="test_there", agency=Agency.PROBATION))


def test_nobody_holds_the_case_any_more_and_the_last_team_decides(a_kind, known, team):
    KindStart.objects.create(kind="test_here", team=team, starts_on=FIRST_DAY + days(1))
    Allocation.objects.filter(case=known, agency="police").update(ends_on=clock.today())
    a_kind(asks_for({known.pk: FIRST_DAY}))
    refresh(known)
    assert counts_as(known) == "backlog"


def test_nobody_of_the_agency_ever_held_it_and_the_first_day_of_any_team_decides(a_kind, known):
    Allocation.objects.filter(case=known).delete()
    Case.objects.update(created_on=LONG_AGO)
    kind = a_kind(asks_for({known.pk: FIRST_DAY}))
    refresh(known)
    assert counts_as(known) == "overdue"
    assert kind.only_here
    Team.objects.update(created_on=FIRST_DAY + days(1))
    refresh(known)
    assert counts_as(known) == "backlog"


def test_of_an_officer_the_team_decides(a_kind, amira: User, team: Team):
    Team.objects.update(created_on=FIRST_DAY)
    Officer.objects.update(created_on=LONG_AGO)
    officer: Officer = amira.officer
    a_kind(asks_for({officer.pk: FIRST_DAY - days(1)}, of="officer", agency=None))
    deadlines.recompute(officer_ids=[officer.pk], on=clock.today())
    assert Deadline.objects.get(officer=officer, kind="test_here").is_backlog


def test_of_an_officer_who_came_later_the_day_they_came(a_kind, amira: User, team: Team):
    Team.objects.update(created_on=LONG_AGO)
    Officer.objects.update(created_on=FIRST_DAY)
    officer: Officer = amira.officer
    a_kind(asks_for({officer.pk: FIRST_DAY - days(1)}, of="officer", agency=None))
    deadlines.recompute(officer_ids=[officer.pk], on=clock.today())
    assert Deadline.objects.get(officer=officer, kind="test_here").is_backlog
    Officer.objects.update(created_on=FIRST_DAY - days(1))
    deadlines.recompute(officer_ids=[officer.pk], on=clock.today())
    assert not Deadline.objects.get(officer=officer, kind="test_here").is_backlog


def test_a_new_allocation_recomputes_it(a_kind):
    kind = a_kind(asks_for({}))
    assert kind in deadlines.all_kinds(reading="offenders.Allocation")
    assert kind not in deadlines.all_kinds(reading="visits.Visit")


def test_the_print_leaves_it_out_and_drift_sees_it(a_kind, known):
    on = clock.today()
    a_kind(asks_for({known.pk: LONG_AGO}))
    refresh(known)
    assert [row for row in deadlines.overdue_as_at(on) if row["kind"] == "test_here"] == []
    deadlines.recompute([known.pk], on=on)
    assert deadlines.drift([known.pk], since=on, on=on) == []
    Deadline.objects.filter(kind="test_here").update(is_backlog=False)
    assert len(deadlines.drift([known.pk], since=on, on=on)) == 1


def test_as_many_queries_for_one_case_as_for_many(a_kind, known, django_assert_num_queries):
    kind = a_kind(asks_for({known.pk: LONG_AGO}))
    more = [factories.make_case().pk for _ in range(3)]
    for ids in ([known.pk], [known.pk, *more]):
        shared = deadlines.Shared(ids, clock.today())
        with django_assert_num_queries(4):
            list(deadlines.answers(kind, shared))

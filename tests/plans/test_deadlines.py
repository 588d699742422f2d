"""Gaps, first plans and reviews on the database: who is asked, since when, and what ends it."""

import re
from datetime import date, datetime, time, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core import clock
from core.calendar import LONDON
from offenders import deadlines
from offenders.choices import PauseKind, SentenceKind
from offenders.deadlines import Shared
from offenders.models import Case, Deadline, Flag, KindStart, Pause
from orders.choices import OrderEnding
from orders.models import Order
from people.models import Team, User
from plans.choices import Pillar, PlanState, ReferenceKind
from plans.deadlines import INITIAL_PLAN, KINDS, PLAN_GAP, PLAN_REVIEW, facts, initial_facts
from plans.models import Plan
from plans.tasks import flag_overdue
from tests import factories

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
K = ReferenceKind


def asked(kind: str, case: Case, on: date | None = None) -> list[Deadline]:
    deadlines.recompute([case.pk], on=on or clock.today(), only=KINDS)
    return list(Deadline.objects.filter(case=case, kind=kind))


def a_plan(case: Case, by: User, *conditions: object, days_ago: int = 10) -> Plan:
    """A signed plan that names these conditions."""
    plan = factories.make_plan(case, by=by, state=PlanState.SIGNED, days_ago=days_ago)
    item = factories.make_item(plan, Pillar.MONITORING)
    for row in conditions:
        factories.make_reference(item, K.ORDER_CONDITION, str(row.uuid), row.words)  # type: ignore[attr-defined]
    return plan


def test_a_plan_that_leaves_something_out_is_asked_about_until_the_next_is_signed(amira: User):
    case = factories.make_case(police=amira.officer_or_none)
    order = factories.make_order(case, amira)
    kept, missed = (factories.make_condition(order, words) for words in ("Not a", "Not b"))
    assert asked("plan_gap", case) == [], "a case without a plan is a list"
    factories.make_plan(case, by=amira)
    assert asked("plan_gap", case) == [], "nobody has signed the draft"
    plan = a_plan(case, amira, kept)
    (row,) = asked("plan_gap", case)
    assert (row.rule, row.severity, row.value) == ("MAP-62", "high", "1 thing in force")
    assert row.because.endswith("does not name 1 thing in force: Not b.")
    assert row.due_on == plan.signed_at.date()  # type: ignore[union-attr]
    Plan.objects.filter(pk=plan.pk).update(state=PlanState.SUPERSEDED)
    a_plan(case, amira, kept, missed, days_ago=1)
    assert asked("plan_gap", case) == []
    # As at the days before, the first plan is the one that counts.
    assert len(asked("plan_gap", case, clock.today() - 5 * DAY)) == 1


def test_what_ends_is_no_gap_and_a_closed_case_has_none(amira: User):
    case = factories.make_case()
    order = factories.make_order(case, amira)
    factories.make_condition(order)
    a_plan(case, amira)
    assert asked("plan_gap", case)
    Order.objects.update(ends_on=clock.today(), ended_because=OrderEnding.DISCHARGED)
    assert asked("plan_gap", case) == []
    Order.objects.update(ends_on=None, ended_because="")
    Case.objects.filter(pk=case.pk).update(died_on=clock.today())
    assert asked("plan_gap", case) == []


def test_a_plan_is_reviewed_after_a_change_and_not_while_clocks_stand_still(amira: User):
    today, case = clock.today(), factories.make_case()
    order = factories.make_order(case, amira)
    ban = factories.make_condition(order)
    a_plan(case, amira, ban, days_ago=40)
    (year,) = asked("plan_review", case)
    assert (year.rule, year.due_on > today + 300 * DAY) == ("MAP-61", True)
    ban.ends_on, ban.ended_because = today - 30 * DAY, OrderEnding.DISCHARGED
    ban.save()
    (row,) = asked("plan_review", case)
    assert row.due_on < today
    assert "holds no longer" in row.because
    inside = Pause.objects.create(case=case, kind=PauseKind.CUSTODY, starts_on=today - 5 * DAY)
    assert asked("plan_review", case) == []
    inside.ends_on = today
    inside.save()
    (row,) = asked("plan_review", case)
    assert row.due_on > today, "nobody is late on the day of the release"


def serving(by: User, *, began: date, attended: date | None) -> Case:
    case = factories.make_case(probation=by.officer_or_none, since=began)
    factories.make_sentence(case, kind=SentenceKind.COMMUNITY, starts_on=began, sentenced_on=began)
    if attended:
        at = datetime.combine(attended, time(10), tzinfo=LONDON)
        factories.make_contact(
            case, type_code="COAP", outcome_code="ATTC", happened_at=at, officer=by.officer
        )
    return case


def switched_on(day: date) -> None:
    """Since then it counts for every team, and people were known before."""
    Case.objects.update(created_on=day - 900 * DAY)
    for team in Team.objects.all():
        KindStart.objects.update_or_create(
            kind=INITIAL_PLAN.code, team=team, defaults={"starts_on": day}
        )


def test_the_first_plan_of_a_sentence_that_began_since_this_counts(farah: User):
    today = clock.today()
    case = serving(farah, began=today - 20 * DAY, attended=today - 15 * DAY)
    switched_on(today - 20 * DAY)
    (row,) = asked("initial_plan", case)
    assert (row.rule, row.told_on) == ("PRO-44", today - 15 * DAY)
    switched_on(today - 19 * DAY)
    assert asked("initial_plan", case) == [], "the sentence began the day before"
    switched_on(today - 20 * DAY)
    a_plan(case, farah, days_ago=30)
    assert asked("initial_plan", case), "a plan from before the sentence answers for none of it"
    Plan.objects.update(state=PlanState.SUPERSEDED)
    a_plan(case, farah, days_ago=2)
    assert asked("initial_plan", case) == []


def test_whoever_has_not_come_yet_is_asked_for_a_first_appointment_and_no_plan(farah: User):
    today = clock.today()
    case = serving(farah, began=today - 20 * DAY, attended=None)
    switched_on(today - 20 * DAY)
    assert asked("initial_plan", case) == []


def test_one_case_or_ten_take_the_same_queries_and_one_where_nobody_has_a_plan(
    amira: User, settings: object
):
    settings.DATABASE_PREPARES = False  # type: ignore[attr-defined]  # the statements are to be seen
    cases = []
    for _ in range(10):
        case = factories.make_case(registered=True, police_risk="high")
        order = factories.make_order(case, amira)
        a_plan(case, amira, factories.make_condition(order))
        factories.make_condition(order, "Another")
        factories.make_known_person(case)
        cases.append(case.pk)

    def queries(ids: list[int]) -> int:
        shared = Shared(ids, clock.today())
        _ = shared.active
        with CaptureQueriesContext(connection) as found:
            assert len(facts(shared)) == len(ids)
        return len(found)

    assert queries(cases[:1]) == queries(cases) < 25
    Plan.objects.all().delete()
    shared = Shared(cases, clock.today())
    with CaptureQueriesContext(connection) as found:
        assert facts(shared) == {}
        assert initial_facts(shared) == {}
    assert sum("plans_plan" in query["sql"] for query in found) == 1


@pytest.mark.parametrize("kind", [PLAN_GAP, PLAN_REVIEW], ids=lambda kind: kind.code)
def test_each_names_every_model_that_it_reads(kind: deadlines.Kind, amira: User, settings: object):
    settings.DATABASE_PREPARES = False  # type: ignore[attr-defined]
    case = factories.make_case(registered=True, police_risk="high")
    order = factories.make_order(case, amira)
    a_plan(case, amira, factories.make_condition(order))
    factories.make_sentence(case, programme_requirement=True)
    factories.make_referral(case)
    with CaptureQueriesContext(connection) as queries:
        assert kind.facts(Shared([case.pk], clock.today()))
    read = {
        table for query in queries for table in re.findall(r'(?:FROM|JOIN) "(\w+)"', query["sql"])
    }
    assert read <= {label.lower().replace(".", "_") for label in kind.models}


def test_the_job_raises_and_cures(amira: User):
    case = factories.make_case(police=amira.officer_or_none)
    order = factories.make_order(case, amira)
    ban = factories.make_condition(order)
    plan = a_plan(case, amira, days_ago=10)
    for model in (Case, Team):
        model.objects.update(created_on=clock.today() - 900 * DAY)
    asked("plan_gap", case)
    flag_overdue()
    assert Flag.objects.filter(kind="plan_gap", cured_at__isnull=True).count() == 1
    item = factories.make_item(plan)
    factories.make_reference(item, K.ORDER_CONDITION, str(ban.uuid), ban.words)
    asked("plan_gap", case)
    flag_overdue()
    assert not Flag.objects.filter(kind="plan_gap", cured_at__isnull=True).exists()

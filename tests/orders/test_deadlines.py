"""What orders ask for, stored and flagged: at once with the act, by the job, and gone with the answer."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
import time_machine
from django.test import Client

from core import clock
from core.jobs import last_success
from offenders.choices import Severity
from offenders.deadlines import refresh_all, run_sweep
from offenders.models import Case, Deadline, Flag
from offenders.selectors.due import due_rows
from orders.choices import ConditionCategory, ConditionKind, OrderEnding, OrderKind, OrderRoute
from orders.deadlines import JOB, KINDS
from orders.models import Order
from orders.rules import Ending
from orders.services import (
    ConditionDetails,
    OrderCorrection,
    OrderDetails,
    add_condition,
    correct_order,
    end_condition,
    end_order,
    record_order,
)
from orders.tasks import flag_overdue
from people.models import Team, User
from tests import factories
from tests.pages import text_of as text

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
ON = date(2026, 11, 21)
AT = datetime(2026, 11, 21, 12, tzinfo=UTC)
CODES = [kind.code for kind in KINDS]


@pytest.fixture(autouse=True)
def long_known(case: Case) -> None:
    """The kinds have counted for this team, and the person has been here, for long."""
    Team.objects.update(created_on=ON - 300 * DAY)
    Case.objects.update(created_on=ON - 300 * DAY)


def stored(case: Case) -> dict[str, date]:
    rows = Deadline.objects.filter(case=case, kind__in=CODES)
    return {row.kind: row.due_on for row in rows}


def recorded(case: Case, by: User, on: date = ON, **changes: object) -> Order:
    values = {
        "kind": OrderKind.SHPO,
        "route": OrderRoute.CONVICTION,
        "made_on": on - 30 * DAY,
        "starts_on": on - 30 * DAY,
        "served_on": on - 30 * DAY,
    }
    details = OrderDetails(**(values | changes))  # type: ignore[arg-type]
    return record_order(case=case, details=details, by=by, at=AT + (on - ON))


def ban(order: Order, **changes: object) -> ConditionDetails:
    values = {
        "kind": ConditionKind.PROHIBITION,
        "category": ConditionCategory.TRAVEL,
        "words": "Not to travel abroad",
        "starts_on": order.starts_on,
    }
    return ConditionDetails(**(values | changes))  # type: ignore[arg-type]


def open_flags(case: Case) -> list[str]:
    flags = Flag.objects.filter(case=case, kind__in=CODES, cured_at=None)
    return list(flags.order_by("kind").values_list("kind", flat=True))


def test_every_act_moves_what_is_due_with_it(case: Case, amira: User):
    order = recorded(case, amira, served_on=None, ends_on=date(2027, 3, 3))
    assert stored(case) == {
        "order_check": ON,
        "order_conditions": ON,
        "order_end": date(2027, 3, 2),
        "order_service": ON,
    }
    row = add_condition(order=order, details=ban(order), by=amira, at=AT)
    assert "order_conditions" not in stored(case)
    correction = OrderCorrection(
        court="", court_ref="", served_on=ON, served_by="The court", has_copy=True, ends_on=None
    )
    order = correct_order(order=order, correction=correction, version=1, by=amira, at=AT)
    assert stored(case) == {"travel_ban_check": ON}
    ending = Ending(because=OrderEnding.DISCHARGED, last_day=ON - DAY)
    end_condition(condition=row, ending=ending, version=1, by=amira, at=AT)
    assert stored(case) == {"order_conditions": ON}
    end_order(order=order, ending=ending, version=2, by=amira, at=AT)
    assert stored(case) == {}


def test_an_order_is_empty_since_its_last_condition_ended(case: Case, amira: User):
    """ORD-11: two that ended on different days, one recorded in error, one still to come."""
    order = factories.make_order(case, amira, starts_on=ON - 90 * DAY, served_on=ON - 90 * DAY)
    for ends in (ON - 40 * DAY, ON - 20 * DAY):
        factories.make_condition(order, f"Until {ends}", ends_on=ends, ended_because="discharged")
    factories.make_condition(
        order, "Never", starts_on=ON - 5 * DAY, ends_on=ON - 5 * DAY, ended_because="error"
    )
    factories.make_condition(order, "From tomorrow", starts_on=ON + DAY)
    factories.work_out(case, ON)
    assert stored(case) == {"order_conditions": ON - 20 * DAY}
    factories.work_out(case, ON + DAY)
    assert stored(case) == {}


def test_what_is_not_served_is_a_flag_from_the_day_after(case: Case, amira: User):
    """JOB-4: recorded today, asked for today, late tomorrow; and cured with the act that answers it."""
    order = recorded(case, amira, served_on=None)
    add_condition(order=order, details=ban(order, category="devices"), by=amira, at=AT)
    run_sweep(JOB, on=ON, at=AT)
    assert open_flags(case) == []
    run_sweep(JOB, on=ON + DAY, at=AT + DAY)
    assert open_flags(case) == ["order_service"]
    correction = OrderCorrection(
        court="", court_ref="", served_on=ON, served_by="", has_copy=False, ends_on=None
    )
    correct_order(order=order, correction=correction, version=1, by=amira, at=AT + DAY)
    assert open_flags(case) == []
    assert Flag.objects.get(kind="order_service").cured_by == f"order:{order.uuid}"


@pytest.mark.parametrize(("is_interim", "found"), [(False, []), (True, ["order_end"])])
def test_the_first_minutes_after_the_last_day(
    case: Case, amira: User, is_interim: bool, found: list[str]
):
    """The job runs before the nightly recompute: a full order that ran out leaves no flag, an interim one does."""
    today = clock.today()
    order = recorded(
        case, amira, on=today, is_interim=is_interim, made_on=date(2019, 1, 1),
        starts_on=date(2019, 1, 1), served_on=date(2019, 1, 1), ends_on=today + DAY,
    )  # fmt: skip
    add_condition(order=order, details=ban(order, category="place"), by=amira, at=clock.now())
    assert open_flags(case) == []
    with time_machine.travel(clock.now() + DAY, tick=False):
        flag_overdue()
        assert open_flags(case) == found
    assert Flag.objects.filter(case=case, kind="order_end").count() == len(found)
    assert last_success(JOB)


def test_people_whom_nobody_manages_any_more_are_asked_nothing(case: Case, amira: User):
    recorded(case, amira, served_on=None)
    case.died_on = ON
    case.save()
    factories.work_out(case, ON)
    assert stored(case) == {}


def test_what_was_recorded_later_was_not_known_then(case: Case, amira: User):
    recorded(case, amira, served_on=None)
    factories.work_out(case, ON - DAY)
    assert stored(case) == {}


def test_one_read_serves_all_kinds(case: Case, amira: User, django_assert_num_queries):
    """Six queries for these kinds, of any number of cases: orders, conditions, decisions, registers, standards, who is active.

    Four more say from which day on the kinds count.
    """
    from offenders.deadlines import Shared, answers

    recorded(case, amira, served_on=None)
    other = factories.make_case(crn="X222222")
    recorded(other, amira)
    shared = Shared([case.pk, other.pk], ON)
    with django_assert_num_queries(10):
        found = [row["kind"] for kind in KINDS for row in answers(kind, shared)]
    assert sorted(found) == ["order_conditions", "order_conditions", "order_service"]


def test_the_acts_name_the_order_and_the_condition(case: Case, amira: User):
    """Each leads to the record that the deadline is about."""
    order = recorded(case, amira, on=clock.today(), served_on=None, ends_on=clock.today() + 9 * DAY)
    row = add_condition(
        order=order, details=ban(order, ends_on=clock.today() + 9 * DAY), by=amira,
        at=clock.now(),
    )  # fmt: skip
    cases = Case.objects.visible_to(amira).filter(pk=case.pk)
    acts = {
        due.kind: [url for _, url in due.acts]
        for due in due_rows(cases, on=clock.today(), user=amira)
        if due.kind in CODES
    }
    assert acts == {
        "order_check": [f"/orders/{order.uuid}/correct/"],
        "order_end": [
            f"/orders/{order.uuid}/renewal/",
            f"/orders/{order.uuid}/end/",
            f"/cases/{case.uuid}/orders/record/",
        ],
        "order_service": [f"/orders/{order.uuid}/correct/"],
        "travel_ban_end": [f"/conditions/{row.uuid}/renewal/", f"/conditions/{row.uuid}/end/"],
    }
    assert UUID(Deadline.objects.get(kind="travel_ban_end").subject) == row.uuid


def test_a_register_without_its_order_is_a_missing_fact_with_its_act(
    as_amira: Client, case: Case, amira: User
):
    """ORD-10."""
    factories.make_registration(case, "SOPS", starts_on=clock.today())
    refresh_all(on=clock.today(), at=clock.now())
    row = Deadline.objects.get(case=case, kind="order_missing")
    assert (row.missing, row.subject, row.severity) == ("order", "SOPS", Severity.STANDARD)
    page = text(as_amira.get(case.get_absolute_url()))
    assert "The register says SHPO or SRO since" in page
    recorded(case, amira, on=clock.today())
    assert not Deadline.objects.filter(kind="order_missing").exists()


def test_an_import_raises_no_flag_for_what_nobody_could_have_recorded(case: Case, amira: User):
    """A register of years ago, on the first day here: one of a number with its age, never a flag."""
    today = clock.today()
    Team.objects.update(created_on=today)
    factories.make_registration(case, "SOPS", starts_on=today - 900 * DAY)
    refresh_all(on=today, at=clock.now())
    run_sweep(JOB, on=today, at=clock.now())
    assert open_flags(case) == []
    row = Deadline.objects.get(case=case, kind="order_missing")
    assert (row.due_on, row.is_backlog) == (today - 900 * DAY, True)
    # What is recorded here from then on counts, of however old an order.
    recorded(
        case, amira, on=today, made_on=date(2020, 1, 1), starts_on=date(2020, 1, 1), served_on=None
    )
    run_sweep(JOB, on=today + DAY, at=clock.now() + DAY)
    assert open_flags(case) == ["order_conditions", "order_service"]


def test_the_page_of_a_flag_leads_to_the_order(as_amira: Client, case: Case, amira: User):
    order = recorded(case, amira, on=clock.today() - DAY, served_on=None)
    run_sweep(JOB, on=clock.today(), at=clock.now())
    flag = Flag.objects.get(case=case, kind="order_service")
    page = as_amira.get(flag.get_absolute_url())
    assert "Order made but not served, since" in text(page)
    assert order.get_absolute_url() in page.content.decode()

"""What pages and visits are told of orders: what holds, what is not recorded, what changed, and the history."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.test.utils import CaptureQueriesContext

from core import clock
from core.models import Standard
from offenders.models import Case
from offenders.selectors.changes import changes_since
from offenders.selectors.dated import dated
from orders.choices import ConditionCategory, OrderEnding, OrderKind
from orders.models import Order
from orders.rules import Ending
from orders.selectors import (
    history_of,
    live_conditions,
    order_row,
    orders_of,
    registered_without_order,
    unrecorded_orders,
)
from orders.services import end_condition, end_order
from people.models import User
from tests import factories

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
ON = date(2026, 11, 21)
NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


def test_conditions_hold_while_they_and_their_order_do(case: Case, amira: User):
    order = factories.make_order(case, amira, starts_on=ON - 9 * DAY, ends_on=ON + DAY)
    first = factories.make_condition(order)
    own = factories.make_condition(order, "Not to travel", ends_on=ON)
    factories.make_condition(order, "From tomorrow", starts_on=ON + DAY)
    wrong = factories.make_order(
        case, amira, starts_on=ON - DAY, ends_on=ON - DAY, ended_because=OrderEnding.ERROR
    )
    factories.make_condition(wrong)
    elsewhere = factories.make_order(factories.make_case(), amira, starts_on=ON)
    factories.make_condition(elsewhere)
    assert live_conditions(case, on=ON - DAY) == [first, own]
    assert live_conditions(case, on=ON) == [first]
    assert live_conditions(case, on=ON + DAY) == []


def unregistered(case: Case, on: date = ON) -> list[str]:
    factories.work_out(case, on)
    return registered_without_order(case, on=on)


def remarks(order: Order, on: date) -> list[str]:
    factories.work_out(order.case, on)
    return [remark.label for remark in order_row(order, on=on).remarks]


# ORD-10 ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "words", "kind"),
    [
        ("SOPS", "SHPO or SRO", OrderKind.SHPO),
        ("SOPS", "SHPO or SRO", OrderKind.SRO),
        ("SOPS", "SHPO or SRO", OrderKind.SOPO),
        ("RSTO", "restraining order", OrderKind.RESTRAINING),
        ("SPO", "stalking protection order", OrderKind.STALKING),
    ],
)
def test_a_register_without_its_order_is_told_until_the_order_is_recorded(
    case: Case, amira: User, code: str, words: str, kind: OrderKind
):
    factories.make_registration(case, code, starts_on=date(2026, 2, 3))
    told = [
        f"The register says {words} since 3 February 2026; its prohibitions are not recorded here."
    ]
    assert unregistered(case) == told
    factories.make_order(case, amira, OrderKind.NOTIFICATION, starts_on=ON)
    assert unregistered(case) == told
    factories.make_order(case, amira, kind, starts_on=ON)
    assert unregistered(case) == []
    assert unregistered(case, ON - DAY) == told


def test_registers_that_ended_and_orders_that_ended_do_not_count(case: Case, amira: User):
    factories.make_registration(case, "SOPS", starts_on=ON - 9 * DAY, ends_on=ON)
    assert unregistered(case) == []
    factories.make_registration(case, "SPO", starts_on=ON - 9 * DAY)
    factories.make_order(case, amira, OrderKind.STALKING, starts_on=ON - 9 * DAY, ends_on=ON)
    assert len(unregistered(case)) == 1


def test_whoever_goes_by_the_conditions_is_told_of_orders_without_any(case: Case, amira: User):
    order = factories.make_order(case, amira, starts_on=ON - DAY)
    factories.make_order(case, amira, OrderKind.NOTIFICATION, starts_on=ON - DAY)
    factories.work_out(case, ON)
    assert unrecorded_orders(case, on=ON) == [
        (
            "Sexual harm prevention order (SHPO), made on 20 November 2026: nothing that it forbids or asks for is "
            "recorded as in force. Add it in the order's words."
        )
    ]
    factories.make_condition(order)
    factories.work_out(case, ON)
    assert unrecorded_orders(case, on=ON) == []


# Rows --------------------------------------------------------------------------------------------------


def test_live_orders_come_first_and_say_how_long(case: Case, amira: User):
    made = date(2025, 1, 1)
    factories.make_order(
        case, amira, starts_on=made, ends_on=date(2025, 6, 1), ended_because="discharged",
        ended_note="On appeal.",
    )  # fmt: skip
    factories.make_order(
        case, amira, OrderKind.SRO, starts_on=made, ends_on=made, ended_because="error"
    )
    factories.make_order(case, amira, OrderKind.STALKING, starts_on=ON + DAY, ends_on=ON + 9 * DAY)
    factories.make_order(case, amira, OrderKind.RESTRAINING, starts_on=made)
    rows = orders_of(case, on=ON)
    assert [row.words for row in rows] == [
        "Since 1 January 2025, until further order",
        "Begins on 22 November 2026, last day 29 November 2026",
        "Recorded here in error. It held on no day",
        "Held from 1 January 2025 to 31 May 2025. Discharged by the court. On appeal",
    ]
    assert [row.is_current for row in rows] == [True, True, False, False]
    assert [row.can_grow for row in rows] == [True, True, False, False]


def test_an_interim_order_past_its_date_stays_until_a_full_one_follows(case: Case, amira: User):
    on = clock.today()
    interim = factories.make_order(
        case, amira, is_interim=True, starts_on=on - 30 * DAY, ends_on=on
    )
    past = ["Interim order past its date"]
    assert remarks(interim, on) == past
    (row,) = orders_of(case, on=on)
    assert row.is_current
    factories.make_order(case, amira, starts_on=on, ended_because="error", ends_on=on)
    assert remarks(interim, on) == past
    factories.make_order(case, amira, OrderKind.RESTRAINING, starts_on=on)
    assert remarks(interim, on) == past
    factories.make_order(case, amira, starts_on=on)
    assert remarks(interim, on) == []


def test_when_it_is_told_to_end_is_a_standard(case: Case, amira: User):
    """ORD-12: the number in force on the day."""
    order = factories.make_order(
        case, amira, starts_on=date(2020, 1, 1), served_on=ON, ends_on=ON + 101 * DAY
    )
    factories.make_condition(order)
    assert remarks(order, ON) == []
    Standard.objects.filter(key="order.expiry_alert.early").update(value=100)
    assert remarks(order, ON) == ["Ends in 100 days"]


def test_conditions_that_ended_say_why(case: Case, amira: User):
    order = factories.make_order(case, amira, starts_on=ON - 9 * DAY)
    row = factories.make_condition(order)
    ending = Ending(because=OrderEnding.DISCHARGED, last_day=ON - DAY, note="Lifted for work.")
    end_condition(condition=row, ending=ending, version=1, by=amira, at=NOON)
    factories.make_condition(order, "Not to own a camera")
    found = order_row(Order.objects.get(), on=ON)
    assert [each.condition.words for each in found.live] == ["Not to own a camera"]
    (over,) = found.others
    assert over.words == (
        "Held from 12 November 2026 to 20 November 2026. Discharged by the court. Lifted for work"
    )


def test_the_number_of_queries_does_not_grow(
    case: Case, amira: User, django_assert_max_num_queries: CaptureQueriesContext
):
    for number in range(3):
        order = factories.make_order(case, amira, starts_on=ON - number * DAY)
        for _ in range(number):
            factories.make_condition(order)
    with django_assert_max_num_queries(4):
        assert len(orders_of(case, on=ON)) == 3
    with django_assert_max_num_queries(3):
        unrecorded_orders(case, on=ON)


# What changed, and the history -------------------------------------------------------------------------


def test_what_changed_names_orders_and_the_conditions_that_went_their_own_way(
    case: Case, amira: User
):
    order = factories.make_order(case, amira, starts_on=ON - 2 * DAY)
    factories.make_condition(order)
    factories.make_condition(order, "Later", starts_on=ON - DAY, category=ConditionCategory.DEVICES)
    factories.make_condition(
        order, "Wrong", starts_on=ON - DAY, ends_on=ON - DAY, ended_because="error"
    )
    old = factories.make_order(
        case, amira, OrderKind.RESTRAINING, starts_on=ON - 99 * DAY, ends_on=ON
    )
    factories.make_condition(old, ends_on=ON)
    factories.make_order(
        case, amira, OrderKind.STALKING, starts_on=ON, ends_on=ON, ended_because="error"
    )
    said = [
        change.what
        for change in changes_since(case, ON - 7 * DAY, on=ON, facts=dated(case), flags=())
    ]
    assert sorted(line for line in said if "order" in line) == [
        "Restraining order: ended",
        "Sexual harm prevention order (SHPO), internet and devices: began",
        "Sexual harm prevention order (SHPO): began",
    ]


def test_the_history_says_what_was_before(case: Case, amira: User):
    order = factories.make_order(case, amira, starts_on=ON - 9 * DAY)
    row = factories.make_condition(order)
    Order.objects.filter(pk=order.pk).update(served_on=ON, version=2)
    order.refresh_from_db()
    ending = Ending(because=OrderEnding.DISCHARGED, last_day=ON)
    end_condition(condition=row, ending=ending, version=1, by=amira, at=NOON)
    end_order(order=order, ending=ending, version=2, by=amira, at=NOON)
    steps = {step.words: step.differences for step in history_of(order)}
    assert steps == {
        "Order recorded": [],
        "Condition (place) recorded": [],
        "Order: details corrected": [("Served", "Not recorded", "21 November 2026")],
        "Condition (place) ended: discharged by the court": [
            ("Last day", "None of its own", "21 November 2026"),
            ("Ended", "", "Discharged by the court"),
        ],
        "Order ended: discharged by the court": [
            ("Last day", "Until further order", "21 November 2026"),
            ("Ended", "", "Discharged by the court"),
        ],
    }

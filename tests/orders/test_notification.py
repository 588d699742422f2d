"""Until when somebody is subject to notification, and when they notify next."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from offenders.choices import Disposal
from orders.choices import OrderEnding, OrderKind
from orders.rules.notification import Until, until
from orders.selectors.notification import notified
from tests import factories

ON = date(2026, 11, 20)
DAY = timedelta(days=1)
BEGAN = date(2026, 1, 5)


@pytest.mark.parametrize(
    ("ends_on", "orders", "answer"),
    [
        (ON, [], Until(ON)),
        (ON, [ON], Until(ON)),
        (ON, [ON - DAY], Until(ON)),
        (ON, [ON + DAY], Until(ON + DAY, is_kept_by_order=True)),
        (ON, [ON - DAY, ON + 9 * DAY, ON + DAY], Until(ON + 9 * DAY, is_kept_by_order=True)),
        (ON, [ON + DAY, None], Until(None, is_kept_by_order=True)),
        (None, [ON], Until(None)),
        (None, [None], Until(None)),
    ],
)
def test_an_order_that_lasts_longer_keeps_subject(
    ends_on: date | None, orders: list[date | None], answer: Until
) -> None:
    assert until(ends_on, orders) == answer


def test_it_is_over_on_the_day_after_its_last() -> None:
    assert not Until(ON).is_over(ON - DAY)
    assert Until(ON).is_over(ON)
    assert not Until(None).is_over(ON)


@pytest.mark.django_db
def test_as_it_was_known_on_a_day() -> None:
    by = factories.make_user()
    one, kept, annual, other = (factories.make_case() for _ in range(4))
    first = factories.make_period(one, ON + 9 * DAY, known_on=BEGAN)
    later = factories.make_period(one, None, known_on=ON + DAY)
    period = factories.make_period(kept, ON + 9 * DAY, known_on=BEGAN)
    factories.make_order(
        kept, by, OrderKind.SHPO, starts_on=BEGAN, recorded_on=BEGAN, ends_on=ON + 30 * DAY
    )
    factories.make_order(kept, by, OrderKind.RESTRAINING, starts_on=BEGAN, recorded_on=BEGAN)
    factories.make_order(
        kept,
        by,
        OrderKind.SOPO,
        starts_on=BEGAN,
        recorded_on=BEGAN,
        ends_on=BEGAN,
        ended_because=OrderEnding.ERROR,
    )
    due = factories.make_annual(annual, ON + DAY, known_on=BEGAN)
    factories.make_annual(annual, ON + 99 * DAY, known_on=ON + DAY)
    factories.make_period(other, ON)
    ids = [one.pk, kept.pk, annual.pk]
    with CaptureQueriesContext(connection) as asked:
        found = notified(ids, on=ON)
    assert len(asked) == 3
    assert {key: (row.until, row.period, row.annual) for key, row in found.items()} == {
        one.pk: (Until(ON + 9 * DAY), first, None),
        kept.pk: (Until(ON + 30 * DAY, is_kept_by_order=True), period, None),
        annual.pk: (None, None, due),
    }
    assert notified(ids, on=ON + DAY)[one.pk].period == later


@pytest.mark.django_db
def test_an_end_has_what_it_was_worked_out_from_or_says_why_not() -> None:
    """NOT-16, held by the database; of an extract only the end is known."""
    case = factories.make_case()
    inputs = {
        "offence": "An invented offence",
        "disposal": Disposal.CAUTION,
        "relevant_on": BEGAN,
        "age": 40,
    }
    another = {**inputs, "worked_out": ON}
    day = iter(BEGAN + number * DAY for number in range(20))
    factories.make_period(case, ON, known_on=next(day))
    factories.make_period(case, ON, known_on=next(day), **inputs, worked_out=ON)
    factories.make_period(case, None, known_on=next(day), **inputs)
    factories.make_period(
        case, ON + DAY, known_on=next(day), **another, override="The police say so"
    )
    for ends_on, fields in (
        (ON + DAY, another),
        (None, another),
        (ON, inputs),
        (ON, {**another, "offence": ""}),
        (ON, {**another, "age": None}),
        (ON, {**another, "disposal": ""}),
    ):
        with pytest.raises(IntegrityError, match="orders_notificationperiod"), transaction.atomic():
            factories.make_period(case, ends_on, known_on=next(day), **fields)

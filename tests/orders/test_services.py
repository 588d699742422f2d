"""Orders: what is stored, what is refused, what never changes, and two people at once."""

from collections.abc import Callable
from datetime import date, timedelta
from threading import Thread
from typing import Any

import pytest
from django.db import connection, transaction

from core import clock
from core.errors import RefusedError, StaleError
from offenders.models import Case
from orders.choices import ConditionCategory, ConditionKind, OrderEnding, OrderKind, OrderRoute
from orders.models import Condition, Order
from orders.rules import Ending
from orders.selectors import live_conditions
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
from people.models import User
from tests import factories
from tests.together import together

DAY = timedelta(days=1)
MADE = date(2025, 3, 3)
E = OrderEnding


def details(**changes: Any) -> OrderDetails:
    values = {
        "kind": OrderKind.SHPO,
        "route": OrderRoute.CONVICTION,
        "made_on": MADE,
        "starts_on": MADE,
        "court": "Eastmoor Crown Court",
        "court_ref": "T20250001",
    }
    return OrderDetails(**(values | changes))


def ban(words: str = "Not to enter any park", **changes: Any) -> ConditionDetails:
    values = {
        "kind": ConditionKind.PROHIBITION,
        "category": ConditionCategory.PLACE,
        "words": words,
        "starts_on": MADE,
    }
    return ConditionDetails(**(values | changes))


def recorded(case: Case, by: User, *conditions: ConditionDetails, **changes: Any) -> Order:
    return record_order(
        case=case,
        details=details(**changes),
        conditions=conditions,
        by=by,
        at=clock.now(),
    )


def corrected(order: Order, by: User, *, version: int = 1, **changes: Any) -> Order:
    values = {
        name: getattr(order, name)
        for name in ("court", "court_ref", "served_on", "served_by", "has_copy", "ends_on")
    }
    return correct_order(
        order=order,
        correction=OrderCorrection(**(values | changes)),
        version=version,
        by=by,
        at=clock.now(),
    )


def ended(order: Order, by: User, because: OrderEnding = E.DISCHARGED, **changes: Any) -> Order:
    version = changes.pop("version", order.version)
    last = None if because == E.ERROR else clock.today()
    ending = Ending(because=because, **({"last_day": last, "note": "The court said so"} | changes))
    return end_order(order=order, ending=ending, version=version, by=by, at=clock.now())


pytestmark = pytest.mark.django_db


def test_an_order_is_stored_with_its_first_conditions(case: Case, amira: User):
    order = recorded(
        case, amira, ban(), ban("Not to contact Zoltán", category=ConditionCategory.NAMED_PERSON)
    )
    order.refresh_from_db()
    assert (order.kind, order.made_on, order.ends_on, order.version) == ("shpo", MADE, None, 1)
    assert order.recorded_by == amira
    assert [row.words for row in live_conditions(case, on=clock.today())] == [
        "Not to enter any park",
        "Not to contact Zoltán",
    ]


def test_both_agencies_record_orders(case: Case, amira: User, farah: User):
    recorded(case, amira)
    recorded(case, farah, kind=OrderKind.RESTRAINING)
    assert set(case.orders.values_list("recorded_by__name", flat=True)) == {
        "Amira Khan",
        "Farah Aziz",
    }


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"made_on": date(2200, 1, 1), "starts_on": date(2200, 1, 1)}, "in the future"),
        ({"ends_on": MADE}, "cannot be before the order begins"),
        ({"served_on": MADE - DAY}, "before it was made"),
    ],
)
def test_dates_that_cannot_be_are_refused_and_nothing_is_stored(
    case: Case, amira: User, changes: dict[str, Any], words: str
):
    with pytest.raises(RefusedError, match=words):
        recorded(case, amira, ban(), **changes)
    assert not Order.objects.exists()


def test_a_first_condition_that_does_not_fit_takes_the_order_with_it(case: Case, amira: User):
    with pytest.raises(RefusedError, match="nothing in it can begin earlier"):
        recorded(case, amira, ban(), ban("Other words", starts_on=MADE - DAY))
    assert not Order.objects.exists()


def test_the_same_order_stands_there_once(case: Case, amira: User, farah: User):
    first = recorded(case, amira)
    with pytest.raises(RefusedError, match="on record already"):
        recorded(case, farah, court_ref="t20250001")
    recorded(case, farah, court_ref="T20250002")
    ended(first, amira, E.ERROR)
    recorded(case, amira)
    assert case.orders.count() == 3


def test_somebody_without_a_staff_record_records_nothing(case: Case, hal: User):
    with pytest.raises(RefusedError, match="no staff record"):
        recorded(case, hal)


def test_a_condition_is_added_in_its_own_words(case: Case, amira: User, farah: User):
    order = recorded(case, amira)
    words = "Not to go within 100 m of O'Neill's\nor <script>alert(1)</script>"
    row = add_condition(order=order, details=ban(f"  {words} "), by=farah, at=clock.now())
    row.refresh_from_db()
    assert row.words == words
    assert live_conditions(case, on=clock.today()) == [row]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"words": "  "}, "Enter the words"),
        ({"words": "Not to enter any park"}, "recorded in this order already"),
        ({"words": "x", "starts_on": MADE - DAY}, "nothing in it can begin earlier"),
        ({"words": "x", "ends_on": date(2035, 3, 4)}, "nothing in it can last longer"),
    ],
)
def test_a_condition_that_does_not_fit_is_refused(
    case: Case, amira: User, changes: dict[str, Any], words: str
):
    order = recorded(case, amira, ban(), ends_on=date(2035, 3, 3))
    with pytest.raises(RefusedError, match=words):
        add_condition(order=order, details=ban(**changes), by=amira, at=clock.now())
    assert order.conditions.count() == 1


def test_nothing_is_added_to_an_order_that_has_ended(case: Case, amira: User):
    order = recorded(case, amira)
    ended(order, amira)
    with pytest.raises(RefusedError, match="Record the order that replaced it"):
        add_condition(order=order, details=ban(), by=amira, at=clock.now())


def test_an_order_that_ends_ends_its_conditions_and_their_rows_stay(case: Case, amira: User):
    on = clock.today()
    order = recorded(case, amira, ban())
    (row,) = live_conditions(case, on=on)
    order = ended(order, amira, last_day=on - DAY)
    assert (order.ends_on, order.version) == (on, 2)
    assert live_conditions(case, on=on) == []
    assert live_conditions(case, on=on - DAY) == [row]
    row.refresh_from_db()
    assert (row.ends_on, row.ended_because, row.version) == (None, "", 1)


def test_what_was_recorded_in_error_held_on_no_day(case: Case, amira: User):
    order = recorded(case, amira, ban())
    order = ended(order, amira, E.ERROR, note="Of another person")
    assert (order.ends_on, order.ended_note) == (MADE, "Of another person")
    for day in (MADE, clock.today()):
        assert live_conditions(case, on=day) == []


def test_one_condition_ends_and_the_others_go_on(case: Case, amira: User):
    on = clock.today()
    recorded(case, amira, ban(), ban("Not to own a camera"))
    first, second = live_conditions(case, on=on)
    ending = Ending(because=E.REPLACED, last_day=on - DAY, note="Now any open space")
    end_condition(condition=first, ending=ending, version=1, by=amira, at=clock.now())
    assert live_conditions(case, on=on) == [second]
    assert live_conditions(case, on=on - DAY) == [first, second]
    first.refresh_from_db()
    assert (first.words, first.version) == ("Not to enter any park", 2)


@pytest.mark.parametrize(
    ("because", "given", "words"),
    [
        (E.DISCHARGED, {"last_day": None}, "Enter the last day"),
        (E.DISCHARGED, {"last_day": date(2200, 1, 1)}, "in the future"),
        (E.DISCHARGED, {"last_day": MADE - DAY}, "If it never held"),
        (E.ERROR, {"last_day": MADE}, "leave the last day empty"),
        (E.ERROR, {"note": ""}, "Say what was wrong"),
    ],
)
def test_an_end_that_cannot_be_is_refused(
    case: Case, amira: User, because: OrderEnding, given: dict[str, Any], words: str
):
    order = recorded(case, amira, ban())
    (row,) = order.conditions.all()
    with pytest.raises(RefusedError, match=words):
        ended(order, amira, because, **given)
    ending = Ending(because=because, **({"note": "x"} | given))
    with pytest.raises(RefusedError, match=words):
        end_condition(condition=row, ending=ending, version=1, by=amira, at=clock.now())
    assert live_conditions(case, on=clock.today()) == [row]


def test_service_is_recorded_later_and_the_history_keeps_both(case: Case, amira: User):
    order = recorded(case, amira)
    saved = corrected(order, amira, served_on=MADE + DAY, served_by="PC O'Brien", has_copy=True)
    assert (saved.served_on, saved.has_copy, saved.version) == (MADE + DAY, True, 2)
    events = order.events.order_by("pgh_id").values_list("pgh_label", "served_on")
    assert list(events) == [("insert", None), ("update", MADE + DAY)]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({}, "Nothing is different"),
        ({"served_on": MADE - DAY}, "before it was made"),
        ({"ends_on": MADE}, "cannot be before the order begins"),
        ({"ends_on": MADE + 9 * DAY}, "A condition begins on 12 March 2025"),
    ],
)
def test_a_correction_that_cannot_be_is_refused(
    case: Case, amira: User, changes: dict[str, Any], words: str
):
    order = recorded(case, amira, ban(starts_on=MADE + 9 * DAY))
    with pytest.raises(RefusedError, match=words):
        corrected(order, amira, **changes)
    assert Order.objects.get().version == 1


def test_the_details_of_an_ended_order_can_be_put_right_but_not_its_end(case: Case, amira: User):
    order = ended(recorded(case, amira, ban()), amira, E.ERROR)
    with pytest.raises(RefusedError, match="How this order ended"):
        corrected(order, amira, version=2, ends_on=None)
    assert corrected(order, amira, version=2, court="Westhaven Crown Court").version == 3


@pytest.mark.parametrize(
    "act",
    [
        lambda order, by: corrected(order, by, court_ref="T2"),
        lambda order, by: ended(order, by, version=1),
    ],
    ids=["correct", "end"],
)
def test_who_comes_second_sees_what_the_first_saved(
    case: Case, amira: User, farah: User, act: Callable[[Order, User], Order]
):
    order = recorded(case, amira)
    corrected(order, farah, served_on=MADE, served_by="The court")
    with pytest.raises(StaleError) as stale:
        act(order, amira)
    assert dict(stale.value.theirs)["Served"] == "3 March 2025, by The court"
    assert stale.value.link == order.get_absolute_url()
    assert Order.objects.get().court_ref == "T20250001"


def test_a_condition_that_was_ended_meanwhile_is_stale(case: Case, amira: User, farah: User):
    on = clock.today()
    order = recorded(case, amira, ban())
    (row,) = order.conditions.all()
    ending = Ending(because=E.DISCHARGED, last_day=on, note="Lifted for work")
    end_condition(condition=row, ending=ending, version=1, by=farah, at=clock.now())
    with pytest.raises(StaleError) as stale:
        end_condition(condition=row, ending=ending, version=1, by=amira, at=clock.now())
    assert dict(stale.value.theirs)["Ended"] == "Discharged by the court: Lifted for work"


class TestTwoAtOnce:
    """Each acts in a transaction of their own, at the same moment."""

    pytestmark = pytest.mark.django_db(transaction=True)

    def meanwhile(self, first: Callable[[], Any], second: Callable[[], Any]) -> list[str]:
        """The second begins when the first has stored and not yet committed."""
        answers: list[str] = []

        def run() -> None:
            try:
                second()
                answers.append("stored")
            except RefusedError as error:
                answers.append(type(error).__name__)
            finally:
                connection.close()

        thread = Thread(target=run)
        with transaction.atomic():
            first()
            thread.start()
            thread.join(timeout=1)
        thread.join(timeout=30)
        return answers

    def test_the_order_is_recorded_once(self, case: Case, amira: User, farah: User):
        found = self.meanwhile(lambda: recorded(case, amira), lambda: recorded(case, farah))
        assert found == ["RefusedError"]
        assert Order.objects.count() == 1

    def test_nothing_is_added_to_an_order_that_is_being_ended(self, case: Case, amira: User):
        order = recorded(case, amira)

        def add() -> Condition:
            return add_condition(order=order, details=ban(), by=amira, at=clock.now())

        assert self.meanwhile(lambda: ended(order, amira), add) == ["RefusedError"]
        assert not Condition.objects.exists()

    def test_it_is_ended_once(self, case: Case, amira: User, farah: User):
        order = recorded(case, amira)
        found = together(lambda: ended(order, amira), lambda: ended(order, farah))
        assert found == ["StaleError", "stored"]
        assert Order.objects.get().version == 2

    def test_a_condition_is_ended_once(self, case: Case, amira: User, farah: User):
        on = clock.today()
        order = recorded(case, amira, ban())
        (row,) = order.conditions.all()
        ending = Ending(because=E.DISCHARGED, last_day=on)

        def end(by: User) -> Condition:
            return end_condition(condition=row, ending=ending, version=1, by=by, at=clock.now())

        assert together(lambda: end(amira), lambda: end(farah)) == ["StaleError", "stored"]

    def test_the_same_words_are_added_once(self, case: Case, amira: User, farah: User):
        order = recorded(case, amira)

        def add(by: User) -> Condition:
            return add_condition(order=order, details=ban(), by=by, at=clock.now())

        assert self.meanwhile(lambda: add(amira), lambda: add(farah)) == ["RefusedError"]
        assert Condition.objects.count() == 1


def test_a_past_order_is_recorded_with_what_it_forbade(case: Case, amira: User):
    """For the history: it ran out before anybody recorded it here."""
    order = recorded(case, amira, ban(), ends_on=MADE + 300 * DAY)
    assert live_conditions(case, on=MADE + 299 * DAY) == list(order.conditions.all())
    assert live_conditions(case, on=MADE + 300 * DAY) == []


def test_an_interim_order_that_ran_out_is_said_to_have_been_replaced(case: Case, amira: User):
    order = recorded(case, amira, is_interim=True, ends_on=MADE + 30 * DAY)
    order = ended(order, amira, E.REPLACED, last_day=MADE + 29 * DAY)
    assert (order.ended_because, order.ends_on) == ("replaced", MADE + 30 * DAY)


def test_factories_make_what_the_services_make(case: Case, amira: User):
    """What the other tests build on is what the services store."""
    order = factories.make_order(case, amira)
    factories.make_condition(order)
    assert ended(order, amira).ended_because == "discharged"

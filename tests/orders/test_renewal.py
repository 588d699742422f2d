"""ORD-12: what is decided before an order, or a prohibition of travel, ends: it answers, and is asked about again."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse

from audit.models import Event
from core import clock
from core.calendar import in_full
from core.errors import RefusedError
from offenders.deadlines import run_sweep
from offenders.models import Case, Deadline, Flag
from orders.choices import ConditionCategory, OrderEnding, OrderKind, RenewalDecision
from orders.deadlines import JOB
from orders.models import Condition, Order, Renewal
from orders.rules import RenewalSaid, Span, renewal_problem, why_nothing_to_decide
from orders.selectors import history_of, order_row
from orders.services import decide_renewal
from people.models import Team, User
from tests import factories
from tests.pages import text_of as text
from tests.together import together

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
LONG_AGO = date(2022, 3, 3)
APPLY, LET_END = RenewalDecision.APPLY, RenewalDecision.LET_END
ON = date(2026, 11, 21)
RUNNING = Span(starts_on=LONG_AGO, ends_on=ON + 31 * DAY)  # the last day is 21 December
RAN_OUT = Span(starts_on=LONG_AGO, ends_on=ON)


@pytest.fixture(autouse=True)
def long_known(case: Case) -> None:
    """The kinds have counted for this team, and the person has been here, for long."""
    Team.objects.update(created_on=LONG_AGO)
    Case.objects.update(created_on=LONG_AGO)


@pytest.fixture
def order(case: Case, amira: User) -> Order:
    """It ends in 40 days, so its end is told."""
    order = factories.make_order(
        case,
        amira,
        OrderKind.RESTRAINING,
        starts_on=LONG_AGO,
        served_on=LONG_AGO,
        ends_on=clock.today() + 41 * DAY,
    )
    factories.make_condition(order)
    factories.work_out(case)
    return order


@pytest.fixture
def ban(order: Order) -> Condition:
    """A prohibition of travel that ends before its order, which is of a kind that can have one."""
    Order.objects.update(kind=OrderKind.SHPO)
    ban = factories.make_condition(
        order, "Not abroad", category=ConditionCategory.TRAVEL, ends_on=clock.today() + 21 * DAY
    )
    factories.work_out(order.case)
    return ban


def decided(
    row: Order | Condition, by: User, apply_by: date | None = None, **said: object
) -> Renewal:
    values = {"reason": "He has kept to it", "decision": APPLY if apply_by else LET_END}
    row.refresh_from_db()
    return decide_renewal(
        row=row,
        said=RenewalSaid(apply_by=apply_by, **(values | said)),  # type: ignore[arg-type]
        version=row.version,
        by=by,
        at=clock.now(),
    )


def asked(case: Case) -> dict[str, date]:
    rows = Deadline.objects.filter(case=case, rule="ORD-12")
    return {row.kind: row.due_on for row in rows}


def sent(**changes: str) -> dict[str, str]:
    return {
        "form_key": str(uuid4()),
        "version": "1",
        "decision": "let_end",
        "reason": "He has kept to it",
    } | changes


def day(name: str, on: date) -> dict[str, str]:
    return {
        f"{name}_day": str(on.day),
        f"{name}_month": str(on.month),
        f"{name}_year": str(on.year),
    }


# The rule ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("span", "said", "field"),
    [
        (RUNNING, RenewalSaid(LET_END, "Why"), None),
        (RUNNING, RenewalSaid(LET_END, " "), "reason"),
        (RUNNING, RenewalSaid(LET_END, "Why", ON), "apply_by"),
        (RUNNING, RenewalSaid(APPLY, "Why"), "apply_by"),
        (RUNNING, RenewalSaid(APPLY, "Why", ON - DAY), "apply_by"),
        (RUNNING, RenewalSaid(APPLY, "Why", ON), None),
        (RUNNING, RenewalSaid(APPLY, "Why", ON + 30 * DAY), None),
        (RUNNING, RenewalSaid(APPLY, "Why", ON + 31 * DAY), "apply_by"),
        (RAN_OUT, RenewalSaid(APPLY, "Why", ON), "decision"),
        (RAN_OUT, RenewalSaid(LET_END, "Why"), None),
    ],
)  # fmt: skip
def test_what_can_be_decided(span: Span, said: RenewalSaid, field: str | None):
    problem = renewal_problem(span, said, on=ON)
    assert (problem.about if problem else None) == field


@pytest.mark.parametrize(
    ("span", "is_interim", "is_asked"),
    [
        (RUNNING, False, True),
        (RUNNING, True, True),
        (RAN_OUT, False, True),
        (RAN_OUT, True, False),
        (Span(starts_on=LONG_AGO), False, False),
        (Span(starts_on=LONG_AGO, ends_on=ON, ended_because=OrderEnding.REPLACED), False, False),
    ],
)
def test_when_there_is_something_to_decide(span: Span, is_interim: bool, is_asked: bool):
    assert (why_nothing_to_decide(span, is_interim=is_interim, on=ON) == "") is is_asked


# The act -----------------------------------------------------------------------------------------------


def test_letting_it_end_answers_and_another_last_day_asks_again(
    order: Order, case: Case, amira: User
):
    last = clock.today() + 40 * DAY
    assert asked(case) == {"order_end": last}
    renewal = decided(order, amira)
    assert (renewal.decided_by, renewal.ends_on, renewal.apply_by) == (amira, order.ends_on, None)
    assert asked(case) == {}
    Order.objects.update(ends_on=last)
    factories.work_out(case)
    assert asked(case) == {"order_end": last - DAY}


def test_a_decision_to_apply_asks_what_came_of_it_until_somebody_says(
    order: Order, case: Case, amira: User
):
    """Its day passes, then the order's: whoever was to apply and did not is not calmed by either."""
    by = clock.today() + 9 * DAY
    decided(order, amira, by)
    assert asked(case) == {"order_renewal": by}
    for on in (by + DAY, clock.today() + 60 * DAY):
        factories.work_out(case, on)
        assert asked(case) == {"order_renewal": by}
        run_sweep(JOB, on=on, at=clock.now() + (on - clock.today()))
        assert [flag.kind for flag in Flag.objects.open()] == ["order_renewal"]
    factories.make_order(
        case, amira, OrderKind.RESTRAINING, starts_on=clock.today(), served_on=clock.today()
    )
    factories.work_out(case, clock.today() + 60 * DAY)
    assert "order_renewal" not in asked(case)


def test_the_newest_decision_holds(order: Order, case: Case, amira: User, farah: User):
    decided(order, amira, clock.today())
    decided(order, farah)
    assert asked(case) == {}
    decided(order, amira, clock.today() + DAY)
    assert asked(case) == {"order_renewal": clock.today() + DAY}
    assert Renewal.objects.count() == 3


def test_a_decision_cures_the_flag_and_is_its_reason(order: Order, case: Case, amira: User):
    by = clock.today()
    decided(order, amira, by)
    run_sweep(JOB, on=by + DAY, at=clock.now() + DAY)
    flag = Flag.objects.get(kind="order_renewal")
    decided(order, amira)
    flag.refresh_from_db()
    assert (flag.cured_at is not None, flag.cured_by) == (True, f"order:{order.uuid}")


def test_a_prohibition_of_travel_is_decided_about_by_itself(
    ban: Condition, order: Order, case: Case, amira: User
):
    last, by = clock.today() + 20 * DAY, clock.today() + 5 * DAY
    assert asked(case)["travel_ban_end"] == last
    decided(ban, amira, by)
    assert asked(case) == {"order_end": clock.today() + 40 * DAY, "travel_ban_renewal": by}
    factories.make_condition(
        order, "Not abroad again", category=ConditionCategory.TRAVEL, starts_on=clock.today()
    )
    factories.work_out(case)
    assert "travel_ban_renewal" not in asked(case)


def test_an_interim_order_past_its_date_is_asked_about_whatever_was_decided(
    case: Case, amira: User
):
    order = factories.make_order(
        case, amira, starts_on=LONG_AGO, served_on=LONG_AGO, is_interim=True,
        ends_on=clock.today() + 9 * DAY,
    )  # fmt: skip
    factories.make_condition(order)
    decided(order, amira, clock.today())
    factories.work_out(case, clock.today() + 10 * DAY)
    assert asked(case) == {"order_end": clock.today() + 8 * DAY}


def test_what_is_refused(order: Order, case: Case, amira: User, hal: User):
    endless = factories.make_order(case, amira)
    with pytest.raises(RefusedError, match="no last day"):
        decided(endless, amira)
    with pytest.raises(RefusedError, match="by then"):
        decided(order, amira, clock.today() + 41 * DAY)
    with pytest.raises(RefusedError, match="no staff record"):
        decided(order, hal)
    assert not Renewal.objects.exists()


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("orders_renewal_says_why", {"reason": ""}),
        ("orders_renewal_", {"decision": "perhaps"}),
        ("orders_renewal_applies_before_the_end", {"decision": "apply"}),
        ("orders_renewal_applies_before_the_end", {"apply_by": LONG_AGO}),
        ("orders_renewal_applies_before_the_end", {"decision": "apply", "apply_by": date(2099, 1, 1)}),
    ],
)  # fmt: skip
def test_the_database_refuses_it_too(
    order: Order, amira: User, name: str, fields: dict[str, object]
):
    values = {"decision": "let_end", "reason": "Why", "ends_on": order.ends_on} | fields
    with pytest.raises(DatabaseError, match=name), transaction.atomic():
        Renewal.objects.create(order=order, decided_by=amira, decided_at=clock.now(), **values)


def test_a_decision_is_never_altered(order: Order, amira: User):
    decided(order, amira)
    with pytest.raises(DatabaseError, match="Cannot update or delete"), transaction.atomic():
        Renewal.objects.update(reason="Another")


@pytest.mark.django_db(transaction=True)
def test_two_at_once_decide_once(case: Case, amira: User, farah: User):
    order = factories.make_order(case, amira, ends_on=clock.today() + 9 * DAY)

    def decide(by: User) -> Renewal:
        said = RenewalSaid(LET_END, "Why")
        return decide_renewal(row=order, said=said, version=1, by=by, at=clock.now())

    assert together(lambda: decide(amira), lambda: decide(farah)) == ["StaleError", "stored"]
    assert Renewal.objects.count() == 1


# The page ----------------------------------------------------------------------------------------------


def test_the_deadline_leads_to_the_page_and_the_page_answers_it(
    as_amira: Client, order: Order, case: Case
):
    url = reverse("orders:decide_renewal", args=[order.uuid])
    assert url in as_amira.get(reverse("caseloads:my_day")).content.decode()
    assert url in as_amira.get(order.get_absolute_url()).content.decode()
    by = clock.today() + 20 * DAY
    values = sent(decision="apply", reason="He still looks for it", **day("apply_by", by))
    page = text(as_amira.post(url, values, follow=True))
    assert f"renewal: Apply to the court to renew it, by {in_full(by)}. Saved." in page
    assert f"Renewal decided: Apply to the court to renew it, by {in_full(by)}" in page
    assert "He still looks for it" in page
    assert url not in as_amira.get(reverse("caseloads:my_day")).content.decode()
    assert Event.objects.filter(view="orders:decide_renewal", method="POST").latest(
        "pk"
    ).reason == ("He still looks for it")
    assert "renewal decided: Apply to the court" in text(as_amira.get(case.get_absolute_url()))


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"decision": ""}, "Choose whether to apply or to let it end"),
        ({"reason": " "}, "Say why"),
        ({"decision": "apply"}, "Enter the day by which to apply"),
        (day("apply_by", clock.today()), "clear it, or choose to apply"),
        ({"decision": "apply", **day("apply_by", date(2020, 1, 1))}, "cannot be in the past"),
        ({"decision": "apply", "apply_by_day": "31"}, "must include a month"),
    ],
)
def test_what_is_wrong_is_said(as_amira: Client, order: Order, values: dict[str, str], words: str):
    url = reverse("orders:decide_renewal", args=[order.uuid])
    response = as_amira.post(url, sent(**values))
    assert words in text(response)
    assert not Renewal.objects.exists()


def test_the_second_to_decide_sees_both(as_amira: Client, order: Order, farah: User):
    decided(order, farah)
    url = reverse("orders:decide_renewal", args=[order.uuid])
    response = as_amira.post(url, sent(reason="Mine"))
    assert response.status_code == 409
    assert "Let it end: He has kept to it (decided by Farah Aziz" in text(response)
    assert "Mine" in text(response)


def test_the_supervisor_sees_who_decided_what_and_why(as_dee: Client, order: Order, amira: User):
    decided(order, amira)
    page = text(as_dee.get(order.get_absolute_url()))
    assert "Renewal: Let it end." in page
    assert "Amira Khan: Renewal decided: Let it end" in page
    assert "He has kept to it" in page


def test_nothing_to_decide_leads_back(as_amira: Client, case: Case, amira: User, ban: Condition):
    endless = factories.make_order(case, amira)
    response = as_amira.get(reverse("orders:decide_renewal", args=[endless.uuid]), follow=True)
    assert "no last day of its own" in text(response)
    page = as_amira.get(reverse("orders:decide_condition_renewal", args=[ban.uuid]))
    assert "Not abroad" in text(page)


def test_who_may_not(as_chidi: Client, as_eve: Client, order: Order):
    url = reverse("orders:decide_renewal", args=[order.uuid])
    assert as_chidi.post(url, sent()).status_code in {403, 404}
    assert as_eve.post(url, sent()).status_code in {403, 404}
    assert not Renewal.objects.exists()


def test_the_history_tells_a_decision_once(order: Order, ban: Condition, amira: User):
    decided(ban, amira, clock.today())
    words = [step.words for step in history_of(order)]
    assert (
        words[0]
        == f"Renewal decided, travel: Apply to the court to renew it, by {in_full(clock.today())}"
    )
    assert "Condition (travel): details corrected" not in words
    (row,) = [each for each in order_row(order, on=clock.today()).conditions if each.renewal]
    assert row.condition == ban

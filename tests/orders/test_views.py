"""The pages of orders: recording, adding, putting right, ending, and what the case says of them."""

import re
from datetime import date, timedelta
from html import unescape
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from audit.models import Event
from core import clock
from core.calendar import in_full
from offenders.models import Case, Draft
from orders.choices import OrderKind
from orders.models import Condition, Order
from people.models import User
from tests import factories
from tests.queries import asked_by

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
LONG_AGO = date(2025, 3, 3)


def text(response: Any) -> str:
    plain = re.sub(r"<[^>]+>", " ", response.content.decode())
    return re.sub(r"\s+", " ", unescape(plain)).replace(" .", ".").replace(" ,", ",")


def day(name: str, on: date) -> dict[str, str]:
    """A date as its three boxes send it."""
    return {
        f"{name}_day": str(on.day),
        f"{name}_month": str(on.month),
        f"{name}_year": str(on.year),
    }


def new_order(**changes: str) -> dict[str, str]:
    return {
        "form_key": str(uuid4()),
        "kind": "shpo",
        "route": "conviction",
        "until": "further_order",
        "court": "Eastmoor Crown Court",
        **day("made_on", LONG_AGO),
    } | changes


def new_condition(**changes: str) -> dict[str, str]:
    return {
        "form_key": str(uuid4()),
        "kind": "prohibition",
        "category": "place",
        "words": "Not to enter any park",
    } | changes


def ending(**changes: str) -> dict[str, str]:
    return {
        "form_key": str(uuid4()),
        "version": "1",
        "because": "discharged",
        "note": "On application",
        **day("last_day", clock.today()),
    } | changes


@pytest.fixture
def order(case: Case, amira: User) -> Order:
    return factories.make_order(case, amira, starts_on=LONG_AGO, served_on=LONG_AGO)


def url_of(name: str, row: Case | Order | Condition) -> str:
    app = "offenders" if name == "record" else "orders"
    return reverse(f"{app}:{name}", args=[row.uuid])


# Recording ---------------------------------------------------------------------------------------------


def test_an_order_is_recorded_then_its_prohibitions_one_after_another(as_amira: Client, case: Case):
    response = as_amira.post(url_of("record_order", case), new_order(is_interim="on"), follow=True)
    order = Order.objects.get()
    assert response.redirect_chain == [(url_of("add_condition", order), 302)]
    assert (order.is_interim, order.starts_on, order.ends_on) == (True, LONG_AGO, None)
    assert "Now what it forbids or requires, one at a time" in text(response)
    add = url_of("add_condition", order)
    words = "Not to contact O'Neill or Zoltán <script>alert(1)</script>"
    answer = as_amira.post(add, new_condition(words=words, then="another"))
    assert answer.url == add
    assert "Recorded so far: 1" in text(as_amira.get(add))
    answer = as_amira.post(add, new_condition(category="devices", words="Not to own a camera"))
    assert answer.url == order.get_absolute_url()
    page = as_amira.get(answer.url)
    assert "<script>alert(1)" not in page.content.decode()
    assert words in unescape(page.content.decode())
    assert list(order.conditions.values_list("category", flat=True)) == ["place", "devices"]


def test_the_last_day_that_is_typed_is_the_last_on_which_it_holds(as_amira: Client, case: Case):
    last = date(2035, 3, 2)
    as_amira.post(
        url_of("record_order", case), new_order(until="last_day", **day("last_day", last))
    )
    order = Order.objects.get()
    assert order.ends_on == last + DAY
    assert "last day 2 March 2035" in text(as_amira.get(order.get_absolute_url()))
    correct = as_amira.get(url_of("correct_order", order)).content.decode()
    assert (
        'name="last_day_day" type="text" inputmode="numeric" autocomplete="off" value="2"'
        in correct
    )


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"kind": ""}, "Choose which order it is"),
        ({"route": "", "until": ""}, "Choose how long it lasts"),
        (day("made_on", date(2200, 1, 1)), "or in the past"),
        ({"made_on_day": "31", "made_on_month": "2"}, "must be a real date"),
        ({"until": "last_day"}, "Enter the last day"),
        ({**day("last_day", date(2030, 1, 1))}, "and also typed a last day: clear it"),
        ({"until": "last_day", **day("last_day", LONG_AGO - DAY)}, "before the order begins"),
        (day("starts_on", LONG_AGO - DAY), "cannot begin before it was made, on 3 March 2025"),
        (day("served_on", LONG_AGO - DAY), "cannot have been served before it was made"),
        ({"served_by": "PC Brown"}, "Enter the day on which it was served"),
        ({"court": "x" * 121}, "must be 120 characters or fewer"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_stored(
    as_amira: Client, case: Case, changes: dict[str, str], message: str
):
    response = as_amira.post(url_of("record_order", case), new_order(**changes))
    assert response.status_code == 200
    assert message in text(response)
    assert not Order.objects.exists()


def test_an_error_stands_beside_its_answer(as_amira: Client, case: Case):
    response = as_amira.post(
        url_of("record_order", case), new_order(**day("served_on", LONG_AGO - DAY))
    )
    assert response.context["form"].errors.keys() == {"served_on"}


def test_the_same_order_again_is_refused_in_words(as_amira: Client, as_farah: Client, case: Case):
    as_amira.post(url_of("record_order", case), new_order())
    response = as_farah.post(url_of("record_order", case), new_order())
    assert "This order is on record already" in text(response)
    assert Order.objects.count() == 1


def test_a_second_tap_stores_it_once(as_amira: Client, case: Case, order: Order):
    Order.objects.all().delete()
    data = new_order()
    first, second = (as_amira.post(url_of("record_order", case), data) for _ in range(2))
    assert first.url == second.url
    assert Order.objects.count() == 1


def test_a_second_tap_on_ending_in_error_leads_to_the_same_place(as_amira: Client, order: Order):
    """The form finds its own first save on record already; the second tap must not say so."""
    data = ending(because="error", last_day_day="", last_day_month="", last_day_year="")
    first, second = (as_amira.post(url_of("end_order", order), data) for _ in range(2))
    assert (first.status_code, second.status_code) == (302, 302)
    assert first.url == second.url


def test_a_past_order_leads_to_its_page(as_amira: Client, case: Case):
    data = new_order(until="last_day", **day("last_day", LONG_AGO + 300 * DAY))
    response = as_amira.post(url_of("record_order", case), data, follow=True)
    assert "It has ended already" in text(response)


def test_what_is_being_written_is_kept_and_dropped_when_saved(as_amira: Client, order: Order):
    add = url_of("add_condition", order)
    draft_url = as_amira.get(add).context["form"].draft_url
    as_amira.post(draft_url, {"words": "Half a sentence"})
    assert "Half a sentence" in text(as_amira.get(add))
    as_amira.post(add, new_condition())
    assert not Draft.objects.exists()


# Conditions --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"words": ""}, "Enter the words of the order"),
        ({"words": "x" * 5_001}, "must be 5000 characters or fewer"),
        ({"category": ""}, "Choose what it is about"),
        ({"kind": "wish"}, "Choose one of the answers that are offered"),
        (day("starts_on", LONG_AGO - DAY), "nothing in it can begin earlier"),
        (day("last_day", LONG_AGO - DAY), "cannot be before it begins"),
    ],
)
def test_what_is_wrong_with_a_condition(
    as_amira: Client, order: Order, changes: dict[str, str], message: str
):
    response = as_amira.post(url_of("add_condition", order), new_condition(**changes))
    assert message in text(response)
    assert not Condition.objects.exists()


def test_a_condition_may_have_days_of_its_own(as_amira: Client, order: Order):
    own = day("starts_on", LONG_AGO + DAY) | day("last_day", LONG_AGO + 9 * DAY)
    as_amira.post(url_of("add_condition", order), new_condition(**own))
    row = Condition.objects.get()
    assert (row.starts_on, row.ends_on) == (LONG_AGO + DAY, LONG_AGO + 10 * DAY)


def test_nothing_is_added_to_an_order_that_has_ended(as_amira: Client, order: Order):
    as_amira.post(url_of("end_order", order), ending())
    add = url_of("add_condition", order)
    response = as_amira.get(add, follow=True)
    assert response.redirect_chain == [(order.get_absolute_url(), 302)]
    assert "nothing can be added to it" in text(response)
    assert "nothing can be added to it" in text(as_amira.post(add, new_condition()))


def test_one_condition_ends(as_amira: Client, order: Order):
    row = factories.make_condition(order)
    factories.make_condition(order, "Not to own a camera")
    url = url_of("end_condition", row)
    assert "Not to enter any park" in text(as_amira.get(url))
    last = clock.today() - DAY
    page = text(as_amira.post(url, ending(**day("last_day", last)), follow=True))
    assert "Prohibition (place): discharged by the court, saved." in page
    assert f"to {in_full(last)}. Discharged by the court. On application." in page


def test_a_condition_recorded_in_error_is_not_ended_again(as_amira: Client, order: Order):
    row = factories.make_condition(order, ends_on=LONG_AGO, ended_because="error")
    response = as_amira.get(url_of("end_condition", row), follow=True)
    assert "nothing to end" in text(response)


# Putting right and ending ------------------------------------------------------------------------------


def correction(**changes: str) -> dict[str, str]:
    return {"form_key": str(uuid4()), "version": "1", "until": "further_order"} | changes


def test_service_is_recorded_when_it_happened(as_amira: Client, case: Case, amira: User):
    order = factories.make_order(case, amira, starts_on=LONG_AGO)
    factories.work_out(case)
    page = text(as_amira.get(order.get_absolute_url()))
    assert "Order made but not served" in page
    assert "Record the service" in page
    served = day("served_on", LONG_AGO + DAY) | {"served_by": "PC O'Brien", "has_copy": "on"}
    page = text(as_amira.post(url_of("correct_order", order), correction(**served), follow=True))
    assert "details corrected" in page
    assert "4 March 2025, by PC O'Brien" in page
    assert "Order made but not served" not in page
    assert "Amira Khan: Order: details corrected" in page


def test_a_correction_without_a_difference_is_refused(as_amira: Client, order: Order):
    same = correction(**day("served_on", LONG_AGO))
    assert "Nothing is different" in text(as_amira.post(url_of("correct_order", order), same))


def test_an_order_that_ended_has_no_last_day_to_correct(as_amira: Client, order: Order):
    as_amira.post(url_of("end_order", order), ending())
    url = url_of("correct_order", order)
    assert "How long does it last?" not in text(as_amira.get(url))
    as_amira.post(url, correction(version="2", court="Westhaven"))
    order.refresh_from_db()
    assert (order.court, order.ended_because) == ("Westhaven", "discharged")


def test_who_saved_first_is_told_to_who_comes_second(
    as_amira: Client, as_farah: Client, order: Order
):
    as_farah.post(url_of("correct_order", order), correction(court="Westhaven"))
    response = as_amira.post(url_of("correct_order", order), correction(court="Northhaven"))
    assert response.status_code == 409
    page = text(response)
    for words in ("Farah Aziz saved this", "Westhaven", "Northhaven"):
        assert words in page, words
    assert "How long does it last? Until further order" in page
    assert "further_order" not in page, "codes are not for people"


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"because": ""}, "Choose why it ended"),
        ({"last_day_day": "", "last_day_month": "", "last_day_year": ""}, "Enter the last day on which"),
        (day("last_day", date(2200, 1, 1)), "or in the past"),
        (day("last_day", LONG_AGO - DAY), "It began on 3 March 2025"),
        ({"because": "error"}, "leave the last day empty"),
        (
            {"because": "error", "note": "", "last_day_day": "", "last_day_month": "", "last_day_year": ""},
            "Say what was wrong",
        ),
    ],
)  # fmt: skip
def test_an_end_that_cannot_be(
    as_amira: Client, order: Order, changes: dict[str, str], message: str
):
    response = as_amira.post(url_of("end_order", order), ending(**changes))
    assert response.status_code == 200
    assert message in text(response)
    assert Order.objects.get().ended_because == ""


def test_an_order_ends_with_all_that_it_forbids(as_amira: Client, order: Order):
    factories.make_condition(order)
    data = ending(**day("last_day", clock.today() - DAY))
    page = text(as_amira.post(url_of("end_order", order), data, follow=True))
    assert "Nothing: the order has ended, and its conditions with it." in page
    assert "Ended with the order." in page
    assert "Correct how it ended" in page
    assert "Add a prohibition" not in page


def test_an_order_in_error_offers_no_act(as_amira: Client, order: Order):
    data = ending(because="error", last_day_day="", last_day_month="", last_day_year="")
    page = text(as_amira.post(url_of("end_order", order), data, follow=True))
    assert "Recorded here in error. On application. It held on no day." in page
    assert "Correct the details" not in page
    assert "nothing to end" in text(as_amira.get(url_of("end_order", order), follow=True))


# Who, and what the log says ----------------------------------------------------------------------------


def test_a_colleague_reads_and_is_offered_no_act(as_ben: Client, order: Order):
    factories.make_condition(order)
    page = text(as_ben.get(order.get_absolute_url()))
    assert "Not to enter any park" in page
    for act in ("Add a prohibition", "Correct the details", "End this"):
        assert act not in page, act
    record = text(as_ben.get(url_of("record", order.case)))
    assert "Record an order" not in record


def test_probation_records_too(as_farah: Client, case: Case, farah: User):
    as_farah.post(url_of("record_order", case), new_order())
    assert Order.objects.get().recorded_by == farah


def test_an_order_that_is_not_there_looks_like_one_that_is_not_yours(
    as_amira: Client, as_chidi: Client, order: Order
):
    nowhere = reverse("orders:order", args=[uuid4()])
    condition = reverse("orders:end_condition", args=[uuid4()])
    assert as_amira.get(nowhere).status_code == as_amira.get(condition).status_code == 404
    assert as_chidi.get(order.get_absolute_url()).status_code == 404


def test_the_log_names_the_case_and_the_ground(as_amira: Client, order: Order):
    for name in ("order", "add_condition", "correct_order", "end_order"):
        as_amira.get(url_of(name, order))
        row = Event.objects.latest("pk")
        assert (row.view, row.case_ids, row.grounds) == (
            f"orders:{name}", [order.case_id], ["allocated"],
        ), name  # fmt: skip
    as_amira.post(url_of("add_condition", order), new_condition())
    assert Event.objects.latest("pk").case_ids == [order.case_id]


# What the case says ------------------------------------------------------------------------------------


def test_the_case_shows_what_is_live_and_the_record_all(as_amira: Client, case: Case, order: Order):
    factories.make_condition(order, "Not to enter any park. " + "More words. " * 20)
    factories.make_order(
        case, order.recorded_by, OrderKind.RESTRAINING, starts_on=LONG_AGO, ends_on=LONG_AGO + DAY
    )
    overview, record = (
        text(as_amira.get(case.get_absolute_url())),
        text(as_amira.get(url_of("record", case))),
    )
    assert "Live orders and conditions" in overview
    assert "Place: Not to enter any park." in overview
    assert "Restraining order" not in overview
    assert overview.count("More words.") == record.count("More words.") == 20  # never cut
    assert "Restraining order Ended" in record


def test_without_any_both_say_so(as_amira: Client, as_ben: Client, case: Case):
    assert "No order is in force on record. Record an order" in text(
        as_amira.get(case.get_absolute_url())
    )
    assert "No order is on record" in text(as_ben.get(url_of("record", case)))


def test_a_register_without_an_order_leads_to_recording_it(
    as_amira: Client, as_ben: Client, case: Case
):
    """ORD-10."""
    factories.make_registration(case, "SOPS", starts_on=LONG_AGO)
    sentence = (
        "The register says SHPO or SRO since 3 March 2025; its prohibitions are not recorded here."
    )
    factories.work_out(case)
    record, overview = url_of("record", case), case.get_absolute_url()
    assert f"{sentence} Record the order." in text(as_amira.get(record))
    assert f"{sentence} Whoever holds the case can record it." in text(as_ben.get(record))
    assert text(as_amira.get(overview)).count(sentence) == 1
    assert f"{sentence} Record the order" in text(as_amira.get(overview))
    assert f"{sentence} Record the order" not in text(as_ben.get(overview))
    assert sentence in text(as_amira.get(url_of("record_order", case)))
    as_amira.post(url_of("record_order", case), new_order())
    assert sentence not in text(as_amira.get(case.get_absolute_url()))


@pytest.mark.parametrize("page", ["overview", "record", "order", "add_condition", "record_order"])
def test_pages_ask_as_often_for_three_as_for_one(
    as_amira: Client, case: Case, amira: User, order: Order, page: str
):
    urls = {
        "overview": case.get_absolute_url(),
        "record": url_of("record", case),
        "order": order.get_absolute_url(),
        "add_condition": url_of("add_condition", order),
        "record_order": url_of("record_order", case),
    }
    asked = {}
    for rows in (1, 2, 3):
        factories.make_condition(order, f"Not to enter park {rows}", category="travel")
        other = factories.make_order(
            case, amira, starts_on=LONG_AGO, ends_on=clock.today() + 9 * DAY
        )
        factories.make_condition(other)
        factories.work_out(case)
        asked[rows] = asked_by(as_amira, urls[page])
    assert asked[1] == asked[3]


# Repeating an earlier order ----------------------------------------------------------------------------


def repeats(page: Any) -> list[str]:
    return [label for _, label in page.context["form"].fields["repeats"].choices]


@pytest.fixture
def replaced(case: Case, amira: User) -> Order:
    """An order that was replaced yesterday, with two prohibitions and two that are not to be repeated."""
    old = factories.make_order(case, amira, starts_on=LONG_AGO)
    factories.make_condition(old, "Not to enter O'Neill's <b>park</b>", monitoring="By visits")
    factories.make_condition(old, "Not to own a camera", category="devices")
    factories.make_condition(old, "Not to travel", category="travel", ends_on=clock.today() + DAY)
    factories.make_condition(
        old,
        "Not to work",
        ends_on=LONG_AGO + DAY,
        ended_because="discharged",
        category="employment",
    )
    old.ends_on, old.ended_because = clock.today(), "replaced"
    old.save()
    return old


def test_a_new_order_repeats_the_words_of_the_one_it_replaces(
    as_amira: Client, case: Case, replaced: Order
):
    url = url_of("record_order", case)
    assert "Record what took its place" in text(as_amira.get(replaced.get_absolute_url()))
    page = as_amira.get(url)
    assert repeats(page) == ["Not to enter O'Neill's <b>park</b>", "Not to own a camera"]
    assert "2 to choose from" in text(page)
    chosen = replaced.conditions.get(category="place")
    made = day("made_on", clock.today())
    sent = as_amira.post(url, new_order(repeats=chosen.uuid.hex, **made), follow=True)
    assert "Check it against the order" in text(sent)
    new = Order.objects.exclude(pk=replaced.pk).get()
    row = new.conditions.get()
    assert (row.words, row.monitoring) == (chosen.words, "By visits")
    assert (row.starts_on, row.ends_on) == (clock.today(), None)
    assert replaced.conditions.count() == 4, "the earlier order keeps its own"
    assert "Record what took its place" not in text(as_amira.get(replaced.get_absolute_url()))


def test_once_its_successor_is_recorded_a_replaced_order_is_not_offered(
    as_amira: Client, case: Case, replaced: Order, amira: User
):
    new = factories.make_order(case, amira, starts_on=clock.today())
    factories.make_condition(new, "Not to own a telephone", category="devices")
    page = as_amira.get(url_of("record_order", case))
    assert repeats(page) == ["Not to own a telephone"]


def test_what_was_recorded_in_error_or_discharged_is_not_offered(
    as_amira: Client, case: Case, replaced: Order
):
    for because, ends_on in (("discharged", clock.today()), ("error", LONG_AGO)):
        Order.objects.filter(pk=replaced.pk).update(ended_because=because, ends_on=ends_on)
        page = as_amira.get(url_of("record_order", case))
        assert repeats(page) == []
        assert "to choose from" not in text(page)


def test_a_condition_that_is_not_offered_is_refused(
    as_amira: Client, case: Case, replaced: Order, farah: User
):
    other = factories.make_condition(
        factories.make_order(factories.make_case(), farah), "Not yours"
    )
    page = as_amira.post(url_of("record_order", case), new_order(repeats=other.uuid.hex))
    assert "The earlier order has changed: look at the list again" in text(page)
    assert "Not yours" not in text(page)
    assert Order.objects.filter(case=case).count() == 1
